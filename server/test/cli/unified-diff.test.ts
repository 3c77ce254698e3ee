/** Diffs that git itself accepts, and that give the edited text. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyEdits, type TextEdit } from "#engine/base";
import { formatFileDiff } from "../../src/cli/format/unified-diff.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lazymmu-diff-"));
  execFileSync("git", ["init", "-q"], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true }));

/** What git makes of `text` with the diff. */
async function applyWithGit(file: string, text: string, diff: string): Promise<string> {
  const place = path.join(folder, file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
  const options = { cwd: folder, input: diff };
  execFileSync("git", ["-c", "core.autocrlf=false", "apply", "--check", "-"], options);
  execFileSync("git", ["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"], options);
  return readFile(place, "utf8");
}

function replaceAll(text: string, from: string, to: string): TextEdit[] {
  return [...text.matchAll(new RegExp(from, "g"))].map((match) => ({
    start: match.index,
    end: match.index + from.length,
    newText: to,
  }));
}

const numbered = Array.from({ length: 30 }, (_, i) => `line ${i + 1};\n`).join("");

describe("a file's diff", () => {
  it("has git's headers and three lines of context", () => {
    const diff = formatFileDiff("mm/a.c", numbered, replaceAll(numbered, "line 7", "row 7"));
    expect(diff).toBe(
      [
        "diff --git a/mm/a.c b/mm/a.c",
        "--- a/mm/a.c",
        "+++ b/mm/a.c",
        "@@ -4,7 +4,7 @@",
        " line 4;",
        " line 5;",
        " line 6;",
        "-line 7;",
        "+row 7;",
        " line 8;",
        " line 9;",
        " line 10;",
        "",
      ].join("\n"),
    );
  });

  it("numbers a later hunk by the lines that earlier ones added", () => {
    const edits = [
      ...replaceAll(numbered, "line 3;", "one\ntwo\nthree"),
      ...replaceAll(numbered, "line 25", "x"),
    ];
    const diff = formatFileDiff("a.c", numbered, edits);
    expect(diff.match(/^@@.*@@$/gm)).toEqual(["@@ -1,6 +1,8 @@", "@@ -22,7 +24,7 @@"]);
  });

  it("names odd paths as git does, and marks the missing final newline", () => {
    const headersOf = (file: string) =>
      formatFileDiff(file, "a", replaceAll("a", "a", "b")).split("\n");
    expect(headersOf("my dir/a.c").slice(0, 3)).toEqual([
      "diff --git a/my dir/a.c b/my dir/a.c",
      "--- a/my dir/a.c\t",
      "+++ b/my dir/a.c\t",
    ]);
    expect(headersOf('d"q/naïve\\x.c')[2]).toBe('+++ "b/d\\"q/na\\303\\257ve\\\\x.c"');
    expect(headersOf("a.c").slice(3)).toEqual([
      "@@ -1 +1 @@",
      "-a",
      "\\ No newline at end of file",
      "+b",
      "\\ No newline at end of file",
      "",
    ]);
  });

  it("is empty when the edits change nothing", () => {
    expect(formatFileDiff("a.c", numbered, replaceAll(numbered, "line 7", "line 7"))).toBe("");
    expect(formatFileDiff("a.c", numbered, [])).toBe("");
  });

  const cases: readonly { what: string; file: string; text: string; edits: TextEdit[] }[] = [
    {
      what: "near edits in one hunk",
      file: "a.c",
      text: numbered,
      edits: replaceAll(numbered, "line 1", "x"),
    },
    {
      what: "far edits in two hunks, the first of which grows",
      file: "a.c",
      text: numbered,
      edits: [
        ...replaceAll(numbered, "line 3;", "one\ntwo\nthree"),
        ...replaceAll(numbered, "line 25", "x"),
      ],
    },
    {
      what: "carriage returns",
      file: "crlf.c",
      text: "a\r\nb\r\nc\r\n",
      edits: replaceAll("a\r\nb\r\nc\r\n", "b", "x"),
    },
    {
      what: "no final newline, changed",
      file: "end.c",
      text: "a\nb",
      edits: replaceAll("a\nb", "b", "x"),
    },
    {
      what: "no final newline, as context",
      file: "end.c",
      text: "a\nb",
      edits: replaceAll("a\nb", "a", "x"),
    },
    {
      what: "a final newline added",
      file: "end.c",
      text: "a",
      edits: [{ start: 1, end: 1, newText: "\n" }],
    },
    {
      what: "a joined line",
      file: "a.c",
      text: "a\nb\nc\n",
      edits: [{ start: 1, end: 2, newText: "" }],
    },
    {
      what: "an insertion at the end",
      file: "a.c",
      text: "a\n",
      edits: [{ start: 2, end: 2, newText: "b\n" }],
    },
    {
      what: "blanks in the path",
      file: "my dir/my file.c",
      text: "a\n",
      edits: replaceAll("a\n", "a", "b"),
    },
    {
      what: "quotes and letters beyond ASCII in the path",
      file: 'd"q/naïve\\x.c',
      text: "a\n",
      edits: replaceAll("a\n", "a", "b"),
    },
    {
      what: "a byte order mark",
      file: "bom.c",
      text: "\ufeffa\n",
      edits: replaceAll("\ufeffa\n", "a", "b"),
    },
  ];
  for (const { what, file, text, edits } of cases) {
    it(`is accepted by git: ${what}`, async () => {
      const diff = formatFileDiff(file, text, edits);
      expect(await applyWithGit(file, text, diff)).toBe(applyEdits(text, edits));
    });
  }

  it("is accepted by git for any edits", async () => {
    const lines = fc.array(fc.constantFrom("a", "b", "", "\tx();"), { maxLength: 40 });
    const cut = fc.tuple(fc.nat(400), fc.nat(12), fc.constantFrom("", "q", "q\n", "\nq", "a\nb\n"));
    await fc.assert(
      fc.asyncProperty(lines, fc.array(cut, { maxLength: 5 }), async (parts, cuts) => {
        const text = parts.join("\n");
        const edits: TextEdit[] = [];
        let from = 0;
        for (const [gap, size, newText] of [...cuts].sort((a, b) => a[0] - b[0])) {
          const start = Math.max(from, Math.min(gap, text.length));
          const end = Math.min(start + size, text.length);
          if (start > text.length || (edits.length > 0 && start === from)) continue;
          edits.push({ start, end, newText });
          from = end;
        }
        const after = applyEdits(text, edits);
        // Git calls a file that becomes or was empty a deletion or a creation.
        if (after === "" || text === "") return;
        const diff = formatFileDiff("any.c", text, edits);
        if (after === text) expect(diff).toBe("");
        else expect(await applyWithGit("any.c", text, diff)).toBe(after);
      }),
      { numRuns: 60, seed: 7 },
    );
  }, 30_000);
});
