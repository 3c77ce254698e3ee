/** Patches applied in memory, against what git does to the same files. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeOfPatch } from "#server/change";

type Files = Readonly<Record<string, string>>;

const lines = (...numbers: readonly (number | string)[]) => numbers.map((n) => `${n}\n`).join("");
const count = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

function apply(files: Files, patch: string) {
  return changeOfPatch(Buffer.from(patch, "latin1"), "x.patch", (file) =>
    files[file] === undefined ? undefined : Buffer.from(files[file], "latin1"),
  );
}

/** Each file's text after the patch; null for one that is gone. */
function textsOf(files: Files, patch: string): Record<string, string | null> {
  const entries = [...apply(files, patch).contents].map(([file, bytes]) => [
    file,
    bytes === undefined ? null : Buffer.from(bytes).toString("latin1"),
  ]);
  return Object.fromEntries(entries);
}

function problemOf(files: Files, patch: string): string {
  try {
    apply(files, patch);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "no problem";
}

const edit = (body: string, name = "a.c") => `--- a/${name}\n+++ b/${name}\n${body}`;

describe("a patch", () => {
  it("applies where its lines are, and says which lines are its own", async () => {
    const patch = edit("@@ -2,3 +2,4 @@\n 2\n-3\n+three\n+drei\n 4\n");
    const change = apply({ "a.c": lines(...count(6)) }, patch);
    expect(String(change.contents.get("a.c"))).toBe(lines(1, 2, "three", "drei", 4, 5, 6));
    expect(await change.changedLines(new Set(["a.c", "b.c"]))).toEqual(
      new Map([["a.c", [{ first: 3, last: 4 }]]]),
    );
    const moved = { "a.c": lines("x", "y", ...count(6)) };
    expect(textsOf(moved, patch)).toEqual({
      "a.c": lines("x", "y", 1, 2, "three", "drei", 4, 5, 6),
    });
  });

  it("takes the nearest of several places, and of two the one behind", () => {
    const patch = edit("@@ -6,3 +6,3 @@\n a\n-b\n+B\n c\n");
    const block = lines("a", "b", "c");
    const at = (before: number, between: number) => ({
      "a.c": `${"-\n".repeat(before)}${block}${"-\n".repeat(between)}${block}end\n`,
    });
    expect(textsOf(at(1, 5), patch)["a.c"]).toBe(at(1, 5)["a.c"].replace(/b(?=\nc\nend)/, "B"));
    expect(textsOf(at(3, 8), patch)["a.c"]).toBe(at(3, 8)["a.c"].replace("b", "B"));
    expect(textsOf(at(3, 1), patch)["a.c"]).toBe(at(3, 1)["a.c"].replace(/b(?=\nc\nend)/, "B"));
  });

  it("makes, removes, renames and copies files", () => {
    const files = { "old.c": lines(1, 2), "from.c": lines(1, 2, 3), "kept.c": lines(9) };
    const patch = `--- /dev/null
+++ b/new.c
@@ -0,0 +1 @@
+1
--- a/old.c
+++ /dev/null
@@ -1,2 +0,0 @@
-1
-2
diff --git a/from.c b/to.c
rename from from.c
rename to to.c
--- a/from.c
+++ b/to.c
@@ -1,3 +1,3 @@
 1
-2
+two
 3
diff --git a/kept.c b/copy.c
copy from kept.c
copy to copy.c
`;
    expect(textsOf(files, patch)).toEqual({
      "new.c": lines(1),
      "old.c": null,
      "from.c": null,
      "to.c": lines(1, "two", 3),
      "copy.c": lines(9),
    });
    expect(apply(files, patch).renames).toEqual(new Map([["from.c", "to.c"]]));
  });

  it("follows the one before it, and a series keeps what each changed", async () => {
    const mail = (body: string) =>
      `From 0123 Mon Sep 17 00:00:00 2001\nSubject: x\n\n${edit(body)}--${" "}\n2.43.0\n\n`;
    const series =
      mail("@@ -1,2 +1,3 @@\n 1\n+one\n 2\n") + mail("@@ -2,2 +2,3 @@\n one\n 2\n+two\n");
    const change = apply({ "a.c": lines(1, 2) }, series);
    expect(String(change.contents.get("a.c"))).toBe(lines(1, "one", 2, "two"));
    expect(await change.changedLines(new Set(["a.c"]))).toEqual(
      new Map([
        [
          "a.c",
          [
            { first: 2, last: 2 },
            { first: 4, last: 4 },
          ],
        ],
      ]),
    );
  });

  it("keeps no rename where the old name has a file again", () => {
    const rename = "diff --git a/a.c b/b.c\nrename from a.c\nrename to b.c\n";
    const mail = (text: string) => `From 0123 Mon Sep 17 00:00:00 2001\nSubject: x\n\n${text}`;
    const again = "--- /dev/null\n+++ b/a.c\n@@ -0,0 +1 @@\n+new\n";
    const change = apply({ "a.c": "a\n" }, mail(rename) + mail(again));
    expect(change.renames).toEqual(new Map());
    expect(String(change.contents.get("a.c"))).toBe("new\n");
  });

  it("swaps two files", () => {
    const patch = `diff --git a/a.c b/b.c
rename from a.c
rename to b.c
diff --git a/b.c b/a.c
rename from b.c
rename to a.c
`;
    expect(textsOf({ "a.c": "a\n", "b.c": "b\n" }, patch)).toEqual({ "a.c": "b\n", "b.c": "a\n" });
  });

  it("has names as git writes them, or none of its prefixes", () => {
    const files = { "mm/a.c": lines(1), "mm/\u00c3\u00a4.c": lines(1) };
    const body = "@@ -1 +1 @@\n-1\n+2\n";
    expect(textsOf(files, `--- mm/a.c\n+++ mm/a.c\n${body}`)).toEqual({ "mm/a.c": lines(2) });
    expect(textsOf(files, `--- x.orig/mm/a.c\n+++ x/mm/a.c\n${body}`)).toEqual({
      "mm/a.c": lines(2),
    });
    const quoted = '"a/mm/\\303\\244.c"';
    const change = changeOfPatch(
      Buffer.from(`--- ${quoted}\n+++ ${quoted}\n${body}`),
      "x",
      (file) => (file === "mm/\u00e4.c" ? Buffer.from("1\n") : undefined),
    );
    expect([...change.contents.keys()]).toEqual(["mm/\u00e4.c"]);
  });

  it("keeps returns, bytes of any encoding and a missing last line end", () => {
    const files = { "a.c": "1\r\n\u00e4\u0000\r\nend" };
    const patch = edit(
      "@@ -1,3 +1,3 @@\n 1\r\n-\u00e4\u0000\r\n+\u00f6\u0001\r\n end\n\\ No newline at end of file\n",
    );
    expect(textsOf(files, patch)).toEqual({ "a.c": "1\r\n\u00f6\u0001\r\nend" });
  });

  it("may change files that nobody analyses, whatever they hold", () => {
    const patch = `${edit("@@ -1 +1 @@\n-nothing\n+x\n", "Documentation/x.rst")}diff --git a/x.bin b/x.bin\nBinary files a/x.bin and b/x.bin differ\n`;
    expect(textsOf({}, patch)).toEqual({});
  });
});

describe("a patch that does not apply is refused with the place of its hunk", () => {
  const file = { "a.c": lines(...count(5)) };
  it.each([
    [
      edit("@@ -2,3 +2,3 @@\n 2\n-three\n+3\n 4\n"),
      'x.patch:3: a.c: the hunk does not apply: it has "three", and the file has no such line',
    ],
    [
      edit("@@ -2,3 +2,3 @@\n 4\n-3\n+drei\n 2\n"),
      "x.patch:3: a.c: the hunk does not apply: its lines do not stand together at line 2",
    ],
    // Without context at its end it belongs to the end of the file, as git has it.
    [edit("@@ -2,2 +2,2 @@\n 2\n-3\n+drei\n"), "x.patch:3: a.c: the hunk does not apply"],
    [edit("@@ -1 +1 @@\n-a\n+b\n", "no.c"), "x.patch:1: no.c: is not in the tree"],
    [
      `--- /dev/null\n+++ b/a.c\n@@ -0,0 +1 @@\n+1\n`,
      "x.patch:1: a.c: is new in the patch, and is",
    ],
    [
      `--- a/a.c\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-1\n-2\n-3\n`,
      "x.patch:3: a.c: the hunk does not apply",
    ],
    [
      "diff --git a/a.c b/a.c\ndeleted file mode 100644\nindex 1234567..0000000\n",
      "x.patch:1: a.c: has more lines than the patch removes with it",
    ],
    ["diff --git a/a.c b/a.c\nGIT binary patch\nliteral 1\nAxx\n", "is changed as a binary file"],
  ])("%j", (patch, message) => {
    expect(problemOf(file, patch)).toContain(message);
  });

  it.each([
    "../etc/passwd.c",
    "/etc/passwd.c",
    "x/../../y.c",
    ".git/hooks/x.c",
    "x/.GIT/y.c",
    "x//y.c",
    "x\\y.c",
  ])("names that lead out of the tree are too: %s", (name) => {
    const body = "@@ -0,0 +1 @@\n+1\n";
    const plain = `--- /dev/null\n+++ b/${name}\n${body}`;
    expect(problemOf({}, plain)).toMatch(/^x\.patch:1: the patch names ".*", which is no file/);
    const renamed = `diff --git a/a.c b/x.c\nrename from a.c\nrename to ${name}\n`;
    expect(problemOf(file, renamed)).toMatch(/^x\.patch:1: the patch names/);
    if (name.startsWith("/")) {
      expect(problemOf({}, `--- /dev/null\n+++ ${name}\n${body}`)).toMatch(/names "\/etc/);
    }
  });

  it("within the time of a test, however often its lines almost fit", () => {
    const n = 60_000;
    const context = " x\n".repeat(n / 2);
    const long = edit(`@@ -3,${n / 2 + 3} +3,${n / 2 + 3} @@\n x\n${context}-y\n+z\n x\n`);
    const text = "x\n".repeat(n);
    expect(problemOf({ "a.c": `${text}y\n` }, long)).toContain("the hunk does not apply");
    const hunk = "@@ -5000,3 +5000,3 @@\n x\n-x\n+x\n x\n";
    const many = edit(`${hunk.repeat(2000)}@@ -9,3 +9,3 @@\n x\n-y\n+x\n x\n`);
    expect(problemOf({ "a.c": text }, many)).toMatch(/too far|does not apply/);
  });
});

describe("git does the same", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "lazymmu-apply-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Files): void => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
  };

  const git = (...words: readonly string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "core.autocrlf=false", ...words], {
      encoding: "utf8",
      stdio: "pipe",
    });

  /** Few words, so that hunks have more than one place to go. */
  const text = fc
    .tuple(
      fc.array(fc.constantFrom("a", "b", "c", "}", "", "x\r"), { maxLength: 24 }),
      fc.boolean(),
    )
    .map(([all, isOpen]) => all.join("\n") + (isOpen || all.length === 0 ? "" : "\n"));

  it("with the diff between any two texts, on a third that is near the first", () => {
    const options = process.env["LAZYMMU_LONG"] === "1" ? { numRuns: 3000 } : { numRuns: 25 };
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(fc.constantFrom("a", "q", "}"), { maxLength: 3 }),
        fc.integer({ min: 0, max: 3 }),
        (before, after, inserted, context) => {
          write({ "one.c": before, "two.c": after });
          const { stdout } = spawnSync(
            "git",
            ["-C", folder, "diff", "--no-index", `-U${context}`, "one.c", "two.c"],
            { encoding: "utf8" },
          );
          const patch = stdout
            .replaceAll("two.c", "one.c")
            .replace(/^(new|deleted) file mode.*\n/m, "");
          if (!patch.includes("@@")) return;
          const target = inserted.map((line) => `${line}\n`).join("") + before;
          write({ "one.c": target, "x.patch": patch });
          const applied = spawnSync("git", ["-C", folder, "apply", "x.patch"], { stdio: "pipe" });
          const expected =
            applied.status === 0 ? readFileSync(path.join(folder, "one.c"), "utf8") : "refused";
          let actual: string;
          try {
            actual = textsOf({ "one.c": target }, patch)["one.c"] ?? "";
          } catch {
            actual = "refused";
          }
          expect({ patch, target, actual }).toEqual({ patch, target, actual: expected });
        },
      ),
      options,
    );
  });

  it("with a format-patch series that renames, adds and removes files", () => {
    git("init", "-q");
    const commit = (message: string): void => {
      git("add", "-A");
      git("-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", message);
    };
    const first: Files = {
      "mm/a.c": lines(...count(40)),
      "mm/b.c": lines(...count(20)),
      'mm/\u00e4 "q.c': "1\n2",
    };
    write(first);
    commit("first");
    write({ "mm/a.c": lines("zero", ...count(40)).replace("30\n", "thirty\n") });
    git("mv", "mm/b.c", "mm/moved.c");
    write({ "mm/moved.c": lines(...count(20)).replace("7\n", "seven\n") });
    commit("second");
    rmSync(path.join(folder, "mm/a.c"));
    write({ "new/n.c": lines(1), 'mm/\u00e4 "q.c': "1\n2\n3" });
    commit("third: fran\u00e7ais");
    const series = git("format-patch", "--stdout", "-M", "HEAD~2");
    const change = changeOfPatch(Buffer.from(series), "x.mbox", (file) =>
      first[file] === undefined ? undefined : Buffer.from(first[file]),
    );
    const actual = [...change.contents].map(([file, bytes]) => [
      file,
      bytes === undefined ? null : Buffer.from(bytes).toString(),
    ]);
    const onDisk = actual.map(([file]) => {
      const target = path.join(folder, String(file));
      return [file, existsSync(target) ? readFileSync(target, "utf8") : null];
    });
    expect(actual).toEqual(onDisk);
    expect(actual.map(([file]) => file).sort()).toEqual(
      ["mm/a.c", "mm/b.c", "mm/moved.c", 'mm/\u00e4 "q.c', "new/n.c"].sort(),
    );
    expect(change.renames).toEqual(new Map([["mm/b.c", "mm/moved.c"]]));
  });
});
