/**
 * Where a definition's code runs only in some configuration because a plain `if` says so:
 * `if (IS_ENABLED(CONFIG_X))` is as good as `#if`, and the compiler drops the branch not taken.
 */
import type { Span } from "#engine/base";
import { negateCondition } from "#engine/index";
import type { SyntaxNode } from "#engine/syntax";
import { childByField, stripParentheses, walkNodes } from "./syntax-walk.ts";

export interface ConfiguredBranch extends Span {
  /** In the words in which an `#if` has it. */
  readonly condition: string;
}

/** The macros of include/linux/kconfig.h, 6.12. */
const test = /^(IS_(?:ENABLED|BUILTIN|MODULE|REACHABLE))\s*\(\s*(CONFIG_\w+)\s*\)$/;
const mayHaveTest = /\bIS_(?:ENABLED|BUILTIN|MODULE|REACHABLE)\s*\(/;

/** More than any real function has; what comes after them counts as unconditional. */
const maxBranches = 64;

/** The branches of `root` that are configured so; they may overlap. */
export function configuredBranches(root: SyntaxNode, text: string): ConfiguredBranch[] {
  if (!mayHaveTest.test(text)) return [];
  const branches: ConfiguredBranch[] = [];
  walkNodes(root, (node) => {
    if (branches.length >= maxBranches) return "skip";
    if (node.kind === "compound_statement") {
      for (const [index, statement] of node.children.entries()) {
        const condition = conditionAfter(statement, text);
        const rest = condition === undefined ? [] : node.children.slice(index + 1);
        add(condition, rest);
      }
    }
    if (node.kind !== "if_statement") return "enter";
    const tested = childByField(node, "condition");
    if (tested === undefined) return "enter";
    const consequence = childByField(node, "consequence");
    const alternative = childByField(node, "alternative");
    for (const condition of conjuncts(tested, text)) add(condition, listOf(consequence));
    const only = conditionOf(tested, text);
    if (only !== undefined) add(negateCondition(only), listOf(alternative));
    return "enter";
  });
  return branches;

  /** Up to where a jump may come in from outside, or where the grammar lost its way. */
  function add(condition: string | undefined, nodes: readonly SyntaxNode[]): void {
    const start = nodes[0]?.start;
    const end = firstDoubt(nodes) ?? nodes.at(-1)?.end;
    if (condition === undefined || start === undefined || end === undefined) return;
    if (start < end && branches.length < maxBranches) branches.push({ condition, start, end });
  }
}

function listOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node === undefined ? [] : [node];
}

/** What holds after "if (!IS_ENABLED(CONFIG_X)) return;" and its like. */
function conditionAfter(statement: SyntaxNode, text: string): string | undefined {
  if (statement.kind !== "if_statement") return undefined;
  if (childByField(statement, "alternative") !== undefined) return undefined;
  const tested = childByField(statement, "condition");
  const consequence = childByField(statement, "consequence");
  const last =
    consequence?.kind === "compound_statement" ? consequence.children.at(-1) : consequence;
  if (tested === undefined || last === undefined) return undefined;
  if (!/^(?:return|goto|break|continue)_statement$/.test(last.kind)) return undefined;
  const condition = conditionOf(tested, text);
  return condition === undefined ? undefined : negateCondition(condition);
}

/** The parts of "a && b && c" that a configuration decides. */
function conjuncts(tested: SyntaxNode, text: string): string[] {
  const found: string[] = [];
  const open = [tested];
  for (let next = open.pop(); next !== undefined && found.length < maxBranches; next = open.pop()) {
    const inner = stripParentheses(next);
    const left = childByField(inner, "left");
    const right = childByField(inner, "right");
    if (inner.kind === "binary_expression" && left !== undefined && right !== undefined) {
      if (/^\s*&&\s*$/.test(text.slice(left.end, right.start))) open.push(right, left);
      continue;
    }
    const condition = conditionOf(inner, text);
    if (condition !== undefined) found.push(condition);
  }
  return found;
}

/** The condition that is exactly such a test or its opposite. */
function conditionOf(tested: SyntaxNode, text: string): string | undefined {
  let isNegated = false;
  let inner = stripParentheses(tested);
  while (inner.kind === "unary_expression" && text[inner.start] === "!") {
    const argument = childByField(inner, "argument");
    if (argument === undefined) return undefined;
    isNegated = !isNegated;
    inner = stripParentheses(argument);
  }
  const match = test.exec(text.slice(inner.start, inner.end));
  if (match === null) return undefined;
  const condition = `${match[1]}(${match[2]})`;
  return isNegated ? negateCondition(condition) : condition;
}

function firstDoubt(nodes: readonly SyntaxNode[]): number | undefined {
  let first: number | undefined;
  for (const root of nodes) {
    walkNodes(root, (node) => {
      if (/^(?:labeled_statement|case_statement|ERROR)$/.test(node.kind)) first ??= node.start;
      return first === undefined ? "enter" : "skip";
    });
    if (first !== undefined) return first;
  }
  return undefined;
}
