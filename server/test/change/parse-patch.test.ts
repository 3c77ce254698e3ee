/** Unified diffs as `git apply` reads them. */
import { expect, it } from "vitest";
import { parsePatch } from "../../src/change/parse-patch.ts";

const parse = (text: string) => parsePatch(text, (line) => `x.patch:${line}`);
const problem = (text: string): string => {
  try {
    parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "no problem";
};

it("reads a diff of git between prose, with its places", () => {
  const text = `Subject: x

 --- not a file
---
 a.c | 2 +-

diff --git a/a.c b/a.c
index 1234567..89abcde 100644
--- a/a.c
+++ b/a.c
@@ -3,3 +3,4 @@ int f(void)
 one
-two
+2
+zwei

\\ No newline at end of file
--${" "}
2.43.0
`;
  expect(parse(text)).toEqual([
    {
      line: 7,
      oldName: "a/a.c",
      newName: "b/a.c",
      kind: "edit",
      isBinary: false,
      hunks: [
        {
          line: 11,
          oldStart: 3,
          newStart: 3,
          newLines: 4,
          lines: [
            { kind: "context", text: "one\n" },
            { kind: "removed", text: "two\n" },
            { kind: "added", text: "2\n" },
            { kind: "added", text: "zwei\n" },
            { kind: "context", text: "" },
          ],
        },
      ],
    },
  ]);
});

it("reads plain diffs, new and deleted files, and times behind names", () => {
  const names = parse(`--- linux.orig/a.c\t2025-01-01 10:00:00 +0100
+++ linux/a.c\t2025-01-01 10:00:00 +0100
@@ -1 +1 @@
-a
+b
--- /dev/null
+++ b/new.c
@@ -0,0 +1 @@
+a
--- a/old.c
+++ /dev/null
@@ -1 +0,0 @@
-a
`).map(({ oldName, newName }) => [oldName, newName]);
  expect(names).toEqual([
    ["linux.orig/a.c", "linux/a.c"],
    [undefined, "b/new.c"],
    ["a/old.c", undefined],
  ]);
});

it("reads renames, copies, modes, empty and binary files, and quoted names", () => {
  const patches = parse(`diff --git a/a b.c b/a c.c
similarity index 100%
rename from a b.c
rename to a c.c
diff --git a/x.c b/y.c
similarity index 100%
copy from x.c
copy to y.c
diff --git a/m.c b/m.c
old mode 100644
new mode 100755
diff --git a/e e.c b/e e.c
new file mode 100644
index 0000000..e69de29
diff --git a/b.bin b/b.bin
index 1234567..89abcde 100644
GIT binary patch
literal 3
KcmZQz

diff --git "a/\\303\\244\\t\\"q.c" "b/\\303\\244\\t\\"q.c"
--- "a/\\303\\244\\t\\"q.c"
+++ "b/\\303\\244\\t\\"q.c"
@@ -1 +1 @@
-a
+b
`);
  expect(
    patches.map(({ oldName, newName, kind, isBinary }) => [oldName, newName, kind, isBinary]),
  ).toEqual([
    ["a/a b.c", "b/a c.c", "rename", false],
    ["a/x.c", "b/y.c", "copy", false],
    ["a/m.c", "b/m.c", "edit", false],
    [undefined, "b/e e.c", "edit", false],
    ["a/b.bin", "b/b.bin", "edit", true],
    ['a/\u00c3\u00a4\t"q.c', 'b/\u00c3\u00a4\t"q.c', "edit", false],
  ]);
});

it("takes the returns that mail put at all line ends, and leaves those of the file", () => {
  const text = "--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-a\r\n+b\r\n";
  const textsOf = (patch: string) =>
    parse(patch).flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines.map((one) => one.text)));
  expect(textsOf(text)).toEqual(["a\r\n", "b\r\n"]);
  expect(textsOf(text.replaceAll("\r", "").replaceAll("\n", "\r\n"))).toEqual(["a\n", "b\n"]);
});

it.each([
  ["@@ -1 +1 @@\n-a\n+b\n", "x.patch:1: a hunk without the name of a file before it"],
  [
    "--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,3 @@\n a\n-b\n",
    "x.patch:3: the hunk has fewer lines than its head says",
  ],
  [
    "--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n a\nb\n c\n",
    "x.patch:5: this line is none of a hunk, and the hunk is not complete",
  ],
  [
    "--- a/a.c\n+++ b/a.c\n@@ -1,2 +1 @@\n+a\n+b\n",
    "x.patch:3: the hunk has other lines than its head says",
  ],
  ["diff --git a/one b/two b/three\nindex 1..2\n", "x.patch:1: the name of the file is not"],
  ["--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-a\n+b\n", "no problem"],
])("says where a text is no patch: %j", (text, message) => {
  expect(problem(text)).toContain(message);
});

it("reads large and strange texts within the time of a test", () => {
  for (const text of [
    "--- a\n".repeat(200_000),
    `diff --git ${'"a'.repeat(300_000)}`,
    `diff --git "${"\\1".repeat(300_000)}`,
    `diff --git ${" a/x".repeat(300_000)}\n`,
    `--- a\n+++ b\n@@ -1,${"9".repeat(9)} +1 @@\n${"-a\n".repeat(200_000)}`,
  ]) {
    expect(problem(text)).toMatch(/^no problem$|^x\.patch:/);
  }
});
