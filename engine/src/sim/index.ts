/** The simulator: a callback's own C on a modelled machine. */
export type { Run } from "./run.ts";
export {
  defaultSettings,
  type SimulatedTree,
  type Simulation,
  type SimulationResult,
  type SimulationSettings,
  type SimulationSubject,
  Simulator,
} from "./simulate.ts";
export { TraceLanes } from "./trace-lanes.ts";
export { TraceReader } from "./trace-reader.ts";
export { TraceViewer } from "./trace-viewer.ts";
