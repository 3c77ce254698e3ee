/** The engine's public API: inputs in, reports out. */
export type { SourceReader, WorkspaceInputs } from "./inputs.ts";
export type {
  CallbackModes,
  FileReport,
  HoverText,
  IntroductionOffer,
  PathCalls,
  PathFunction,
  PathNeighbours,
  TreeInfo,
  TreeReport,
} from "./report.ts";
export { isInScope, Workspace } from "./workspace.ts";
