/** The comment that an editor puts in: where it stands, and that it silences its finding there. */

import { describe, expect, test } from "vitest";
import { applyEdits, LineIndex } from "#engine/base";
import { CodeText, suppressionEdit } from "#engine/lint";

const rule = "allocation-in-callback";
const comment = `/* lazymmu: ok(${rule}): REASON */`;

/** The text with a suppression for what stands at `walk`, its only occurrence. */
function suppress(text: string): string | undefined {
  const lines = new LineIndex(text);
  const start = text.indexOf("walk");
  const location = lines.locate("a.c", { start, end: start + 4 });
  const edit = suppressionEdit(new CodeText(text), { rule, location });
  if (edit === undefined) return undefined;
  const at = lines.offsetAt(edit.location.line, edit.location.column);
  return applyEdits(text, [{ start: at, end: at, newText: edit.newText }]);
}

test.each([
  ["above the line, as far in", "{\n\twalk();\n}\n", `{\n\t${comment}\n\twalk();\n}\n`],
  ["above the first line", "walk();", `${comment}\nwalk();`],
  ["with the line ends of the text", "a;\r\n  walk();\r\n", `a;\r\n  ${comment}\r\n  walk();\r\n`],
  [
    "above a macro's first line",
    "a;\n#define W() walk()\n",
    `a;\n${comment}\n#define W() walk()\n`,
  ],
  [
    "inside of a macro, spliced",
    "#define W \\\n\twalk()\n",
    `#define W \\\n\t${comment} \\\n\twalk()\n`,
  ],
  [
    "inside of a macro, spliced where its other lines are",
    `#define W${"\t".repeat(8)}\\\n\twalk()\n`,
    `#define W${"\t".repeat(8)}\\\n\t${comment}\t\t\\\n\twalk()\n`,
  ],
  [
    "inside of a CRLF macro",
    "#define W \\\r\n\twalk()\r\n",
    `#define W \\\r\n\t${comment} \\\r\n\twalk()\r\n`,
  ],
  [
    "behind a comment that ends on the line",
    "/* a\n b */ walk();\n",
    `/* a\n b */ ${comment} walk();\n`,
  ],
  [
    "behind a string that ends on the line",
    'x("a\\\nb", walk());\n',
    `x("a\\\nb", ${comment} walk());\n`,
  ],
  [
    "below a line with a quote in a comment",
    "// don't\nwalk();\n",
    `// don't\n${comment}\nwalk();\n`,
  ],
  [
    "below the suppression of another rule",
    "// lazymmu: ok(a): b\nwalk();\n",
    `// lazymmu: ok(a): b\n${comment}\nwalk();\n`,
  ],
])("a suppression is put in %s", (_title, text, expected) => {
  expect(suppress(text)).toBe(expected);
});

describe("once its reason is written, it speaks of the finding's line", () => {
  test.each([
    "walk();\n",
    "#define W \\\n\twalk()\n",
    "/* a\n b */ walk();\n",
    "a;\r\nwalk();\r\n",
  ])("%j", (text) => {
    const written = (suppress(text) ?? "").replace("REASON", "looked at");
    const line = new LineIndex(written).positionAt(written.indexOf("walk")).line;
    const [found] = new CodeText(written).suppressions;
    expect(found).toMatchObject({ problem: undefined, reason: "looked at" });
    expect((found?.firstLine ?? 0) <= line && line <= (found?.lastLine ?? 0)).toBe(true);
  });
});

test("where one stands already, none is put in", () => {
  expect(suppress(`${comment}\nwalk();\n`)).toBeUndefined();
  expect(suppress(`walk(); // lazymmu: ok(${rule})\n`)).toBeUndefined();
});
