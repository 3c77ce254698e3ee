/**
 * The messages between the extension and the panel's page, and the check of those that come from
 * the page: it is not trusted. It names neither files nor commands; what it wants opened it names
 * by its place in an answer that the extension gave it.
 */
import type { SimulateResult, SimulationOptions } from "#server/protocol";

/** Raised when a message changes its shape; a page of another version is loaded anew. */
export const panelProtocol = 1;

export type ShownSimulation = Extract<SimulateResult, { kind: "simulated" }>;

/** From the extension to the page. */
export type ViewMessage =
  /** A run is being made; what is shown stays. */
  | { readonly type: "busy"; readonly callback: string | null }
  | {
      readonly type: "simulated";
      readonly simulation: ShownSimulation;
      readonly options: SimulationOptions;
    }
  | {
      readonly type: "failed";
      readonly callback: string | null;
      readonly reason: string;
      readonly options: SimulationOptions;
    }
  /** `answer` is a `TraceAnswer` of the engine. */
  | { readonly type: "answer"; readonly id: number; readonly answer: unknown };

/** What the page keeps over a reload of the window. */
export interface PanelState {
  readonly protocol: number;
  readonly uri: string;
  readonly callback: string;
  readonly line: number;
  readonly character: number;
  readonly options: SimulationOptions;
}

/** From the page to the extension. */
export type PanelMessage =
  | { readonly type: "ready"; readonly protocol: number }
  /** Runs again with these settings. */
  | { readonly type: "options"; readonly options: SimulationOptions }
  /** `query` is a `TraceQuery` of the engine; the server checks it. */
  | {
      readonly type: "query";
      readonly id: number;
      readonly simulation: number;
      readonly query: object;
    }
  /** Shows a call of the moment that was asked for last in the editor. */
  | { readonly type: "open-call"; readonly depth: number }
  /** Shows a problem's place: of which run, and the how manieth fault or note. */
  | {
      readonly type: "open-problem";
      readonly run: number;
      readonly list: "faults" | "notes";
      readonly index: number;
    }
  | { readonly type: "open-callback" }
  | { readonly type: "export"; readonly format: "html" | "json" | "svg" }
  /** A PNG, in base64. */
  | { readonly type: "save-picture"; readonly png: string }
  | { readonly type: "save-scenario" }
  | { readonly type: "load-scenario" };

const maxQueryLength = 1000;
const maxRanges = 64;
const maxPictureLength = 8_000_000;

/** The message, or undefined when it is none that the page may send. */
export function readPanelMessage(value: unknown): PanelMessage | undefined {
  if (!isRecord(value)) return undefined;
  switch (value["type"]) {
    case "ready":
      return isCount(value["protocol"])
        ? { type: "ready", protocol: value["protocol"] }
        : undefined;
    case "options": {
      const options = readOptions(value["options"]);
      return options === undefined ? undefined : { type: "options", options };
    }
    case "query": {
      const { id, simulation, query } = value;
      if (!isCount(id) || !isCount(simulation) || !isRecord(query)) return undefined;
      if (JSON.stringify(query).length > maxQueryLength) return undefined;
      return { type: "query", id, simulation, query };
    }
    case "open-call":
      return isCount(value["depth"]) ? { type: "open-call", depth: value["depth"] } : undefined;
    case "open-problem": {
      const { run, list, index } = value;
      if (!isCount(run) || !isCount(index)) return undefined;
      if (list !== "faults" && list !== "notes") return undefined;
      return { type: "open-problem", run, list, index };
    }
    case "export": {
      const { format } = value;
      if (format !== "html" && format !== "json" && format !== "svg") return undefined;
      return { type: "export", format };
    }
    case "save-picture": {
      const { png } = value;
      if (typeof png !== "string" || png.length > maxPictureLength) return undefined;
      return /^iVBORw0KGgo[A-Za-z0-9+/]*={0,2}$/.test(png)
        ? { type: "save-picture", png }
        : undefined;
    }
    case "open-callback":
    case "save-scenario":
    case "load-scenario":
      return { type: value["type"] };
    default:
      return undefined;
  }
}

/** Settings that are well-formed; what they may be is for the server to say. */
export function readOptions(value: unknown): SimulationOptions | undefined {
  if (!isRecord(value)) return undefined;
  const { machine, release, pages, debugPagealloc, initOnAlloc, populated, failing } = value;
  if (!isShortTextOrNull(machine) || !isShortTextOrNull(release)) return undefined;
  if (!isCount(pages) || typeof debugPagealloc !== "boolean") return undefined;
  if (typeof initOnAlloc !== "boolean") return undefined;
  if (!isPopulation(populated)) return undefined;
  if (!Array.isArray(failing) || failing.length > 100 || !failing.every(isCount)) return undefined;
  return { machine, release, pages, debugPagealloc, initOnAlloc, populated, failing };
}

function isPopulation(value: unknown): value is SimulationOptions["populated"] {
  if (value === "all" || value === "none" || value === null) return true;
  if (!Array.isArray(value) || value.length > maxRanges) return false;
  return value.every((range) => Array.isArray(range) && range.length === 2 && range.every(isCount));
}

function isShortTextOrNull(value: unknown): value is string | null {
  return value === null || (typeof value === "string" && value.length <= 40);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
