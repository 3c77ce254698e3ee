/** Reads C with the shipped grammar, and shows results in few words for the tests to compare. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { CParser, type ParsedSource, type SyntaxNode } from "#engine/syntax";

const { resolve } = createRequire(import.meta.url);

export async function createParser(): Promise<CParser> {
  return CParser.create(
    await readFile(resolve("web-tree-sitter/web-tree-sitter.wasm")),
    await readFile(resolve("tree-sitter-c/tree-sitter-c.wasm")),
  );
}

export function nodesOf(root: SyntaxNode): SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    nodes.push(node);
    pending.push(...node.children.toReversed());
  }
  return nodes;
}

export function nodesOfKind(parsed: ParsedSource, kind: string): SyntaxNode[] {
  return parsed.variants.flatMap((root) => nodesOf(root).filter((node) => node.kind === kind));
}

export function textOf(text: string, node: SyntaxNode): string {
  return text.slice(node.start, node.end).replace(/\s+/g, " ");
}

/** Every call as its function's and arguments' text, in order of place: "f(a | b)". */
export function callsOf(text: string, root: SyntaxNode): string[] {
  return nodesOf(root)
    .filter((node) => node.kind === "call_expression")
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((call) => {
      const callee = call.children.find((child) => child.field === "function");
      const list = call.children.find((child) => child.field === "arguments");
      const items = (list?.children ?? []).map((item) => textOf(text, item));
      return `${callee === undefined ? "?" : textOf(text, callee)}(${items.join(" | ")})`;
    });
}

/** Offsets at which a called name begins: for `a->b.c(x)` that of `c`. */
export function calledNames(root: SyntaxNode): Set<number> {
  const starts = new Set<number>();
  for (const node of nodesOf(root)) {
    if (node.kind !== "call_expression") continue;
    let callee = node.children.find((child) => child.field === "function");
    if (callee?.kind === "field_expression") callee = callee.children.at(-1);
    if (callee !== undefined) starts.add(callee.start);
  }
  return starts;
}

/** Kinds and fields as nested lists, without leaves' text: "(if_statement condition:(…))". */
export function shapeOf(node: SyntaxNode): string {
  const field = node.field === undefined ? "" : `${node.field}:`;
  const inner = node.children.map(shapeOf).join(" ");
  return `${field}${inner === "" ? node.kind : `(${node.kind} ${inner})`}`;
}
