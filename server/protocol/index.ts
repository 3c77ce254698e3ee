/** What the server and its clients agree on beyond the Language Server Protocol. Types only. */

export type {
  ClientCommand,
  InitializationOptions,
  ShowPathArguments,
  SimulateArguments,
} from "./initialization.ts";
export type {
  AnalysedParams,
  CheckWorkspaceParams,
  CheckWorkspaceResult,
  LspLocation,
  LspPosition,
  LspRange,
  Notifications,
  Requests,
  SectionSummary,
  SiteSummary,
  StatusParams,
  TreeStatus,
  TreeSummary,
} from "./methods.ts";
export type { Settings } from "./settings.ts";
export type {
  ExportParams,
  ExportResult,
  SimulateParams,
  SimulateResult,
  SimulationOptions,
  TraceParams,
} from "./simulation.ts";
