/** The report and the events of every run as one JSON text. */
import { type Simulation, TraceReader } from "#engine/sim";

/** Events of one run; a longer trace is cut, and says so. */
const maxEvents = 200_000;

export function exportJson(simulation: Simulation): string {
  const { report, runs, places, scenario } = simulation;
  const traces = runs.map((run, index) => {
    const reader = new TraceReader(run, places);
    return {
      variant: report.runs[index]?.variant,
      events: reader.events(0, maxEvents),
      isCut: reader.nEvents > maxEvents,
    };
  });
  return `${JSON.stringify({ kind: "lazymmu-simulation", version: 1, report, scenario, traces })}\n`;
}
