/** All nodes of a function's syntax, in no promised order; for questions that one pass answers. */
import type { Declaration, Expression, FunctionDefinition, Statement } from "#engine/cfront";

interface SyntaxNode {
  readonly kind: string;
}

export interface SyntaxVisitor {
  readonly expression?: (expression: Expression) => void;
  readonly declaration?: (declaration: Declaration) => void;
  readonly statement?: (statement: Statement) => void;
}

const expressionKinds: ReadonlySet<string> = new Set([
  "identifier",
  "unary",
  "increment",
  "binary",
  "assignment",
  "conditional",
  "comma",
  "call",
  "subscript",
  "member",
  "cast",
]);

/** Walks with a list of its own, so that depth costs no stack. */
export function visitSyntax(root: FunctionDefinition | Statement, visitor: SyntaxVisitor): void {
  const todo: unknown[] = [root];
  while (todo.length > 0) {
    const node = todo.pop();
    if (Array.isArray(node)) {
      for (let at = node.length - 1; at >= 0; at--) todo.push(node[at]);
      continue;
    }
    if (typeof node !== "object" || node === null) continue;
    if (isNode(node)) {
      if (expressionKinds.has(node.kind)) visitor.expression?.(node as unknown as Expression);
      else if (node.kind === "declaration") visitor.declaration?.(node as unknown as Declaration);
      else visitor.statement?.(node as unknown as Statement);
    }
    const values = Object.values(node);
    for (let at = values.length - 1; at >= 0; at--) todo.push(values[at]);
  }
}

function isNode(node: object): node is SyntaxNode {
  return "kind" in node && typeof node.kind === "string";
}
