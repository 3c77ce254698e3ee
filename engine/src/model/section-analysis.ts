/** Every lazy MMU section of a tree with its verdict, and what the mode does not allow in it. */
import { compareLocations, type Location } from "#engine/base";
import { type LazyFlow, modesAt } from "#engine/flow";
import { modeRoleOf } from "#engine/kernel";
import type { Call } from "./body-calls.ts";
import type { Configuration } from "./conditions.ts";
import { isDeadCode } from "./conditions.ts";
import { type FunctionUnit, type FunctionUnits, locateIn } from "./function-units.ts";
import type { LazyFlows } from "./lazy-flows.ts";
import { entersUnread, isCalledIn, type SectionSpan, sectionsOf } from "./lazy-sections.ts";
import type { DefinitionRef } from "./name-resolver.ts";
import { parameterReason } from "./reach-graph.ts";
import type { Judgement, Reachability } from "./reachability.ts";
import type { AllocatorPath, LazySection, SectionProblem } from "./section.ts";
import { isAround, problemOfPath, problemsOfFlow } from "./section-problems.ts";
import type { NotFollowed } from "./verdict.ts";

/** A callback, and the calls of walkers that run it in lazy MMU mode. */
export interface RunCallback {
  readonly ref: DefinitionRef;
  readonly walks: Location[];
  readonly reach: Reachability;
}

/** Answers what a definition reaches by those of its calls that `isAsked` lets through. */
export type ReachFrom = (
  unit: FunctionUnit,
  offset: number,
  question: string,
  isAsked: (call: Call) => boolean,
) => Reachability;

export interface SectionAnalysisInputs {
  readonly flows: LazyFlows;
  readonly units: FunctionUnits;
  readonly configuration: Configuration;
  readonly reachFrom: ReachFrom;
}

export interface SectionFindings {
  readonly sections: readonly LazySection[];
  readonly problems: readonly SectionProblem[];
}

/** More misses than this in one section tell no more. */
const maxNotFollowed = 50;

export function analyseSections(
  inputs: SectionAnalysisInputs,
  callbacks: readonly RunCallback[],
): SectionFindings {
  const sections: LazySection[] = [];
  const problems: SectionProblem[] = [];
  for (const unit of inputs.flows.definitions()) {
    const found = analyseDefinition(inputs, unit);
    sections.push(...found.sections);
    problems.push(...found.problems);
  }
  for (const callback of callbacks) problems.push(...problemsOfCallback(inputs, callback));
  return {
    sections: sections.sort((a, b) => compareLocations(a.location, b.location)),
    problems: uniqueProblems(problems),
  };
}

function analyseDefinition(inputs: SectionAnalysisInputs, unit: FunctionUnit): SectionFindings {
  const { flows } = inputs;
  const flow = flows.flowOf(unit, false);
  const problems: SectionProblem[] = [];
  const sections: LazySection[] = [];
  const spans = sectionsOf(flow);
  for (const span of spans) {
    const offset = span.enters[0] ?? 0;
    const reach = inputs.reachFrom(unit, offset, `section ${offset}`, (call) =>
      isCalledIn(span, flow, call),
    );
    sections.push(sectionFrom(unit, span, reach, flow));
    const enteredAt = locateAll(unit, span.enters);
    for (const path of reach.entering)
      problems.push(...problemOfPath("nested", path, enteredAt, false));
    for (const path of reach.sleeping)
      problems.push(...problemOfPath("sleep", path, enteredAt, false));
  }
  if (spans.length === 0 && !flow.isWhole) sections.push(...unreadSections(inputs, unit));
  if (isAround(flow, flows.flowOf(unit, true))) return { sections, problems };
  problems.push(...problemsOfFlow(unit, flow, { kind: "call" }));
  if (flows.isNeverLeft(unit)) {
    const direct = new Set(
      flow.changes.flatMap(({ role, offset }) => (role === "enter" ? offset : [])),
    );
    const own = spans.filter(({ enters }) => enters.some((offset) => direct.has(offset)));
    problems.push(...neverLeft(unit, own));
  }
  return { sections, problems };
}

function problemsOfCallback(
  { flows, units }: SectionAnalysisInputs,
  { ref, walks, reach }: RunCallback,
): SectionProblem[] {
  const unit = units.get(ref);
  const problems = problemsOfFlow(unit, flows.flowOf(unit, true), { kind: "walk", walks });
  for (const path of reach.entering) problems.push(...problemOfPath("nested", path, walks, true));
  for (const path of reach.sleeping) problems.push(...problemOfPath("sleep", path, walks, true));
  return problems;
}

function sectionFrom(
  unit: FunctionUnit,
  span: SectionSpan,
  reach: Reachability,
  flow: LazyFlow,
): LazySection {
  const enters = locateAll(unit, span.enters);
  const [location = unit.source.locate(unit.definition.nameSpan)] = enters;
  const paths = [...reach.sure, ...(reach.doubtful === undefined ? [] : [reach.doubtful])];
  const isHandedOver = ({ reason, location: { file } }: NotFollowed) =>
    reason === parameterReason && file === unit.source.path;
  const notFollowed = reach.notFollowed.filter((miss) => !isHandedOver(miss));
  if (!flow.isWhole)
    notFollowed.unshift({
      name: unit.definition.name,
      location,
      reason: "its control flow is not wholly understood",
    });
  const { verdict, use, allocator, condition, doubt, path } = reach;
  const isFound = path.length > 0;
  return {
    location,
    function: unit.definition.name,
    enters,
    leaves: locateAll(unit, span.leaves),
    runsCallbacks: reach.notFollowed.some(isHandedOver),
    verdict: isFound ? verdict : notFollowed.length > 0 ? "unknown" : "clean",
    use,
    allocator,
    condition,
    doubt,
    path,
    paths: paths.flatMap((found) => allocatorPath(found, unit, flow)),
    notFollowed: notFollowed.slice(0, maxNotFollowed),
  };
}

function allocatorPath(found: Judgement, unit: FunctionUnit, flow: LazyFlow): AllocatorPath[] {
  const { verdict, use, allocator, condition, doubt, path } = found;
  if (verdict !== "reaches" && verdict !== "may-reach") return [];
  if (use === undefined || allocator === undefined) return [];
  const [first] = path;
  const offset =
    first === undefined
      ? 0
      : unit.source.lines.offsetAt(first.location.line, first.location.column);
  const modes = modesAt(flow, offset - unit.definition.start);
  const isAlwaysInside = flow.isWhole && modes?.outside === false;
  return [{ verdict, use, allocator, condition, doubt, path, isAlwaysInside }];
}

/** Where statements were not understood, an enter still opens a section, of which nothing is known. */
function unreadSections(
  { configuration }: SectionAnalysisInputs,
  unit: FunctionUnit,
): LazySection[] {
  const enters = entersUnread(unit, (name) => modeRoleOf(name) === "enter").filter(
    (offset) => !isDeadCode(unit.source, unit.definition.start + offset, configuration),
  );
  return enters.map((offset) => ({
    location: locateAll(unit, [offset])[0] ?? unit.source.locate(unit.definition.nameSpan),
    function: unit.definition.name,
    enters: locateAll(unit, [offset]),
    leaves: [],
    runsCallbacks: false,
    verdict: "unknown",
    use: undefined,
    allocator: undefined,
    condition: undefined,
    doubt: undefined,
    path: [],
    paths: [],
    notFollowed: [
      {
        name: unit.definition.name,
        location: unit.source.locate(unit.definition.nameSpan),
        reason: "its statements are not understood",
      },
    ],
  }));
}

function neverLeft(unit: FunctionUnit, spans: readonly SectionSpan[]): SectionProblem[] {
  return spans.flatMap(({ enters }) => {
    const enteredAt = locateAll(unit, enters);
    const [location] = enteredAt;
    if (location === undefined) return [];
    const holder = unit.definition.name;
    const what = "enters lazy MMU mode, which nothing leaves";
    return [
      {
        kind: "never-left" as const,
        location,
        function: holder,
        what: unit.source.text.slice(unit.definition.nameSpan.start, unit.definition.nameSpan.end),
        path: [{ function: holder, location, what }],
        enteredAt,
        isCallback: false,
        writtenAt: undefined,
      },
    ];
  });
}

function locateAll(unit: FunctionUnit, offsets: readonly number[]): Location[] {
  return offsets.map((start) => {
    const word = /^\w+/.exec(unit.model.text.slice(start, start + 200))?.[0] ?? " ";
    return locateIn(unit, { start, end: start + word.length });
  });
}

/** What two walks, or the flow and the analysis of calls, find at one place is one problem. */
function uniqueProblems(problems: readonly SectionProblem[]): readonly SectionProblem[] {
  const byPlace = new Map<string, SectionProblem>();
  for (const problem of problems) {
    const { file, line, column } = problem.location;
    const key = JSON.stringify([problem.kind, file, line, column]);
    if (!byPlace.has(key)) byPlace.set(key, problem);
  }
  return [...byPlace.values()].sort((a, b) => compareLocations(a.location, b.location));
}
