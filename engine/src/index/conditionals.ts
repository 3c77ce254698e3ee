/**
 * Which preprocessor conditions are in force where in a text.
 *
 * A condition is written in one normal form: comments out, blanks single, `#ifdef X` as
 * `defined(X)`; an `#else` negates every branch before it. Include guards are left out, since they
 * say nothing of a configuration.
 */
import type { Offset } from "#engine/base";

export interface ConditionalMap {
  /** The conditions around an offset, the outermost first. */
  conditionsAt(offset: Offset): readonly string[];
  /** True in a branch that no configuration compiles, such as `#if 0`. */
  isDead(offset: Offset): boolean;
}

export function conditionalsOf(text: string): ConditionalMap {
  const directives = conditionalDirectives(text);
  const regions = regionsOf(directives, includeGuardOf(text, directives));
  const regionAt = (offset: Offset): Region => {
    let low = 0;
    let high = regions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((regions[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return regions[low] ?? outside;
  };
  return {
    conditionsAt: (offset) => conditionsOf(regionAt(offset).frames),
    isDead: (offset) => regionAt(offset).isDead,
  };
}

interface Directive {
  readonly word: string;
  /** What follows the word, in normal form. */
  readonly argument: string;
  readonly start: Offset;
  readonly end: Offset;
}

/** The innermost condition in force, linked to the ones around it. */
interface Frame {
  readonly condition: string;
  readonly outer: Frame | undefined;
  readonly depth: number;
}

/** Conditions nested deeper than this are left out; code there depends on enough others. */
const maxFrames = 200;

function frameWithin(outer: Frame | undefined, condition: string): Frame {
  const depth = (outer?.depth ?? 0) + 1;
  return outer !== undefined && depth > maxFrames ? outer : { condition, outer, depth };
}

/** The text from `start` to the next region. */
interface Region {
  readonly start: Offset;
  readonly frames: Frame | undefined;
  readonly isDead: boolean;
}

const outside: Region = { start: 0, frames: undefined, isDead: false };

function conditionsOf(frames: Frame | undefined): readonly string[] {
  const conditions: string[] = [];
  for (let frame = frames; frame !== undefined; frame = frame.outer) {
    if (frame.condition !== "") conditions.push(frame.condition);
  }
  return conditions.reverse();
}

interface OpenConditional {
  readonly outer: Region;
  /** The normal forms of the branches so far. */
  readonly branches: string[];
  readonly isGuard: boolean;
  /** True once a branch is always taken, so that later ones are dead. */
  taken: boolean;
}

function regionsOf(directives: readonly Directive[], guard: Directive | undefined): Region[] {
  const regions: Region[] = [outside];
  const open: OpenConditional[] = [];
  let current = outside;
  const enter = (start: Offset, region: Omit<Region, "start">): void => {
    current = { ...region, start };
    regions.push(current);
  };
  for (const directive of directives) {
    const { word, argument, end } = directive;
    if (word === "if" || word === "ifdef" || word === "ifndef") {
      const branches = [argument];
      const isGuard = directive === guard;
      const taken = isAlways(argument);
      open.push({ outer: current, branches, isGuard, taken });
      const condition = isGuard ? "" : argument;
      const isDead = current.isDead || isNever(argument);
      enter(end, { frames: frameWithin(current.frames, condition), isDead });
      continue;
    }
    const conditional = open.at(-1);
    if (conditional === undefined) continue;
    if (word === "endif") {
      open.pop();
      enter(end, conditional.outer);
    } else if (word === "elif" || word === "else") {
      const { outer, branches } = conditional;
      const before = branches.map(negateCondition).filter((condition) => condition !== "!(0)");
      const own = word === "elif" ? [branches.length > 0 ? wrap(argument) : argument] : [];
      const condition = conditional.isGuard ? "" : [...before, ...own].join(" && ");
      const isDead = outer.isDead || conditional.taken || (word === "elif" && isNever(argument));
      if (word === "elif") {
        // Very long chains would make each condition as long as the whole chain.
        if (branches.length < maxBranches) branches.push(argument);
        conditional.taken ||= isAlways(argument);
      }
      enter(end, { frames: frameWithin(outer.frames, condition), isDead });
    }
  }
  return regions;
}

const maxBranches = 64;

function isNever(condition: string): boolean {
  return condition === "0" || condition === "(0)" || condition.startsWith("0 &&");
}

function isAlways(condition: string): boolean {
  return condition === "1" || condition === "(1)" || condition.startsWith("1 ||");
}

const simple = /^(!?)(defined\([\w$]+\)|[A-Z_]+\([\w$]+\))$/;

/** The opposite of a condition, in the words in which an `#else` branch has it. */
export function negateCondition(condition: string): string {
  const match = simple.exec(condition);
  if (match !== null) return match[1] === "!" ? (match[2] ?? "") : `!${condition}`;
  return `!(${condition})`;
}

function wrap(condition: string): string {
  return condition.includes("||") || condition.includes("?") ? `(${condition})` : condition;
}

/** The `#ifndef` that guards the whole file, if one does. */
function includeGuardOf(text: string, directives: readonly Directive[]): Directive | undefined {
  const [first, second] = directives;
  if (first === undefined || second?.word !== "define") return undefined;
  const guarded = /^!defined\(([\w$]+)\)$/.exec(first.argument);
  if (guarded === null || second.argument !== guarded[1]) return undefined;
  if (!isBlankOrComment(text.slice(0, first.start))) return undefined;
  let depth = 0;
  for (const directive of directives) {
    if (directive.word.startsWith("if")) depth++;
    else if (directive.word === "endif" && --depth === 0) {
      return directive === directives.at(-1) && isBlankOrComment(text.slice(directive.end))
        ? first
        : undefined;
    }
  }
  return undefined;
}

function isBlankOrComment(text: string): boolean {
  return withoutComments(text).trim() === "";
}

/** The conditional directives of a text, and the first `#define` behind the first of them. */
function conditionalDirectives(text: string): Directive[] {
  const found: Directive[] = [];
  let at = 0;
  let atLineStart = true;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) {
      atLineStart = true;
      at++;
    } else if (unit === 0x20 || unit === 0x09 || unit === 0x0d || unit === 0x0c) {
      at++;
    } else if (unit === 0x2f && text.charCodeAt(at + 1) === 0x2a) {
      const close = text.indexOf("*/", at + 2);
      at = close < 0 ? text.length : close + 2;
    } else if (unit === 0x23 && atLineStart) {
      const end = endOfDirective(text, at);
      const directive = directiveOf(text, at, end);
      if (directive !== undefined) {
        const isFirstDefine = found.length === 1 && directive.word === "define";
        if (directive.word !== "define" || isFirstDefine) found.push(directive);
      }
      at = end;
    } else {
      atLineStart = false;
      at = endOfCodeOnLine(text, at);
    }
  }
  return found;
}

/** The next newline or comment outside a literal, at or after `from`. */
function endOfCodeOnLine(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return at;
    if (unit === 0x2f) {
      const next = text.charCodeAt(at + 1);
      if (next === 0x2a) return at;
      if (next === 0x2f) return endOfLine(text, at);
    }
    at = unit === 0x22 || unit === 0x27 ? endOfLiteral(text, at) : at + 1;
  }
  return at;
}

function endOfLiteral(text: string, from: number): number {
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x5c) at++;
    else if (unit === quote) return at + 1;
    else if (unit === 0x0a) return at;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline < 0 ? text.length : newline;
}

/** Where a directive's line ends: joined lines and comments that span lines belong to it. */
function endOfDirective(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return at;
    if (unit === 0x5c) {
      at += text.charCodeAt(at + 1) === 0x0d ? 3 : 2;
    } else if (unit === 0x2f && text.charCodeAt(at + 1) === 0x2a) {
      const close = text.indexOf("*/", at + 2);
      at = close < 0 ? text.length : close + 2;
    } else {
      at++;
    }
  }
  return text.length;
}

const conditionalWords = new Set(["define", "elif", "else", "endif", "if", "ifdef", "ifndef"]);
/** Longer conditions are cut: they are read by people. */
const maxCondition = 4000;

function directiveOf(text: string, start: number, end: number): Directive | undefined {
  const head = /^#[ \t]*([a-z]+)/.exec(text.slice(start, start + 64));
  const word = head?.[1] ?? "";
  if (head === null || !conditionalWords.has(word)) return undefined;
  const raw = text.slice(start + head[0].length, Math.min(end, start + maxCondition));
  const plain = withoutComments(raw.replace(/\\\r?\n/g, " "))
    .replace(/\s+/g, " ")
    .trim();
  if (word === "define") {
    return { word, argument: /^[\w$]*/.exec(plain)?.[0] ?? "", start, end };
  }
  return { word, argument: normalCondition(word, plain), start, end };
}

function normalCondition(word: string, plain: string): string {
  const name = /^[\w$]*/.exec(plain)?.[0] ?? "";
  if (word === "ifdef") return `defined(${name})`;
  if (word === "ifndef") return `!defined(${name})`;
  return plain
    .replace(/\bdefined ?\( ?([\w$]+) ?\)/g, "defined($1)")
    .replace(/\bdefined ([\w$]+)/g, "defined($1)")
    .replace(/! (?=[\w$(])/g, "!")
    .replace(/\( /g, "(")
    .replace(/ \)/g, ")");
}

function withoutComments(text: string): string {
  let result = "";
  let from = 0;
  for (;;) {
    const block = text.indexOf("/*", from);
    const line = text.indexOf("//", from);
    if (block < 0 && line < 0) return result + text.slice(from);
    if (line >= 0 && (block < 0 || line < block)) {
      result += text.slice(from, line);
      from = endOfLine(text, line);
    } else {
      result += `${text.slice(from, block)} `;
      const close = text.indexOf("*/", block + 2);
      if (close < 0) return result;
      from = close + 2;
    }
  }
}
