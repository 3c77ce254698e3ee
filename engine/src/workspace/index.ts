/** The engine's public API: inputs in, reports out. */
export type { SourceReader, WorkspaceInputs } from "./inputs.ts";
export type { FileReport, HoverText, IntroductionOffer, TreeInfo, TreeReport } from "./report.ts";
export { Workspace } from "./workspace.ts";
