/** From the flow through one definition to what the mode does not allow in it. */

import type { Location } from "#engine/base";
import { type FlowExit, type FlowProblem, fromCaller, type LazyFlow } from "#engine/flow";
import { type FunctionUnit, locateIn } from "./function-units.ts";
import type { SectionProblem, SectionProblemKind } from "./section.ts";
import type { PathStep } from "./verdict.ts";

/** How a definition is run: by plain calls, or by walks that hold the mode. */
export type Entry =
  | { readonly kind: "call" }
  | { readonly kind: "walk"; readonly walks: readonly Location[] };

/** What the flow alone shows, in a definition that is entered outside of the mode or as a callback. */
export function problemsOfFlow(unit: FunctionUnit, flow: LazyFlow, entry: Entry): SectionProblem[] {
  const isPaired = entry.kind === "walk" || leavesAndEnters(flow);
  // A helper that only enters at times, as its argument says, pairs with another that is told the same.
  const isToBeBalanced = isPaired && flow.changes.every(({ by }) => by.length <= 1);
  const inFlow = flow.problems.flatMap((problem) => {
    const kind = kindOf(problem, isToBeBalanced);
    return kind === undefined ? [] : problemAt(unit, problem.offset, kind, problem, entry);
  });
  return [...inFlow, ...openExits(unit, flow, entry, isToBeBalanced)];
}

/** What the analysis of calls shows: the mode entered in the mode, or a call that may sleep. */
export function problemOfPath(
  kind: "nested" | "sleep",
  path: readonly PathStep[],
  enteredAt: readonly Location[],
  isCallback: boolean,
): SectionProblem[] {
  const [first] = path;
  const last = path.at(-1);
  if (first === undefined || last === undefined) return [];
  const what = /(\w+)\(\)/.exec(last.what)?.[1] ?? last.what;
  const { location, function: holder } = first;
  return [
    { kind, location, function: holder, what, path, enteredAt, isCallback, writtenAt: undefined },
  ];
}

/**
 * True for a definition that is meant to be called in the mode: it leaves before it enters again,
 * and so leaves the mode as it found it.
 */
export function isAround(outside: LazyFlow, inside: LazyFlow): boolean {
  const startsByLeaving = outside.problems.some(({ kind }) => kind === "leave-outside");
  return (
    startsByLeaving &&
    inside.exits.every(({ opened }) => opened === 0) &&
    !inside.problems.some(({ kind }) => kind === "leave-outside" || kind === "nested")
  );
}

function leavesAndEnters({ changes, exits }: LazyFlow): boolean {
  const roles = new Set(changes.map(({ role }) => role));
  if (roles.has("enter") && roles.has("leave")) return true;
  // A helper may do either.
  return roles.has("helper") && exits.some(({ opened }) => opened === 0);
}

function kindOf({ kind }: FlowProblem, isBalanced: boolean): SectionProblemKind | undefined {
  switch (kind) {
    case "access":
    case "nested":
    case "lock-dropped":
    case "stale-read":
      return kind;
    case "leave-outside":
      return isBalanced ? "left-twice" : undefined;
    case "resume-outside":
      return undefined;
  }
}

/** The sections that are open where a path ends, once for each enter that may have opened them. */
function openExits(
  unit: FunctionUnit,
  flow: LazyFlow,
  entry: Entry,
  isBalanced: boolean,
): SectionProblem[] {
  if (!isBalanced || !flow.isWhole) return [];
  const found = new Map<string, SectionProblem>();
  for (const exit of flow.exits) {
    const problem = openExit(unit, exit, entry);
    if (problem !== undefined) found.set(JSON.stringify(problem.location), problem);
  }
  return [...found.values()];
}

function openExit(unit: FunctionUnit, exit: FlowExit, entry: Entry): SectionProblem | undefined {
  const { opened, origin, offset } = exit;
  if (opened > 0) {
    // The function's end is where its closing brace stands.
    const at = Math.min(offset, unit.model.text.length - 1);
    const [problem] = problemAt(unit, at, "left-open", { section: origin }, entry);
    return problem;
  }
  if (opened < 0 && entry.kind === "walk") {
    const at = Math.min(offset, unit.model.text.length - 1);
    return problemAt(unit, at, "left-twice", {}, entry)[0];
  }
  return undefined;
}

interface Details {
  readonly text?: string;
  readonly section?: number | undefined;
  readonly cause?: number | undefined;
}

function problemAt(
  unit: FunctionUnit,
  offset: number,
  kind: SectionProblemKind,
  { text = "", section, cause }: Details,
  entry: Entry,
): SectionProblem[] {
  const placeOf = (at: number) => locateIn(unit, wordAt(unit.model.text, at));
  const location = placeOf(offset);
  const isOwn = section !== undefined && section !== fromCaller;
  const enteredAt = isOwn ? [placeOf(section)] : entry.kind === "walk" ? entry.walks : [];
  const writtenAt = cause === undefined ? undefined : placeOf(cause);
  return [
    {
      kind,
      location,
      function: unit.definition.name,
      what: text,
      path: [{ function: unit.definition.name, location, what: stepWhat(kind, text) }],
      enteredAt,
      isCallback: entry.kind === "walk",
      writtenAt,
    },
  ];
}

function stepWhat(kind: SectionProblemKind, text: string): string {
  switch (kind) {
    case "stale-read":
      return `reads ${text}`;
    case "access":
      return `touches memory at ${text}`;
    case "left-open":
    case "never-left":
      return "ends here in lazy MMU mode";
    default:
      return text === "" ? "ends here" : `calls ${text}()`;
  }
}

/** The identifier at an offset, or what else stands there. */
function wordAt(text: string, start: number): { start: number; end: number } {
  const word = /^\w+/.exec(text.slice(start, start + 200))?.[0] ?? " ";
  return { start, end: start + word.length };
}
