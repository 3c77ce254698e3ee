/**
 * After any sequence of edits a workspace reports what a workspace reports that has only ever seen
 * the texts as they are now.
 */
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { CParser } from "#engine/syntax";
import { type FileReport, type TreeReport, Workspace } from "#engine/workspace";
import {
  type BlindEdit,
  blindEdit,
  editText,
  forAll,
  propertyTimeout,
} from "../harness/c-arbitrary.ts";
import { kernelTexts, sampleTexts } from "../harness/edit-samples.ts";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

let parser: CParser;

beforeAll(async () => {
  parser = await loadParser();
});

test(
  "sample text edited step by step is reported as if seen for the first time",
  () => {
    forAll(editSequence(sampleTexts.size), 200, (edits) => checkSequence(sampleTexts, edits));
  },
  propertyTimeout,
);

test(
  "taking the documents away brings the first report back",
  () => {
    forAll(editSequence(sampleTexts.size), 50, (edits) => {
      const workspace = new Workspace(workspaceInputs(memoryTree(sampleTexts), parser));
      const before = withoutCounts(workspace.checkTree());
      for (const [file, text] of editedTexts(sampleTexts, edits)) {
        workspace.setDocument(file, text);
        workspace.checkFile(file);
      }
      for (const file of sampleTexts.keys()) workspace.setDocument(file, undefined);
      expect(withoutCounts(workspace.checkTree())).toEqual(before);
    });
  },
  propertyTimeout,
);

test("a walker's other name that changes in a header changes who calls the walker", () => {
  const header = "include/linux/pick.h";
  const texts = new Map([
    [header, "#define pick_walk apply_to_page_range\n"],
    [
      "mm/sample.c",
      "#include <linux/pick.h>\n" +
        "static int cb(pte_t *pte, unsigned long addr, void *data)\n{\n\treturn 0;\n}\n" +
        "int go(void)\n{\n\twalk_t walk = pick_walk; /* apply_to_page_range() */\n" +
        "\treturn walk(&init_mm, 0, 4096, cb, 0);\n}\n",
    ],
  ]);
  const workspace = new Workspace(workspaceInputs(memoryTree(texts), parser));
  const sites = () => workspace.checkTree().callSites.map((site) => site.api);
  expect(sites()).toEqual(["walk"]);
  workspace.setDocument(header, "#define pick_walk walk_nothing\n");
  expect(sites()).toEqual([]);
});

const realTexts = kernelTexts();

// A kernel tree is not part of a checkout; where one is named, the property holds on it, too.
if (realTexts !== undefined) {
  test(
    "kernel text edited step by step is reported as if seen for the first time",
    () => {
      forAll(editSequence(realTexts.size), 50, (edits) => checkSequence(realTexts, edits));
    },
    propertyTimeout,
  );
}

interface FileEdit {
  readonly fileIndex: number;
  readonly edit: BlindEdit;
}

function editSequence(fileCount: number): fc.Arbitrary<FileEdit[]> {
  return fc.array(fc.record({ fileIndex: fc.nat(fileCount - 1), edit: blindEdit }), {
    minLength: 1,
    maxLength: 6,
  });
}

/** The file and its text after each edit of a sequence. */
function* editedTexts(
  texts: ReadonlyMap<string, string>,
  edits: readonly FileEdit[],
): Generator<[string, string]> {
  const current = new Map(texts);
  const files = [...texts.keys()];
  for (const { fileIndex, edit } of edits) {
    const file = files[fileIndex] ?? "";
    const text = editText(current.get(file) ?? "", edit);
    current.set(file, text);
    yield [file, text];
  }
}

function checkSequence(texts: ReadonlyMap<string, string>, edits: readonly FileEdit[]): void {
  const workspace = new Workspace(workspaceInputs(memoryTree(texts), parser));
  workspace.checkTree();
  const current = new Map(texts);
  for (const [file, text] of editedTexts(texts, edits)) {
    current.set(file, text);
    workspace.setDocument(file, text);
    const fresh = new Workspace(workspaceInputs(memoryTree(current), parser));
    const seenFile: FileReport = workspace.checkFile(file);
    expect(seenFile).toEqual(fresh.checkFile(file));
    expect(withoutCounts(workspace.checkTree())).toEqual(withoutCounts(fresh.checkTree()));
  }
}

/** How many functions were parsed is what incrementality is for; all else must be equal. */
function withoutCounts(report: TreeReport): Omit<TreeReport, "functionsParsed"> {
  const { functionsParsed: _, ...rest } = report;
  return rest;
}
