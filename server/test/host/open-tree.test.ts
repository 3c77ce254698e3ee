/** Walking, scanning, caching and reading a tree, including trees that are out to hurt. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mentions } from "#engine/index";
import { createSourceReader, findTreeRoot, listTree, loadParser, openTree } from "#server/host";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
let bundles = "";
let workerFile = "";
let base = "";
let root = "";
let cacheDir = "";

beforeAll(() => {
  bundles = mkdtempSync(join(tmpdir(), "lazymmu-host-"));
  workerFile = join(bundles, "scan-worker.cjs");
  bundle("server/src/host/scan-worker.ts", workerFile, "cjs");
});

function bundle(entry: string, outfile: string, format: string): void {
  const options = ["--bundle", "--platform=node", "--log-level=error"];
  const esbuild = join(repository, "node_modules/.bin/esbuild");
  execFileSync(esbuild, [entry, ...options, `--format=${format}`, `--outfile=${outfile}`], {
    cwd: repository,
  });
}

afterAll(() => rmSync(bundles, { recursive: true, force: true }));

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "lazymmu-tree-")));
  root = join(base, "tree");
  cacheDir = join(base, "cache");
  put("Makefile", "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\nEXTRAVERSION =\n");
  put("mm/memory.c", "int apply_to_page_range(pte_fn_t fn)\n{\n\treturn 0;\n}\n");
  put("mm/a-b.c", "static int walk(void)\n{\n\treturn 0;\n}\n");
  put("mm/a/x.h", "#define twice(a) ((a) + (a))\nstatic inline int one(void) { return 1; }\n");
  put("arch/x86/y.c", "void arch_enter_lazy_mmu_mode(void)\n{\n}\n#define walk arch_walk\n");
  put("notes.txt", "int none(void)\n{\n}\n");
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Writes a file of the tree with a time long past, since the cache distrusts recent ones. */
function put(file: string, content: string | Uint8Array, seconds = 1_000_000): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, seconds, seconds);
}

function open(options: { readonly jobs?: number; readonly cached?: boolean } = {}) {
  const { jobs = 0, cached = false } = options;
  return openTree({ root, jobs, cacheDir: cached ? cacheDir : undefined, workerFile });
}

function cacheFile(): string {
  const [name = "", ...others] = readdirSync(cacheDir);
  expect(others).toEqual([]);
  return join(cacheDir, name);
}

describe("a tree", () => {
  it("answers from its files", async () => {
    const tree = await open();
    expect(tree.symbols.files).toEqual(["arch/x86/y.c", "mm/a-b.c", "mm/a/x.h", "mm/memory.c"]);
    expect(tree.symbols.findDefinitions("walk")).toEqual([
      { file: "arch/x86/y.c", kind: "alias", isStatic: false },
      { file: "mm/a-b.c", kind: "function", isStatic: true },
    ]);
    expect(tree.symbols.filesMentioning(mentions.walker)).toEqual(["mm/memory.c"]);
    expect(tree.symbols.filesMentioning(mentions.section)).toEqual(["arch/x86/y.c"]);
    expect(tree.symbols.filesContaining("one")).toEqual(["mm/a/x.h"]);
    expect(tree.symbols.filesContaining("on")).toEqual([]);
    expect(tree.facts).toMatchObject({ release: "6.12.1", architectures: ["x86"], isKernel: true });
    expect(tree.skipped).toEqual([]);
    expect(tree.stats).toMatchObject({ files: 4, scanned: 4 });
  });

  it("is configured as the build beside it, before and after a change", async () => {
    put(".config", "CONFIG_A=y\n");
    const configFile = join(base, "build.config");
    writeFileSync(configFile, "CONFIG_B=y\n");
    const settings = { root, jobs: 0, cacheDir: undefined, workerFile };
    const beside = await openTree({ ...settings, configFile });
    const missing = await openTree({ ...settings, configFile: join(base, "no.config") });
    const configurations = [await open(), beside, beside.rescan(["mm/a-b.c"]), missing].map(
      ({ facts }) =>
        facts.configuration &&
        ["CONFIG_A", "CONFIG_B"].map((name) => facts.configuration?.get(name)),
    );
    const ofBuild = [undefined, "y"];
    expect(configurations).toEqual([["y", undefined], ofBuild, ofBuild, undefined]);
  });

  it("gives the same numbers for any number of threads", async () => {
    for (let at = 0; at < 300; at++) {
      put(`gen/f${at}.c`, `int f${at}(void)\n{\n}\nstatic int shared(void) { }\n`);
    }
    const results = [];
    for (const jobs of [0, 1, 2]) {
      const tree = await open({ jobs });
      const { symbols } = tree;
      if (!("data" in symbols)) throw new Error("a fresh tree has no overlay");
      results.push({ files: symbols.files, data: symbols.data, skipped: tree.skipped });
    }
    expect(results[0]?.data.hashes).toHaveLength(606);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it("an aborted signal stops it", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(openTree({ root, jobs: 0, cacheDir: undefined, signal })).rejects.toThrow(
      "enough",
    );
  });

  it("a rescan sees changed, new and gone files", async () => {
    const tree = await open();
    put("mm/a-b.c", "int go(void)\n{\n}\n");
    put("mm/new.c", "int walk(void)\n{\n}\n");
    rmSync(join(root, "arch/x86/y.c"));
    put("mm/memory.c", Uint8Array.of(0x69, 0, 0x69));
    const after = tree.rescan(["mm/a-b.c", "mm/new.c", "arch/x86/y.c", "mm/memory.c"]);
    expect(after.symbols.files).toEqual(["mm/a-b.c", "mm/a/x.h", "mm/new.c"]);
    expect(after.symbols.findDefinitions("walk").map(({ file }) => file)).toEqual(["mm/new.c"]);
    expect(after.symbols.findDefinitions("go").map(({ file }) => file)).toEqual(["mm/a-b.c"]);
    expect(after.skipped).toEqual([{ file: "mm/memory.c", reason: "it is a binary file" }]);
    expect(tree.symbols.findDefinitions("walk")).toHaveLength(2);
  });

  it("with contents in mind it is the tree that these would make, and stays as it is itself", async () => {
    const tree = await open();
    const bytes = (text: string) => new TextEncoder().encode(text);
    const other = tree.withContents(
      new Map([
        ["mm/a-b.c", bytes("int go(void)\n{\n\tint word;\n}\nint go(void);\n")],
        ["mm/new.c", bytes("\ufeffint walk(void)\n{\n}\n")],
        ["mm/memory.c", Uint8Array.of(0x69, 0, 0x69)],
        ["arch/x86/y.c", undefined],
        ["Makefile", bytes("VERSION = 7\nPATCHLEVEL = 0\nSUBLEVEL = 0\nEXTRAVERSION =\n")],
        ["notes.txt", bytes("int other(void)\n{\n}\n")],
      ]),
    );
    const filesOf = (name: string) => other.symbols.findDefinitions(name).map(({ file }) => file);
    expect(other.symbols.files).toEqual(["mm/a-b.c", "mm/a/x.h", "mm/new.c"]);
    expect([filesOf("walk"), filesOf("go"), filesOf("one"), filesOf("other")]).toEqual([
      ["mm/new.c"],
      ["mm/a-b.c"],
      ["mm/a/x.h"],
      [],
    ]);
    expect(other.symbols.filesContaining("word")).toEqual(["mm/a-b.c"]);
    expect(other.symbols.filesContaining("twice")).toEqual(["mm/a/x.h"]);
    expect(other.symbols.filesContaining("arch_walk")).toEqual([]);
    expect(other.facts).toMatchObject({ release: "7.0.0" });
    expect(other.reader.readText("mm/new.c")).toBe("int walk(void)\n{\n}\n");
    expect(other.reader.readText("arch/x86/y.c")).toBeUndefined();
    expect(other.reader.readText("mm/a/x.h")).toBe(tree.reader.readText("mm/a/x.h"));
    expect(other.skipped).toEqual([{ file: "mm/memory.c", reason: "it is a binary file" }]);
    expect(tree.symbols.findDefinitions("walk")).toHaveLength(2);
    expect(tree.symbols.filesContaining("word")).toEqual([]);
    const rescanned = other.symbols.withReplaced("mm/a/x.h", undefined);
    expect(rescanned.files).toEqual(["mm/a-b.c", "mm/new.c"]);
    expect(rescanned.filesContaining("word")).toEqual(["mm/a-b.c"]);
  });

  it("the parser loads", async () => {
    const parser = await loadParser();
    expect(parser.parseDefinition("int a(void)\n{\n}\n").errors).toEqual([]);
    parser.dispose();
  });
});

describe("the disk cache", () => {
  it.each([0, 2])(
    "a second start scans nothing and answers the same (%i threads)",
    async (jobs) => {
      const cold = await open({ jobs, cached: true });
      const warm = await open({ jobs, cached: true });
      expect([cold.stats.scanned, warm.stats.scanned]).toEqual([4, 0]);
      expect(warm.stats).toEqual({ ...cold.stats, scanned: 0 });
      expect(warm.symbols.files).toEqual(cold.symbols.files);
      expect(warm.symbols.findDefinitions("walk")).toEqual(cold.symbols.findDefinitions("walk"));
      expect(warm.symbols.filesMentioning(7)).toEqual(cold.symbols.filesMentioning(7));
    },
  );

  it("only changed and new files are scanned again, and gone ones forgotten", async () => {
    await open({ cached: true });
    put("mm/a-b.c", "static int talk(void)\n{\n\treturn 0;\n}\n", 1_000_001);
    put("mm/new.c", "int walk(void)\n{\n}\n");
    rmSync(join(root, "mm/a/x.h"));
    const warm = await open({ cached: true });
    const fresh = await open();
    expect(warm.stats.scanned).toBe(2);
    expect(warm.symbols).toMatchObject({ files: fresh.symbols.files });
    for (const name of ["walk", "talk", "twice", "one", "apply_to_page_range"]) {
      expect(warm.symbols.findDefinitions(name)).toEqual(fresh.symbols.findDefinitions(name));
    }
    expect((await open({ cached: true })).stats.scanned).toBe(0);
  });

  it("a file that changed just before it was read is read again", async () => {
    put("mm/a-b.c", "int walk(void)\n{\n}\n", Date.now() / 1000);
    await open({ cached: true });
    expect((await open({ cached: true })).stats.scanned).toBe(1);
  });

  it.each([
    ["truncated", (file: string) => truncateSync(file, 200)],
    ["empty", (file: string) => writeFileSync(file, "")],
    ["foreign", (file: string) => writeFileSync(file, "hello ".repeat(1000))],
    [
      "damaged",
      (file: string) => {
        const bytes = readFileSync(file);
        bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      },
    ],
  ])("a %s cache is ignored and written anew", async (_title, harm) => {
    await open({ cached: true });
    const intact = readFileSync(cacheFile());
    harm(cacheFile());
    const tree = await open({ cached: true });
    expect(tree.stats.scanned).toBe(4);
    expect(readFileSync(cacheFile())).toEqual(intact);
  });

  it("a folder that cannot be made is no error", async () => {
    writeFileSync(cacheDir, "in the way");
    expect((await open({ cached: true })).stats.scanned).toBe(4);
    expect(readFileSync(cacheDir, "utf8")).toBe("in the way");
  });

  it("what was skipped is remembered", async () => {
    put("mm/bin.c", Uint8Array.of(1, 0, 2));
    const cold = await open({ cached: true });
    const warm = await open({ cached: true });
    expect(warm.stats.scanned).toBe(0);
    expect(warm.skipped).toEqual([{ file: "mm/bin.c", reason: "it is a binary file" }]);
    expect(warm.skipped).toEqual(cold.skipped);
  });
});

describe("trees that are out to hurt", () => {
  it("links are not followed, and named where they lead out", async () => {
    writeFileSync(join(base, "outside.c"), "int outside(void)\n{\n}\n");
    mkdirSync(join(base, "elsewhere"));
    writeFileSync(join(base, "elsewhere/z.c"), "int outside(void)\n{\n}\n");
    symlinkSync("..", join(root, "mm/loop"));
    symlinkSync("self", join(root, "mm/self"));
    symlinkSync("memory.c", join(root, "mm/inside.c"));
    symlinkSync(join(base, "outside.c"), join(root, "mm/out.c"));
    symlinkSync(join(base, "elsewhere"), join(root, "mm/out"));
    symlinkSync("nothing.c", join(root, "mm/broken.c"));
    const tree = await open();
    expect(tree.symbols.files).toEqual(["arch/x86/y.c", "mm/a-b.c", "mm/a/x.h", "mm/memory.c"]);
    expect(tree.symbols.findDefinitions("outside")).toEqual([]);
    expect(tree.skipped).toEqual([
      { file: "mm/broken.c", reason: "it is a symbolic link to nothing" },
      { file: "mm/out", reason: "it is a symbolic link that leaves the tree" },
      { file: "mm/out.c", reason: "it is a symbolic link that leaves the tree" },
    ]);
    const { reader } = tree;
    for (const file of [
      "mm/out.c",
      "../outside.c",
      join(base, "outside.c"),
      "mm/out/z.c",
      "",
      "a\0b",
    ]) {
      expect([file, reader.readText(file)]).toEqual([file, undefined]);
      expect(reader.problemOf(file)).toBeTypeOf("string");
    }
    expect(reader.readText("mm/inside.c")).toContain("apply_to_page_range");
  });

  it("a FIFO is named and does not block", async () => {
    execFileSync("mkfifo", [join(root, "mm/pipe.c")]);
    const tree = await open({ jobs: 1 });
    expect(tree.skipped).toEqual([{ file: "mm/pipe.c", reason: "it is no regular file" }]);
    expect(tree.reader.problemOf("mm/pipe.c")).toBe("it is no regular file");
  });

  it("a file that vanishes between walk and scan is named, the others are scanned", async () => {
    const opening = open({ jobs: 2 });
    // The walk is done before the first wait; the threads are still starting.
    rmSync(join(root, "mm/a-b.c"));
    const tree = await opening;
    expect(tree.skipped).toEqual([
      { file: "mm/a-b.c", reason: "it vanished while the tree was read" },
    ]);
    expect(tree.symbols.findDefinitions("one")).toHaveLength(1);
  });

  it("what may not be read is named", () => {
    chmodSync(join(root, "mm/a-b.c"), 0);
    chmodSync(join(root, "mm/a"), 0);
    const script = `import(${JSON.stringify(join(bundles, "list.mjs"))}).then((m) => {
      process.setgid?.(65534); process.setuid?.(65534);
      const { skipped } = m.listTree(${JSON.stringify(root)});
      const problem = m.createSourceReader(${JSON.stringify(root)}).problemOf("mm/a-b.c");
      console.log(JSON.stringify({ skipped, problem }));
    })`;
    bundle("server/src/host/tree-reader.ts", join(bundles, "list.mjs"), "esm");
    chmodSync(base, 0o755);
    // As root nothing is forbidden, so the child gives its rights up; others cannot and need not.
    const isRoot = process.getuid?.() === 0;
    const output = execFileSync(process.execPath, [
      "-e",
      isRoot ? script : script.replace(/process\.setgid.*;\n/, "\n"),
    ]);
    chmodSync(join(root, "mm/a"), 0o755);
    expect(JSON.parse(output.toString())).toEqual({
      skipped: [{ file: "mm/a", reason: "no permission to read it" }],
      problem: "no permission to read it",
    });
  });

  it("a 20 MB line is scanned, and not analysed", { timeout: 60_000 }, async () => {
    put("mm/long.c", `int first(void) { }\n${"a+".repeat(10_000_000)}\nint last(void)\n{\n}\n`);
    const tree = await open();
    expect(tree.symbols.findDefinitions("last")).toHaveLength(1);
    expect(tree.reader.problemOf("mm/long.c")).toBe("it is larger than 2 MB");
  });

  it("a folder that is not there is an error", async () => {
    await expect(openTree({ root: join(base, "none"), cacheDir: undefined })).rejects.toThrow(
      "ENOENT",
    );
    await expect(openTree({ root: join(root, "Makefile"), cacheDir: undefined })).rejects.toThrow(
      "is no folder",
    );
  });
});

describe("the reader", () => {
  it.each([
    ["UTF-8", Buffer.from("a ä\n"), "a ä\n"],
    ["byte order mark", Buffer.from("\ufeffint a;\n"), "int a;\n"],
    ["Latin-1", Buffer.from("a \xe4\n", "latin1"), "a ä\n"],
    ["CRLF", Buffer.from("a\r\nb\r\n"), "a\r\nb\r\n"],
    ["empty", Buffer.from(""), ""],
    ["zero byte", Buffer.from("a\0b"), undefined],
    ["late zero byte", Buffer.from(`${"a\n".repeat(5000)}\0`), `${"a\n".repeat(5000)}\0`],
    ["long line", Buffer.from("a".repeat(100_001)), undefined],
    ["line at the limit", Buffer.from(`${"a".repeat(100_000)}\n`), `${"a".repeat(100_000)}\n`],
    ["over 2 MB", Buffer.from("a\n".repeat(1024 * 1024 + 1)), undefined],
  ])("%s", (_title, bytes, expected) => {
    put("mm/t.c", bytes);
    const reader = createSourceReader(root);
    expect(reader.readText("mm/t.c")).toBe(expected);
    expect(reader.problemOf("mm/t.c") === undefined).toBe(expected !== undefined);
  });

  it("notices that a file changed", () => {
    const reader = createSourceReader(root);
    put("mm/t.c", "one", 1);
    expect(reader.readText("mm/t.c")).toBe("one");
    put("mm/t.c", "two", 2);
    expect(reader.readText("mm/t.c")).toBe("two");
    rmSync(join(root, "mm/t.c"));
    expect(reader.readText("mm/t.c")).toBeUndefined();
  });
});

it("the root of a tree is found from inside it", () => {
  expect(findTreeRoot(join(root, "mm/a/x.h"))).toBe(root);
  expect(findTreeRoot(root)).toBe(root);
  expect(findTreeRoot(join(base, "none"))).toBeUndefined();
  rmSync(join(root, "mm/memory.c"));
  expect(findTreeRoot(join(root, "mm"))).toBeUndefined();
  put("Kbuild", "");
  put("MAINTAINERS", "");
  expect(findTreeRoot(join(root, "mm"))).toBe(root);
});

it("hidden folders are no part of a tree", () => {
  put(".git/a.c", "int a(void)\n{\n}\n");
  put("node_modules/b/b.c", "int b(void)\n{\n}\n");
  expect(listTree(root).files).toHaveLength(4);
});
