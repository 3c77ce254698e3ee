/** Initialisers: lists in braces with designators of C and of old GNU C, or an expression. */
import type { Designator, Initializer, InitializerEntry } from "./ast.ts";
import type { ParseState } from "./parse-state.ts";

export function parseInitializer(p: ParseState): Initializer {
  const { text, at } = p.token;
  if (text !== "{") return p.grammar.assignment(p);
  p.enter();
  p.advance();
  const entries: InitializerEntry[] = [];
  while (p.text !== "}") {
    entries.push(parseEntry(p));
    if (!p.accepts(",")) break;
  }
  p.expect("}", "after the initialisers");
  p.leave();
  return { kind: "initializer-list", entries, at };
}

function parseEntry(p: ParseState): InitializerEntry {
  const { at } = p;
  if (p.token.kind === "identifier" && p.ahead(1).text === ":") {
    const { text } = p.identifier("the name of a member");
    p.advance();
    return {
      designators: [{ kind: "member", name: text, at }],
      value: parseInitializer(p),
      at,
    };
  }
  const designators: Designator[] = [];
  while (p.text === "." || p.text === "[") designators.push(parseDesignator(p));
  const isIndexAlone = designators.length === 1 && designators[0]?.kind === "index";
  // Old GNU C has `[1] value`.
  if (designators.length > 0 && !p.accepts("=") && !isIndexAlone) p.fail("'=' after a designator");
  return { designators, value: parseInitializer(p), at };
}

function parseDesignator(p: ParseState): Designator {
  if (p.accepts(".")) {
    const { text, at } = p.identifier("the name of a member");
    return { kind: "member", name: text, at };
  }
  const { at } = p.advance();
  const first = p.grammar.assignment(p);
  const last = p.accepts("...") ? p.grammar.assignment(p) : undefined;
  p.expect("]", "after a designator");
  return { kind: "index", first, last, at };
}
