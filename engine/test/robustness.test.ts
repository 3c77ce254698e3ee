/** Text that is no C any more: nothing throws, nothing leaks, and order does not matter. */
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Location } from "#engine/base";
import { type CParser, liveTreeCount } from "#engine/syntax";
import { Workspace } from "#engine/workspace";
import { blindEdit, editText, forAll, propertyTimeout } from "./harness/c-arbitrary.ts";
import { sampleTexts } from "./harness/edit-samples.ts";
import { loadParser } from "./harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "./harness/memory-tree.ts";

let parser: CParser;

beforeAll(async () => {
  parser = await loadParser();
});

const files = [...sampleTexts.keys()];

/** Each file of the sample after some edits, perhaps cut off somewhere. */
const mutatedTexts = fc
  .tuple(
    ...files.map((file) =>
      fc
        .tuple(fc.array(blindEdit, { maxLength: 5 }), fc.option(fc.nat(400), { nil: undefined }))
        .map(([edits, cut]): [string, string] => [
          file,
          edits.reduce(editText, sampleTexts.get(file) ?? "").slice(0, cut),
        ]),
    ),
  )
  .map((entries) => new Map(entries));

/** Text without any sense, made of what a lexer has to look at. */
const noise = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."{}()[];,#\\\"'/*\n\r\t\0@ \u2028é"),
      fc.constantFrom("apply_to_page_range(", "static ", "#if ", "#define ", "/*", "*/", "//"),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 400 },
  )
  .map((pieces) => pieces.join(""));

test(
  "mutated files are reported without a throw, and no tree stays alive",
  () => {
    forAll(mutatedTexts, 300, (texts) => {
      const report = new Workspace(workspaceInputs(memoryTree(texts), parser)).checkTree();
      expectInsideFiles(texts, [...report.callSites, ...report.findings]);
      expect(liveTreeCount()).toBe(0);
    });
  },
  propertyTimeout,
);

test(
  "noise beside good files is reported inside its own lines",
  () => {
    forAll(noise, 300, (text) => {
      const texts = new Map(sampleTexts).set("zzz/noise.c", text);
      const workspace = new Workspace(workspaceInputs(memoryTree(texts), parser));
      const { callSites, findings } = workspace.checkFile("zzz/noise.c");
      expectInsideFiles(new Map([["zzz/noise.c", text]]), [...callSites, ...findings]);
    });
  },
  propertyTimeout,
);

test(
  "the order in which files are asked for does not change any report",
  () => {
    const order = fc.shuffledSubarray(files, { minLength: files.length });
    forAll(fc.tuple(mutatedTexts, order), 300, ([texts, asked]) => {
      const one = new Workspace(workspaceInputs(memoryTree(texts), parser));
      const other = new Workspace(workspaceInputs(memoryTree(texts), parser));
      const inOrder = new Map(files.map((file) => [file, one.checkFile(file)]));
      const shuffled = new Map(asked.map((file) => [file, other.checkFile(file)]));
      expect(shuffled).toEqual(inOrder);
    });
  },
  propertyTimeout,
);

function expectInsideFiles(
  texts: ReadonlyMap<string, string>,
  found: readonly { readonly location: Location }[],
): void {
  const outside = found.filter(({ location: { file, line, column, endColumn } }) => {
    const text = texts.get(file)?.split("\n")[line - 1];
    return text === undefined || column < 1 || endColumn > text.length + 1;
  });
  expect(outside).toEqual([]);
}
