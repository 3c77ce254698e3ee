/** Ways through plain syntax nodes that several readers of a definition share. */
import type { SyntaxNode } from "#engine/syntax";

/** Calls `visit` for `node` and, unless it answers "skip", all below it, parents first. */
export function walkNodes(node: SyntaxNode, visit: (node: SyntaxNode) => "enter" | "skip"): void {
  const open: SyntaxNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (visit(next) === "skip") continue;
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child !== undefined) open.push(child);
    }
  }
}

export function childByField(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** The node inside any parentheses around it. */
export function stripParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.kind === "parenthesized_expression" && inner.children.length === 1) {
    const child = inner.children[0];
    if (child === undefined) break;
    inner = child;
  }
  return inner;
}

/** The name that a declarator introduces, or undefined for an abstract one. */
export function declaredName(node: SyntaxNode, text: string): string | undefined {
  let inner: SyntaxNode | undefined = node;
  while (inner !== undefined) {
    if (inner.kind === "identifier") return text.slice(inner.start, inner.end);
    const next: SyntaxNode | undefined =
      childByField(inner, "declarator") ??
      (inner.kind === "parenthesized_declarator" ? inner.children[0] : undefined);
    inner = next;
  }
  return undefined;
}
