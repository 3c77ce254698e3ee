/**
 * Whatever shape a tree has, it gets a patch that does what it says, or none and the reason.
 *
 * What a patched tree does is asked by running it: the plain walkers as before, the variants the
 * same walk outside of lazy MMU mode.
 */
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { readTreeFacts } from "#engine/index";
import type { IntroductionPlan, RefusedIntroduction } from "#engine/introduce";
import { applyFileEdits } from "#engine/lint";
import type { CParser } from "#engine/syntax";
import { Workspace } from "#engine/workspace";
import {
  type BlindEdit,
  blindEdit,
  editText,
  forAll,
  propertyTimeout,
} from "../harness/c-arbitrary.ts";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";
import { runWalks } from "./run-tree.ts";
import { coreFile, headerFile } from "./small-tree.ts";
import { type RandomTree, randomTree, textsOf } from "./tree-arbitrary.ts";

let parser: CParser;

beforeAll(async () => {
  parser = await loadParser();
});

const making = "apply_to_page_range";
const existing = "apply_to_existing_page_range";

test(
  "a patch keeps the walkers, adds the same walks without lazy MMU mode, and leaves no finding",
  () => {
    const outcomes = { planned: 0, refused: 0 };
    forAll(randomTree, 40, (tree) => {
      const texts = textsOf(tree);
      const before = runWalks(texts, making, existing);
      expect(before).toMatch(/modes [123],[\s\S]*modes [123],/);
      const plan = workspaceOf(texts).planIntroduction();
      outcomes[plan.kind]++;
      if (plan.kind === "refused") {
        expect(plan.reason).toMatch(/\w/);
        return;
      }
      expect(plan.conversions).toHaveLength(2);
      const after = patched(texts, plan);
      expect(runWalks(after, making, existing)).toBe(before);
      const lazy = before ?? "";
      const variants = runWalks(after, `${making}_nolazy`, `${existing}_nolazy`);
      expect(variants).toBe(
        lazy.replace(/modes \d/g, "modes 1").replace(/entered \d/g, "entered 0"),
      );
      const again = workspaceOf(after);
      expect(again.checkTree().findings).toEqual([]);
      expect(again.planIntroduction()).toMatchObject({
        kind: "refused",
        reason: `${existing}_nolazy() is there already`,
      });
      expectHouseStyle(texts, after, tree);
    });
    // Most shapes are understood; a property that only ever refuses would hold as well.
    expect(outcomes.planned).toBeGreaterThan(outcomes.refused);
    expect(outcomes.refused).toBeGreaterThan(0);
  },
  propertyTimeout,
);

test(
  "after any edits of the two files, a patch keeps what ran before running",
  () => {
    let nRan = 0;
    const edits = fc.array(
      fc.tuple(fc.constantFrom(coreFile, coreFile, coreFile, headerFile), blindEdit),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    forAll(fc.tuple(randomTree, edits), 100, ([tree, drawn]) => {
      const texts = editedTexts(textsOf(tree), drawn);
      const plan = workspaceOf(texts).planIntroduction();
      if (plan.kind === "refused") return;
      const after = patched(texts, plan);
      // A program runs whatever stands in a header's declarations that it does not use.
      if (drawn.some(([file]) => file === headerFile)) return;
      const before = runWalks(texts, making, existing);
      if (before === undefined) return;
      nRan++;
      expect(runWalks(after, making, existing)).toBe(before);
      const variants = runWalks(after, `${making}_nolazy`, `${existing}_nolazy`) ?? "";
      expect(withoutModes(variants)).toBe(withoutModes(before));
      expect(variants).not.toMatch(/modes [23]/);
    });
    expect(nRan).toBeGreaterThan(0);
  },
  propertyTimeout,
);

function workspaceOf(texts: ReadonlyMap<string, string>): Workspace {
  const readText = (file: string) => texts.get(file);
  const { dialect } = readTreeFacts({ readText, listFolders: () => [] });
  return new Workspace(workspaceInputs(memoryTree(texts, { dialect }), parser));
}

function patched(
  texts: ReadonlyMap<string, string>,
  plan: Exclude<IntroductionPlan | RefusedIntroduction, { kind: "refused" }>,
): Map<string, string> {
  const edits = [...plan.additions, ...plan.conversions.flatMap((conversion) => conversion.edits)];
  return new Map(
    [...texts].map(([file, text]) => [
      file,
      applyFileEdits(
        text,
        edits.filter(({ location }) => location.file === file),
      ),
    ]),
  );
}

function editedTexts(
  texts: Map<string, string>,
  edits: readonly (readonly [string, BlindEdit])[],
): Map<string, string> {
  const result = new Map(texts);
  for (const [file, edit] of edits) result.set(file, editText(result.get(file) ?? "", edit));
  return result;
}

/** Which entries were seen, and what was returned. */
function withoutModes(walks: string): string {
  return walks.replace(/, modes.*/g, "");
}

/** Line ends stay of one kind, no line that was added ends in blanks, and an `if` guards its line alone. */
function expectHouseStyle(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  { newline }: RandomTree,
): void {
  for (const file of [coreFile, headerFile]) {
    const text = after.get(file) ?? "";
    const bare = newline === "\n" ? text : text.replaceAll("\r\n", "");
    expect(bare).not.toContain(newline === "\n" ? "\r" : "\n");
    const old = new Set((before.get(file) ?? "").split(newline));
    const added = text.split(newline).filter((line) => !old.has(line));
    expect(added.filter((line) => /[ \t]$/.test(line))).toEqual([]);
    for (const [at, line] of added.entries()) {
      if (!/^\s*if \(lazy_mmu\)$/.test(line)) continue;
      const guarded = (added[at + 1] ?? "").replace(/\/\*.*?\*\/|\/\/.*$/g, "").trim();
      expect(guarded).toMatch(/^arch_(?:enter|leave)_lazy_mmu_mode\(\);$/);
    }
  }
}
