/**
 * `#if` groups inside a definition: which tokens each choice of branches keeps.
 *
 * Where all branches can stand side by side they do. Otherwise the text is read in variants:
 * variant k takes branch k of every group that cannot, so that the number of variants is the
 * largest number of branches, not their product, and every branch is read at least once.
 */
import type { Span } from "#engine/base";
import type { Directive } from "./lexer.ts";
import type { Token } from "./token.ts";

/** Which tokens one way of reading the text keeps. */
export type Selection = readonly Span[];

export interface Conditionals {
  /** Only groups that are no whole statements are varied. */
  readonly variants: readonly Selection[];
  /** Every group is varied. */
  readonly allVaried: readonly Selection[];
}

interface Branch {
  /** Range of token indices. */
  start: number;
  end: number;
  isDead: boolean;
  groups: Group[];
}

interface Group {
  branches: Branch[];
  /** A branch with constant true condition ends the choice: the later ones are dead. */
  isDecided: boolean;
  hasElse: boolean;
}

export function readConditionals(
  tokens: readonly Token[],
  directives: readonly Directive[],
): Conditionals {
  const root = groupTree(tokens.length, directives);
  const whole = [{ start: 0, end: tokens.length }];
  if (root.groups.length === 0) return { variants: [whole], allVaried: [whole] };
  const read = withoutDead(tokens, root);
  return {
    variants: selections(root, (group) => !standsSideBySide(read, group)),
    allVaried: selections(root, () => true),
  };
}

/** How deep `#if` groups are nested, and how many branches the one with the most has. */
export function extentOf(directives: readonly Directive[]): {
  readonly depth: number;
  readonly branches: number;
} {
  const open: number[] = [];
  let depth = 0;
  let branches = 0;
  for (const { name } of directives) {
    if (name === "if" || name === "ifdef" || name === "ifndef") open.push(1);
    else if (name === "endif") open.pop();
    else if (open.length > 0) open[open.length - 1] = (open.at(-1) ?? 0) + 1;
    depth = Math.max(depth, open.length);
    branches = Math.max(branches, open.at(-1) ?? 0);
  }
  return { depth, branches };
}

/** The tokens with dead branches made neutral, so that their brackets do not count. */
function withoutDead(tokens: readonly Token[], root: Branch): readonly Token[] {
  const read = [...tokens];
  const pending = [...root.groups];
  for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
    for (const branch of group.branches) {
      pending.push(...branch.groups);
      if (!branch.isDead) continue;
      for (let index = branch.start; index < branch.end; index++) {
        const token = tokens[index];
        if (token !== undefined) read[index] = { ...token, kind: "punctuator", text: ";" };
      }
    }
  }
  return read;
}

function groupTree(tokenCount: number, directives: readonly Directive[]): Branch {
  const root: Branch = { start: 0, end: tokenCount, isDead: false, groups: [] };
  const open: { group: Group; branch: Branch; parent: Branch }[] = [];
  for (const directive of directives) {
    const top = open.at(-1);
    const name = directive.name;
    if (name === "if" || name === "ifdef" || name === "ifndef") {
      const parent = top?.branch ?? root;
      const truth = name === "if" ? constantTruth(directive.condition) : undefined;
      const group: Group = { branches: [], isDecided: truth === true, hasElse: false };
      const branch = newBranch(directive.tokenIndex, truth === false, group);
      parent.groups.push(group);
      open.push({ group, branch, parent });
    } else if (top !== undefined && (name.startsWith("elif") || name === "else")) {
      top.branch.end = directive.tokenIndex;
      const truth =
        name === "else" ? true : name === "elif" ? constantTruth(directive.condition) : undefined;
      const isDead = top.group.isDecided || truth === false;
      if (name === "else") top.group.hasElse = true;
      if (truth === true) top.group.isDecided = true;
      top.branch = newBranch(directive.tokenIndex, isDead, top.group);
    } else if (top !== undefined && name === "endif") {
      top.branch.end = directive.tokenIndex;
      closeGroup(top.group, directive.tokenIndex);
      open.pop();
    }
  }
  for (const { group, branch } of open) {
    branch.end = tokenCount;
    closeGroup(group, tokenCount);
  }
  return root;
}

/** Where no branch is sure to be taken, "none of them" is a choice of its own. */
function closeGroup(group: Group, at: number): void {
  if (!group.isDecided) newBranch(at, false, group);
}

function newBranch(start: number, isDead: boolean, group: Group): Branch {
  const branch: Branch = { start, end: start, isDead, groups: [] };
  group.branches.push(branch);
  return branch;
}

function constantTruth(condition: string): boolean | undefined {
  if (/^\(?\s*0[uUlL]*\s*\)?$/.test(condition)) return false;
  if (/^\(?\s*[1-9]\d*[uUlL]*\s*\)?$/.test(condition)) return true;
  return undefined;
}

function liveBranches(group: Group): readonly Branch[] {
  return group.branches.filter((branch) => !branch.isDead);
}

function isBalanced(tokens: readonly Token[], branch: Branch): boolean {
  let depth = 0;
  for (let index = branch.start; index < branch.end; index++) {
    const text = tokens[index]?.text;
    if (text === "(" || text === "[" || text === "{") depth++;
    else if (text === ")" || text === "]" || text === "}") {
      depth--;
      if (depth < 0) return false;
    }
  }
  return depth === 0;
}

/** True when every branch is a run of whole statements (or of initialiser members). */
function standsSideBySide(tokens: readonly Token[], group: Group): boolean {
  const before = tokens[(group.branches[0]?.start ?? 0) - 1]?.text ?? "";
  if (!/^[;{},:]$/.test(before) || isInParentheses(tokens, group)) return false;
  return liveBranches(group).every((branch) => {
    if (branch.start === branch.end) return true;
    const first = tokens[branch.start]?.text ?? "";
    const last = tokens[branch.end - 1]?.text ?? "";
    return isBalanced(tokens, branch) && /^[;},:]$/.test(last) && first !== "else";
  });
}

/** Arguments of a call count by position, so that they must not stand beside their alternatives. */
function isInParentheses(tokens: readonly Token[], group: Group): boolean {
  let depth = 0;
  for (let index = (group.branches[0]?.start ?? 0) - 1; index >= 0; index--) {
    const text = tokens[index]?.text;
    if (text === ")" || text === "]" || text === "}") depth++;
    else if (text === "(" || text === "[" || text === "{") {
      if (depth === 0) return text !== "{";
      depth--;
    }
  }
  return false;
}

type Varied = (group: Group) => boolean;

function selections(root: Branch, isVaried: Varied): Selection[] {
  const count = width(root, isVaried);
  return Array.from({ length: count }, (_, choice) => select(root, choice, isVaried));
}

/** How many variants it takes to read all that is in the branch. */
function width(branch: Branch, isVaried: Varied): number {
  let widest = 1;
  for (const group of branch.groups) widest = Math.max(widest, groupWidth(group, isVaried));
  return widest;
}

function groupWidth(group: Group, isVaried: Varied): number {
  const widths = liveBranches(group).map((branch) => width(branch, isVaried));
  return isVaried(group) ? widths.reduce((sum, each) => sum + each, 0) : Math.max(1, ...widths);
}

function select(branch: Branch, choice: number, isVaried: Varied): Span[] {
  const kept: Span[] = [];
  let at = branch.start;
  for (const group of branch.groups) {
    const first = group.branches[0];
    const last = group.branches.at(-1);
    if (first === undefined || last === undefined) continue;
    kept.push({ start: at, end: first.start });
    if (isVaried(group)) kept.push(...selectOne(group, choice, isVaried));
    else for (const each of liveBranches(group)) kept.push(...select(each, choice, isVaried));
    at = last.end;
  }
  kept.push({ start: at, end: branch.end });
  return kept.filter((span) => span.start < span.end);
}

function selectOne(group: Group, choice: number, isVaried: Varied): Span[] {
  const live = liveBranches(group);
  let first = 0;
  for (const [index, branch] of live.entries()) {
    const wide = width(branch, isVaried);
    if (choice < first + wide || index === live.length - 1) {
      return select(branch, Math.min(choice - first, wide - 1), isVaried);
    }
    first += wide;
  }
  return [];
}
