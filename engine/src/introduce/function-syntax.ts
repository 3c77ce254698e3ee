/**
 * One function or declaration, parsed: its parameters, its calls, and the statements around them.
 * All offsets are offsets of the file.
 */
import type { Location, Span } from "#engine/base";
import type { Definition } from "#engine/index";
import type { CParser, SyntaxNode } from "#engine/syntax";
import type { CodeFile } from "./code-file.ts";
import { Refusal } from "./refusal.ts";

export interface CallSyntax extends Span {
  readonly name: string;
  /** From the opening to behind the closing parenthesis. */
  readonly list: Span;
  readonly arguments: readonly Span[];
  /** The statement that the call is the whole of, and the kind of the node around that. */
  readonly statement: (Span & { readonly kind: string; readonly block: Span }) | undefined;
}

export interface FunctionSyntax extends Span {
  readonly name: string;
  readonly file: CodeFile;
  readonly nameSpan: Span;
  /** From the opening to behind the closing parenthesis. */
  readonly list: Span;
  readonly parameters: readonly Span[];
  /** Empty for a declaration. */
  readonly calls: readonly CallSyntax[];
  readonly nStatements: number;
}

const callbackType = /\bpte_fn_t\b\s*(\w+)\s*$/;

/** Refuses text that the grammar does not understand wholly, since edits rest on every part of it. */
export function readFunction(
  parser: CParser,
  file: CodeFile,
  { name, nameSpan, start, end }: Pick<Definition, "name" | "nameSpan" | "start" | "end">,
): FunctionSyntax {
  const parsed = parser.parseDefinition(file.text.slice(start, end));
  const [root, other] = parsed.variants;
  const where = file.locate(nameSpan);
  if (root === undefined || parsed.truncated || parsed.errors.length > 0) {
    throw new Refusal(`${name}() could not be read wholly`, where);
  }
  if (other !== undefined) {
    throw new Refusal(`${name}() differs between branches of #if`, where);
  }
  const inFile = (span: Span): Span => ({ start: span.start + start, end: span.end + start });
  const list = findNode(root, (node) => node.kind === "parameter_list");
  if (list === undefined) throw new Refusal(`${name}() has no list of parameters`, where);
  const body = root.children
    .flatMap((node) => (node.kind === "function_definition" ? node.children : []))
    .find((node) => node.kind === "compound_statement");
  const calls: CallSyntax[] = [];
  if (body !== undefined) collectCalls(body, [], file, start, calls);
  return {
    name,
    file,
    nameSpan,
    start,
    end,
    list: inFile(list),
    parameters: list.children.map(inFile),
    calls,
    nStatements: body?.children.length ?? 0,
  };
}

/** The name of the parameter that is a callback for page-table entries. */
export function callbackParameter(syntax: FunctionSyntax): string {
  const found = syntax.parameters.flatMap((span) => {
    const match = callbackType.exec(syntax.file.bareText(span.start, span.end));
    return match?.[1] ?? [];
  });
  const [name, second] = found;
  if (name === undefined || second !== undefined) {
    const count = name === undefined ? "no parameter" : "more than one parameter";
    throw new Refusal(`${syntax.name}() has ${count} of type pte_fn_t`, placeOf(syntax));
  }
  return name;
}

export function placeOf({ file, nameSpan }: FunctionSyntax): Location {
  return file.locate(nameSpan);
}

function collectCalls(
  node: SyntaxNode,
  around: readonly SyntaxNode[],
  file: CodeFile,
  base: number,
  calls: CallSyntax[],
): void {
  if (node.kind === "call_expression") {
    const callee = node.children.find((child) => child.field === "function");
    const list = node.children.find((child) => child.field === "arguments");
    if (callee?.kind === "identifier" && list !== undefined) {
      const inFile = (span: Span): Span => ({ start: span.start + base, end: span.end + base });
      const [block, statement] = around.slice(-2);
      const isStatement = /^(?:expression|return)_statement$/.test(statement?.kind ?? "");
      calls.push({
        ...inFile(node),
        name: file.text.slice(callee.start + base, callee.end + base),
        list: inFile(list),
        arguments: list.children.map(inFile),
        statement:
          isStatement && statement !== undefined && block?.kind === "compound_statement"
            ? { ...inFile(statement), kind: statement.kind, block: inFile(block) }
            : undefined,
      });
    }
  }
  for (const child of node.children) collectCalls(child, [...around, node], file, base, calls);
}

function findNode(
  root: SyntaxNode,
  isWanted: (node: SyntaxNode) => boolean,
): SyntaxNode | undefined {
  const open = [root];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    if (isWanted(node)) return node;
    open.unshift(...node.children);
  }
  return undefined;
}
