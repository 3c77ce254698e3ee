/** `__attribute__((...))`: kept by name, with those arguments that are expressions or types. */
import type { Attribute, Expression, TypeName } from "./ast.ts";
import { CFrontError } from "./cfront-error.ts";
import type { ParseState } from "./parse-state.ts";
import { findReservedWord } from "./reserved-word-table.ts";

function startsAttributes(p: ParseState): boolean {
  return p.text === "__attribute__" || p.text === "__attribute";
}

/** Moves over all attributes that stand here. */
export function parseAttributes(p: ParseState, into: Attribute[]): void {
  while (startsAttributes(p)) {
    p.advance();
    p.expect("(", "after '__attribute__'");
    p.expect("(", "after '__attribute__('");
    for (;;) {
      if (p.token.kind === "identifier") into.push(parseAttribute(p));
      if (!p.accepts(",")) break;
    }
    p.expect(")", "after the attributes");
    p.expect(")", "after the attributes");
  }
}

function parseAttribute(p: ParseState): Attribute {
  const { text, at } = p.advance();
  const name = /^__(.+)__$/.exec(text)?.[1] ?? text;
  return { name, arguments: p.text === "(" ? parseArguments(p) : [], at };
}

/** An argument list of a shape that is neither expressions nor types is passed over whole. */
function parseArguments(p: ParseState): readonly (Expression | TypeName)[] {
  const closing = p.closingOf(p.index);
  const { depth, nLinks } = p;
  const scopeDepth = p.scopes.depth;
  p.advance();
  try {
    const found: (Expression | TypeName)[] = [];
    if (!p.accepts(")")) {
      do found.push(parseTypeOrExpression(p));
      while (p.accepts(","));
      p.expect(")", "after the arguments of an attribute");
    }
    return found;
  } catch (error) {
    if (!(error instanceof CFrontError)) throw error;
    p.leave(depth);
    p.nLinks = nLinks;
    p.scopes.closeTo(scopeDepth);
    p.moveTo(closing);
    p.expect(")", "after the arguments of an attribute");
    return [];
  }
}

function parseTypeOrExpression(p: ParseState): Expression | TypeName {
  if (p.startsType(0)) return p.grammar.typeName(p);
  // A word such as `const` of a format's archetype is no expression; the caller passes over it.
  return p.grammar.assignment(p);
}

/** The argument of `_Alignas`: a type or an expression in parentheses. */
export function parseAlignment(p: ParseState): Expression | TypeName {
  p.expect("(", "after '_Alignas'");
  const argument = parseTypeOrExpression(p);
  p.expect(")", "after the argument of '_Alignas'");
  return argument;
}

/** An assembler name of a declarator, such as `asm("rsp")`, is kept as an attribute "asm". */
export function parseAssemblerName(p: ParseState, into: Attribute[]): void {
  if (findReservedWord(p.text)?.kind !== "assembly") return;
  const { at } = p.advance();
  p.expect("(", "after 'asm'");
  const pieces: string[] = [];
  const literalAt = p.at;
  while (p.token.kind === "string") pieces.push(p.advance().text);
  if (pieces.length === 0) p.fail("a string");
  p.expect(")", "after the assembler name");
  into.push({ name: "asm", arguments: [{ kind: "string", pieces, at: literalAt }], at });
}
