/**
 * Recursive descent from expanded tokens to the syntax of `ast.ts`.
 *
 * Each rule looks ahead a fixed number of tokens and never goes back, so reading is linear; what
 * nests too deep is refused before the stack of the interpreter underneath runs out.
 */
import type { Expression, ExternalDeclaration, TypeName } from "./ast.ts";
import { parseExternalDeclaration, parseStaticAssertion } from "./parse-declaration.ts";
import { parseDeclarator, parseTypeName } from "./parse-declarator.ts";
import { parseAssignment, parseExpression } from "./parse-expression.ts";
import { parseInitializer } from "./parse-initializer.ts";
import { parseSpecifiers } from "./parse-specifiers.ts";
import { type Grammar, ParseState } from "./parse-state.ts";
import { parseBlock, parseCompoundStatement } from "./parse-statement.ts";
import type { Token } from "./token.ts";

const grammar: Grammar = {
  expression: parseExpression,
  assignment: parseAssignment,
  typeName: parseTypeName,
  specifiers: parseSpecifiers,
  declarator: parseDeclarator,
  initializer: parseInitializer,
  compoundStatement: parseCompoundStatement,
  functionBody: parseBlock,
  staticAssertion: parseStaticAssertion,
};

/**
 * The file-scope declarations that the tokens hold; none for empty declarations.
 *
 * `isTypeName` says whether a name is a typedef at file scope before these tokens; typedefs among
 * them are seen to here. It is asked once a name, and only where the grammar depends on it.
 * Throws a `CFrontError` at the first token that does not fit.
 */
export function parseDeclarations(
  tokens: readonly Token[],
  isTypeName: (name: string) => boolean,
): readonly ExternalDeclaration[] {
  const p = new ParseState(tokens, isTypeName, grammar);
  const declarations: ExternalDeclaration[] = [];
  while (!p.isAtEnd) {
    if (!p.accepts(";")) declarations.push(parseExternalDeclaration(p));
  }
  return declarations;
}

/** The expression that the tokens are; see {@link parseDeclarations}. */
export function parseExpressionTokens(
  tokens: readonly Token[],
  isTypeName: (name: string) => boolean,
): Expression {
  return parseWhole(tokens, isTypeName, parseExpression);
}

/** The type name that the tokens are; see {@link parseDeclarations}. */
export function parseTypeNameTokens(
  tokens: readonly Token[],
  isTypeName: (name: string) => boolean,
): TypeName {
  return parseWhole(tokens, isTypeName, parseTypeName);
}

function parseWhole<T>(
  tokens: readonly Token[],
  isTypeName: (name: string) => boolean,
  parse: (p: ParseState) => T,
): T {
  const p = new ParseState(tokens, isTypeName, grammar);
  const parsed = parse(p);
  if (!p.isAtEnd) p.fail("the end");
  return parsed;
}
