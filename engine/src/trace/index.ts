/** Data that leaves the simulator; JSON-safe. */
export { type EventKind, eventKinds, type SourcePlace, type TraceEvent } from "./event.ts";
export { type MachineName, machineNames } from "./machine-name.ts";
export {
  type LostBatching,
  type OutcomeKind,
  outcomeKinds,
  type Problem,
  type RunCounters,
} from "./outcome.ts";
export type {
  MissingFunction,
  RunDifference,
  RunReport,
  SimulationReport,
  Variant,
} from "./report.ts";
