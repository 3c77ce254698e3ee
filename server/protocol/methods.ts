/**
 * Custom requests and notifications: method, who sends it, parameters, result.
 * docs/lsp-extensions.md describes them for people who write clients.
 */
import type {
  ExportParams,
  ExportResult,
  SimulateParams,
  SimulateResult,
  TraceParams,
} from "./simulation.ts";

/** From the client to the server. */
export interface Requests {
  "lazymmu/checkWorkspace": {
    readonly params: CheckWorkspaceParams;
    readonly result: CheckWorkspaceResult;
  };
  /** As `lazymmu/checkWorkspace`, but nothing is published: for lists of call sites and sections. */
  "lazymmu/callSites": {
    readonly params: CheckWorkspaceParams;
    readonly result: CheckWorkspaceResult;
  };
  "lazymmu/simulate": { readonly params: SimulateParams; readonly result: SimulateResult };
  /** The result is a `TraceAnswer` of engine/src/trace/view.ts. */
  "lazymmu/trace": { readonly params: TraceParams; readonly result: unknown };
  "lazymmu/exportSimulation": { readonly params: ExportParams; readonly result: ExportResult };
}

/** From the server to the client; both may be ignored. */
export interface Notifications {
  "lazymmu/status": StatusParams;
  "lazymmu/analysed": AnalysedParams;
  /** To clients that asked for call sites: their verdicts may have changed. */
  "lazymmu/callSitesChanged": Readonly<Record<string, never>>;
}

export interface CheckWorkspaceParams {
  /** URIs of the folders to check; the workspace's own folders when left out. */
  readonly folders?: readonly string[];
  readonly workDoneToken?: number | string;
}

/** The findings travel as published diagnostics. */
export interface CheckWorkspaceResult {
  readonly trees: readonly TreeSummary[];
  /** Folders that lie in no kernel tree. */
  readonly outside: readonly string[];
}

export interface TreeSummary {
  readonly root: string;
  readonly release: string | null;
  readonly dialect: string;
  readonly findings: number;
  readonly sites: readonly SiteSummary[];
  readonly sections: readonly SectionSummary[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** A call of a walker. */
export interface SiteSummary {
  readonly location: LspLocation;
  readonly function: string;
  readonly api: string;
  readonly lazy: boolean;
  readonly callbacks: readonly string[];
  readonly verdict: "clean" | "may-reach" | "reaches" | "unknown";
  /** The page-allocator entry that is reached, when one is. */
  readonly allocator: string | null;
  readonly use: "allocates" | "allocates or frees" | "frees" | null;
  /** True when a quick fix is offered at the call. */
  readonly hasFix: boolean;
  /** The call site, then each step to the allocator; only the site when there is no path. */
  readonly path: readonly LspLocation[];
}

/** A stretch of a function in lazy MMU mode. */
export interface SectionSummary {
  /** The name in the call that enters it; the first, where several do. */
  readonly location: LspLocation;
  readonly function: string;
  /** All calls that enter it. */
  readonly enters: readonly LspLocation[];
  /** All calls that leave it; none for a helper that enters for its caller. */
  readonly leaves: readonly LspLocation[];
  /** True when it calls what its caller hands over; that is judged at the call sites. */
  readonly runsCallbacks: boolean;
  readonly verdict: SiteSummary["verdict"];
  readonly allocator: string | null;
  readonly use: SiteSummary["use"];
  /** A call at which a quick fix is offered for a finding about the section. */
  readonly fixAt: LspLocation | null;
  /** The entering call, then each step to the allocator; only the call when there is no path. */
  readonly path: readonly LspLocation[];
}

export interface StatusParams {
  readonly state: "busy" | "disabled" | "error" | "ready";
  /** What the server is busy with or what went wrong, as a sentence; else null. */
  readonly message: string | null;
  readonly trees: readonly TreeStatus[];
  /** Files that made the analysis stop twice and are left alone, as URIs. */
  readonly quarantined: readonly string[];
}

export interface TreeStatus {
  readonly root: string;
  readonly isKernel: boolean;
  readonly release: string | null;
  readonly dialect: string;
  readonly architectures: number;
  /** Call sites of walkers in the tree; null until they have been counted. */
  readonly sites: number | null;
}

/** Sent after each analysis of an open file when the initialization options ask for timings. */
export interface AnalysedParams {
  readonly uri: string;
  readonly version: number;
  /** Work of the engine alone, without waiting. */
  readonly milliseconds: number;
}

export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

export interface LspRange {
  readonly start: LspPosition;
  readonly end: LspPosition;
}

export interface LspLocation {
  readonly uri: string;
  readonly range: LspRange;
}
