/** The machine's side of the engine: files, threads, the disk cache. */
export { AnalysisClient, defaultBudgets, type WorkerThread } from "./analysis-client.ts";
export type { RequestMessage, WorkerMessage } from "./analysis-messages.ts";
export {
  AnalysisCancelled,
  AnalysisDied,
  type AnalysisPriority,
  type AnalysisService,
  type CheckedFile,
  EngineFailure,
  FileQuarantined,
  type OpenedTree,
  type TreeOptions,
  type TreeProgress,
} from "./analysis-service.ts";
