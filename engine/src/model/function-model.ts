/**
 * One definition, parsed: its parameters, its calls, and what its variables may hold.
 *
 * A model depends on the definition's text alone, so it is kept as long as that text stands
 * anywhere; all offsets are relative to the definition's start.
 */
import type { Span } from "#engine/base";
import type { Definition } from "#engine/index";
import type { CParser, ParsedSource, SyntaxNode } from "#engine/syntax";
import { type CallToken, callTokens, isCallLikeKeyword, usedNames } from "./call-tokens.ts";

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
  /** True where a type's name in the callee's place would make it a cast or a declaration. */
  readonly mayBeType: boolean;
}

export interface FunctionModel {
  readonly name: string;
  readonly kind: "function" | "macro";
  readonly text: string;
  readonly parameters: readonly Parameter[];
  readonly calls: readonly Call[];
  /** Identifiers of the body that are neither called nor members: where a macro may be used. */
  readonly uses: readonly CallToken[];
  readonly roots: readonly SyntaxNode[];
  /** The variables declared inside the body, each with the blocks in which it is seen. */
  readonly locals: ReadonlyMap<string, readonly Span[]>;
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
    uses: usedNames(text, "code").filter((use) => use.start >= bodyStart),
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
  const moved = ({ name, start, end }: CallToken) => ({
    name,
    start: start + bodyStart,
    end: end + bodyStart,
  });
  const tokens = callTokens(body, "macro").map(moved);
  return {
    name: definition.name,
    kind: "macro",
    text,
    parameters: macroParameters(text, definition, bodyStart),
    calls: collectCalls(parsed.variants, text, bodyStart, tokens),
    uses: usedNames(body, "macro").map(moved),
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

/** Calls `visit` for `node` and, unless it answers "skip", all below it, parents first. */
function walkNodes(node: SyntaxNode, visit: (node: SyntaxNode) => "enter" | "skip"): void {
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
  /** Places where an identifier before a parenthesis is known to be no call. */
  const settled = new Set<number>();
  const add = (node: SyntaxNode, mayBeType: boolean) => {
    const callee = childByField(node, "function");
    if (callee === undefined || byStart.has(callee.start)) return;
    const args = childByField(node, "arguments")?.children;
    for (const call of callsOf(callee, args, text, mayBeType)) byStart.set(call.span.start, call);
    settled.add(callee.start);
  };
  for (const root of roots) {
    walkNodes(root, (node) => {
      if (node.kind === "function_declarator") {
        const name = childByField(node, "declarator");
        if (name?.kind === "identifier") settled.add(name.start);
      } else if (node.kind === "assignment_expression") {
        // A call is nothing that could be assigned to: a macro or "type (name) = value".
        const left = childByField(node, "left");
        if (left?.kind === "call_expression" && left.start >= bodyStart) add(left, true);
      } else if (node.kind === "call_expression" && node.start >= bodyStart) {
        add(node, childByField(node, "function")?.kind === "parenthesized_expression");
      }
      return node.kind === "sizeof_expression" ? "skip" : "enter";
    });
  }
  const calleeEnds = new Set<number>();
  for (const call of byStart.values()) calleeEnds.add(call.span.end);
  for (const { name, start, end } of tokens) {
    if (start < bodyStart || byStart.has(start) || calleeEnds.has(end) || settled.has(start))
      continue;
    const callee: Callee = { kind: "name", name };
    byStart.set(start, {
      callee,
      span: { start, end },
      node: undefined,
      args: undefined,
      mayBeType: false,
    });
  }
  return [...byStart.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The calls that one call expression is: none for a keyword, the cleanup for its attribute. */
function callsOf(
  node: SyntaxNode,
  args: readonly SyntaxNode[] | undefined,
  text: string,
  mayBeType: boolean,
): readonly Call[] {
  const callee = calleeOf(node, text);
  const span = { start: node.start, end: node.end };
  if (callee.kind !== "name") return [{ callee, span, node, args, mayBeType }];
  const cleanup = args?.[0];
  if (/^(?:__)?cleanup(?:__)?$/.test(callee.name) && cleanup?.kind === "identifier") {
    const name = text.slice(cleanup.start, cleanup.end);
    const place = { start: cleanup.start, end: cleanup.end };
    return [{ callee: { kind: "name", name }, span: place, node: cleanup, args: [], mayBeType }];
  }
  return isCallLikeKeyword(callee.name) ? [] : [{ callee, span, node, args, mayBeType }];
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
      return list === undefined ? "enter" : "skip";
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
  const locals = new Map<string, Span[]>();
  const values = new Map<string, SyntaxNode[]>();
  const hold = (name: string, value: SyntaxNode) => {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else if (!known.some((other) => other.start === value.start)) known.push(value);
  };
  const declare = (name: string, scope: Span) => {
    const known = locals.get(name);
    if (known === undefined) locals.set(name, [scope]);
    else known.push(scope);
  };
  const visitDeclaration = (node: SyntaxNode, scopeEnd: number) => {
    for (const child of node.children) {
      if (child.field !== "declarator") continue;
      const name = declaredName(child, text);
      const isPrototype =
        child.kind === "function_declarator" &&
        childByField(child, "declarator")?.kind === "identifier";
      if (name === undefined || isPrototype) continue;
      declare(name, { start: child.start, end: scopeEnd });
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
    return "enter";
  };
  for (const root of roots) {
    blocks.length = 0;
    walkNodes(root, visit);
  }
  return { locals, values };
}

/** True when `name`, used at `offset` of the model's text, is a variable declared in its body. */
export function isLocalAt(model: FunctionModel, name: string, offset: number): boolean {
  const scopes = model.locals.get(name) ?? [];
  return scopes.some((scope) => scope.start <= offset && offset < scope.end);
}
