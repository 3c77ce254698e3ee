/**
 * One definition, parsed: its parameters, its calls, and what its variables may hold.
 *
 * A model depends on the definition's text alone, so it is kept as long as that text stands
 * anywhere; all offsets are relative to the definition's start.
 */
import type { Span } from "#engine/base";
import type { Definition } from "#engine/index";
import type { CParser, ParsedSource, SyntaxNode } from "#engine/syntax";
import { type Call, collectCalls } from "./body-calls.ts";
import { type BodyVariables, collectVariables } from "./body-variables.ts";
import { type CallToken, callTokens, usedNames } from "./call-tokens.ts";
import { declaredName, walkNodes } from "./syntax-walk.ts";

export interface Parameter {
  readonly name: string;
  /** The declaration's text, such as "pte_fn_t fn". */
  readonly declaration: string;
}

export interface FunctionModel extends BodyVariables {
  readonly name: string;
  readonly kind: "function" | "macro";
  readonly text: string;
  readonly parameters: readonly Parameter[];
  readonly calls: readonly Call[];
  /** Identifiers of the body that are neither called nor members: where a macro may be used. */
  readonly uses: readonly CallToken[];
  readonly roots: readonly SyntaxNode[];
  /** Call instructions inside asm statements. */
  readonly assemblyCalls: readonly Span[];
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
    ...variables,
    assemblyCalls: assemblyCalls(parsed.variants, text),
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
    ...variables,
    assemblyCalls: assemblyCalls(parsed.variants, text),
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

const stringLiteral = /"(?:[^"\\\n]|\\.)*"?/g;

/** In a template: x86 call, arm64 and arm bl and blr, powerpc bctrl, riscv and mips jal, s390 brasl and basr. */
const callInstruction = /(?:["\s;:]|\\[nt])(?:call[lq]?|blr?|bctrl|jalr?|brasl?|basr)[ \t"\\]/;

/** A macro for such an instruction, by its name. */
const callMacro = /\b[A-Z_]{0,60}CALL[A-Z_]{0,60}\b/;

function hasCallInstruction(assembly: string): boolean {
  const literals = assembly.match(stringLiteral) ?? [];
  return literals.some((literal) => callInstruction.test(literal)) || callMacro.test(assembly);
}

function assemblyCalls(roots: readonly SyntaxNode[], text: string): Span[] {
  const found: Span[] = [];
  for (const root of roots) {
    walkNodes(root, (node) => {
      if (node.kind !== "gnu_asm_expression") return "enter";
      const isKnown = found.some(({ start }) => start === node.start);
      if (!isKnown && hasCallInstruction(text.slice(node.start, node.end))) found.push(node);
      return "enter";
    });
  }
  return found;
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

/** True when `name`, used at `offset` of the model's text, is a variable declared in its body. */
export function isLocalAt(model: FunctionModel, name: string, offset: number): boolean {
  const scopes = model.locals.get(name) ?? [];
  return scopes.some((scope) => scope.start <= offset && offset < scope.end);
}

const plainParameter =
  /^(?:const\s+)?(?:unsigned|signed|long|short|int|char|bool|size_t)\b[\s\w]*$/;

/** True when a call of `name` at `offset` calls what a variable or parameter points to. */
export function isCalledVariable(model: FunctionModel, name: string, offset: number): boolean {
  if (isLocalAt(model, name, offset)) return !model.numbers.has(name);
  const parameter = model.parameters.find((candidate) => candidate.name === name);
  return parameter !== undefined && !plainParameter.test(parameter.declaration);
}
