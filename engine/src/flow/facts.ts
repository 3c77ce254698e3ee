/**
 * What a path knows of the conditions it went through: enough to see that `if (x) enter` and
 * `if (x) leave` go together, and that a pointer just found to be NULL is still NULL.
 */
import { negateCondition } from "#engine/index";
import type { SyntaxNode } from "#engine/syntax";
import type { EdgeCondition } from "./control-flow.ts";
import { bare, calledName, compact, fieldOf, operatorOf } from "./syntax-text.ts";

export interface Fact {
  readonly key: string;
  readonly holds: boolean;
}

export type Facts = ReadonlyMap<string, boolean>;

const nothing = /^(?:NULL|0[xX]?0*[uUlL]*|false)$/;

/** Longer conditions are not remembered. */
const maxText = 300;

/** The fact that an edge establishes; undefined for a condition that may change by itself. */
export function factOf(when: EdgeCondition, text: string): Fact | undefined {
  if (when.kind === "directive") {
    const { condition, holds } = when;
    return condition.length > maxText ? undefined : directiveFact(condition, holds);
  }
  if (when.node.end - when.node.start > maxText) return undefined;
  const tested = bare(when.node, text);
  if (tested.kind === "assignment_expression") {
    const left = fieldOf(tested, "left");
    return left === undefined ? undefined : { key: compact(left, text), holds: when.holds };
  }
  return expressionFact(tested, when.holds, text);
}

/** What is known of a variable that was given this value. */
export function truthOfValue(value: SyntaxNode | undefined, text: string): boolean | undefined {
  if (value === undefined) return undefined;
  const plain = compact(bare(value, text), text);
  if (nothing.test(plain)) return false;
  return /^(?:true|0*[1-9]\d*)$/.test(plain) ? true : undefined;
}

/** The name that a value is the answer of, as for `lazy = arch_in_lazy_mmu_mode()`. */
export function answeringCall(value: SyntaxNode | undefined, text: string): string | undefined {
  const inner = value === undefined ? undefined : bare(value, text);
  return inner?.kind === "call_expression" ? calledName(inner, text) : undefined;
}

/** The facts that stay known after something was assigned to `target`. */
export function factsWithout(facts: Facts, target: string): Facts {
  if (![...facts.keys()].some((key) => speaksOf(key, target))) return facts;
  return new Map([...facts].filter(([key]) => !speaksOf(key, target)));
}

/** True when the value of the expression `key` depends on what `target` names. */
export function speaksOf(key: string, target: string): boolean {
  for (let at = key.indexOf(target); at >= 0; at = key.indexOf(target, at + 1)) {
    const before = key[at - 1] ?? " ";
    const after = key[at + target.length] ?? " ";
    const isMember = before === "." || (before === ">" && key[at - 2] === "-");
    if (!/\w/.test(before) && !/\w/.test(after) && !isMember) return true;
  }
  return false;
}

function directiveFact(condition: string, holds: boolean): Fact {
  const opposite = negateCondition(condition);
  // One of the two is the key, so that `#ifdef X` and `#ifndef X` speak of the same.
  return condition <= opposite
    ? { key: `#${condition}`, holds }
    : { key: `#${opposite}`, holds: !holds };
}

function expressionFact(node: SyntaxNode, holds: boolean, text: string): Fact | undefined {
  if (node.kind === "binary_expression") {
    const operator = operatorOf(node, text);
    const left = fieldOf(node, "left");
    const right = fieldOf(node, "right");
    if (left !== undefined && right !== undefined && /^[!=]=$/.test(operator)) {
      const isEqual = operator === "==";
      const other = compact(right, text);
      if (nothing.test(other) || other === "true") {
        const isTruth = isEqual === (other === "true") ? holds : !holds;
        return expressionFact(bare(left, text), isTruth, text);
      }
      if (!isStable(node, text)) return undefined;
      return {
        key: `${compact(left, text)}==${compact(right, text)}`,
        holds: isEqual ? holds : !holds,
      };
    }
  }
  return isStable(node, text) ? { key: compact(node, text), holds } : undefined;
}

/** True for an expression without calls and changes: asked again, it answers the same. */
function isStable(node: SyntaxNode, text: string): boolean {
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (/^IS_(?:ENABLED|BUILTIN|MODULE|REACHABLE)$/.test(calledName(next, text) ?? "")) continue;
    if (/^(?:call_expression|assignment_expression|update_expression|ERROR)$/.test(next.kind))
      return false;
    open.push(...next.children);
  }
  return true;
}
