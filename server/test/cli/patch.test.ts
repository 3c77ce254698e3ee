/** `check --patch`: a patch judged before it is applied. */
import { execFileSync } from "node:child_process";
import {
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DiskTree, loadCommand, walkFile } from "./disk-tree.ts";
import { findSarifProblems } from "./sarif-schema.ts";

const frees = "free_page(addr);";
const oneFile = (body: string) =>
  `int drop_one(pte_t *pte, unsigned long addr, void *data)\n{\n\t${body}\n\treturn 0;\n}\n`;
const call = `void drop(unsigned long start)
{
	apply_to_page_range(&init_mm, start,
			    4096, drop_one, NULL);
}
`;

const calleeFrees = `--- a/mm/one.c
+++ b/mm/one.c
@@ -1,5 +1,5 @@
 int drop_one(pte_t *pte, unsigned long addr, void *data)
 {
-	count(addr);
+	free_page(addr);
 	return 0;
 }
`;

beforeAll(loadCommand, 60_000);

let tree: DiskTree;
beforeEach(() => {
  tree = new DiskTree({
    "mm/call.c": call,
    "mm/one.c": oneFile("count(addr);"),
    "mm/zap.c": walkFile("zap", frees),
  });
});
afterEach(() => tree.remove());

const patched = (input: Uint8Array | string, ...words: readonly string[]) =>
  tree.findings(["--patch", "-", ...words], { input });
const check = (input: Uint8Array | string, ...words: readonly string[]) =>
  tree.check(["--patch=-", ...words], { input });

const added = (file: string, text: string): string => {
  const lines = text.split("\n").slice(0, -1);
  const body = lines.map((line) => `+${line}\n`).join("");
  return `diff --git a/${file} b/${file}\nnew file mode 100644\n--- /dev/null\n+++ b/${file}\n@@ -0,0 +1,${lines.length} @@\n${body}`;
};

describe("check --patch", () => {
  it("reports what the patch brings, in a file that it leaves alone too", async () => {
    expect(await patched(calleeFrees)).toEqual(["new warning mm/call.c:3 allocation-in-callback"]);
    expect(tree.read("mm/one.c")).toBe(oneFile("count(addr);"));
    expect(await patched(added("mm/new.c", walkFile("fresh", frees)))).toEqual([
      "new warning mm/new.c:9 allocation-in-callback",
    ]);
  });

  it("reports what the patch touches, and not what it moves or renames", async () => {
    const touch = `--- a/mm/zap.c
+++ b/mm/zap.c
@@ -1,3 +1,4 @@
+/* One. */
 static int zap_one(pte_t *pte, unsigned long addr, void *data)
 {
 	free_page(addr);
@@ -7,5 +8,5 @@ static int zap_one
 void zap(unsigned long start)
 {
 	apply_to_page_range(&init_mm, start,
-			    4096, zap_one, NULL);
+			    8192, zap_one, NULL);
 }
`;
    expect(await patched(touch)).toEqual(["updated warning mm/zap.c:10 allocation-in-callback"]);
    const second = touch.indexOf("@@ -7,5");
    expect(await patched(touch.slice(0, second))).toEqual([]);
    const rename =
      "diff --git a/mm/zap.c b/mm/unmap.c\nsimilarity index 100%\nrename from mm/zap.c\nrename to mm/unmap.c\n";
    expect(await patched(rename)).toEqual([]);
    const remove = `--- a/mm/one.c\n+++ /dev/null\n@@ -1,5 +0,0 @@\n${oneFile("count(addr);").replace(/^/gm, "-").replace(/-$/, "")}`;
    expect(await patched(remove + added("mm/two.c", oneFile(frees)))).toEqual([
      "new warning mm/call.c:3 allocation-in-callback",
    ]);
  });

  it("tells the lines and text of the patched file", async () => {
    const { code, stdout } = await check(
      `${calleeFrees.replace("+1,5", "+1,7").replace(" int", "+/* One\n+ * two. */\n int")}`,
    );
    expect(code).toBe(1);
    expect(stdout).toContain("1. mm/one.c:5:2: drop_one() calls free_page(), which frees pages");
    expect(stdout.replaceAll("\n", " ")).toContain(
      "patch standard input: 1 changed C file, 2 new findings, 0 updated",
    );
  });

  it("judges the whole tree by the patch, its dialect too", async () => {
    const declares = `${added("include/linux/mm.h", "int apply_to_page_range_nolazy(struct mm_struct *mm, unsigned long address,\n\t\t\t       unsigned long size, pte_fn_t fn, void *data);\n")}`;
    const { stdout } = await check(declares, "--format=json");
    expect(JSON.parse(stdout)).toMatchObject({ tree: { dialect: "nolazy" }, findings: [] });
    const release = `--- a/Makefile\n+++ b/Makefile\n@@ -1,4 +1,4 @@\n VERSION = 6\n-PATCHLEVEL = 12\n+PATCHLEVEL = 13\n SUBLEVEL = 0\n EXTRAVERSION =\n`;
    expect(JSON.parse((await check(release, "--format=json")).stdout).tree.release).toBe("6.13.0");
  });

  it.each(["text", "json", "gcc", "sarif", "github", "cocci", "html"])(
    "is printed as %s, with its exit code",
    async (format) => {
      const { code, stdout, stderr } = await check(calleeFrees, `--format=${format}`);
      expect([code, stdout.includes("mm/call.c")]).toEqual([1, true]);
      const summary = "patch standard input: 1 changed C file, 2 new findings, 0 updated";
      const isInside = format === "text" || format === "html";
      expect(isInside ? stdout.replaceAll("\n", " ") : stderr).toContain(summary);
      if (format === "json") {
        const schema = JSON.parse(readFileSync("docs/output.schema.json", "utf8"));
        const validate = new Ajv2020({ allErrors: true }).compile(schema);
        const json = JSON.parse(stdout);
        expect([validate(json), validate.errors]).toEqual([true, null]);
        expect(json.comparison).toEqual({ patch: { file: "-", files: 1 } });
      }
      if (format === "sarif") expect(findSarifProblems(JSON.parse(stdout))).toEqual([]);
    },
  );

  it("ends by what it reports alone", async () => {
    expect((await check(calleeFrees, "mm/zap.c")).code).toBe(0);
    expect((await check(calleeFrees, "--fail-on=never")).code).toBe(0);
  });

  it("takes what a baseline knows from it", async () => {
    await tree.check(["--write-baseline", "../known.json"]);
    const touch = added("mm/new.c", walkFile("fresh", frees)) + calleeFrees;
    expect(await patched(touch, "--baseline=../known.json")).toEqual([
      "new warning mm/call.c:3 allocation-in-callback",
      "new warning mm/new.c:9 allocation-in-callback",
    ]);
  });

  it("judges by the settings and suppressions that the patch leaves", async () => {
    const ok = "/* lazymmu: ok(allocation-in-callback): no machine postpones here */";
    const suppress = `--- a/mm/zap.c
+++ b/mm/zap.c
@@ -7,5 +7,6 @@
 void zap(unsigned long start)
 {
+	${ok}
 	apply_to_page_range(&init_mm, start,
 			    4096, zap_one, NULL);
 }
`;
    expect(await patched(suppress)).toEqual([]);
    tree.put({ "mm/zap.c": tree.read("mm/zap.c").replace("\tapply", `\t${ok}\n\tapply`) });
    const unsuppress = suppress.replace("7,5 +7,6", "7,6 +7,5").replace("+\t/*", "-\t/*");
    expect(await patched(unsuppress)).toEqual(["new warning mm/zap.c:9 allocation-in-callback"]);
    const hidden = await check(
      added("mm/new.c", walkFile("fresh", frees).replace("\tapply", `\t${ok}\n\tapply`)),
      "--format=json",
    );
    const { findings, suppressed } = JSON.parse(hidden.stdout);
    expect([findings, suppressed.length]).toEqual([[], 2]);
    const settings = (text: string) =>
      `--- /dev/null\n+++ b/.lazymmu.json\n@@ -0,0 +1 @@\n+${text}\n`;
    expect(
      await patched(
        settings('{ "severities": { "allocation-in-callback": "error" } }') + calleeFrees,
      ),
    ).toEqual(["new error mm/call.c:3 allocation-in-callback"]);
    const broken = await check(settings('{ "rules": 1 }'));
    expect([broken.code, broken.stdout]).toEqual([2, ""]);
    expect(broken.stderr).toContain('.lazymmu.json:1:12: error: "rules" is a number');
  });

  it("says of a named file that the patch removes that it cannot be checked", async () => {
    const remove = `--- a/mm/one.c\n+++ /dev/null\n@@ -1,5 +0,0 @@\n${oneFile("count(addr);").replace(/^/gm, "-").replace(/-$/, "")}`;
    const { code, stderr } = await check(remove, "mm/one.c");
    expect([code, stderr]).toEqual([2, "lazymmu: mm/one.c could not be checked: it has no text\n"]);
  });

  it("says what of a patched file is over the limits", async () => {
    const { stdout } = await check(added("mm/new.c", `int a;\n${"x".repeat(100_001)}\n`));
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "mm/new.c: it has a line of more than 100,000 characters",
    );
  });

  it("equals --since of the same change", async () => {
    const git = (...words: readonly string[]): string =>
      execFileSync(
        "git",
        ["-C", tree.root, "-c", "user.name=x", "-c", "user.email=x@y", ...words],
        { encoding: "utf8", stdio: "pipe" },
      );
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "first");
    tree.put({
      "mm/one.c": oneFile(frees),
      "mm/zap.c": `/* moved */\n${walkFile("zap", frees)}`,
      "mm/new.c": walkFile("fresh", frees),
    });
    git("mv", "mm/call.c", "mm/caller.c");
    git("add", "-A");
    const since = await tree.findings(["--since=HEAD"]);
    expect(since).toHaveLength(2);
    git("commit", "-qm", "second");
    const mail = git("format-patch", "--stdout", "HEAD~1");
    git("reset", "-q", "--hard", "HEAD~1");
    expect(await patched(mail)).toEqual(since);
  });
});

describe("a patch that is refused", () => {
  it.each([
    ["", "standard input has no diff in it\n"],
    ["Subject: words\n\nand no diff\n", "standard input has no diff in it\n"],
    [calleeFrees.replace("count", "amount"), "standard input:3: mm/one.c: the hunk does not apply"],
    [calleeFrees.replaceAll("mm/one.c", "../../one.c"), 'standard input:1: the patch names "b/../'],
    [calleeFrees.replaceAll("mm/one.c", "no.c"), "standard input:1: no.c: is not in the tree"],
    [calleeFrees.slice(0, -20), "standard input:3: the hunk has fewer lines than its head says"],
  ])("%j", async (patch, message) => {
    const { code, stdout, stderr } = await check(patch);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.replace("a/../", "b/../")).toContain(`lazymmu: ${message}`);
  });

  it("is not there, a folder, or large", async () => {
    expect((await tree.check(["--patch=no.patch"])).stderr).toBe(
      'lazymmu: --patch "no.patch": does not exist\nName a file with a patch, or "-" for standard input.\n',
    );
    expect((await tree.check(["--patch=mm"])).stderr).toContain('--patch "mm": is a folder');
    writeFileSync(path.join(tree.root, "big.patch"), "");
    truncateSync(path.join(tree.root, "big.patch"), 65 * 1024 * 1024);
    expect((await tree.check(["--patch=big.patch"])).stderr).toContain("larger than 64 MB");
  });

  it("leads out of the tree by a link", async () => {
    writeFileSync(path.join(tree.base, "out.c"), oneFile("count(addr);"));
    symlinkSync("../../out.c", path.join(tree.root, "mm/link.c"));
    const { code, stderr } = await check(calleeFrees.replaceAll("mm/one.c", "mm/link.c"));
    expect([code, stderr]).toMatchObject([2, expect.stringContaining("mm/link.c: is not in the")]);
  });
});

it("writes nothing", async () => {
  const stateOf = () => [readdirSync(tree.root), statSync(tree.root).mtimeMs];
  const before = stateOf();
  await check(calleeFrees + added("mm/new.c", walkFile("fresh", frees)));
  expect(stateOf()).toEqual(before);
  expect(readdirSync(path.join(tree.root, "mm"))).toEqual(["call.c", "one.c", "zap.c"]);
});
