/** Declaration specifiers, in any order: storage, qualifiers, attributes, and the type they name. */
import type { Attribute, Expression, Specifiers, TypeName, TypeSpecifier } from "./ast.ts";
import { parseAlignment, parseAttributes } from "./parse-attribute.ts";
import { parseEnum, parseRecord } from "./parse-record.ts";
import type { ParseState } from "./parse-state.ts";
import type { PositionId } from "./position.ts";
import { findReservedWord, type ReservedWord } from "./reserved-word-table.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Draft {
  readonly specifiers: Mutable<Omit<Specifiers, "type">>;
  readonly alignments: (TypeName | Expression)[];
  readonly attributes: Attribute[];
  readonly words: string[];
  wordsAt: PositionId;
  /** Any type but one of words. */
  type: TypeSpecifier | undefined;
}

/** May read nothing at all, which is the implicit int of old code; the caller decides where it may. */
export function parseSpecifiers(p: ParseState): Specifiers {
  p.enter();
  const draft = newDraft(p.at);
  while (p.token.kind === "identifier") {
    const word = findReservedWord(p.text);
    if (word !== undefined ? !takeWord(p, word, draft) : !takeTypedefName(p, draft)) break;
  }
  p.leave();
  const { specifiers, words, wordsAt, type } = draft;
  return { ...specifiers, type: type ?? { kind: "builtin", words, at: wordsAt } };
}

function newDraft(at: PositionId): Draft {
  const alignments: (TypeName | Expression)[] = [];
  const attributes: Attribute[] = [];
  return {
    specifiers: {
      storage: undefined,
      isInline: false,
      isThreadLocal: false,
      isConst: false,
      isVolatile: false,
      alignments,
      attributes,
      at,
    },
    alignments,
    attributes,
    words: [],
    wordsAt: at,
    type: undefined,
  };
}

function takeTypedefName(p: ParseState, draft: Draft): boolean {
  if (draft.type !== undefined || draft.words.length > 0) return false;
  if (!p.scopes.isTypeName(p.text)) return false;
  const { text, at } = p.advance();
  draft.type = { kind: "typedef", name: text, at };
  return true;
}

/** False for a word that is no specifier, or a second type. */
function takeWord(p: ParseState, word: ReservedWord, draft: Draft): boolean {
  const { specifiers } = draft;
  switch (word.kind) {
    case "storage":
      if (specifiers.storage !== undefined) p.fail("one storage class");
      specifiers.storage = word.canonical;
      break;
    case "const":
      specifiers.isConst = true;
      break;
    case "volatile":
      specifiers.isVolatile = true;
      break;
    case "inline":
      specifiers.isInline = true;
      break;
    case "thread-local":
      specifiers.isThreadLocal = true;
      break;
    case "ignored":
    case "extension":
      break;
    case "noreturn":
      draft.attributes.push({ name: "noreturn", arguments: [], at: p.at });
      break;
    case "attribute":
      parseAttributes(p, draft.attributes);
      return true;
    case "alignas":
      p.advance();
      draft.alignments.push(parseAlignment(p));
      return true;
    case "builtin":
      if (draft.type !== undefined) return false;
      if (draft.words.length === 0) draft.wordsAt = p.at;
      // More words than the longest type has are one mistake, not a list to keep.
      if (draft.words.length === 6) p.fail("a declarator");
      draft.words.push(word.canonical);
      break;
    case "atomic":
      if (p.ahead(1).text === "(") return takeType(p, draft, parseAtomic);
      break;
    case "builtin-typedef":
      return takeType(p, draft, parseBuiltInTypedef);
    case "record":
      return takeType(p, draft, parseRecord);
    case "enum":
      return takeType(p, draft, parseEnum);
    case "typeof":
      return takeType(p, draft, parseTypeof);
    case "auto-type":
      return takeType(p, draft, (at) => ({ kind: "auto-type", at: at.advance().at }));
    default:
      return false;
  }
  p.advance();
  return true;
}

function takeType(p: ParseState, draft: Draft, parse: (p: ParseState) => TypeSpecifier): boolean {
  if (draft.type !== undefined || draft.words.length > 0) return false;
  draft.type = parse(p);
  return true;
}

function parseBuiltInTypedef(p: ParseState): TypeSpecifier {
  const { text, at } = p.advance();
  switch (text) {
    case "__int128_t":
      return { kind: "builtin", words: ["__int128"], at };
    case "__uint128_t":
      return { kind: "builtin", words: ["unsigned", "__int128"], at };
    default:
      return { kind: "typedef", name: text, at };
  }
}

function parseAtomic(p: ParseState): TypeSpecifier {
  const { at } = p.advance();
  p.advance();
  const type = p.grammar.typeName(p);
  p.expect(")", "after the type");
  return { kind: "atomic", type, at };
}

function parseTypeof(p: ParseState): TypeSpecifier {
  const isUnqualified = findReservedWord(p.text)?.canonical === "typeof_unqual";
  const { at, text } = p.advance();
  p.expect("(", `after '${text}'`);
  const found: TypeSpecifier = p.startsType(0)
    ? { kind: "typeof-type", type: p.grammar.typeName(p), isUnqualified, at }
    : { kind: "typeof-expression", expression: p.grammar.expression(p), isUnqualified, at };
  p.expect(")", `after the operand of '${text}'`);
  return found;
}
