/** From executed runs to the report that leaves the engine. */
import type { Stop } from "#engine/cmachine";
import { citationText } from "#engine/mm";
import type { Problem, RunCounters, RunDifference, RunReport } from "#engine/trace";
import type { Run } from "./run.ts";
import type { RecordedProblem } from "./run-record.ts";
import { isOwnFile, type SourcePlaces } from "./source-places.ts";
import { outcomeOf, verdictOf } from "./verdict.ts";

export function reportRun(
  run: Run,
  places: SourcePlaces,
  assumptions: readonly string[],
): RunReport {
  const { kernel, stop, settings } = run;
  const { record, mmu } = kernel;
  const problems = [...record.problems, ...nestedSections(run), ...problemOfStop(run, stop)];
  const outcome = outcomeOf(problems, stop);
  const counters: RunCounters = { ...mmu.counters };
  const lost = { ...mmu.lost };
  const isLazy = settings.variant !== "nolazy";
  const verdict = verdictOf({
    outcome,
    policy: settings.policy,
    problems,
    stop,
    counters,
    lost,
    isLazy,
    maxDepth: record.maxDepth,
    returned: run.returned,
  });
  const shown = problems.map((problem) => showProblem(problem, places));
  return {
    variant: settings.variant,
    policy: settings.policy.id,
    outcome,
    verdict,
    faults: shown.filter(({ isWrong }) => isWrong),
    notes: shown.filter(({ isWrong }) => !isWrong),
    lostBatching: lost,
    counters,
    returned: run.returned ?? null,
    entries: kernel.entries,
    statements: run.statements,
    events: record.recorder.length,
    isTraceCut: record.recorder.isCut,
    assumptions,
    unsupported:
      stop.kind === "unsupported" ? [stop.reason] : stop.kind === "missing" ? [stop.name] : [],
    traceHash: record.recorder.hash(),
  };
}

/** Nesting is worth a word also where it costs nothing. */
function nestedSections({ kernel, settings: { policy } }: Run): RecordedProblem[] {
  const { nNested } = kernel.record;
  if (nNested === 0 || policy.postpones === "nothing") return [];
  return [
    {
      kind: "rule-broken",
      isWrong: false,
      code: "nested-section",
      message: policy.endsBatching
        ? "A section is opened inside of the walk's own, and its end ends the walk's section."
        : "A section is opened inside of the walk's own; its end is one flush of what is pending, and the walk's section goes on.",
      at: 0,
      stack: [],
      event: 0,
      again: 0,
      sources: policy.citations.map(citationText),
      count: nNested,
    },
  ];
}

/** A language fault is a problem of its own; other stops say what they are in the outcome. */
function problemOfStop(run: Run, stop: Stop): RecordedProblem[] {
  if (stop.kind !== "fault") return [];
  const stack = run.machine.callStack().map(({ function: { name }, at }) => ({ name, at }));
  return [
    {
      kind: "language-fault",
      isWrong: true,
      code: stop.code,
      message: `${stop.message.charAt(0).toUpperCase()}${stop.message.slice(1)}.`,
      at: stop.at,
      stack,
      event: run.kernel.record.recorder.length,
      again: 0,
      sources: [],
      count: 1,
    },
  ];
}

function showProblem(problem: RecordedProblem, places: SourcePlaces): Problem {
  const { kind, isWrong, code, message, at, event, sources, count } = problem;
  const stack = problem.stack.map(({ name, at: position }) => ({
    name,
    place: places.placeOf(position),
  }));
  // A reader looks for the line of the tree at which the model noticed it.
  const inTree = stack.find(({ place }) => place !== null && !isOwnFile(place.file));
  return {
    kind,
    isWrong,
    code,
    message,
    place: inTree?.place ?? places.placeOf(at),
    stack,
    event,
    sources,
    count,
  };
}

/** What another run did otherwise than the first, call by call of the callback. */
export function compareRuns(first: Run, other: Run): RunDifference {
  const [a, b] = [first.kernel.record.recorder, other.kernel.record.recorder];
  let differing = 0;
  let firstDiffering: number | null = null;
  for (let call = 0; call < Math.max(a.calls, b.calls); call++) {
    if (call < a.calls && call < b.calls && a.callHash(call) === b.callHash(call)) continue;
    differing++;
    firstDiffering ??= call;
  }
  const counters: Partial<Record<keyof RunCounters, { from: number; to: number }>> = {};
  for (const name of Object.keys(first.kernel.mmu.counters) as (keyof RunCounters)[]) {
    const from = first.kernel.mmu.counters[name];
    const to = other.kernel.mmu.counters[name];
    if (from !== to) counters[name] = { from, to };
  }
  return {
    variant: other.settings.variant,
    differingEntries: differing,
    firstDifferingEntry: firstDiffering,
    counters,
  };
}
