/** What came of each run, in words, with the kernel source that each statement rests on. */
import type { Problem, RunReport, SimulationReport } from "#engine/trace";
import {
  count,
  outcomeTitle,
  placeText,
  severityMarks,
  severityOf,
  variantTitles,
} from "./panel-words.ts";

interface VerdictsProps {
  readonly report: SimulationReport;
  readonly run: number;
  readonly onShow: (run: number, event: number) => void;
  readonly onOpen: (run: number, list: "faults" | "notes", index: number) => void;
}

export function Verdicts({ report, run, onShow, onOpen }: VerdictsProps) {
  const { machine, walk } = report;
  return (
    <section aria-label="Verdicts">
      <p class="machine">
        {walk.walker}() over {count(walk.pages)} pages on {machine.policyTitle} ({machine.policy}),
        debug_pagealloc {machine.debugPagealloc ? "on" : "off"}
      </p>
      <div class="verdicts">
        {report.runs.map((one, index) => (
          <Verdict
            key={one.variant}
            one={one}
            isShown={index === run}
            onShow={(event) => onShow(index, event)}
            onOpen={(list, at) => onOpen(index, list, at)}
          />
        ))}
      </div>
      <details>
        <summary>What this rests on</summary>
        <h3>Kernel source of the model</h3>
        <ul>
          {machine.sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
        <h3>Run from the tree's own source</h3>
        <p>{report.functions.interpreted.map(({ name }) => `${name}()`).join(", ")}</p>
        <h3>Assumed</h3>
        <ul>
          {(report.runs[0]?.assumptions ?? []).map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

interface VerdictProps {
  readonly one: RunReport;
  readonly isShown: boolean;
  readonly onShow: (event: number) => void;
  readonly onOpen: (list: "faults" | "notes", index: number) => void;
}

function Verdict({ one, isShown, onShow, onOpen }: VerdictProps) {
  const severity = severityOf(one.outcome);
  const { counters, lostBatching } = one;
  return (
    <article class={`verdict ${severity}${isShown ? " shown" : ""}`}>
      <h2>
        <span class="mark" aria-hidden="true">
          {severityMarks[severity]}
        </span>{" "}
        {variantTitles[one.variant]}: {outcomeTitle(one.outcome)}
      </h2>
      <p>{one.verdict}</p>
      <Problems list="faults" problems={one.faults} onShow={onShow} onOpen={onOpen} />
      <Problems list="notes" problems={one.notes} onShow={onShow} onOpen={onOpen} />
      <p class="counters">
        {count(counters.pteWrites)} page-table writes, {count(counters.barriers)} barriers,{" "}
        {count(counters.flushes)} flushes, {count(counters.hypercalls)} hypercalls;{" "}
        {count(counters.allocations)} pages allocated, {count(counters.frees)} freed
        {lostBatching.updates > 0 &&
          `; ${count(lostBatching.updates)} updates not batched, ${count(lostBatching.extra)} completions more`}
      </p>
    </article>
  );
}

interface ProblemsProps {
  readonly list: "faults" | "notes";
  readonly problems: readonly Problem[];
  readonly onShow: (event: number) => void;
  readonly onOpen: (list: "faults" | "notes", index: number) => void;
}

function Problems({ list, problems, onShow, onOpen }: ProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <ul class="problems">
      {problems.slice(0, 20).map((problem, index) => (
        <li key={`${problem.code} ${problem.event}`}>
          {list === "notes" ? "Note: " : ""}
          {problem.message}
          {problem.count > 1 && ` (${count(problem.count)} times)`}{" "}
          {problem.event !== null && list === "faults" && (
            <button type="button" onClick={() => onShow(problem.event ?? 0)}>
              Go there
            </button>
          )}{" "}
          {problem.place !== null && (
            <button type="button" class="link" onClick={() => onOpen(list, index)}>
              {placeText(problem.place)}
            </button>
          )}
          {problem.sources.length > 0 && <small>{problem.sources.join("; ")}</small>}
        </li>
      ))}
    </ul>
  );
}
