/** Renaming in a comment: small where it fits, wrapped where it does not, never more. */
import { expect, test } from "vitest";
import { applyEdits } from "#engine/base";
import { renameInComment } from "../../src/lint/rename-in-comment.ts";

function renamed(comment: string): string {
  const whole = { start: 0, end: comment.length };
  return applyEdits(comment, renameInComment(comment, whole, "walk", "walk_without_mode"));
}

const wide = "x".repeat(60);

test("a line that stays narrow keeps its words", () => {
  expect(renamed("/* walk(), and walk() but not walker() */")).toBe(
    "/* walk_without_mode(), and walk_without_mode() but not walker() */",
  );
});

test("words move to the next lines of the paragraph, no further than they must", () => {
  expect(renamed(`\t/*\n\t * ${wide} walk()\n\t * is called.\n\t * Then.\n\t */`)).toBe(
    `\t/*\n\t * ${wide}\n\t * walk_without_mode() is called.\n\t * Then.\n\t */`,
  );
});

test("a paragraph that ends gets one more line", () => {
  expect(renamed(`/*\r\n * ${wide} walk() a\r\n *\r\n * More.\r\n */`)).toBe(
    `/*\r\n * ${wide}\r\n * walk_without_mode() a\r\n *\r\n * More.\r\n */`,
  );
});

test("a second mention in the moved lines is renamed too", () => {
  expect(renamed(`/*\n * ${wide} walk()\n * and walk() end.\n */`)).toBe(
    `/*\n * ${wide}\n * walk_without_mode() and walk_without_mode() end.\n */`,
  );
});

test.each([
  ["a closing line", `/*\n * ${wide} walk() */`],
  ["a line of its own style", `/* ${wide} walk() a b c */`],
  ["a table", `/*\n * ${wide}  walk() | a\n * b\n */`],
  ["a line that is too wide already", `/*\n * ${wide}${wide} walk() a\n * b\n */`],
  ["the other kind of comment", `// ${wide} walk() a b c d\n// e`],
])("%s is not wrapped", (_what, comment) => {
  expect(renamed(comment)).toBe(comment.replaceAll("walk", "walk_without_mode"));
});
