/** The built command on trees that are out to hurt it. Needs `npm run build`. */
import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const cli = path.resolve("dist/cli.cjs");
const sample = path.resolve("examples/mini-kernel");

let base: string;
let tree: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), "lazymmu-hostile-")));
  tree = path.join(base, "tree");
  cpSync(sample, tree, { recursive: true });
});

afterEach(() => rmSync(base, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...argv], {
      env: { PATH: process.env["PATH"], XDG_CACHE_HOME: path.join(base, "cache") },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 30_000,
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

const check = (...options: string[]): Promise<Ended> =>
  run(["check", "--format=json", ...options, tree]);

function put(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), content);
}

interface Output {
  readonly callSites: readonly { readonly file: string; readonly verdict: string }[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

const site = "int go(void)\n{\n\treturn apply_to_page_range(&init_mm, 0, 1, cb, 0);\n}\n";
const cb =
  "static int cb(pte_t *pte, unsigned long addr, void *data)\n{\n\t__free_page(0);\n\treturn 0;\n}\n";

describe.runIf(existsSync(cli))("a tree that is out to hurt", { timeout: 120_000 }, () => {
  it("names what it does not analyse, finds the rest, and says the same each time", async () => {
    const plain: Output = JSON.parse((await check("--no-cache")).stdout);
    put(
      "zzz/binary.c",
      Uint8Array.from({ length: 9000 }, (_, at) => at & 255),
    );
    put("zzz/wide.c", Buffer.from(`\ufeff${cb}${site}`, "utf16le"));
    put("zzz/line.c", `${site}int x = ${"a+".repeat(60_000)}a;\n`);
    put("zzz/large.c", `${site}/*${"a/*\n".repeat(600_000)}`);
    put("zzz/crlf.c", `\ufeff${cb}${site}`.replaceAll("\n", "\r\n"));
    put("zzz/latin.c", Buffer.from(`/* \xe9\xff */\n${cb}${site}`, "latin1"));
    put("zzz/new\nline \u001b[31m%s.c", `${cb}${site}`);
    put("zzz/open.c", `${cb}${site}int f(void)\n{\n\tchar *s = "\n/*`);
    symlinkSync("..", path.join(tree, "zzz/up"));
    symlinkSync("/etc/passwd", path.join(tree, "zzz/out.c"));
    symlinkSync("/dev/zero", path.join(tree, "zzz/zero.c"));
    execFileSync("mkfifo", [path.join(tree, "zzz/pipe.c")]);
    writeFileSync(
      Buffer.concat([Buffer.from(`${tree}/zzz/`), Buffer.from([0xe4, 0x2e, 0x63])]),
      cb,
    );

    const outputs = new Set<string>();
    for (const options of [["--no-cache", "--jobs=1"], ["--jobs=2"], ["--jobs=4"], []]) {
      const { code, stdout, stderr } = await check(...options);
      expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
      outputs.add(stdout);
    }
    expect(outputs.size).toBe(1);
    const output: Output = JSON.parse([...outputs][0] ?? "");
    expect(output.skipped).toEqual([
      { file: "zzz/binary.c", reason: "it is a binary file" },
      { file: "zzz/large.c", reason: "it is larger than 2 MB" },
      { file: "zzz/line.c", reason: "it has a line of more than 100,000 characters" },
      { file: "zzz/out.c", reason: "it is a symbolic link that leaves the tree" },
      { file: "zzz/pipe.c", reason: "it is no regular file" },
      { file: "zzz/wide.c", reason: "it is a binary file" },
      { file: "zzz/zero.c", reason: "it is a symbolic link that leaves the tree" },
      { file: "zzz/\ufffd.c", reason: "its name is not valid UTF-8" },
    ]);
    const added = output.callSites.filter(({ file }) => file.startsWith("zzz/"));
    expect(added.map(({ file, verdict }) => [file, verdict])).toEqual([
      ["zzz/crlf.c", "reaches"],
      ["zzz/latin.c", "reaches"],
      ["zzz/new\nline \u001b[31m%s.c", "reaches"],
      ["zzz/open.c", "reaches"],
    ]);
    expect(output.callSites.filter((one) => !added.includes(one))).toEqual(plain.callSites);
    const text = (await run(["check", "--verbose", "--color=never", tree])).stdout;
    expect(text).not.toContain("\u001b");
  });

  it("reads nothing outside the tree by an include", async () => {
    writeFileSync(path.join(base, "out.h"), "static inline void outside(void)\n{\n}\n");
    put(
      "zzz/a.c",
      `#include "../../out.h"\n#include "/etc/passwd"\n#include "."\n#include "a.c"\n${cb.replace("__free_page(0)", "outside()")}${site}`,
    );
    const { callSites }: Output = JSON.parse((await check()).stdout);
    expect(callSites.find(({ file }) => file === "zzz/a.c")?.verdict).toBe("unknown");
  });

  it("gives the same report whatever lies in the cache's place", async () => {
    const { stdout } = await check();
    const folder = path.join(base, "cache/lazymmu");
    const [name = ""] = readdirSync(folder);
    const file = path.join(folder, name);
    const good = readFileSync(file);
    const damaged = (at: number, value: number): Buffer => {
      const bytes = Buffer.from(good);
      bytes.writeUInt32LE(value >>> 0, at);
      return bytes;
    };
    const places: readonly (() => void)[] = [
      () => writeFileSync(file, good.subarray(0, 7)),
      () => writeFileSync(file, good.subarray(0, good.length - 8)),
      () => writeFileSync(file, damaged(good.length - 8, 0)),
      () => writeFileSync(file, damaged(8, 99)),
      () => writeFileSync(file, damaged(16, -1)),
      () => writeFileSync(file, damaged(20, 0x7fffffff)),
      () => {
        writeFileSync(file, good);
        truncateSync(file, 3_000_000_000);
      },
      () => execFileSync("mkfifo", [file]),
      () => symlinkSync("/dev/zero", file),
      () => mkdirSync(path.join(file, "x"), { recursive: true }),
    ];
    for (const place of places) {
      rmSync(file, { recursive: true, force: true });
      place();
      expect(await check()).toEqual({ code: 1, stdout, stderr: "" });
    }
  });

  it("works on folders that are no kernel, and refuses what is no folder", async () => {
    const empty = path.join(base, "empty");
    mkdirSync(empty);
    expect((await run(["check", empty])).code).toBe(0);
    for (const root of [path.join(tree, "Makefile"), "/dev/null", path.join(base, "none")]) {
      const { code, stdout, stderr } = await run(["check", "--root", root]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(root);
    }
  });

  it("writes nothing into the tree", async () => {
    const before = execFileSync("find", [tree, "-printf", "%p %s %T@\n"]).toString();
    await check();
    expect(execFileSync("find", [tree, "-printf", "%p %s %T@\n"]).toString()).toBe(before);
  });
});
