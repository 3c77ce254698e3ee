/** What functions mean together: call sites, callbacks, reachability, verdicts. */
export { Analysis, type AnalysisInputs, type AnalysisResult } from "./analysis.ts";
export type { DefinitionRef } from "./name-resolver.ts";
export type { AllocatorPath, LazySection, SectionProblem, SectionProblemKind } from "./section.ts";
export type { SourceFile } from "./source-file.ts";
export type { BodyPlace, StatementPlace } from "./statements.ts";
export type {
  AllocatorUse,
  CallbackRef,
  CallSite,
  NotFollowed,
  PathStep,
  Skipped,
  Verdict,
} from "./verdict.ts";
