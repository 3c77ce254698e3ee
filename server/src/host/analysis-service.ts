/**
 * What the server asks of the engine, wherever it runs. Plain data in and out.
 *
 * A tree is named by its root's absolute path, a file by its path relative to that root with
 * forward slashes. A tree is opened by the first request that needs it, if not before.
 */
import type { IntroductionPlan, RefusedIntroduction } from "#engine/introduce";
import type { TraceAnswer } from "#engine/trace";
import type {
  FileReport,
  HoverText,
  IntroductionOffer,
  PathNeighbours,
  TreeInfo,
  TreeReport,
} from "#engine/workspace";

import type { SimulatedAnswer, SimulationRequest } from "#server/simulation";

export type ExportFormat = "html" | "json" | "svg";

export interface TreeOptions {
  /** Threads that read the tree; 0 lets the machine decide. */
  readonly jobs: number;
  readonly useCache: boolean;
}

export interface OpenedTree {
  readonly info: TreeInfo;
  readonly files: number;
  readonly milliseconds: number;
}

/** How far the reading of a tree has come; `total` is 0 while it is not known. */
export interface TreeProgress {
  readonly done: number;
  readonly total: number;
}

export interface CheckedFile {
  readonly report: FileReport;
  /** Time that the engine worked on this request, waiting left out. */
  readonly milliseconds: number;
}

/** Answers reject with one of the errors below, or with an `EngineFailure`. */
export interface AnalysisService {
  /** Reads a tree, or reads it again; unsaved texts stay. */
  openTree(
    root: string,
    options: TreeOptions,
    onProgress: (progress: TreeProgress) => void,
  ): Promise<OpenedTree>;
  /** Lays unsaved text over a file, or takes it away again; reaches the engine with the next request. */
  setDocument(root: string, file: string, text: string | undefined): void;
  /** Forgets what was derived from files that changed on disk. */
  invalidateFiles(root: string, files: readonly string[]): Promise<void>;
  checkFile(root: string, file: string, signal?: AbortSignal): Promise<CheckedFile>;
  /** With "background", the request waits until nothing else is asked. */
  checkTree(
    root: string,
    scope: readonly string[] | undefined,
    priority: AnalysisPriority,
    signal?: AbortSignal,
  ): Promise<TreeReport>;
  /** Line and column start at 1. */
  hoverAt(
    root: string,
    file: string,
    line: number,
    column: number,
    signal?: AbortSignal,
  ): Promise<HoverText | undefined>;
  /** Whether the tree would get the `_nolazy` variants if somebody asked. */
  introductionOffer(root: string, signal?: AbortSignal): Promise<IntroductionOffer>;
  /** The function of a path at a place, with its callers and callees. Line and column start at 1. */
  pathsAt(
    root: string,
    file: string,
    line: number,
    column: number,
    signal?: AbortSignal,
  ): Promise<PathNeighbours | undefined>;
  /** How, with the reported call at a place converted. Line and column start at 1. */
  planIntroduction(
    root: string,
    file: string,
    line: number,
    column: number,
    signal?: AbortSignal,
  ): Promise<IntroductionPlan | RefusedIntroduction>;
  /** Runs a callback; only the newest simulation of a tree is held for queries. */
  simulate(
    root: string,
    request: SimulationRequest,
    signal?: AbortSignal,
  ): Promise<SimulatedAnswer>;
  queryTrace(root: string, simulation: number, query: unknown): Promise<TraceAnswer>;
  /** Null when the simulation is no longer held. */
  exportSimulation(root: string, simulation: number, format: ExportFormat): Promise<string | null>;
  /** Begins anew with a fresh engine; trees and texts stay known. */
  restart(): void;
  dispose(): Promise<void>;
}

export type AnalysisPriority = "background" | "interactive";

/** The asker gave up. */
export class AnalysisCancelled extends Error {
  override readonly name = "AnalysisCancelled";
}

/** The request named a file that made the engine die twice; it is left alone until it is closed. */
export class FileQuarantined extends Error {
  override readonly name = "FileQuarantined";
}

/** The engine died or did not answer in time, or it died too often to be started again. */
export class AnalysisDied extends Error {
  override readonly name = "AnalysisDied";
}

/** The engine answered with an error of its own. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
}
