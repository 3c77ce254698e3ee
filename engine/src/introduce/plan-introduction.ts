/**
 * Plans how a tree gets walkers that do not enter lazy MMU mode, and which calls then use them.
 *
 * The result is edits and facts; nothing is written. Where the tree's code has another shape than
 * the one that is understood, the plan is refused as a whole, with the reason.
 */
import {
  compareLocations,
  compareText,
  editsAreDisjoint,
  type Location,
  type TextEdit,
} from "#engine/base";
import type { Dialect } from "#engine/index";
import { createModuleAnswers, type ModuleAnswer } from "#engine/kconfig";
import { findWalker } from "#engine/kernel";
import { allocatesInLazyMode, CodeText, conversionEdits, type FileEdit } from "#engine/lint";
import type { CallSite } from "#engine/model";
import type { CParser } from "#engine/syntax";
import { editsOfDeclarations, editsOfDefinitions, refuseExisting } from "./add-variants.ts";
import { CodeFile } from "./code-file.ts";
import { Refusal } from "./refusal.ts";
import { readWalkChain, type WalkChain } from "./walk-chain.ts";

/** What the two files of the walk are read with. */
export interface TreeInputs {
  /** A file's text, unsaved if it has one. */
  readonly textOf: (file: string) => string | undefined;
  readonly dialect: Dialect;
  readonly parser: CParser;
}

export interface IntroductionInputs extends TreeInputs {
  readonly release: string | undefined;
  /** The sites to convert; those that are not reported are left out. */
  readonly callSites: readonly CallSite[];
  /** What is known of files from plans before, and is added to: an answer costs the Kconfig files. */
  readonly knownModules: Map<string, ModuleAnswer>;
}

/** A call that gets the variant. */
export interface Conversion {
  readonly site: CallSite;
  readonly to: string;
  readonly isInModule: ModuleAnswer;
  readonly edits: readonly FileEdit[];
}

export interface IntroductionPlan {
  readonly kind: "planned";
  /** Edits that add the variants, by file and place. */
  readonly additions: readonly FileEdit[];
  /** The functions that get the flag, from the outermost on. */
  readonly steps: readonly string[];
  readonly variants: readonly string[];
  /** The variants that are exported for modules. */
  readonly exported: readonly string[];
  readonly conversions: readonly Conversion[];
  /** Reported sites that call a walker through another function, and so are left as they are. */
  readonly left: readonly CallSite[];
}

export interface RefusedIntroduction {
  readonly kind: "refused";
  /** A clause that follows a colon. */
  readonly reason: string;
  readonly location: Location | undefined;
}

export const headerFile = "include/linux/mm.h";
export const coreFile = "mm/memory.c";

export function planIntroduction(
  inputs: IntroductionInputs,
): IntroductionPlan | RefusedIntroduction {
  return refusedOr(() => makePlan(inputs));
}

/**
 * Why {@link planIntroduction} would refuse, whatever it is to convert. Reads no more than the two
 * files, so it is quick enough to ask before anything is offered.
 */
export function findRefusal(inputs: TreeInputs): RefusedIntroduction | undefined {
  return refusedOr(() => {
    planAdditions(readWalk(inputs), new Set());
    return undefined;
  });
}

function refusedOr<Result>(work: () => Result): Result | RefusedIntroduction {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "refused", reason: error.message, location: error.location };
  }
}

function makePlan(inputs: IntroductionInputs): IntroductionPlan {
  const walk = readWalk(inputs);
  const reported = inputs.callSites
    .filter(allocatesInLazyMode)
    .toSorted((a, b) => compareLocations(a.location, b.location));
  const answer = moduleAnswersOf(inputs);
  const conversions = reported.flatMap((site) => toConversion(inputs, site, answer));
  const exported = new Set(
    conversions.filter(({ isInModule }) => isInModule === "yes").map(({ to }) => to),
  );
  const { steps, walkers } = walk.chain;
  return {
    kind: "planned",
    additions: planAdditions(walk, exported),
    steps: steps.map(({ syntax }) => syntax.name),
    variants: walkers.flatMap(({ syntax }) => findWalker(syntax.name)?.counterpart ?? []),
    exported: [...exported].sort(compareText),
    conversions,
    left: reported.filter((site) => conversions.every((conversion) => conversion.site !== site)),
  };
}

function moduleAnswersOf({
  textOf: readText,
  release = "",
  knownModules,
}: IntroductionInputs): (file: string) => ModuleAnswer {
  const answer = createModuleAnswers({ readText, release });
  return (file) => {
    const known = knownModules.get(file) ?? answer(file);
    knownModules.set(file, known);
    return known;
  };
}

interface Walk {
  readonly parser: CParser;
  readonly header: CodeFile;
  readonly core: CodeFile;
  readonly chain: WalkChain;
}

function readWalk(inputs: TreeInputs): Walk {
  const { dialect, parser } = inputs;
  if (dialect === "counted") {
    throw new Refusal(
      "this tree counts lazy MMU sections (lazy_mmu_mode_enable()), so a nested one does no harm and no variant is needed",
    );
  }
  const header = readFile(inputs, headerFile);
  const core = readFile(inputs, coreFile);
  refuseExisting([header, core]);
  return { parser, header, core, chain: readWalkChain(parser, core) };
}

function planAdditions(
  { parser, header, core, chain }: Walk,
  exported: ReadonlySet<string>,
): FileEdit[] {
  return [
    ...toFileEdits(header, editsOfDeclarations(parser, header)),
    ...toFileEdits(core, editsOfDefinitions(core, chain, exported)),
  ];
}

function readFile({ textOf }: TreeInputs, path: string): CodeFile {
  const text = textOf(path);
  if (text === undefined) throw new Refusal(`there is no ${path} that can be read`);
  return new CodeFile(path, text);
}

function toConversion(
  { textOf }: TreeInputs,
  site: CallSite,
  answer: (file: string) => ModuleAnswer,
): Conversion[] {
  const { api: from, location } = site;
  const to = findWalker(from)?.counterpart;
  const text = textOf(location.file);
  if (to === undefined || text === undefined) return [];
  const edits = conversionEdits(new CodeText(text), { location, from, to });
  return edits.length === 0 ? [] : [{ site, to, isInModule: answer(location.file), edits }];
}

function toFileEdits({ path, code }: CodeFile, edits: readonly TextEdit[]): FileEdit[] {
  if (!editsAreDisjoint(edits)) throw new Refusal(`the edits of ${path} overlap`);
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map((edit) => ({ location: code.lines.locate(path, edit), newText: edit.newText }));
}
