/** The words behind --format, and which command knows which of them. */
import { findNearestMatch } from "#engine/base";
import type { CommandName } from "./arguments.ts";
import { CliProblem } from "./problem.ts";

export type OutputFormat = "cocci" | "gcc" | "github" | "html" | "json" | "sarif" | "text";

const formatsOf: Readonly<Partial<Record<CommandName, readonly OutputFormat[]>>> = {
  check: ["text", "gcc", "json", "sarif", "html", "github", "cocci"],
  doctor: ["text", "json"],
  rules: ["text", "json"],
  simulate: ["text", "json", "html"],
};

/** The format of this name; throws {@link CliProblem} when the command does not have it. */
export function chooseFormat(command: CommandName, name: string): OutputFormat {
  const known = formatsOf[command] ?? [];
  const found = known.find((format) => format === name);
  if (found !== undefined) return found;
  const near = findNearestMatch(name, known);
  throw new CliProblem(
    `"lazymmu ${command}" has no format "${name}"`,
    `${near === undefined ? "" : `Did you mean ${near}? `}One of: ${known.join(", ")}.`,
  );
}
