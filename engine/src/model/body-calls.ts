/**
 * The calls of one definition: what the syntax tree understands of them, and every other place
 * where an identifier stands before a parenthesis.
 */
import type { Span } from "#engine/base";
import type { SyntaxNode } from "#engine/syntax";
import { type CallToken, isCallLikeKeyword } from "./call-tokens.ts";
import { type ConfiguredBranch, configuredBranches } from "./configured-branches.ts";
import { lastReferenceSpans } from "./last-reference.ts";
import { childByField, stripParentheses, walkNodes } from "./syntax-walk.ts";

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
  /** True when it is made only after a count of references was seen to reach zero. */
  readonly onLastReference: boolean;
  /** What `if (IS_ENABLED(...))` around it asks of the configuration. */
  readonly onlyIf: readonly string[];
}

type BareCall = Omit<Call, "onLastReference" | "onlyIf">;

/** All calls from `bodyStart` on, in order; `tokens` are the identifiers before a parenthesis. */
export function collectCalls(
  roots: readonly SyntaxNode[],
  text: string,
  bodyStart: number,
  tokens: readonly CallToken[],
): Call[] {
  const byStart = new Map<number, BareCall>();
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
        if (name?.kind === "identifier" && declaresTypes(node, text)) settled.add(name.start);
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
  const guarded = roots.flatMap((root) => lastReferenceSpans(root, text));
  const configured = roots.map((root) => configuredBranches(root, text));
  return [...byStart.values()]
    .sort((a, b) => a.span.start - b.span.start)
    .map((call) => ({
      ...call,
      onLastReference: guarded.some(
        ({ start, end }) => start <= call.span.start && call.span.start < end,
      ),
      onlyIf: conditionsOf(call.span.start, configured),
    }));
}

/** The conditions around an offset on which all readings of the definition agree. */
function conditionsOf(
  offset: number,
  readings: readonly (readonly ConfiguredBranch[])[],
): readonly string[] {
  const [first = [], ...others] = readings.map((branches) =>
    branches
      .filter(({ start, end }) => start <= offset && offset < end)
      .map(({ condition }) => condition),
  );
  return first.filter((condition) => others.every((other) => other.includes(condition)));
}

/**
 * True when the parameters of a declared function have types. "MACRO name(value);" looks like a
 * declaration too, but nothing is declared with the names of values.
 */
function declaresTypes(declarator: SyntaxNode, text: string): boolean {
  const parameters = childByField(declarator, "parameters")?.children ?? [];
  return parameters.some(({ kind, start, end }) => {
    const isOneWord = /^\w+$/.test(text.slice(start, end));
    return kind !== "parameter_declaration" || !isOneWord || text.slice(start, end) === "void";
  });
}

/** The calls that one call expression is: none for a keyword, the cleanup for its attribute. */
function callsOf(
  node: SyntaxNode,
  args: readonly SyntaxNode[] | undefined,
  text: string,
  mayBeType: boolean,
): readonly BareCall[] {
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
