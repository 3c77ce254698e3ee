/** Declarations: at file scope, in blocks, and the definitions of functions. */
import type {
  Attribute,
  Declaration,
  Declarator,
  ExternalDeclaration,
  InitDeclarator,
  Specifiers,
  StaticAssertion,
} from "./ast.ts";
import { CFrontError } from "./cfront-error.ts";
import { readLiteralText } from "./literal-text.ts";
import { parseFileAssembly, startsAssembly } from "./parse-assembly.ts";
import { parseAssemblerName, parseAttributes } from "./parse-attribute.ts";
import { parseOldParameters } from "./parse-declarator.ts";
import type { ParseState } from "./parse-state.ts";

export function parseExternalDeclaration(p: ParseState): ExternalDeclaration {
  if (startsAssembly(p)) return parseFileAssembly(p);
  if (p.text === "_Static_assert") return parseStaticAssertion(p);
  const specifiers = p.grammar.specifiers(p);
  return parseDeclarators(p, specifiers, true);
}

/** A declaration in a block; `attributes` are those that were read before it. */
export function parseLocalDeclaration(
  p: ParseState,
  attributes: readonly Attribute[] = [],
): Declaration {
  const specifiers = p.grammar.specifiers(p);
  const whole: Specifiers =
    attributes.length === 0
      ? specifiers
      : { ...specifiers, attributes: [...attributes, ...specifiers.attributes] };
  return parseDeclarators(p, whole, false) as Declaration;
}

export function parseStaticAssertion(p: ParseState): StaticAssertion {
  const { at } = p.advance();
  p.expect("(", "after '_Static_assert'");
  const condition = p.grammar.assignment(p);
  const message = p.accepts(",") ? readLiteralText(p, "a message") : undefined;
  p.expect(")", "after the assertion");
  p.expect(";", "after the assertion");
  return { kind: "static-assert", condition, message, at };
}

function parseDeclarators(
  p: ParseState,
  specifiers: Specifiers,
  isAtFileScope: boolean,
): ExternalDeclaration {
  const declarators: InitDeclarator[] = [];
  if (!p.accepts(";")) {
    do {
      const attributes: Attribute[] = [];
      const declarator = parseDeclared(p, specifiers, attributes);
      if (declarators.length === 0) {
        const whole = parseOldParameters(p, declarator);
        if (p.text === "{" || whole !== declarator) {
          return parseFunction(p, specifiers, whole, attributes, isAtFileScope);
        }
      }
      const initializer = p.accepts("=") ? p.grammar.initializer(p) : undefined;
      declarators.push({ declarator, attributes, initializer, at: declarator.at });
    } while (p.accepts(","));
    if (p.text !== ";") failAfterDeclarator(p, specifiers, declarators);
    p.advance();
  }
  const at = declarators[0]?.at ?? specifiers.at;
  return { kind: "declaration", specifiers, declarators, at };
}

/** A declarator with the attributes around it. Its name is in scope from here on. */
function parseDeclared(p: ParseState, specifiers: Specifiers, attributes: Attribute[]): Declarator {
  parseAttributes(p, attributes);
  const declarator = p.grammar.declarator(p, "named");
  p.scopes.declare(declarator.name as string, specifiers.storage === "typedef");
  parseAssemblerName(p, attributes);
  parseAttributes(p, attributes);
  return declarator;
}

/** A name that is followed by another one was meant as a type. */
function failAfterDeclarator(
  p: ParseState,
  { type }: Specifiers,
  [first]: readonly InitDeclarator[],
): never {
  const isUntyped = type.kind === "builtin" && type.words.length === 0;
  if (isUntyped && p.token.kind === "identifier" && first?.declarator.parts.length === 0) {
    const { name, at } = first.declarator;
    throw new CFrontError(`expected a type name, found '${name}'`, at);
  }
  p.fail("';' after a declaration");
}

function parseFunction(
  p: ParseState,
  specifiers: Specifiers,
  declarator: Declarator,
  attributes: readonly Attribute[],
  isAtFileScope: boolean,
): ExternalDeclaration {
  const [part] = declarator.parts;
  const name = declarator.name as string;
  if (part?.kind !== "function") p.fail("';' after a declaration");
  if (!isAtFileScope) {
    throw new CFrontError(
      `expected a statement, found the nested function '${name}', which is not supported`,
      declarator.at,
    );
  }
  p.scopes.open();
  for (const parameter of part.parameters) {
    if (parameter.declarator.name !== undefined) {
      p.scopes.declare(parameter.declarator.name, false);
    }
  }
  const body = p.grammar.functionBody(p);
  p.scopes.close();
  const whole = { ...declarator, attributes: [...declarator.attributes, ...attributes] };
  return { kind: "function", specifiers, declarator: whole, body, at: declarator.at };
}
