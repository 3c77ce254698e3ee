/** A simulation as a page, every picture with the same facts in words. */
import { type Simulation, TraceReader } from "#engine/sim";
import type { Problem, RunReport, TraceEvent } from "#engine/trace";
import { escapeMarkup } from "./escape-markup.ts";
import { htmlPage } from "./html-page.ts";
import { outcomeTitle, placeText, variantTitles } from "./report-words.ts";
import { timelinePicture } from "./timeline-picture.ts";

export interface ReportPageOptions {
  /** The callback's definition, when it can be read. */
  readonly source: { readonly firstLine: number; readonly text: string } | undefined;
  /** How to make the run again. */
  readonly command: string;
}

const eventsShown = 60;
const eventsBefore = 8;

const style = `
pre b { text-decoration: underline; }
td.number { text-align: right; }
.runs { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
.runs article { border: 1px solid; border-color: rgb(128 128 128 / .5); padding: 0 1rem .4rem; }
svg { max-width: 100%; height: auto; }
`;

export function reportPage(simulation: Simulation, options: ReportPageOptions): string {
  const { report } = simulation;
  const { callback, machine, tree, walk } = report;
  const name = `${callback.name}()`;
  return htmlPage({
    title: `${name}: ${report.runs.map(outcomeTitle)[0] ?? ""}`,
    style,
    body: `<header>
<h1>${escapeMarkup(name)}</h1>
<p>${escapeMarkup(placeText(callback.place))}, Linux ${escapeMarkup(tree.release ?? "of an unknown release")}; ${escapeMarkup(walk.walker)}() over ${walk.pages} pages on ${escapeMarkup(machine.policyTitle)} (${escapeMarkup(machine.policy)}), debug_pagealloc ${machine.debugPagealloc ? "on" : "off"}, configuration: ${escapeMarkup(machine.configuration)}.</p>
</header>
<main>
<h2>Verdicts</h2>
<div class="runs">
${report.runs.map(verdict).join("\n")}
</div>
${countersTable(report.runs)}
<h2>Timeline</h2>
<div class="wide" tabindex="0" role="group" aria-label="Timeline">${timelinePicture(simulation)}</div>
${options.source === undefined ? "" : sourcePart(simulation, options.source)}
${eventsTable(simulation)}
<h2>What this rests on</h2>
${list("Kernel source of the model", machine.sources)}
${list("Assumed", report.runs[0]?.assumptions ?? [])}
${list(
  "Run from the tree's own source",
  report.functions.interpreted.map((one) => `${one.name}() (${one.file})`),
)}
${list("Modelled", report.functions.modelled)}
${list(
  "Missing",
  report.functions.missing.map((one) => `${one.name}: ${one.reason}`),
)}
<details><summary>The scenario's C</summary><pre tabindex="0">${escapeMarkup(simulation.scenario)}</pre></details>
<h2>Again</h2>
<pre tabindex="0">${escapeMarkup(options.command)}</pre>
</main>`,
  });
}

function verdict(run: RunReport): string {
  return `<article>
<h3>${escapeMarkup(variantTitles[run.variant])}: ${escapeMarkup(outcomeTitle(run))}</h3>
<p>${escapeMarkup(run.verdict)}</p>
${problems("", run.faults)}${problems("Note: ", run.notes)}
</article>`;
}

function problems(prefix: string, list: readonly Problem[]): string {
  if (list.length === 0) return "";
  const items = list.slice(0, 50).map(({ message, count, place, stack, sources }) => {
    const calls = stack
      .filter((call) => call.place !== null && !call.place.file.startsWith("<"))
      .map((call) => `${call.name}() ${placeText(call.place)}`);
    const parts = [
      `${prefix}${message}${count > 1 ? ` (${count} times)` : ""}`,
      placeText(place),
      ...(calls.length > 0 ? [`Calls: ${calls.join(" ← ")}`] : []),
      ...(sources.length > 0 ? [`Source: ${sources.join("; ")}`] : []),
    ];
    return `<li>${parts
      .filter((part) => part !== "")
      .map(escapeMarkup)
      .join("<br>")}</li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}

function countersTable(runs: readonly RunReport[]): string {
  const rows: readonly (readonly [string, (run: RunReport) => number | string])[] = [
    ["Page-table writes", ({ counters }) => counters.pteWrites],
    ["Barriers", ({ counters }) => counters.barriers],
    ["Flushes", ({ counters }) => counters.flushes],
    ["Hypercalls", ({ counters }) => counters.hypercalls],
    ["Pages allocated", ({ counters }) => counters.allocations],
    ["Pages freed", ({ counters }) => counters.frees],
    ["Lazy sections", ({ counters }) => counters.sections],
    ["Updates that lost batching", ({ lostBatching }) => lostBatching.updates],
    ["Completions more than with the section kept", ({ lostBatching }) => lostBatching.extra],
    ["The walk returned", ({ returned }) => returned ?? "did not return"],
  ];
  const head = runs.map(({ variant }) => `<th scope="col">${variantTitles[variant]}</th>`);
  const body = rows.map(
    ([name, read]) =>
      `<tr><th scope="row">${name}</th>${runs.map((run) => `<td class="number">${read(run)}</td>`).join("")}</tr>`,
  );
  return `<div class="wide" tabindex="0" role="group" aria-label="Counters"><table><caption>Counters</caption><thead><tr><td></td>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

function sourcePart(
  { report }: Simulation,
  { firstLine, text }: { readonly firstLine: number; readonly text: string },
): string {
  const { file } = report.callback.place;
  const places = report.runs.flatMap(({ faults }) =>
    faults.flatMap(({ place, stack }) => [place, ...stack.map((call) => call.place)]),
  );
  const marked = new Set(
    places.filter((place) => place?.file === file).map((place) => place?.line),
  );
  const lines = text.split("\n").map((line, index) => {
    const number = firstLine + index;
    const shown = `${String(number).padStart(6)}  ${escapeMarkup(line)}`;
    return marked.has(number) ? `<b>${shown}  ← fault</b>` : shown;
  });
  return `<h2>Source</h2>\n<pre tabindex="0" role="group" aria-label="Source of the callback">${lines.join("\n")}</pre>`;
}

/** The events around the first fault of the run that has one, or from the beginning. */
function eventsTable({ report, runs, places }: Simulation): string {
  const index = Math.max(
    0,
    report.runs.findIndex(({ faults }) => faults.length > 0),
  );
  const run = runs[index];
  const one = report.runs[index];
  if (run === undefined || one === undefined) return "";
  const reader = new TraceReader(run, places);
  const from = Math.max(0, (one.faults[0]?.event ?? 0) - eventsBefore);
  const rows = reader.events(from, from + eventsShown).map(eventRow);
  const caption = `Events ${from + 1} to ${from + rows.length} of ${reader.nEvents}, ${variantTitles[one.variant].toLowerCase()}`;
  const head = ["Step", "Entry", "Event", "Place", "Value", "Note"]
    .map((name) => `<th scope="col">${name}</th>`)
    .join("");
  return `<h2>Events</h2>
<div class="wide" tabindex="0" role="group" aria-label="Events"><table><caption>${escapeMarkup(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

function eventRow({ index, entry, kind, place, old, value, note }: TraceEvent): string {
  const change = old === null ? (value ?? "") : `${old} → ${value ?? ""}`;
  const cells = [
    entry === null ? "" : String(entry),
    kind === "problem" ? "✗ problem" : kind,
    placeText(place),
    change,
    note ?? "",
  ];
  return `<tr><th scope="row">${index + 1}</th>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("")}</tr>`;
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  const rows = items.map((item) => `<li>${escapeMarkup(item)}</li>`).join("");
  return `<details><summary>${escapeMarkup(title)} (${items.length})</summary><ul>${rows}</ul></details>`;
}
