/** A file that is not analysed says so in the editor, for silence would look like a verdict. */
import { expect, test } from "vitest";
import { skippedDiagnostic } from "../src/convert/to-diagnostic.ts";

test("the reason stands at the head of the file, as information", () => {
  expect(skippedDiagnostic({ file: "mm/a.c", reason: "it is larger than 2 MB" })).toEqual({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: 3,
    source: "lazymmu",
    message: "Not, or not wholly, analysed: it is larger than 2 MB.",
  });
});
