/** The statement that a call stands in, and the block around it: what an edit around it has to know. */
import type { Span } from "#engine/base";
import type { SyntaxNode } from "#engine/syntax";

/** All spans are relative to the text that was parsed. */
export interface StatementPlace {
  /** The statement with its semicolon; for a condition the whole `if`, `while` or `switch`. */
  readonly statement: Span;
  /** "plain": an expression and no more, with nothing declared, returned or decided by it. */
  readonly kind: "declares" | "decides" | "plain" | "returns";
  /** True when it is the body of an `if` or of a loop, without braces. */
  readonly isBare: boolean;
  /** The innermost block around it, with its braces. */
  readonly block: Span;
  /** Where declarations at the beginning of that block end; the opening brace's end without any. */
  readonly declarationsEnd: number;
}

/** What the body of a function does at its ends. */
export interface BodyPlace {
  /** Of the outermost block, with its braces. */
  readonly block: Span;
  readonly declarationsEnd: number;
  readonly hasDeclarations: boolean;
  readonly returns: readonly {
    readonly statement: Span;
    readonly isBare: boolean;
    /** True when a call is made for the value that is returned. */
    readonly calls: boolean;
  }[];
  /** True when the last statement returns or jumps, so that the closing brace is not reached. */
  readonly endsWithJump: boolean;
}

const blocks = new Set(["compound_statement"]);
const deciding = /^(?:if|while|do|for|switch)_statement$/;

/** Undefined where the offset is in no statement of a block. */
export function statementAt(root: SyntaxNode, offset: number): StatementPlace | undefined {
  const chain = chainTo(root, offset);
  const at = chain.findLastIndex((node) => isStatement(node));
  const statement = chain[at];
  const parent = chain[at - 1];
  const block = chain.findLast((node, index) => index < at && blocks.has(node.kind));
  if (statement === undefined || parent === undefined || block === undefined) return undefined;
  return {
    statement: { start: statement.start, end: statement.end },
    kind: kindOf(statement),
    isBare: deciding.test(parent.kind) || parent.kind === "else_clause",
    block: { start: block.start, end: block.end },
    declarationsEnd: declarationsEnd(block),
  };
}

/** The body of the function that `root` holds; undefined for a macro. */
export function bodyPlace(root: SyntaxNode, bodyStart: number): BodyPlace | undefined {
  const chain = chainTo(root, bodyStart);
  const block = chain.find((node) => blocks.has(node.kind) && node.start === bodyStart);
  if (block === undefined) return undefined;
  const returns: { statement: Span; isBare: boolean; calls: boolean }[] = [];
  const open: { node: SyntaxNode; parent: SyntaxNode }[] = [{ node: block, parent: block }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent } = next;
    if (node.kind === "return_statement")
      returns.push({
        statement: { start: node.start, end: node.end },
        isBare: deciding.test(parent.kind) || parent.kind === "else_clause",
        calls: holdsCall(node),
      });
    for (const child of node.children) open.push({ node: child, parent: node });
  }
  const last = block.children.findLast(({ kind }) => kind !== "comment");
  return {
    block: { start: block.start, end: block.end },
    declarationsEnd: declarationsEnd(block),
    hasDeclarations: block.children[0]?.kind === "declaration",
    returns: returns.sort((a, b) => a.statement.start - b.statement.start),
    endsWithJump: last !== undefined && /^(?:return|goto)_statement$/.test(last.kind),
  };
}

/** The same statement, relative to a text that begins `by` earlier. */
export function moveStatement(place: StatementPlace, by: number): StatementPlace {
  return {
    ...place,
    statement: moved(place.statement, by),
    block: moved(place.block, by),
    declarationsEnd: place.declarationsEnd + by,
  };
}

/** The same body, relative to a text that begins `by` earlier. */
export function moveBody(place: BodyPlace, by: number): BodyPlace {
  return {
    ...place,
    block: moved(place.block, by),
    declarationsEnd: place.declarationsEnd + by,
    returns: place.returns.map((one) => ({ ...one, statement: moved(one.statement, by) })),
  };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function chainTo(root: SyntaxNode, offset: number): SyntaxNode[] {
  const chain: SyntaxNode[] = [];
  for (let node: SyntaxNode | undefined = root; node !== undefined; ) {
    chain.push(node);
    node = node.children.find((child) => child.start <= offset && offset < child.end);
  }
  return chain;
}

function isStatement({ kind }: SyntaxNode): boolean {
  return kind === "declaration" || (/_statement$/.test(kind) && !blocks.has(kind));
}

function kindOf({ kind }: SyntaxNode): StatementPlace["kind"] {
  if (kind === "expression_statement") return "plain";
  if (kind === "declaration") return "declares";
  return kind === "return_statement" ? "returns" : "decides";
}

function declarationsEnd({ start, children }: SyntaxNode): number {
  let end = start + 1;
  for (const child of children) {
    if (child.kind === "declaration") end = child.end;
    else if (child.kind !== "comment") break;
  }
  return end;
}

function holdsCall(root: SyntaxNode): boolean {
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "call_expression") return true;
    open.push(...next.children);
  }
  return false;
}
