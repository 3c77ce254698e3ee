/** Declarators, with names and without, and the parameters of functions. */
import type {
  Attribute,
  Declarator,
  DeclaratorPart,
  Expression,
  Parameter,
  Specifiers,
  TypeName,
} from "./ast.ts";
import { parseAttributes } from "./parse-attribute.ts";
import { type DeclaratorForm, deepestNesting, type ParseState } from "./parse-state.ts";
import type { PositionId } from "./position.ts";
import { findReservedWord, isSpecifierWord } from "./reserved-word-table.ts";
import type { Token } from "./token.ts";

/** Of a declarator as it is read: parts are in the order of {@link Declarator}. */
interface Draft {
  name: Token | undefined;
  readonly parts: DeclaratorPart[];
  readonly attributes: Attribute[];
}

export function parseDeclarator(p: ParseState, form: DeclaratorForm): Declarator {
  const draft: Draft = { name: undefined, parts: [], attributes: [] };
  const { at } = p;
  readDeclarator(p, form, draft);
  const { name, parts, attributes } = draft;
  return { name: name?.text, parts, attributes, at: name?.at ?? at };
}

export function parseTypeName(p: ParseState): TypeName {
  const { index, at } = p;
  const specifiers = p.grammar.specifiers(p);
  if (p.index === index) p.fail("a type name");
  return { kind: "type-name", specifiers, declarator: parseDeclarator(p, "abstract"), at };
}

function readDeclarator(p: ParseState, form: DeclaratorForm, draft: Draft): void {
  p.enter();
  const pointers: DeclaratorPart[] = [];
  parseAttributes(p, draft.attributes);
  while (p.text === "*") pointers.push(parsePointer(p, draft.attributes));
  if (p.text === "(" && isNested(p, form)) {
    p.advance();
    readDeclarator(p, form, draft);
    p.expect(")", "after a declarator");
  } else if (form !== "abstract") readName(p, form, draft);
  while (p.text === "[" || p.text === "(") {
    add(p, draft, p.text === "[" ? parseArray(p) : parseFunction(p));
  }
  while (pointers.length > 0) add(p, draft, pointers.pop() as DeclaratorPart);
  p.leave();
}

function add(p: ParseState, { parts }: Draft, part: DeclaratorPart): void {
  if (parts.push(part) > deepestNesting) {
    p.fail(`a declarator of at most ${deepestNesting} parts`);
  }
}

function readName(p: ParseState, form: DeclaratorForm, draft: Draft): void {
  if (p.token.kind === "identifier" && findReservedWord(p.text) === undefined) {
    draft.name = p.advance();
  } else if (form === "named") p.fail("a declarator");
}

/** Whether a parenthesis holds a declarator; else it holds the parameters of one without a name. */
function isNested(p: ParseState, form: DeclaratorForm): boolean {
  if (form === "named") return true;
  const { text } = p.ahead(1);
  if (text === ")" || text === "...") return false;
  return findReservedWord(text)?.kind === "attribute" || !p.startsType(1);
}

function parsePointer(p: ParseState, attributes: Attribute[]): DeclaratorPart {
  const { at } = p.advance();
  return { kind: "pointer", ...parseQualifiers(p, attributes), at };
}

function parseQualifiers(p: ParseState, attributes: Attribute[]) {
  let isConst = false;
  let isVolatile = false;
  while (p.token.kind === "identifier") {
    const kind = findReservedWord(p.text)?.kind;
    if (kind === "attribute") {
      parseAttributes(p, attributes);
      continue;
    }
    if (kind === "const") isConst = true;
    else if (kind === "volatile") isVolatile = true;
    else if (kind !== "ignored" && kind !== "atomic") break;
    p.advance();
  }
  return { isConst, isVolatile };
}

function parseArray(p: ParseState): DeclaratorPart {
  const { at } = p.advance();
  // Of a parameter; they say nothing that its type keeps.
  do parseQualifiers(p, []);
  while (p.accepts("static"));
  let size: Expression | undefined;
  const isStar = p.text === "*" && p.ahead(1).text === "]";
  if (isStar) p.advance();
  else if (p.text !== "]") size = p.grammar.assignment(p);
  p.expect("]", "after the size of an array");
  return { kind: "array", size, isStar, at };
}

function parseFunction(p: ParseState): DeclaratorPart {
  const { at } = p.advance();
  if (p.accepts(")")) return functionPart([], false, true, at);
  if (p.text === "void" && p.ahead(1).text === ")") {
    p.advance();
    p.advance();
    return functionPart([], false, false, at);
  }
  if (isListOfNames(p)) return functionPart(parseNames(p), false, true, at);
  const parameters: Parameter[] = [];
  let isVariadic = false;
  p.scopes.open();
  do {
    if (p.accepts("...")) {
      isVariadic = true;
      break;
    }
    parameters.push(parseParameter(p));
  } while (p.accepts(","));
  p.scopes.close();
  p.expect(")", "after the parameters");
  return functionPart(parameters, isVariadic, false, at);
}

function functionPart(
  parameters: readonly Parameter[],
  isVariadic: boolean,
  isUnprototyped: boolean,
  at: PositionId,
): DeclaratorPart {
  return { kind: "function", parameters, isVariadic, isUnprototyped, at };
}

function parseParameter(p: ParseState): Parameter {
  const { index } = p;
  const specifiers = p.grammar.specifiers(p);
  if (p.index === index) p.fail(p.token.kind === "identifier" ? "a type name" : "a parameter");
  const declarator = parseDeclarator(p, "either");
  const attributes = [...declarator.attributes];
  parseAttributes(p, attributes);
  if (declarator.name !== undefined) p.scopes.declare(declarator.name, false);
  return { specifiers, declarator: { ...declarator, attributes }, at: declarator.at };
}

/** The names of a K&R definition; a list that begins with a type is one of parameters. */
function isListOfNames(p: ParseState): boolean {
  if (p.token.kind !== "identifier" || findReservedWord(p.text) !== undefined) return false;
  const next = p.ahead(1).text;
  return (next === "," || next === ")") && !p.scopes.isTypeName(p.text);
}

function parseNames(p: ParseState): readonly Parameter[] {
  const parameters: Parameter[] = [];
  do {
    const { text, at } = p.identifier("the name of a parameter");
    const declarator: Declarator = { name: text, parts: [], attributes: [], at };
    parameters.push({ specifiers: implicitInt(at), declarator, at });
  } while (p.accepts(","));
  p.expect(")", "after the names of parameters");
  return parameters;
}

function implicitInt(at: PositionId): Specifiers {
  return {
    storage: undefined,
    isInline: false,
    isThreadLocal: false,
    isConst: false,
    isVolatile: false,
    alignments: [],
    attributes: [],
    type: { kind: "builtin", words: [], at },
    at,
  };
}

/** Whether a declaration of a K&R parameter stands here. */
function startsParameterDeclaration(p: ParseState): boolean {
  const word = p.token.kind === "identifier" ? findReservedWord(p.text) : undefined;
  if (word !== undefined) return isSpecifierWord(word);
  return p.startsType(0);
}

/**
 * Moves over the declarations between the names and the body of a K&R definition, and puts the
 * types that they give into the function's part. Returns the declarator itself when there are none.
 */
export function parseOldParameters(p: ParseState, declarator: Declarator): Declarator {
  const [part, ...rest] = declarator.parts;
  if (part?.kind !== "function" || !part.isUnprototyped || part.parameters.length === 0) {
    return declarator;
  }
  if (!startsParameterDeclaration(p)) return declarator;
  const given = new Map<string, Parameter>();
  while (startsParameterDeclaration(p)) {
    const specifiers = p.grammar.specifiers(p);
    do {
      const parameter = parseDeclarator(p, "named");
      given.set(parameter.name as string, {
        specifiers,
        declarator: parameter,
        at: parameter.at,
      });
    } while (p.accepts(","));
    p.expect(";", "after the declaration of parameters");
  }
  const parameters = part.parameters.map(
    (parameter) => given.get(parameter.declarator.name as string) ?? parameter,
  );
  return { ...declarator, parts: [{ ...part, parameters }, ...rest] };
}
