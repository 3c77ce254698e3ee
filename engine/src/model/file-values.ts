/**
 * What a file's text says, outside any parse, that its variables, members and arrays hold.
 *
 * Each question is answered for all names of a file in one pass over its text, and each pattern
 * looks at a bounded part of it from any place, so that no text costs more than its length.
 */
import type { SourceFile } from "./source-file.ts";

/** Something that a file assigns to a variable, or initialises one with. */
export interface Assignment {
  readonly expression: string;
  /** True where a variable that other files cannot reach is declared with it. */
  readonly isStatic: boolean;
}

/** The distinct expressions that a file, in functions and outside, assigns to a variable `name`. */
export function assignmentsTo(source: SourceFile, name: string): readonly Assignment[] {
  const byExpression = new Map<string, Assignment>();
  for (const offset of assignmentOffsets(source).get(name) ?? []) {
    const expression = expressionAt(source.text, offset + 1);
    if (expression === undefined || source.conditionals.isDead(offset)) continue;
    const isStatic =
      byExpression.get(expression)?.isStatic === true || isStaticDeclaration(source.text, offset);
    byExpression.set(expression, { expression, isStatic });
  }
  return [...byExpression.values()];
}

/** What a file says that a member `member` is given, in initialisers and assignments. */
export function memberValues(source: SourceFile, member: string): readonly string[] {
  return [...(givenToMembers(source).get(member) ?? [])];
}

/** The plain names in the initialisers of a file-level array or structure. */
export function elementsOf(source: SourceFile, array: string): readonly string[] {
  return [...(listedElements(source).get(array) ?? [])];
}

/** True when the file defines `name` as a type. */
export function definesType(source: SourceFile, name: string): boolean {
  return typeNames(source).has(name);
}

/** The names in an expression that may be functions: those that are neither called nor cast to. */
export function functionsIn(expression: string): string[] {
  const bare = expression.replace(/\(\s*\w+(?:\s+\w+)*\s*\(\s*\*\s*\)\s*\([^()]*\)\s*\)/g, " ");
  return [...bare.matchAll(/\b[A-Za-z_]\w*\b(?!\s*\()/g)].map((match) => match[0]);
}

const maxExpression = 400;
const maxDeclaration = 400;
/** White space around an expression that is looked through for its end. */
const maxAround = 100;

/** The expression from `start` up to its semicolon; undefined when that is too far away. */
function expressionAt(text: string, start: number): string | undefined {
  const window = text.slice(start, start + maxExpression + maxAround);
  const end = window.indexOf(";");
  const expression = window.slice(0, Math.max(0, end)).trim();
  return expression === "" || expression.length > maxExpression ? undefined : expression;
}

/** True when what stands before `end` begins a line with "static". */
function isStaticDeclaration(text: string, end: number): boolean {
  const start = Math.max(0, end - maxDeclaration);
  const before = text.slice(start, end);
  return /\nstatic\b[^;={}]*$/.test(start === 0 ? `\n${before}` : before);
}

/** "name =" and "(*name)(parameters) =", from the sign backwards. */
const assignment = /=(?!=)(?<=\b([A-Za-z_]\w*)(?:\s*\)\s*\([^()]*\))?\s*=)/g;

/** By variable, the offsets of the equality signs behind it. */
const assignmentOffsets = oncePerFile((source) => {
  const offsets = new Map<string, number[]>();
  for (const { index, 1: name = "" } of source.text.matchAll(assignment)) {
    const known = offsets.get(name);
    if (known === undefined) offsets.set(name, [index]);
    else known.push(index);
  }
  return offsets;
});

const memberAssignment = /(?:\.|->)\s*(\w+)\s*=\s*(?:&\s*)?([A-Za-z_]\w*)[^\S\n]*[;,}\n]/g;

const givenToMembers = oncePerFile((source) => {
  const values = new Map<string, Set<string>>();
  for (const { index, 1: member = "", 2: value = "" } of source.text.matchAll(memberAssignment))
    if (!source.conditionals.isDead(index)) addTo(values, member, value);
  return values;
});

const initializer = /=(?<=\b([A-Za-z_]\w*)\s*(?:\[[^[\]\n]{0,200}\]\s*)?=)\s*\{([^{}]{0,4000})\}/g;

const listedElements = oncePerFile((source) => {
  const elements = new Map<string, Set<string>>();
  for (const { 1: array = "", 2: list = "" } of source.text.matchAll(initializer)) {
    for (const element of list.split(",")) {
      const name = /^\s*(?:\[[^\]]*\]\s*=\s*)?&?([A-Za-z_]\w*)\s*$/.exec(element)?.[1];
      if (name !== undefined) addTo(elements, array, name);
    }
  }
  return elements;
});

const typeDefinition = /\btypedef\b[^;{}]{0,400};/g;

const typeNames = oncePerFile((source) => {
  const names = new Set<string>();
  for (const [definition] of source.text.matchAll(typeDefinition)) {
    const name = /(\w+)\s*(?:\[[^[\]]*\]\s*)?;$/.exec(definition)?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
});

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}

/** Keeps what is computed of a file's text for as long as that text. */
function oncePerFile<Result extends object>(
  compute: (source: SourceFile) => Result,
): (source: SourceFile) => Result {
  const known = new WeakMap<SourceFile, Result>();
  return (source) => {
    let result = known.get(source);
    if (result === undefined) {
      result = compute(source);
      known.set(source, result);
    }
    return result;
  };
}
