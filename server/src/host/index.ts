/** The machine's side of the engine: files, threads, the disk cache. */

export { KeptAnalysis } from "./analysis-cache.ts";
export { AnalysisClient, defaultBudgets, type WorkerThread } from "./analysis-client.ts";
export type { RequestMessage, WorkerMessage } from "./analysis-messages.ts";
export {
  AnalysisCancelled,
  AnalysisDied,
  type AnalysisPriority,
  type AnalysisService,
  type CheckedFile,
  EngineFailure,
  type ExportFormat,
  FileQuarantined,
  type OpenedTree,
  type TreeOptions,
  type TreeProgress,
} from "./analysis-service.ts";
export { startAnalysisThread } from "./analysis-thread.ts";
export { filesDefining, listFolder } from "./definitions.ts";
export { findTreeRoot } from "./find-root.ts";
export { defaultCacheDir } from "./index-cache.ts";
export { loadParser } from "./load-parser.ts";
export { locateFile, ruleFileUri, type TreeFile, treeFileUri } from "./locate-file.ts";
export { type OpenTree, type OpenTreeOptions, openTree, type TreeStats } from "./open-tree.ts";
export type { ScanProgress } from "./scan-pool.ts";
export {
  createSourceReader,
  listTree,
  type TreeListing,
  type TreeSourceReader,
} from "./tree-reader.ts";
