/**
 * Preprocessor conditions as the analysis uses them: what holds where code stands, and what a path
 * assumes beyond it.
 */
import { type Definition, evaluateCondition, negateCondition } from "#engine/index";
import type { DefinitionRef } from "./name-resolver.ts";
import type { SourceFile } from "./source-file.ts";
import { architectureOf } from "./tree-domains.ts";

export type Configuration = ReadonlyMap<string, string> | undefined;

/** The conditions of `#if` branches around an offset, outermost first. */
export function conditionsAt(source: SourceFile, offset: number): readonly string[] {
  return source.conditionals.conditionsAt(offset);
}

/** True when the code at `offset` is never compiled: in `#if 0`, or against the configuration. */
export function isDeadCode(
  source: SourceFile,
  offset: number,
  configuration: Configuration,
): boolean {
  if (source.conditionals.isDead(offset)) return true;
  if (configuration === undefined) return false;
  return conditionsAt(source, offset).some(
    (condition) => evaluateCondition(condition, configuration) === false,
  );
}

/** Those of `conditions` that neither `given` nor the configuration settles. */
export function openConditions(
  conditions: readonly string[],
  given: ReadonlySet<string>,
  configuration: Configuration,
): readonly string[] {
  return conditions.filter(
    (condition) =>
      !given.has(condition) &&
      (configuration === undefined || evaluateCondition(condition, configuration) !== true),
  );
}

/**
 * What must hold for `chosen` to be the definition meant, when `all` are possible; undefined when
 * nothing more is known than that there are others.
 */
export function choiceCondition(
  chosen: DefinitionRef,
  all: readonly DefinitionRef[],
  given: ReadonlySet<string>,
): string | undefined {
  const own = conditionsOfDefinition(chosen).filter((condition) => !given.has(condition));
  const architecture = architectureOf(chosen.source.path);
  const isArchitectureChoice =
    architecture !== undefined &&
    all.some((other) => architectureOf(other.source.path) !== architecture);
  const parts = isArchitectureChoice ? [`architecture ${architecture}`, ...own] : [...own];
  if (parts.length > 0) return parts.join(" && ");
  const others = all
    .filter((other) => other !== chosen)
    .map((other) => conditionsOfDefinition(other).join(" && "));
  const first = others[0];
  if (others.length === 1 && first !== undefined && first !== "") return negateCondition(first);
  return undefined;
}

function conditionsOfDefinition(ref: { source: SourceFile; definition: Definition }) {
  return conditionsAt(ref.source, ref.definition.start);
}
