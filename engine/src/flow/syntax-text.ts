/** Small readings of syntax nodes that every part of the flow shares. */
import type { SyntaxNode } from "#engine/syntax";

export function fieldOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** The expression inside parentheses, likely() and unlikely(). */
export function bare(node: SyntaxNode, text: string): SyntaxNode {
  let inner = node;
  for (;;) {
    const only = inner.children.length === 1 ? inner.children[0] : undefined;
    if (inner.kind === "parenthesized_expression" && only !== undefined) {
      inner = only;
      continue;
    }
    if (inner.kind !== "call_expression") return inner;
    const args = fieldOf(inner, "arguments")?.children ?? [];
    const [hinted] = args;
    if (!/^(?:un)?likely$/.test(calledName(inner, text) ?? "") || hinted === undefined)
      return inner;
    inner = hinted;
  }
}

/** The name that a call expression calls; undefined for what is no plain name. */
export function calledName(call: SyntaxNode, text: string): string | undefined {
  const callee = fieldOf(call, "function");
  return callee?.kind === "identifier" ? text.slice(callee.start, callee.end) : undefined;
}

/** What stands between the operands of a binary expression or an assignment. */
export function operatorOf(node: SyntaxNode, text: string): string {
  const left = fieldOf(node, "left");
  const right = fieldOf(node, "right");
  if (left === undefined || right === undefined) return "";
  const between = text.slice(left.end, right.start).replace(/\/\*[\s\S]*?\*\//g, "");
  return /[^\s()]+/.exec(between)?.[0] ?? "";
}

/** The text of a node with white space taken out where it separates nothing. */
export function compact(node: SyntaxNode, text: string): string {
  return text
    .slice(node.start, node.end)
    .replace(/\/\*[\s\S]*?\*\//g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ?([^\w ]) ?/g, "$1")
    .trim();
}
