/** Places in answers of the server, looked up by number: the page never names a file. */
import type { ShownSimulation } from "#client/messages";

export interface FilePlace {
  /** Relative to the tree's root. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Of the calls of a moment, innermost first; empty when the answer is none. */
export function callPlaces(answer: unknown): readonly (FilePlace | undefined)[] {
  const calls = fieldOf(fieldOf(answer, "moment"), "calls");
  return Array.isArray(calls) ? calls.map((call) => readPlace(fieldOf(call, "place"))) : [];
}

/** Of a fault or a note of a run. */
export function problemPlace(
  { report }: ShownSimulation,
  run: number,
  list: "faults" | "notes",
  index: number,
): FilePlace | undefined {
  const runs = fieldOf(report, "runs");
  const problems = Array.isArray(runs) ? fieldOf(runs[run], list) : undefined;
  return Array.isArray(problems) ? readPlace(fieldOf(problems[index], "place")) : undefined;
}

/** Of the callback's definition. */
export function callbackPlace({ report }: ShownSimulation): FilePlace | undefined {
  return readPlace(fieldOf(fieldOf(report, "callback"), "place"));
}

/** The root of the tree as a URI: the callback's without its path in the tree. */
export function treeUri(simulation: ShownSimulation): string | undefined {
  const file = callbackPlace(simulation)?.file;
  if (file === undefined) return undefined;
  const decoded = encodeURI(file);
  return [file, decoded]
    .filter((path) => simulation.uri.endsWith(`/${path}`))
    .map((path) => simulation.uri.slice(0, -path.length - 1))[0];
}

function readPlace(value: unknown): FilePlace | undefined {
  const file = fieldOf(value, "file");
  const line = fieldOf(value, "line");
  const column = fieldOf(value, "column");
  if (typeof file !== "string" || typeof line !== "number" || typeof column !== "number") {
    return undefined;
  }
  return { file, line, column };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
