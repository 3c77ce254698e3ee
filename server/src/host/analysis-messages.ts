/** What the analysis client and its worker send each other. */

import type { IntroductionPlan, RefusedIntroduction } from "#engine/introduce";
import type { TraceAnswer } from "#engine/trace";
import type {
  FileReport,
  HoverText,
  IntroductionOffer,
  PathNeighbours,
  TreeReport,
} from "#engine/workspace";
import type { SimulatedAnswer, SimulationRequest } from "#server/simulation";
import type { ExportFormat, OpenedTree, TreeOptions, TreeProgress } from "./analysis-service.ts";

/** Each request that the worker answers, with its parameters and its result. */
export interface AnalysisMethods {
  openTree: { readonly params: { readonly options: TreeOptions }; readonly result: OpenedTree };
  invalidateFiles: {
    readonly params: { readonly files: readonly string[] };
    readonly result: null;
  };
  checkFile: { readonly params: { readonly file: string }; readonly result: FileReport };
  checkTree: {
    readonly params: { readonly scope: readonly string[] | undefined };
    readonly result: TreeReport;
  };
  hoverAt: {
    readonly params: { readonly file: string; readonly line: number; readonly column: number };
    readonly result: HoverText | undefined;
  };
  pathsAt: {
    readonly params: { readonly file: string; readonly line: number; readonly column: number };
    readonly result: PathNeighbours | undefined;
  };
  introductionOffer: { readonly params: null; readonly result: IntroductionOffer };
  planIntroduction: {
    readonly params: { readonly file: string; readonly line: number; readonly column: number };
    readonly result: IntroductionPlan | RefusedIntroduction;
  };
  simulate: { readonly params: SimulationRequest; readonly result: SimulatedAnswer };
  queryTrace: {
    readonly params: { readonly simulation: number; readonly query: unknown };
    readonly result: TraceAnswer;
  };
  exportSimulation: {
    readonly params: { readonly simulation: number; readonly format: ExportFormat };
    readonly result: string | null;
  };
}

export type AnalysisMethod = keyof AnalysisMethods;

/** A request, with the changes of unsaved texts since the last one for the same tree. */
export type RequestMessage = {
  [Method in AnalysisMethod]: {
    readonly id: number;
    readonly root: string;
    readonly method: Method;
    readonly params: AnalysisMethods[Method]["params"];
    readonly documents: readonly DocumentChange[];
  };
}[AnalysisMethod];

/** `undefined` takes the unsaved text away. */
export interface DocumentChange {
  readonly file: string;
  readonly text: string | undefined;
}

export type WorkerMessage =
  | {
      readonly kind: "result";
      readonly id: number;
      readonly result: AnalysisMethods[AnalysisMethod]["result"];
      readonly milliseconds: number;
    }
  | {
      readonly kind: "error";
      readonly id: number;
      readonly message: string;
      readonly stack: string;
    }
  | { readonly kind: "progress"; readonly id: number; readonly progress: TreeProgress };
