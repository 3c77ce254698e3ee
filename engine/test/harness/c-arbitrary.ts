/**
 * Random edits of C text, as people and accidents make them: words typed, lines moved, brackets
 * lost, text cut. An edit is drawn without knowing the text, so that fast-check can shrink it.
 */
import * as fc from "fast-check";
import { applyEdits } from "#engine/base";

/** An edit of a text that is not known yet: {@link editText} finds its place. */
export interface BlindEdit {
  readonly kind: "cut" | "directive" | "duplicate" | "erase" | "insert" | "replaceLine" | "word";
  /** Taken modulo the text's length. */
  readonly at: number;
  readonly length: number;
  readonly newText: string;
}

export const blindEdit: fc.Arbitrary<BlindEdit> = fc
  .constantFrom<BlindEdit["kind"]>(
    "insert",
    "word",
    "erase",
    "directive",
    "duplicate",
    "replaceLine",
    "cut",
  )
  .chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      at: fc.nat(2 ** 24),
      length: fc.integer({ min: 1, max: kind === "cut" ? 200 : 4 }),
      newText: fc.constantFrom(...textsOf(kind)),
    }),
  );

/** The text after an edit. */
export function editText(text: string, edit: BlindEdit): string {
  const at = edit.at % (text.length + 1);
  const { newText } = edit;
  switch (edit.kind) {
    case "insert":
      return applyEdits(text, [{ start: at, end: at, newText }]);
    case "word":
      return applyEdits(text, [{ ...wordAround(text, at), newText }]);
    case "cut":
    case "erase":
      return applyEdits(text, [
        { start: at, end: Math.min(text.length, at + edit.length), newText: "" },
      ]);
    case "directive": {
      const { start } = lineAround(text, at);
      return applyEdits(text, [{ start, end: start, newText }]);
    }
    case "duplicate": {
      const { start, end } = lineAround(text, at);
      return applyEdits(text, [{ start: end, end, newText: text.slice(start, end) }]);
    }
    case "replaceLine":
      return applyEdits(text, [{ ...lineAround(text, at), newText: `${newText}\n` }]);
  }
}

/**
 * Demands that `check` passes for values of an arbitrary: as often as usual, or 10,000 times under
 * LAZYMMU_LONG=1. The seed is the same on every run unless LAZYMMU_SEED names another.
 */
export function forAll<T>(
  arbitrary: fc.Arbitrary<T>,
  usualRuns: number,
  check: (value: T) => void,
): void {
  const { LAZYMMU_SEED: seed } = process.env;
  const settings = { numRuns: isLongRun ? 10_000 : usualRuns, seed: Number(seed ?? 20_250_530) };
  // A property without promises is over when this returns.
  void fc.assert(fc.property(arbitrary, check), settings);
}

const { LAZYMMU_LONG: long } = process.env;
const isLongRun = long === "1";

/** How long a test with properties may take, in milliseconds. */
export const propertyTimeout = isLongRun ? 7_200_000 : 120_000;

function textsOf(kind: BlindEdit["kind"]): readonly string[] {
  switch (kind) {
    case "insert":
      return [...snippets, ...marks];
    case "word":
      return words;
    case "directive":
      return directives;
    case "replaceLine":
      return snippets;
    case "cut":
    case "duplicate":
    case "erase":
      return [""];
  }
}

const words = [
  "free_page",
  "alloc_page",
  "apply_to_page_range",
  "apply_to_existing_page_range",
  "visit_one",
  "drop",
  "walk",
  "static",
  "if",
  "return",
  "NULL",
  "fn",
  "kfree",
];

const snippets = [
  "free_page(addr);",
  "drop(addr);",
  "apply_to_page_range(&init_mm, 0, 4096, visit_one, NULL);",
  "static void drop(unsigned long addr)\n{\n\tfree_page(addr);\n}\n",
  "static inline int visit_one(pte_t *pte, unsigned long addr, void *data)\n{\n\treturn 0;\n}\n",
  "#define drop(addr) free_page(addr)\n",
  "if (addr) {",
  "}",
  "({ ",
  "/* ",
  " */",
  '"',
  "'",
];

const directives = [
  "#if 0\n",
  "#ifdef CONFIG_DROP\n",
  "#else\n",
  "#endif\n",
  "#undef drop\n",
  "#define drop really_drop\n",
  '#include "drop.h"\n',
];

const marks = ["{", "}", "(", ")", ";", ",", "\\\n", "\n", "\0", "é", "😀", "\t", "#", "@", "\r\n"];

function lineAround(text: string, offset: number): { start: number; end: number } {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return { start, end: end < 0 ? text.length : end + 1 };
}

function wordAround(text: string, offset: number): { start: number; end: number } {
  const isWord = (at: number) => /\w/.test(text[at] ?? "");
  let start = offset;
  let end = offset;
  while (start > 0 && isWord(start - 1)) start--;
  while (end < text.length && isWord(end)) end++;
  return { start, end };
}
