/**
 * Preprocessor conditions as the analysis uses them: what holds where code stands, and what a path
 * assumes beyond it.
 */
import {
  type Definition,
  evaluateCondition,
  negateCondition,
  type SymbolValues,
} from "#engine/index";
import type { DefinitionRef } from "./name-resolver.ts";
import type { SourceFile } from "./source-file.ts";
import { architectureOf } from "./tree-domains.ts";

export type Configuration = SymbolValues | undefined;

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
  return isRuledOut(conditionsAt(source, offset), configuration);
}

/** True when the configuration says that one of `conditions` does not hold. */
export function isRuledOut(conditions: readonly string[], configuration: Configuration): boolean {
  return conditions.some((condition) => truthOf(condition, configuration) === false);
}

/** Those of `conditions` that neither `given` nor the configuration settles. */
export function openConditions(
  conditions: readonly string[],
  given: ReadonlySet<string>,
  configuration: Configuration,
): readonly string[] {
  return conditions.filter(
    (condition) => !isImplied(condition, given) && truthOf(condition, configuration) !== true,
  );
}

/** True for a condition that `given` has, or IS_ENABLED() of a symbol that it says is set. */
export function isImplied(condition: string, given: ReadonlySet<string>): boolean {
  if (given.has(condition)) return true;
  const symbol = /^IS_ENABLED\((\w+)\)$/.exec(condition)?.[1];
  return symbol !== undefined && given.has(`defined(${symbol})`);
}

/**
 * What must hold for `chosen` to be the definition meant, when `all` are possible; undefined when
 * nothing more is known than that there are others.
 */
export function choiceCondition(
  chosen: DefinitionRef,
  all: readonly DefinitionRef[],
  given: ReadonlySet<string>,
  configuration: Configuration,
): string | undefined {
  const own = openConditions(conditionsOfDefinition(chosen), given, configuration);
  const architecture = architectureOf(chosen.source.path);
  const isArchitectureChoice =
    architecture !== undefined &&
    all.some((other) => architectureOf(other.source.path) !== architecture);
  const parts = isArchitectureChoice ? [`architecture ${architecture}`, ...own] : [...own];
  if (parts.length > 0) return allOf(parts);
  const others = all
    .filter((other) => other !== chosen)
    .map((other) => allOf(conditionsOfDefinition(other)));
  const first = others[0];
  if (others.length === 1 && first !== undefined && first !== "") return negateCondition(first);
  return undefined;
}

function conditionsOfDefinition(ref: { source: SourceFile; definition: Definition }) {
  return conditionsAt(ref.source, ref.definition.start);
}

/** Conditions that hold together, as one. */
export function allOf(conditions: readonly string[]): string {
  if (conditions.length < 2) return conditions[0] ?? "";
  return conditions.map((part) => (part.includes("||") ? `(${part})` : part)).join(" && ");
}

/** C code is compiled as the kernel's and never assembled, whatever the configuration. */
const ofCompiledCode: ReadonlyMap<string, boolean> = new Map([
  ["defined(__ASSEMBLY__)", false],
  ["!defined(__ASSEMBLY__)", true],
  ["defined(__ASSEMBLER__)", false],
  ["!defined(__ASSEMBLER__)", true],
  ["defined(__KERNEL__)", true],
  ["!defined(__KERNEL__)", false],
]);

function truthOf(condition: string, configuration: Configuration): boolean | undefined {
  const settled = ofCompiledCode.get(condition);
  if (settled !== undefined || configuration === undefined) return settled;
  return evaluateCondition(condition, configuration);
}
