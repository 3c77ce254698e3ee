/**
 * The timeline of all runs as an SVG: lanes one below the other, runs aligned by entry. Each lane
 * has its name and a pattern of its own, so that nothing rests on colour.
 */
import { type Simulation, TraceLanes } from "#engine/sim";
import { type LaneBins, type LaneName, laneNames } from "#engine/trace";
import { escapeMarkup } from "./escape-markup.ts";
import { variantTitles } from "./report-words.ts";

const laneTitles: Readonly<Record<LaneName, string>> = {
  updates: "PTE updates",
  pending: "Pending",
  synchronisation: "Barriers, flushes, hypercalls",
  allocator: "Page allocator",
  "linear-map": "Linear map",
  faults: "Faults",
};

/** Colours that can be told apart on white and on black. */
const laneColours: Readonly<Record<LaneName, string>> = {
  updates: "#1a76d2",
  pending: "#c47a10",
  synchronisation: "#8a4fbf",
  allocator: "#2f8f3a",
  "linear-map": "#a17f00",
  faults: "#d9301f",
};

const nameWidth = 200;
const laneWidth = 800;
const laneHeight = 18;
const laneGap = 4;
const titleHeight = 22;
const columns = 400;
const runHeight = titleHeight + laneNames.length * (laneHeight + laneGap) + 8;

export function timelinePicture({ runs, report }: Simulation): string {
  const entries = Math.max(1, ...report.runs.map((run) => run.entries)) + 1;
  const bins = runs.map((run) => new TraceLanes(run.kernel.record).bins(0, entries, columns));
  const mostPending = Math.max(1, ...bins.flatMap(({ lanes }) => lanes.pending));
  const height = runHeight * runs.length + 20;
  const title = `Timeline of ${report.callback.name}() on ${report.machine.policyTitle}`;
  const body = bins.map((one, index) => {
    const variant = report.runs[index]?.variant ?? "as-written";
    const share = (one.toEntry - one.fromEntry) / entries;
    const y = index * runHeight;
    return `<text x="0" y="${y + 15}" font-weight="bold">${escapeMarkup(variantTitles[variant])}</text>\n${lanes(one, y + titleHeight, laneWidth * share, mostPending)}`;
  });
  const width = nameWidth + laneWidth;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(title)}" font-family="sans-serif" font-size="12" fill="currentColor">
<title>${escapeMarkup(title)}</title>
${body.join("\n")}
<text x="${nameWidth}" y="${height - 4}">entry 0</text>
<text x="${width}" y="${height - 4}" text-anchor="end">entry ${entries - 2}</text>
</svg>
`;
}

function lanes(bins: LaneBins, top: number, width: number, mostPending: number): string {
  return laneNames
    .map((lane, row) => {
      const y = top + row * (laneHeight + laneGap);
      const base = y + laneHeight;
      const path = lanePath(bins, lane, base, width / bins.columns, mostPending);
      const mark = lane === "faults" && path !== "" ? "✗ " : "";
      return `<text x="${nameWidth - 8}" y="${base - 4}" text-anchor="end">${mark}${laneTitles[lane]}</text>
<path d="M${nameWidth} ${base}.5h${laneWidth}" stroke="currentColor" stroke-opacity=".3"/>
<path d="${path}" fill="${laneColours[lane]}"/>`;
    })
    .join("\n");
}

/** One path for a lane: neighbours of the same height are one rectangle. */
function lanePath(
  { lanes: all }: LaneBins,
  lane: LaneName,
  base: number,
  columnWidth: number,
  mostPending: number,
): string {
  const values = all[lane];
  const most = lane === "pending" ? mostPending : Math.max(1, ...values);
  const heightOf = (value: number) => {
    if (value === 0) return 0;
    if (lane === "faults") return laneHeight;
    const share = Math.log2(value + 1) / Math.log2(most + 1);
    return Math.round(laneHeight * Math.max(0.2, Math.min(1, share)));
  };
  const pieces: string[] = [];
  for (let from = 0; from < values.length; ) {
    const height = heightOf(values[from] as number);
    let to = from + 1;
    while (to < values.length && heightOf(values[to] as number) === height) to++;
    if (height > 0) {
      const x = (nameWidth + from * columnWidth).toFixed(1);
      const width = ((to - from) * columnWidth).toFixed(1);
      pieces.push(`M${x} ${base}v-${height}h${width}v${height}z`);
    }
    from = to;
  }
  return pieces.join("");
}
