/**
 * The built command as people run it: a process with pipes, signals and exit codes. Runs when
 * dist/cli.cjs is there, as it is in `npm test`, which builds first.
 */
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const cli = path.resolve("dist/cli.cjs");
const sampleTree = path.resolve("examples/mini-kernel");

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunSetting {
  readonly cwd?: string;
  /** Sent as soon as the process has printed something on stderr, or after some milliseconds. */
  readonly interruptAfter?: number;
  readonly closeStdout?: boolean;
}

describe.runIf(existsSync(cli))("the built command", { timeout: 60_000 }, () => {
  let scratch = "";
  beforeAll(() => {
    scratch = mkdtempSync(path.join(tmpdir(), "lazymmu-process-"));
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  function run(argv: readonly string[], setting: RunSetting = {}): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [cli, ...argv], {
        cwd: setting.cwd ?? sampleTree,
        env: { PATH: process.env["PATH"], XDG_CACHE_HOME: path.join(scratch, "cache") },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      if (setting.closeStdout) child.stdout.destroy();
      else child.stdout.on("data", (chunk) => (stdout += chunk));
      child.stderr.on("data", (chunk) => (stderr += chunk));
      child.on("error", reject);
      child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
      if (setting.interruptAfter !== undefined) {
        setTimeout(() => child.kill("SIGINT"), setting.interruptAfter);
      }
    });
  }

  it("finds in the sample tree what its README says", async () => {
    const { code, stdout, stderr } = await run(["check", "--format=json"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const output = JSON.parse(stdout);
    const schema: object = JSON.parse(readFileSync("docs/output.schema.json", "utf8"));
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
    const [verdicts = ""] = readFileSync(path.join(sampleTree, "README.md"), "utf8").split("\n## ");
    const table = verdicts.matchAll(/^\| `([^`]+)` \| (.+?) \| ([a-z -]+)/gm);
    const expected = [...table].flatMap(([, file, callbacks = "", verdict = ""]) =>
      callbacks
        .split(", ")
        .map(
          (name) => `${file} ${name.replaceAll("`", "")} ${verdict.trim().replaceAll(" ", "-")}`,
        ),
    );
    const found = output.callSites.flatMap(
      (site: { file: string; verdict: string; callbacks: { name: string }[] }) =>
        site.callbacks.map(({ name }) => `${site.file} ${name} ${site.verdict}`),
    );
    expect(expected.length).toBeGreaterThan(5);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it("gives the same bytes for any number of jobs, with and without the cache", async () => {
    const outputs = new Set<string>();
    for (const options of [["--jobs=1"], ["--jobs=2"], ["--no-cache"], [], []]) {
      outputs.add((await run(["check", "--format=json", ...options])).stdout);
    }
    expect(outputs.size).toBe(1);
    expect([...outputs][0]?.length).toBeGreaterThan(1000);
  });

  it("reports only what lies in PATH", async () => {
    const { stdout } = await run(["check", "--format=json", "arena.c"], {
      cwd: path.join(sampleTree, "drivers/sample"),
    });
    const output = JSON.parse(stdout);
    const files = new Set(
      [...output.callSites, ...output.findings].map((one: { file: string }) => one.file),
    );
    expect([...files]).toEqual(["drivers/sample/arena.c"]);
  });

  it("works on a folder that is no kernel, and says so", async () => {
    const folder = mkdtempSync(path.join(scratch, "plain-"));
    writeFileSync(path.join(folder, "a.c"), "int f(void)\n{\n\treturn 0;\n}\n");
    const result = await run(["check", folder]);
    expect(result.code).toBe(0);
    expect(result.stdout).toContain("no lazy MMU section\nno findings\n");
    expect(result.stderr).toMatch(/^note: .* is no kernel tree/);
  });

  it("ends with 2 when asked for what it does not know", async () => {
    expect(await run(["--no-such"])).toMatchObject({ code: 2, stdout: "" });
    expect(await run(["check", "no/such.c"])).toMatchObject({ code: 2, stdout: "" });
  });

  it("prints its version without loading the engine", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await run(["--version"])).toMatchObject({ code: 0, stdout: `lazymmu ${version}\n` });
  });

  it("stays quiet when the reader goes away, with the verdict's exit code", async () => {
    expect(await run(["check"], { closeStdout: true })).toMatchObject({ code: 1, stderr: "" });
  });

  it("ends when interrupted, as shells expect it", async () => {
    // Large enough to be still at it when the signal comes.
    const folder = mkdtempSync(path.join(scratch, "large-"));
    for (let i = 0; i < 300; i++) {
      cpSync(path.join(sampleTree, "mm/memory.c"), path.join(folder, `m${i}.c`));
    }
    const { code, signal, stdout } = await run(["check", "--no-cache", "--jobs=1", folder], {
      interruptAfter: 60,
    });
    expect(code === 130 || signal === "SIGINT").toBe(true);
    expect(stdout).toBe("");
  });

  it("fixes a tree so that git's check of its own diff agrees, and nothing is left to fix", async () => {
    const tree = path.join(scratch, "tree");
    cpSync(sampleTree, tree, { recursive: true });
    addNolazyWalkers(tree);
    const diff = await run(["fix", "--dry-run"], { cwd: tree });
    expect(diff.code).toBe(1);
    execFileSync("git", ["apply", "--check", "-"], { cwd: tree, input: diff.stdout });
    expect(diff.stdout).toContain("+++ b/drivers/sample/arena.c\n");
    const before = statSync(path.join(tree, "drivers/sample/arena.c")).mode;
    const fixed = await run(["fix"], { cwd: tree });
    expect(fixed.stdout).toContain("fixed drivers/sample/arena.c:");
    expect(statSync(path.join(tree, "drivers/sample/arena.c")).mode).toBe(before);
    const again = await run(["fix", "--dry-run"], { cwd: tree });
    expect(again).toEqual({ code: 0, signal: null, stdout: "", stderr: "" });
    expect(fixed.code).toBe(0);
  });

  it("adds the variants to a tree, by a patch or by itself, and once only", async () => {
    const patched = path.join(scratch, "patched");
    const written = path.join(scratch, "written");
    for (const tree of [patched, written]) cpSync(sampleTree, tree, { recursive: true });
    const patch = await run(["fix", "--introduce"], { cwd: patched });
    expect(patch.code).toBe(1);
    expect(readFileSync(path.join(patched, "mm/memory.c"))).toEqual(
      readFileSync(path.join(sampleTree, "mm/memory.c")),
    );
    execFileSync("git", ["apply", "-"], { cwd: patched, input: patch.stdout });
    const done = await run(["fix", "--introduce", "--write"], { cwd: written });
    expect(done.stdout).toContain(
      "drivers/sample/arena.c:26: Call apply_to_existing_page_range_nolazy()",
    );
    // What is left is a section of its own, which needs no variant.
    expect(done.stdout).toMatch(/\n5 fixed in 7 files, 1 left\n$/);
    expect(done.code).toBe(1);
    execFileSync("git", ["diff", "--no-index", "--exit-code", patched, written]);

    expect(await run(["fix"], { cwd: written })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^fixed drivers\/sample\/ring\.c:13: .*\n1 finding fixed /),
    });
    expect(await run(["check", "--fail-on=hint", "--quiet"], { cwd: written })).toMatchObject({
      code: 0,
    });
    expect(await run(["fix", "--introduce"], { cwd: written })).toEqual({
      code: 2,
      signal: null,
      stdout: "",
      stderr:
        "lazymmu: the variants are not added: include/linux/mm.h:18: apply_to_existing_page_range_nolazy() is there already\n",
    });
  });

  it("adds no variant where no call needs it", async () => {
    const result = await run(["fix", "--introduce", "drivers/sample/window.c"]);
    expect(result).toEqual({
      code: 0,
      signal: null,
      stdout: "",
      stderr: "note: no call here needs the variants, so none are added\n",
    });
  });
});

/** Declares and defines the variants, as a tree of the nolazy dialect does. */
function addNolazyWalkers(tree: string): void {
  const header = path.join(tree, "include/linux/mm.h");
  const source = path.join(tree, "mm/memory.c");
  const parameters =
    "struct mm_struct *mm, unsigned long addr, unsigned long size, pte_fn_t fn, void *data";
  const names = ["apply_to_page_range_nolazy", "apply_to_existing_page_range_nolazy"];
  const text = readFileSync(header, "utf8");
  const end = text.lastIndexOf("#endif");
  const declarations = names.map((name) => `extern int ${name}(${parameters});\n`).join("");
  writeFileSync(header, text.slice(0, end) + declarations + text.slice(end));
  const definitions = names.map((name) => `\nint ${name}(${parameters})\n{\n\treturn 0;\n}\n`);
  writeFileSync(source, readFileSync(source, "utf8") + definitions.join(""));
}
