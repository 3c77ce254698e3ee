/** The command line that makes a simulation again. */
import { formatPopulation, type SimulationReport } from "#engine/trace";

/** `machine` as the user named it; the tree's own choice when undefined. */
export function reproduceCommand(report: SimulationReport, machine: string | undefined): string {
  const { callback, machine: made, walk } = report;
  return [
    "lazymmu simulate",
    quoted(`${callback.place.file}:${callback.name}`),
    ...(machine === undefined ? [] : [`--arch ${machine}`]),
    `--release ${quoted(made.release)}`,
    `--pages ${walk.pages}`,
    `--populated ${formatPopulation(walk.populated)}`,
    `--debug-pagealloc ${made.debugPagealloc ? "on" : "off"}`,
  ].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
