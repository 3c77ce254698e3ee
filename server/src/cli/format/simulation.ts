/** A simulation as text: what ran on which machine, the story of each run, and a table of all. */
import type { Problem, RunCounters, RunReport, SimulationReport, SourcePlace } from "#engine/trace";
import { escapeControls } from "./terminal-text.ts";
import type { TextStyle } from "./text.ts";

const variantNames = { "as-written": "as written", nolazy: "_nolazy", paused: "paused" } as const;
const outcomeNames: Readonly<Record<RunReport["outcome"], string>> = {
  "nothing-wrong": "nothing wrong",
  "spurious-fault": "spurious fault",
  "lost-detection": "lost detection",
  "lost-batching": "lost batching",
  "stale-read": "stale read",
  "nested-entry-bug": "BUG at nested entry",
  "slept-in-atomic": "slept in atomic",
  "lock-held": "lock held on return",
  "double-free": "double free",
  "unmapped-access": "access to an unmapped page",
  "kernel-bug": "BUG",
  "rule-broken": "rule broken",
  "language-fault": "language fault",
  unsupported: "not supported",
  missing: "function missing",
  "out-of-budget": "out of budget",
};

export function formatSimulation(
  given: SimulationReport,
  scenario: string,
  style: TextStyle,
  isVerbose: boolean,
): string {
  const report = escaped(given);
  const lines = [
    ...heading(report, style),
    ...functions(report, style, isVerbose),
    ...assumed(report, style),
    ...(isVerbose
      ? [
          "scenario:",
          ...scenario
            .trimEnd()
            .split("\n")
            .map((line) => `  ${escapeControls(line)}`),
        ]
      : []),
  ];
  for (const run of report.runs) lines.push("", ...story(run, report, style));
  lines.push("", ...table(report));
  for (const difference of report.differences) {
    const { differingEntries, firstDifferingEntry, variant } = difference;
    const where =
      firstDifferingEntry === null ? "" : `, the first of them call ${firstDifferingEntry}`;
    lines.push(
      `${variantNames[variant]} differs from ${variantNames[report.runs[0]?.variant ?? "as-written"]} in ${differingEntries} calls of the callback${where}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Names come from strangers' trees; no text of the report may control the terminal. */
function escaped<T>(value: T): T {
  if (typeof value === "string") return escapeControls(value) as T;
  if (Array.isArray(value)) return value.map(escaped) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, escaped(inner)]),
  ) as T;
}

function heading({ callback, walk, machine }: SimulationReport, style: TextStyle): string[] {
  const { palette } = style;
  const debug = machine.debugPagealloc ? "on" : "off";
  return [
    `${palette.bold(`${callback.name}()`)} ${place(callback.place, style)}`,
    ...(walk.caller === null
      ? []
      : [`called through ${walk.walker}() by ${walk.caller}() ${place(walk.place, style)}`]),
    `machine: ${machine.architecture}, release ${machine.release}, lazy MMU mode of ${machine.policyTitle} (${machine.policy})`,
    `         ${machine.geometry}, debug_pagealloc ${debug}, ${machine.configuration}`,
    ...machine.sources.map((source) => `         rests on ${source}`),
  ];
}

function functions(
  { functions: { interpreted, modelled, missing } }: SimulationReport,
  style: TextStyle,
  isVerbose: boolean,
): string[] {
  const lines = wrapped(
    "from source: ",
    interpreted.map(({ name, file }) => (isVerbose ? `${name} (${style.nameOf(file)})` : name)),
    style,
  );
  lines.push(...wrapped("modelled:    ", modelled, style));
  // Objects and functions that are only named do no harm; a call of one stops the run.
  const shown = isVerbose ? missing : missing.filter(({ reason }) => !reason.startsWith("nothing"));
  lines.push(
    ...wrapped(
      "not understood: ",
      shown.map(({ name, reason }) => `${name}: ${reason}`),
      style,
    ),
  );
  const nNamed = missing.length - shown.length;
  if (nNamed > 0)
    lines.push(
      `without a definition: ${nNamed} names (-v lists them); a call of one stops the run`,
    );
  return lines;
}

function assumed({ runs: [first] }: SimulationReport, style: TextStyle): string[] {
  if (first === undefined || first.assumptions.length === 0) return [];
  return ["assumed:", ...first.assumptions.flatMap((text) => wrapped("  - ", [text], style))];
}

function story(run: RunReport, report: SimulationReport, style: TextStyle): string[] {
  const { palette } = style;
  const colour =
    run.faults.length > 0
      ? palette.red
      : run.outcome === "nothing-wrong"
        ? palette.green
        : palette.yellow;
  const lines = [
    `${palette.bold(`${variantNames[run.variant]}:`)} ${colour(outcomeNames[run.outcome])}`,
    ...wrapped("  ", [run.verdict], style),
  ];
  for (const fault of run.faults) lines.push(...problem(fault, style));
  for (const one of run.notes) lines.push(...problem(one, style));
  const returned = run.returned === null ? "did not return" : `returned ${run.returned}`;
  lines.push(
    `  ${report.walk.walker}() ${returned} after ${run.entries} calls of the callback, ${run.statements} statements, ${run.events} events`,
  );
  return lines;
}

function problem(one: Problem, style: TextStyle): string[] {
  const times = one.count > 1 ? `, ${one.count} times` : "";
  const kind = one.isWrong ? "wrong" : "note";
  const lines = wrapped(`  ${kind}: `, [`${one.message} [${one.code}${times}]`], style);
  for (const { name, place: at } of one.stack.filter(({ place: found }) => found !== null)) {
    if (at === null || at.file.startsWith("<")) continue;
    lines.push(`    in ${name}() ${place(at, style)}`);
  }
  return [...lines, ...one.sources.slice(0, 4).map((source) => `    see ${source}`)];
}

const rows: readonly { readonly name: keyof RunCounters; readonly title: string }[] = [
  { name: "pteWrites", title: "entries written" },
  { name: "barriers", title: "barrier pairs" },
  { name: "flushes", title: "flushes" },
  { name: "hypercalls", title: "hypercalls" },
  { name: "allocations", title: "allocations" },
  { name: "frees", title: "frees" },
  { name: "sections", title: "lazy sections" },
];

function table({ runs }: SimulationReport): string[] {
  const cells: string[][] = [["", ...runs.map(({ variant }) => variantNames[variant])]];
  cells.push(["outcome", ...runs.map(({ outcome }) => outcomeNames[outcome])]);
  for (const { name, title } of rows) {
    cells.push([title, ...runs.map(({ counters }) => String(counters[name]))]);
  }
  cells.push([
    "updates not batched",
    ...runs.map(({ lostBatching }) => String(lostBatching.updates)),
  ]);
  cells.push([
    "completions too many",
    ...runs.map(({ lostBatching }) => String(lostBatching.extra)),
  ]);
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

function place(at: SourcePlace | null, style: TextStyle): string {
  return at === null ? "" : `(${style.nameOf(at.file)}:${at.line})`;
}

/** Words of a list behind a heading, broken at the width. */
function wrapped(heading: string, items: readonly string[], style: TextStyle): string[] {
  if (items.length === 0) return [];
  const indent = " ".repeat(heading.length);
  const lines: string[] = [];
  let line = heading;
  let isEmpty = true;
  const words = items.join(", ").split(" ");
  for (const word of words) {
    if (!isEmpty && line.length + word.length + 1 > style.width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}
