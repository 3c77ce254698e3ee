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
export {
  formatPopulation,
  type Population,
  parsePopulation,
  readPopulation,
} from "./population.ts";
export type {
  MissingFunction,
  RunDifference,
  RunReport,
  SimulationReport,
  Variant,
} from "./report.ts";
export {
  type CallView,
  type EntryState,
  type EntryView,
  entryStateLetters,
  type LaneBins,
  type LaneName,
  laneNames,
  type Moment,
  type PageView,
  type TraceAnswer,
  type TraceQuery,
  type VariableView,
  viewLimits,
} from "./view.ts";
