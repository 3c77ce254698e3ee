/**
 * Where a definition's code runs only after a count of references was seen to reach zero:
 * what is freed there is freed by the last user, not by every call.
 */
import type { Span } from "#engine/base";
import type { SyntaxNode } from "#engine/syntax";
import { childByField, walkNodes } from "./syntax-walk.ts";

/** include/linux/atomic.h, refcount.h, mm.h, 6.12: all answer true when the count became zero. */
const reachesZero = /(?:_(?:dec|sub)_and_(?:test|lock\w{0,40}|mutex_lock)|_put_testzero)\s*\(/;

/** The spans of `root` that are guarded so; they may overlap. */
export function lastReferenceSpans(root: SyntaxNode, text: string): Span[] {
  if (!reachesZero.test(text)) return [];
  const spans: Span[] = [];
  walkNodes(root, (node) => {
    if (node.kind === "compound_statement") {
      for (const [index, statement] of node.children.entries()) {
        const next = node.children[index + 1];
        if (next !== undefined && leavesUnlessZero(statement, text))
          spans.push({ start: next.start, end: node.end });
      }
    }
    if (node.kind !== "if_statement") return "enter";
    const condition = childByField(node, "condition");
    const consequence = childByField(node, "consequence");
    if (condition === undefined || consequence === undefined) return "enter";
    const test = text.slice(condition.start, condition.end);
    if (reachesZero.test(test) && !isNegated(test)) spans.push(consequence);
    return "enter";
  });
  return spans;
}

/** True for "if (!dec_and_test(...)) return;" and its like. */
function leavesUnlessZero(statement: SyntaxNode, text: string): boolean {
  if (statement.kind !== "if_statement") return false;
  const condition = childByField(statement, "condition");
  const consequence = childByField(statement, "consequence");
  if (condition === undefined || consequence === undefined) return false;
  const test = text.slice(condition.start, condition.end);
  const last =
    consequence.kind === "compound_statement" ? consequence.children.at(-1) : consequence;
  const leaves = last !== undefined && /^(?:return|goto|break|continue)_statement$/.test(last.kind);
  return leaves && reachesZero.test(test) && isNegated(test);
}

function isNegated(test: string): boolean {
  return /!\s*(?:(?:un)?likely\s*\(\s*)?\w*(?:_and_|_testzero)/.test(test);
}
