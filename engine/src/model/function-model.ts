/**
 * One definition, parsed: its parameters, its calls, and what its variables may hold.
 *
 * A model depends on the definition's text alone, so it is kept as long as that text stands
 * anywhere; all offsets are relative to the definition's start.
 */
import type { Span } from "#engine/base";
import type { Definition } from "#engine/index";
import type { CParser, ParsedSource, SyntaxNode } from "#engine/syntax";
import { type CallToken, callTokens, isCallLikeKeyword } from "./call-tokens.ts";

export interface Parameter {
  readonly name: string;
  /** The declaration's text, such as "pte_fn_t fn". */
  readonly declaration: string;
}

/** How a call names what it calls. */
export type Callee =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly member: string; readonly text: string }
  | { readonly kind: "expression"; readonly text: string };

export interface Call {
  readonly callee: Callee;
  /** The called expression; for a plain call the name. */
  readonly span: Span;
  /** The called expression's node; like `args` undefined when the grammar did not see the call. */
  readonly node: SyntaxNode | undefined;
  readonly args: readonly SyntaxNode[] | undefined;
}

export interface FunctionModel {
  readonly name: string;
  readonly kind: "function" | "macro";
  readonly text: string;
  readonly parameters: readonly Parameter[];
  readonly calls: readonly Call[];
  readonly roots: readonly SyntaxNode[];
  /** The names of variables declared inside the body. */
  readonly locals: ReadonlySet<string>;
  /** The expressions that a variable is initialised with or assigned, by its name. */
  readonly values: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** True when a limit kept part of the text from being read. */
  readonly truncated: boolean;
}

export function buildFunctionModel(
  parser: CParser,
  definition: Definition,
  fileText: string,
): FunctionModel {
  const text = fileText.slice(definition.start, definition.end);
  const bodyStart = definition.body.start - definition.start;
  if (definition.kind !== "function") return buildMacroModel(parser, definition, text, bodyStart);
  const parsed = parser.parseDefinition(text);
  const variables = collectVariables(parsed.variants, text, bodyStart);
  return {
    name: definition.name,
    kind: "function",
    text,
    parameters: findParameters(parsed.variants, text, bodyStart),
    calls: collectCalls(parsed.variants, text, bodyStart, callTokens(text, "code")),
    roots: parsed.variants,
    locals: variables.locals,
    values: variables.values,
    truncated: parsed.truncated,
  };
}

function buildMacroModel(
  parser: CParser,
  definition: Definition,
  text: string,
  bodyStart: number,
): FunctionModel {
  const body = text.slice(bodyStart);
  const parsed = shift(parser.parseMacroBody(body), bodyStart);
  const variables = collectVariables(parsed.variants, text, bodyStart);
  const tokens = callTokens(body, "macro").map((token) => ({
    name: token.name,
    start: token.start + bodyStart,
    end: token.end + bodyStart,
  }));
  return {
    name: definition.name,
    kind: "macro",
    text,
    parameters: macroParameters(text, definition, bodyStart),
    calls: collectCalls(parsed.variants, text, bodyStart, tokens),
    roots: parsed.variants,
    locals: variables.locals,
    values: variables.values,
    truncated: parsed.truncated,
  };
}

function shift(parsed: ParsedSource, by: number): ParsedSource {
  if (by === 0) return parsed;
  const moved = (node: SyntaxNode): SyntaxNode => ({
    kind: node.kind,
    field: node.field,
    start: node.start + by,
    end: node.end + by,
    children: node.children.map(moved),
  });
  return {
    variants: parsed.variants.map(moved),
    errors: parsed.errors.map((span) => ({ start: span.start + by, end: span.end + by })),
    truncated: parsed.truncated,
  };
}

function macroParameters(text: string, definition: Definition, bodyStart: number): Parameter[] {
  const nameEnd = definition.nameSpan.end - definition.start;
  const open = text.indexOf("(", nameEnd);
  const close = text.indexOf(")", open);
  if (definition.kind !== "macro" || open < 0 || close < 0 || close > bodyStart) return [];
  return text
    .slice(open + 1, close)
    .split(",")
    .map((part) => part.replace(/\\\r?\n/g, " ").trim())
    .filter((part) => part !== "")
    .map((part) => ({ name: part.replace(/\s*\.\.\.$/, "") || "__VA_ARGS__", declaration: part }));
}

/** Calls `visit` for `node` and all below it, parents first. */
export function walkNodes(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const open: SyntaxNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    visit(next);
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child !== undefined) open.push(child);
    }
  }
}

export function childByField(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** The node inside parentheses and casts. */
export function stripParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.kind === "parenthesized_expression" && inner.children.length === 1) {
    const child = inner.children[0];
    if (child === undefined) break;
    inner = child;
  }
  return inner;
}

function collectCalls(
  roots: readonly SyntaxNode[],
  text: string,
  bodyStart: number,
  tokens: readonly CallToken[],
): Call[] {
  const byStart = new Map<number, Call>();
  const declared = new Set<number>();
  for (const root of roots) {
    walkNodes(root, (node) => {
      if (node.kind === "function_declarator") {
        const name = childByField(node, "declarator");
        if (name?.kind === "identifier") declared.add(name.start);
      }
      if (node.kind !== "call_expression" || node.start < bodyStart) return;
      const callee = childByField(node, "function");
      if (callee === undefined || byStart.has(callee.start)) return;
      const call = {
        callee: calleeOf(callee, text),
        span: { start: callee.start, end: callee.end },
        node: callee,
        args: childByField(node, "arguments")?.children,
      };
      if (call.callee.kind === "name" && isCallLikeKeyword(call.callee.name)) return;
      byStart.set(callee.start, call);
    });
  }
  const memberEnds = new Set<number>();
  for (const call of byStart.values()) memberEnds.add(call.span.end);
  for (const token of tokens) {
    if (token.start < bodyStart || byStart.has(token.start)) continue;
    if (memberEnds.has(token.end) || declared.has(token.start)) continue;
    byStart.set(token.start, {
      callee: { kind: "name", name: token.name },
      span: { start: token.start, end: token.end },
      node: undefined,
      args: undefined,
    });
  }
  return [...byStart.values()].sort((a, b) => a.span.start - b.span.start);
}

function calleeOf(node: SyntaxNode, text: string): Callee {
  let inner = stripParentheses(node);
  if (inner.kind === "pointer_expression") {
    const argument = childByField(inner, "argument");
    if (argument !== undefined) inner = stripParentheses(argument);
  }
  const source = text.slice(inner.start, inner.end);
  if (inner.kind === "identifier") return { kind: "name", name: source };
  if (inner.kind === "field_expression") {
    const field = childByField(inner, "field");
    if (field !== undefined)
      return { kind: "member", member: text.slice(field.start, field.end), text: source };
  }
  return { kind: "expression", text: source };
}

function findParameters(
  roots: readonly SyntaxNode[],
  text: string,
  bodyStart: number,
): Parameter[] {
  let list: SyntaxNode | undefined;
  for (const root of roots) {
    walkNodes(root, (node) => {
      if (list === undefined && node.kind === "parameter_list" && node.start < bodyStart)
        list = node;
    });
    if (list !== undefined) break;
  }
  if (list === undefined) return [];
  return list.children
    .filter((child) => child.kind === "parameter_declaration")
    .map((child) => ({
      name: declaredName(child, text) ?? "",
      declaration: text.slice(child.start, child.end),
    }));
}

/** The name that a declarator introduces, or undefined for an abstract one. */
function declaredName(node: SyntaxNode, text: string): string | undefined {
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

function collectVariables(
  roots: readonly SyntaxNode[],
  text: string,
  bodyStart: number,
): Pick<FunctionModel, "locals" | "values"> {
  const locals = new Set<string>();
  const values = new Map<string, SyntaxNode[]>();
  const hold = (name: string, value: SyntaxNode) => {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else if (!known.some((other) => other.start === value.start)) known.push(value);
  };
  const visit = (node: SyntaxNode) => {
    if (node.start < bodyStart) return;
    if (node.kind === "declaration") {
      for (const child of node.children) {
        if (child.field !== "declarator") continue;
        const name = declaredName(child, text);
        const isPrototype =
          child.kind === "function_declarator" &&
          childByField(child, "declarator")?.kind === "identifier";
        if (name === undefined || isPrototype) continue;
        locals.add(name);
        const value = child.kind === "init_declarator" ? childByField(child, "value") : undefined;
        if (value !== undefined) hold(name, value);
      }
    } else if (node.kind === "assignment_expression") {
      const left = childByField(node, "left");
      const value = childByField(node, "right");
      if (left?.kind === "identifier" && value !== undefined)
        hold(text.slice(left.start, left.end), value);
    }
  };
  for (const root of roots) walkNodes(root, visit);
  return { locals, values };
}
