/**
 * A scenario as a file that people send each other: which callback, and the settings. It names the
 * callback's file relative to its tree, so that it fits every copy of that tree.
 */
import { readOptions } from "#client/messages";
import type { SimulationOptions } from "#server/protocol";

export interface Scenario {
  /** Relative to the tree's root, with forward slashes. */
  readonly file: string;
  readonly callback: string;
  readonly options: SimulationOptions;
}

const kind = "lazymmu-scenario";

export function writeScenario({ file, callback, options }: Scenario): string {
  return `${JSON.stringify({ kind, version: 1, file, callback, options }, undefined, 2)}\n`;
}

/** A sentence when the text is no scenario. */
export function readScenario(text: string): Scenario | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "The file is no JSON.";
  }
  if (typeof value !== "object" || value === null) return "The file holds no scenario.";
  const scenario = value as Record<string, unknown>;
  const { file, callback } = scenario;
  if (scenario["kind"] !== kind) return `The file holds no scenario: "kind" is not "${kind}".`;
  if (scenario["version"] !== 1) return "The scenario is of a version that is not known here.";
  if (typeof file !== "string" || !isInside(file)) return 'The scenario\'s "file" is no path.';
  if (typeof callback !== "string" || !/^[A-Za-z_]\w{0,200}$/.test(callback)) {
    return 'The scenario\'s "callback" is no name of a function.';
  }
  const options = readOptions(scenario["options"]);
  if (options === undefined) return 'The scenario\'s "options" are not complete.';
  return { file, callback, options };
}

function isInside(path: string): boolean {
  return (
    path !== "" && !path.startsWith("/") && !/[\\:]/.test(path) && !path.split("/").includes("..")
  );
}
