/** `check --since`: what changed in a real repository of git. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DiskTree, loadCommand, walkFile } from "./disk-tree.ts";

const frees = "free_page(addr);";
const callback = (body: string) =>
  `int drop_one(pte_t *pte, unsigned long addr, void *data)\n{\n\t${body}\n\treturn 0;\n}\n`;
const call = `#include "drop.h"

void drop(unsigned long start)
{
	apply_to_page_range(&init_mm, start,
			    4096, drop_one, NULL);
}
`;

beforeAll(loadCommand, 60_000);

let tree: DiskTree;
const git = (...words: readonly string[]): string =>
  execFileSync("git", ["-C", tree.root, "-c", "user.name=x", "-c", "user.email=x@y", ...words], {
    encoding: "utf8",
    stdio: "pipe",
  });
const commit = (message: string): void => {
  git("add", "-A");
  git("commit", "-qm", message);
};
const since = (...words: readonly string[]) => tree.findings(["--since", ...words]);

beforeEach(() => {
  tree = new DiskTree({
    "mm/call.c": call,
    "mm/drop.h": "int drop_one(pte_t *pte, unsigned long addr, void *data);\n",
    "mm/one.c": callback("count(addr);"),
    "mm/zap.c": walkFile("zap", frees),
  });
  git("init", "-q", "-b", "main");
  commit("first");
});
afterEach(() => tree.remove());

describe("check --since", () => {
  it("leaves out what was there, and reports an unchanged call whose callee begins to free", async () => {
    expect(await since("HEAD")).toEqual([]);
    tree.put({ "mm/one.c": callback(frees) });
    expect(await since("HEAD")).toEqual(["new warning mm/call.c:5 allocation-in-callback"]);
    commit("second");
    expect(await since("HEAD")).toEqual([]);
    expect(await since("HEAD~1")).toEqual(["new warning mm/call.c:5 allocation-in-callback"]);
  });

  it("reports what the change touches, staged or not, and what is in new files", async () => {
    tree.put({ "mm/zap.c": `/* moved */\n${walkFile("zap", frees)}` });
    expect(await since("HEAD")).toEqual([]);
    tree.put({ "mm/zap.c": walkFile("zap", frees).replace("4096", "8192") });
    expect(await since("HEAD")).toEqual(["updated warning mm/zap.c:9 allocation-in-callback"]);
    git("add", "-A");
    expect(await since("HEAD")).toEqual(["updated warning mm/zap.c:9 allocation-in-callback"]);
    git("reset", "-q", "--hard");
    tree.put({ "mm/new.c": walkFile("fresh", frees), ".gitignore": "built.c\n" });
    tree.put({ "mm/built.c": walkFile("built", frees) });
    expect(await since("HEAD")).toEqual(["new warning mm/new.c:9 allocation-in-callback"]);
  });

  it("knows renamed files, and judges the earlier tree by what was in it", async () => {
    git("mv", "mm/zap.c", "mm/unmap.c");
    expect(await since("HEAD")).toEqual([]);
    git("reset", "-q", "--hard");
    // The only definition of the callback is gone, and comes back elsewhere.
    git("rm", "-q", "mm/one.c");
    tree.put({ "mm/two.c": callback(frees) });
    expect(await since("HEAD")).toEqual(["new warning mm/call.c:5 allocation-in-callback"]);
  });

  it("compares what was only taken out of the index", async () => {
    git("rm", "-q", "--cached", "mm/zap.c");
    expect(await since("HEAD")).toEqual([]);
    tree.put({ "mm/zap.c": walkFile("zap", frees).replace("4096", "8192") });
    expect(await since("HEAD")).toEqual(["updated warning mm/zap.c:9 allocation-in-callback"]);
  });

  it("gives the exit code of what it reports, also in SARIF and JSON", async () => {
    expect((await tree.check(["--since", "HEAD"])).code).toBe(0);
    tree.put({ "mm/one.c": callback(frees) });
    for (const format of ["text", "json", "sarif"]) {
      const { code, stdout } = await tree.check(["--since=HEAD", `--format=${format}`]);
      expect([format, code, stdout.includes("mm/call.c")]).toEqual([format, 1, true]);
      if (format === "text") {
        expect(stdout).toMatch(
          /\nsince HEAD \([0-9a-f]{12}\): 1 changed C file, 2 new findings, 0 updated\n/,
        );
      }
      if (format === "sarif") {
        const [run] = JSON.parse(stdout).runs;
        expect(run.results.map((one: { baselineState: string }) => one.baselineState)).toEqual([
          "new",
        ]);
      }
      if (format === "json") {
        expect(JSON.parse(stdout).comparison).toEqual({
          since: { revision: "HEAD", commit: git("rev-parse", "HEAD").trim(), files: 1 },
        });
      }
    }
    expect((await tree.check(["--since=HEAD", "mm/zap.c"])).code).toBe(0);
  });

  it("takes what a baseline knows from it", async () => {
    tree.put({ "mm/one.c": callback(frees) });
    await tree.check(["--write-baseline", "../known.json"]);
    tree.put({ "mm/new.c": walkFile("fresh", frees) });
    expect(await since("HEAD", "--baseline=../known.json")).toEqual([
      "new warning mm/new.c:9 allocation-in-callback",
    ]);
  });

  it("works for a tree in a folder of a repository", async () => {
    const inner = path.join(tree.root, "sub/linux");
    mkdirSync(inner, { recursive: true });
    for (const file of ["Kbuild", "MAINTAINERS", "Makefile", "mm"]) {
      cpSync(path.join(tree.root, file), path.join(inner, file), { recursive: true });
    }
    const none = await tree.check(["--since", "HEAD", "--root", inner]);
    expect([none.code, none.stderr]).toEqual([
      2,
      `lazymmu: ${inner} is no part of --since "HEAD"\nThe repository around it did not have this folder then.\n`,
    ]);
    commit("second");
    writeFileSync(path.join(inner, "mm/one.c"), callback(frees));
    writeFileSync(path.join(inner, "mm/zap.c"), walkFile("zap", frees).replace("4096", "8192"));
    expect(await since("HEAD", "--root", inner, inner)).toEqual([
      "new warning mm/call.c:5 allocation-in-callback",
      "updated warning mm/zap.c:9 allocation-in-callback",
    ]);
    tree.put({ "mm/one.c": callback(frees) });
    const { stdout } = await tree.check(["--since=HEAD", "--root", inner, "--format=json", inner]);
    expect(JSON.parse(stdout).comparison.since.files).toBe(2);
  });

  it("compares files that were only written again, and writes nothing itself", async () => {
    for (const file of ["mm/zap.c", "mm/call.c"]) utimesSync(path.join(tree.root, file), 1, 1);
    const index = path.join(tree.root, ".git/index");
    const before = statSync(index).mtimeMs;
    const { stdout } = await tree.check(["--since=HEAD"]);
    expect(stdout.replaceAll("\n", " ")).toContain("no changed C file, 0 new findings, 0 updated");
    expect(statSync(index).mtimeMs).toBe(before);
  });

  it("reads names and contents of any kind", async () => {
    const odd = 'mm/\u00e4 "b\t$(x).c';
    tree.put({ [odd]: walkFile("odd", frees) });
    commit("second");
    tree.put({ [odd]: walkFile("odd", frees).replace("4096", "8192") });
    expect(await since("HEAD")).toEqual([`updated warning ${odd}:9 allocation-in-callback`]);
    const magic = ":(top)q.c";
    tree.put({ [magic]: walkFile("magic", frees) });
    commit("magic");
    tree.put({ [magic]: walkFile("magic", frees).replace("4096", "8192") });
    expect(await since("HEAD")).toEqual([`updated warning ${magic}:9 allocation-in-callback`]);
    // What git knows as another repository or as a link was no file of the tree.
    git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},mm/module.c`);
    symlinkSync("zap.c", path.join(tree.root, "mm/linked.c"));
    git("--literal-pathspecs", "add", "mm/linked.c", magic);
    git("commit", "-qm", "links");
    tree.put({ "mm/linked.c": undefined });
    tree.put({ "mm/linked.c": walkFile("one", frees), "mm/module.c": walkFile("two", frees) });
    git("add", "-A");
    expect(await since("HEAD")).toEqual([
      "new warning mm/linked.c:9 allocation-in-callback",
      "new warning mm/module.c:9 allocation-in-callback",
    ]);
    git("reset", "-q", "--hard", "HEAD~1");
    tree.put({ [odd]: new Uint8Array([0, 1, 2]), "mm/big.c": "x".repeat(3_000_000) });
    commit("third");
    tree.put({ [odd]: undefined, "mm/big.c": undefined });
    symlinkSync("zap.c", path.join(tree.root, "mm/link.c"));
    expect(await since("HEAD")).toEqual([]);
  });
});

describe("check --since that cannot be answered", () => {
  it.each([
    [
      "nope",
      'names no commit of ROOT\nOne commit is wanted: a branch, a tag, a hash, or HEAD~3; "git fetch" brings those of others.',
    ],
    ["HEAD..HEAD", "names no commit of ROOT"],
    ["HEAD~9", "names no commit of ROOT"],
    ["HEAD:mm/zap.c", "names no commit of ROOT"],
    ["--help", "names no commit of ROOT"],
    ["$(touch x)", "names no commit of ROOT"],
    ["HEAD\nx", "names no commit of ROOT"],
  ])("has no commit %j", async (name, message) => {
    const { code, stdout, stderr } = await tree.check([`--since=${name}`]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.replaceAll(tree.root, "ROOT")).toContain(message);
  });

  it("says so of a shallow clone, and what to do", async () => {
    tree.put({ "mm/one.c": callback(frees) });
    commit("second");
    const clone = path.join(tree.base, "clone");
    git("clone", "-q", "--depth=1", `file://${tree.root}`, clone);
    const { code, stderr } = await tree.check(["--since=HEAD~1"], { cwd: clone });
    expect(code).toBe(2);
    expect(stderr).toContain('"git fetch --unshallow"');
  });

  it("says so outside of a repository, and without git", async () => {
    rmSync(path.join(tree.root, ".git"), { recursive: true });
    const none = await tree.check(["--since=HEAD"], { env: { GIT_DIR: "/nowhere" } });
    expect([none.code, none.stderr]).toEqual([
      2,
      `lazymmu: ${tree.root} is in no git working tree: not a git repository (or any of the parent directories): .git\n--since asks git what changed; where there is none, --baseline tells the known findings from new ones.\n`,
    ]);
    const without = await tree.check(["--since=HEAD"], { env: { PATH: tree.base } });
    expect([without.code, without.stderr]).toEqual([
      2,
      "lazymmu: git was not found\nIt must be in a folder of PATH.\n",
    ]);
  });

  it("says which old text a clone without all objects lacks, and fetches nothing", async () => {
    const clone = path.join(tree.base, "clone");
    git("config", "uploadpack.allowFilter", "true");
    git("clone", "-q", "--filter=blob:none", "--no-checkout", `file://${tree.root}`, clone);
    cpSync(tree.root, clone, { recursive: true, filter: (from) => !from.includes(".git") });
    writeFileSync(path.join(clone, "mm/zap.c"), "");
    const marker = path.join(tree.base, "fetched");
    execFileSync("git", ["-C", clone, "config", "remote.origin.uploadpack", `touch ${marker};`]);
    const { code, stderr } = await tree.check(["--since=HEAD"], { cwd: clone });
    expect([code, existsSync(marker)]).toEqual([2, false]);
    expect(stderr).toMatch(
      /^lazymmu: git cannot read the old text of \S+: could not fetch [0-9a-f]+ from promisor/,
    );
  });

  it("does not go together with a patch", async () => {
    const { code, stderr } = await tree.check(["--since=HEAD", "--patch=-"]);
    expect([code, stderr]).toEqual([2, "lazymmu: --patch and --since contradict each other\n"]);
  });
});

describe("a hostile repository", () => {
  it("has none of its programs run", async () => {
    const marker = path.join(tree.base, "ran");
    const script = path.join(tree.base, "run.sh");
    writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> '${marker}'\ncat\n`);
    chmodSync(script, 0o755);
    tree.put({
      ".gitattributes": "*.c filter=evil diff=evil\n*.h filter=a=b.c\n",
      "mm/zap.c": walkFile("zap", frees).replace("4096", "8192"),
      "mm/one.c": undefined,
      "mm/two.c": `${callback("count(addr);")}\n`,
    });
    git("add", "-N", "mm/two.c");
    for (const [key, value] of [
      ["core.fsmonitor", script],
      ["core.hooksPath", tree.base],
      ["core.pager", script],
      ["pager.diff", script],
      ["core.sshCommand", script],
      ["diff.external", script],
      ["diff.evil.command", script],
      ["diff.evil.textconv", script],
      ["filter.evil.clean", script],
      ["filter.evil.process", script],
      ["filter.evil.required", "true"],
      ["filter.a=b.c.clean", script],
      ["alias.diff", `!${script}`],
      ["diff.mnemonicPrefix", "true"],
      ["color.ui", "always"],
      ["core.quotePath", "false"],
    ] as const) {
      git("config", key, value);
    }
    for (const hook of ["post-index-change", "fsmonitor-watchman"]) {
      cpSync(script, path.join(tree.base, hook));
      cpSync(script, path.join(tree.root, ".git/hooks", hook));
    }
    // Just written, so that git cannot tell by the time whether the index knows them.
    tree.put({ "mm/call.c": call, "mm/drop.h": tree.read("mm/drop.h") });
    expect(await since("HEAD")).toEqual(["updated warning mm/zap.c:9 allocation-in-callback"]);
    expect(existsSync(marker) ? readFileSync(marker, "utf8") : "").toBe("");
  });

  it("is not left by the environment", async () => {
    const env = {
      GIT_DIR: tree.base,
      GIT_WORK_TREE: tree.base,
      GIT_INDEX_FILE: "/nowhere",
      GIT_EXTERNAL_DIFF: "false",
      GIT_CONFIG_PARAMETERS: "'core.bare=true'",
      GIT_TRACE: "1",
    };
    const { code, stderr } = await tree.check(["--since=HEAD", "-q"], { env });
    expect([code, stderr]).toEqual([0, ""]);
  });

  it("does not bring a git of its own", async () => {
    const own = path.join(tree.root, "git");
    writeFileSync(own, "#!/bin/sh\nexit 9\n");
    chmodSync(own, 0o755);
    const { code } = await tree.check(["--since=HEAD"], {
      env: { PATH: `.:${process.env["PATH"]}` },
    });
    expect(code).toBe(0);
  });
});
