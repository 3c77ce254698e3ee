/** The variables of one definition: where each is seen, what it may hold, and who else may set it. */
import type { Span } from "#engine/base";
import type { SyntaxNode } from "#engine/syntax";
import { childByField, declaredName, walkNodes } from "./syntax-walk.ts";

export interface BodyVariables {
  /** The variables declared inside the body, each with the blocks in which it is seen. */
  readonly locals: ReadonlyMap<string, readonly Span[]>;
  /** The expressions that a variable is initialised with or assigned, by its name. */
  readonly values: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Variables whose address is taken, so that others may set them. */
  readonly addressTaken: ReadonlySet<string>;
  /** Locals that are plain numbers: where one stands before a parenthesis, a macro is meant. */
  readonly numbers: ReadonlySet<string>;
}

export function collectVariables(
  roots: readonly SyntaxNode[],
  text: string,
  bodyStart: number,
): BodyVariables {
  const locals = new Map<string, Span[]>();
  const values = new Map<string, SyntaxNode[]>();
  const held = new Set<string>();
  const addressTaken = new Set<string>();
  const numbers = new Set<string>();
  const hold = (name: string, value: SyntaxNode) => {
    // Variants of one body share most of their places.
    const place = `${name} ${value.start}`;
    if (held.has(place)) return;
    held.add(place);
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  };
  const declare = (name: string, scope: Span) => {
    const known = locals.get(name);
    if (known === undefined) locals.set(name, [scope]);
    else known.push(scope);
  };
  const visitDeclaration = (node: SyntaxNode, scopeEnd: number) => {
    const type = childByField(node, "type");
    for (const child of node.children) {
      if (child.field !== "declarator") continue;
      const name = declaredName(child, text);
      if (name === undefined || isPrototype(child)) continue;
      declare(name, { start: child.start, end: scopeEnd });
      if (isPlainNumber(type, child)) numbers.add(name);
      const value = child.kind === "init_declarator" ? childByField(child, "value") : undefined;
      if (value !== undefined) hold(name, value);
    }
  };
  const blocks: Span[] = [];
  const visit = (node: SyntaxNode) => {
    if (node.end <= bodyStart) return "skip";
    while (blocks.length > 0 && (blocks.at(-1)?.end ?? 0) <= node.start) blocks.pop();
    if (node.kind === "compound_statement" || node.kind === "for_statement") blocks.push(node);
    if (node.kind === "declaration") visitDeclaration(node, blocks.at(-1)?.end ?? text.length);
    if (node.kind === "assignment_expression") {
      const left = childByField(node, "left");
      const value = childByField(node, "right");
      if (left?.kind === "identifier" && value !== undefined)
        hold(text.slice(left.start, left.end), value);
    }
    if (node.kind === "pointer_expression" && text[node.start] === "&") {
      const argument = childByField(node, "argument");
      if (argument?.kind === "identifier")
        addressTaken.add(text.slice(argument.start, argument.end));
    }
    return "enter";
  };
  for (const root of roots) {
    blocks.length = 0;
    walkNodes(root, visit);
  }
  return { locals, values, addressTaken, numbers };
}

/** True for "type *name(parameters)", which declares a function. */
function isPrototype(declarator: SyntaxNode): boolean {
  let inner: SyntaxNode | undefined = declarator;
  while (inner?.kind === "pointer_declarator") inner = childByField(inner, "declarator");
  return (
    inner?.kind === "function_declarator" &&
    childByField(inner, "declarator")?.kind === "identifier"
  );
}

function isPlainNumber(type: SyntaxNode | undefined, declarator: SyntaxNode): boolean {
  if (type?.kind !== "primitive_type" && type?.kind !== "sized_type_specifier") return false;
  const inner =
    declarator.kind === "init_declarator" ? childByField(declarator, "declarator") : declarator;
  return inner?.kind === "identifier";
}
