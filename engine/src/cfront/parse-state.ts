/**
 * What the parts of the parser share: the tokens, the scopes, and how deep they are in the syntax.
 *
 * Grammar rules call each other across files through `grammar`, so that no two files import each
 * other.
 */
import type {
  CompoundStatement,
  Declarator,
  Expression,
  Initializer,
  Specifiers,
  StaticAssertion,
  TypeName,
} from "./ast.ts";
import { CFrontError } from "./cfront-error.ts";
import { NameScopes } from "./name-scopes.ts";
import { findReservedWord, isSpecifierWord } from "./reserved-word-table.ts";
import type { Token } from "./token.ts";
import { TokenReader } from "./token-reader.ts";

export interface Grammar {
  readonly expression: (p: ParseState) => Expression;
  /** An expression without a comma operator at its top. */
  readonly assignment: (p: ParseState) => Expression;
  readonly typeName: (p: ParseState) => TypeName;
  readonly specifiers: (p: ParseState) => Specifiers;
  readonly declarator: (p: ParseState, form: DeclaratorForm) => Declarator;
  readonly initializer: (p: ParseState) => Initializer;
  readonly compoundStatement: (p: ParseState) => CompoundStatement;
  /** A block in the scope that the caller has opened. */
  readonly functionBody: (p: ParseState) => CompoundStatement;
  readonly staticAssertion: (p: ParseState) => StaticAssertion;
}

/** Whether a declarator must have a name, may have one, or must have none. */
export type DeclaratorForm = "named" | "either" | "abstract";

/**
 * The deepest nesting of rules, and again the longest chain of operators beside it, so that the
 * syntax is at most twice as deep. The C standard asks for 63 levels of parentheses; compilers stop
 * at 256. What the kernel's macros expand to stays below 100.
 */
export const deepestNesting = 1000;

/** What may follow a type name that begins a declaration or fills parentheses. */
const afterTypeName: ReadonlySet<string> = new Set(["*", "(", "[", ")", ",", ";", ":", ""]);

export class ParseState extends TokenReader {
  readonly grammar: Grammar;
  readonly scopes: NameScopes;
  #depth = 0;
  /** The longest chain of left-associative operators in the expression at hand. */
  nLinks = 0;

  constructor(tokens: readonly Token[], isTypeName: (name: string) => boolean, grammar: Grammar) {
    super(tokens);
    this.grammar = grammar;
    this.scopes = new NameScopes(isTypeName);
  }

  get depth(): number {
    return this.#depth;
  }

  /** Begins one level of nesting. */
  enter(): void {
    if (++this.#depth > deepestNesting) this.#failTooDeep();
  }

  /** Ends the level, or all levels beyond `depth`. */
  leave(depth = this.#depth - 1): void {
    this.#depth = depth;
  }

  /** Counts an operator that takes what was parsed before as its left operand. */
  link(): void {
    if (++this.nLinks > deepestNesting) this.#failTooDeep();
  }

  #failTooDeep(): never {
    throw new CFrontError(`nested deeper than ${deepestNesting} levels`, this.at);
  }

  /** Moves over an identifier that is no reserved word. */
  identifier(expected: string): Token {
    if (this.token.kind !== "identifier" || findReservedWord(this.text) !== undefined) {
      this.fail(expected);
    }
    return this.advance();
  }

  /** Whether the token `distance` places behind begins a type name or a declaration. */
  startsType(distance: number): boolean {
    const token = this.ahead(distance);
    if (token.kind !== "identifier") return false;
    const word = findReservedWord(token.text);
    if (word !== undefined) return isSpecifierWord(word) && this.#isTypeWord(word.kind, distance);
    // The look-up may cost much, and what follows often answers the question.
    const next = this.ahead(distance + 1);
    if (next.kind !== "identifier" && !afterTypeName.has(next.text)) return false;
    return this.scopes.isTypeName(token.text);
  }

  /** `__extension__` stands before expressions as well. */
  #isTypeWord(kind: string, distance: number): boolean {
    if (kind !== "extension") return true;
    let behind = distance + 1;
    while (this.ahead(behind).text === "__extension__") behind++;
    return this.startsType(behind);
  }
}
