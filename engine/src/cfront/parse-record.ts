/** Structures, unions and enumerations, with their members. */
import type {
  Attribute,
  Enumerator,
  Expression,
  MemberDeclaration,
  MemberDeclarator,
  StaticAssertion,
  TypeSpecifier,
} from "./ast.ts";
import { parseAttributes } from "./parse-attribute.ts";
import type { ParseState } from "./parse-state.ts";
import { findReservedWord } from "./reserved-word-table.ts";
import type { Token } from "./token.ts";

export function parseRecord(p: ParseState): TypeSpecifier {
  const { text: keyword, at: keywordAt } = p.advance();
  const attributes: Attribute[] = [];
  parseAttributes(p, attributes);
  const tag = findTag(p);
  if (tag === undefined && p.text !== "{") p.fail(`a tag or '{' after '${keyword}'`);
  const members = p.text === "{" ? parseMembers(p) : undefined;
  if (members !== undefined) parseAttributes(p, attributes);
  return {
    kind: "record",
    isUnion: keyword === "union",
    tag: tag?.text,
    members,
    attributes,
    at: tag?.at ?? keywordAt,
  };
}

function findTag(p: ParseState): Token | undefined {
  if (p.token.kind !== "identifier" || findReservedWord(p.text) !== undefined) return undefined;
  return p.advance();
}

function parseMembers(p: ParseState): readonly (MemberDeclaration | StaticAssertion)[] {
  p.expect("{", "before the members");
  const members: (MemberDeclaration | StaticAssertion)[] = [];
  while (!p.accepts("}")) {
    if (p.accepts(";")) continue;
    if (p.text === "_Static_assert") members.push(p.grammar.staticAssertion(p));
    else members.push(parseMember(p));
  }
  return members;
}

function parseMember(p: ParseState): MemberDeclaration {
  const { index, at } = p;
  const specifiers = p.grammar.specifiers(p);
  if (p.index === index) {
    p.fail(p.token.kind === "identifier" ? "a type name" : "a member or '}'");
  }
  const declarators: MemberDeclarator[] = [];
  if (p.text !== ";" && p.text !== "}") {
    do declarators.push(parseMemberDeclarator(p));
    while (p.accepts(","));
  }
  // The last member may lack its semicolon (GNU C).
  if (p.text !== "}") p.expect(";", "after a member");
  return { kind: "members", specifiers, declarators, at: declarators[0]?.at ?? at };
}

function parseMemberDeclarator(p: ParseState): MemberDeclarator {
  const attributes: Attribute[] = [];
  parseAttributes(p, attributes);
  const declarator =
    p.text === ":"
      ? { name: undefined, parts: [], attributes: [], at: p.at }
      : p.grammar.declarator(p, "named");
  const width: Expression | undefined = p.accepts(":") ? p.grammar.assignment(p) : undefined;
  parseAttributes(p, attributes);
  return { declarator, width, attributes, at: declarator.at };
}

export function parseEnum(p: ParseState): TypeSpecifier {
  const keyword = p.advance();
  const attributes: Attribute[] = [];
  parseAttributes(p, attributes);
  const tag = findTag(p);
  if (tag === undefined && p.text !== "{") p.fail("a tag or '{' after 'enum'");
  const enumerators = p.text === "{" ? parseEnumerators(p) : undefined;
  if (enumerators !== undefined) parseAttributes(p, attributes);
  return { kind: "enum", tag: tag?.text, enumerators, attributes, at: tag?.at ?? keyword.at };
}

function parseEnumerators(p: ParseState): readonly Enumerator[] {
  p.expect("{", "before the enumerators");
  const enumerators: Enumerator[] = [];
  while (p.text !== "}") {
    const { text: name, at } = p.identifier("an enumerator or '}'");
    parseAttributes(p, []);
    const value = p.accepts("=") ? p.grammar.assignment(p) : undefined;
    p.scopes.declare(name, false);
    enumerators.push({ name, value, at });
    if (!p.accepts(",")) break;
  }
  p.expect("}", "after the enumerators");
  return enumerators;
}
