/**
 * Where file-scope declarations end, and which names each might declare, from the few kinds of
 * events that say so. Works on a file's text and on expanded tokens alike.
 *
 * It errs on the side of one name too many: a name is one that stands where declarators, tags and
 * enumerators do.
 */
import { type EventStream, eventCodes } from "./source-text.ts";

/** What a name means to the scanner; an attribute is a macro that declares nothing by itself. */
export type MacroKind = "none" | "object" | "function" | "attribute";

export interface ScannerHooks {
  /**
   * The piece that is under way might declare a name. Not certain is what may as well be the type
   * of a declaration or a parameter.
   */
  readonly onName: (name: string, isCertain: boolean) => void;
  readonly macroKind: (name: string) => MacroKind;
  /** A macro stands where a declaration may: what it declares, only its expansion says. */
  readonly onMacroUse: () => void;
}

const {
  open,
  close,
  openParenthesis,
  closeParenthesis,
  semicolon,
  equals,
  comma,
  star,
  bracket,
  colon,
  other,
  identifier,
  record,
  enumeration,
  unknown,
} = eventCodes;

type BraceKind = "aggregate" | "enum" | "function" | "initializer";

const attributeWords = new Set([
  "__attribute__",
  "__attribute",
  "__asm__",
  "__asm",
  "asm",
  "_Alignas",
  "__extension__",
]);
const qualifiers = new Set(["const", "volatile", "restrict", "__restrict", "__const"]);
const typeofWords = new Set([
  "typeof",
  "__typeof__",
  "__typeof",
  "typeof_unqual",
  "__typeof_unqual__",
  "_Atomic",
]);
const storageWords = new Set([
  "static",
  "extern",
  "typedef",
  "inline",
  "__inline__",
  "__inline",
  "_Static_assert",
]);

export class DeclarationScanner {
  readonly #hooks: ScannerHooks;
  #stream: EventStream = { codes: [], partners: [], nameOf: () => "" };
  #at = 0;
  #end = 0;
  #braces: BraceKind[] = [];
  #parentheses = 0;
  #hasEquals = false;
  /** Behind struct, union or enum: a tag or an attribute may come, or the brace. */
  #keyword: "" | "aggregate" | "enum" = "";
  /** In the parentheses of an attribute between keyword and tag. */
  #attributeDepth = 0;
  #isUnderWay = false;
  /** So far nothing but a macro and its arguments. */
  #isMacroAlone = false;
  /** In parentheses that may hold a declarator, an attribute has begun. */
  #isAttributeInParentheses = false;
  /** Behind the parenthesis that may hold a declarator: `(*name)`. */
  #mayBeDeclarator = false;
  /** The present parentheses are those of parameters, as far as one can see. */
  #mayBeParameters = false;
  /** Behind the parameters' names of a definition in the old style, whose types follow. */
  #isOldStyle = false;
  #before: number = other;

  constructor(hooks: ScannerHooks) {
    this.#hooks = hooks;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Parentheses that are open now, outside of braces. */
  get nParentheses(): number {
    return this.#parentheses;
  }

  /**
   * Takes events up to `end`, or up to that with which a declaration ends; the index behind it, or
   * -1 when none has ended.
   */
  scan(stream: EventStream, from: number, end: number): number {
    this.#stream = stream;
    this.#end = end;
    const { codes, partners } = stream;
    for (this.#at = from; this.#at < end; this.#at++) {
      const code = codes[this.#at] as number;
      const top = this.#braces[this.#braces.length - 1];
      let hasEnded = false;
      if (top === "function" || top === "initializer") {
        if (code === open) this.#openBrace(top, partners);
        else if (code === close) {
          this.#braces.pop();
          hasEnded = this.#braces.length === 0 && top === "function";
        }
      } else hasEnded = this.#outside(code);
      this.#isUnderWay = true;
      this.#before = code;
      if (hasEnded) {
        this.reset();
        return this.#at + 1;
      }
    }
    return -1;
  }

  /** As if the declaration under way had ended. */
  reset(): void {
    this.#braces = [];
    this.#parentheses = 0;
    this.#hasEquals = false;
    this.#keyword = "";
    this.#attributeDepth = 0;
    this.#isUnderWay = false;
    this.#isMacroAlone = false;
    this.#mayBeDeclarator = false;
    this.#mayBeParameters = false;
    this.#isOldStyle = false;
    this.#before = other;
  }

  /** What is in a function's or an initialiser's braces does not matter, so it is passed over. */
  #openBrace(kind: BraceKind, partners: ArrayLike<number>): void {
    this.#braces.push(kind);
    if (kind !== "function" && kind !== "initializer") return;
    const partner = partners[this.#at] as number;
    // The closing brace itself is taken next.
    if (partner > 0 && partner < this.#end) this.#at = partner - 1;
  }

  #next(): number {
    return this.#at + 1 < this.#end ? (this.#stream.codes[this.#at + 1] as number) : unknown;
  }

  #nextName(): string {
    return this.#next() === identifier ? this.#stream.nameOf(this.#at + 1) : "";
  }

  #outside(code: number): boolean {
    switch (code) {
      case identifier:
        this.#identifier();
        return false;
      case record:
      case enumeration:
        this.#keyword = code === enumeration ? "enum" : "aggregate";
        this.#mayBeDeclarator = false;
        return false;
      case openParenthesis:
        if (this.#attributeDepth > 0 || (this.#keyword !== "" && this.#before === identifier)) {
          this.#attributeDepth++;
        } else this.#keyword = "";
        this.#parentheses++;
        this.#mayBeDeclarator = this.#parentheses === 1;
        return false;
      case closeParenthesis:
        return this.#closeParenthesis();
      case open:
        this.#openBrace(this.#braceKind(), this.#stream.partners);
        this.#keyword = "";
        this.#isOldStyle = false;
        return false;
      case close:
        this.#braces.pop();
        this.#keyword = "";
        return false;
      case semicolon:
        this.#keyword = "";
        // Macro arguments may hold whole declarations.
        return this.#braces.length === 0 && this.#parentheses === 0 && !this.#isOldStyle;
      case equals:
        if (this.#isFileScope()) this.#hasEquals = true;
        this.#keyword = "";
        this.#isOldStyle = false;
        return false;
      case comma:
        this.#keyword = "";
        this.#mayBeDeclarator = false;
        // Behind a comma, the next declarator has no initialiser as yet.
        if (this.#isFileScope()) this.#hasEquals = false;
        return false;
      default:
        if (code !== star) this.#mayBeDeclarator = false;
        if (code !== colon) this.#keyword = "";
        return false;
    }
  }

  #isFileScope(): boolean {
    return this.#braces.length === 0 && this.#parentheses === 0;
  }

  #closeParenthesis(): boolean {
    if (this.#attributeDepth > 0) this.#attributeDepth--;
    if (this.#parentheses > 0) this.#parentheses--;
    // Behind the arguments of an attribute, the declarator goes on.
    this.#mayBeDeclarator = this.#isAttributeInParentheses && this.#parentheses === 1;
    if (this.#mayBeDeclarator) this.#isAttributeInParentheses = false;
    if (!this.#isFileScope()) return false;
    const next = this.#next();
    const word = this.#nextName();
    const isRecord = next === record || next === enumeration;
    if (this.#isMacroAlone) {
      this.#isMacroAlone = false;
      // Without a semicolon, the next declaration follows at once; but a macro may be an attribute.
      if (isRecord) return true;
      return word !== "" && !attributeWords.has(word) && this.#hooks.macroKind(word) === "none";
    }
    if (this.#mayBeParameters && !this.#hasEquals && (isRecord || word !== "")) {
      this.#isOldStyle =
        isRecord ||
        (!attributeWords.has(word) &&
          !storageWords.has(word) &&
          this.#hooks.macroKind(word) === "none");
    }
    this.#mayBeParameters = false;
    return false;
  }

  #braceKind(): BraceKind {
    if (this.#keyword === "enum") return "enum";
    if (this.#keyword === "aggregate") return "aggregate";
    if (this.#braces.length > 0) return "initializer";
    return this.#hasEquals || this.#parentheses > 0 ? "initializer" : "function";
  }

  #identifier(): void {
    if (this.#attributeDepth > 0) return;
    if (this.#keyword !== "") this.#tag(this.#stream.nameOf(this.#at));
    else if (this.#braces.length > 0) this.#member();
    else if (this.#parentheses === 0) this.#outermost(this.#stream.nameOf(this.#at));
    else if (this.#mayBeDeclarator) this.#inParentheses(this.#stream.nameOf(this.#at));
  }

  #tag(name: string): void {
    const next = this.#next();
    const kind = this.#hooks.macroKind(name);
    if (next === openParenthesis && (kind !== "none" || attributeWords.has(name))) return;
    // An attribute may stand between the keyword and the tag.
    if (next === identifier && kind !== "none") return;
    if (next === open || next === unknown) {
      if (kind !== "none") this.#hooks.onMacroUse();
      this.#hooks.onName(name, true);
      return;
    }
    if (this.#keyword === "enum" && next === colon) {
      // The type of the enumerators comes before the brace.
      this.#hooks.onName(name, true);
      return;
    }
    if (this.#keyword === "enum" && this.#before === colon) return;
    this.#keyword = "";
  }

  #member(): void {
    const { onName, macroKind, onMacroUse } = this.#hooks;
    const isCalled = this.#next() === openParenthesis;
    if (this.#braces[this.#braces.length - 1] !== "enum") {
      // In a struct, only `struct_group_tagged()` and its kin declare what is seen outside.
      const name = isCalled ? this.#stream.nameOf(this.#at) : "";
      if (/tagged|enum|struct/i.test(name) && macroKind(name) === "function") onMacroUse();
      return;
    }
    if (this.#parentheses > 0) return;
    const mayName = this.#before === open || this.#before === comma;
    if (!mayName && !isCalled) return;
    const name = this.#stream.nameOf(this.#at);
    if (mayName) onName(name, true);
    const kind = macroKind(name);
    if (kind === "function" || (kind === "object" && mayName)) onMacroUse();
  }

  #inParentheses(name: string): void {
    if (qualifiers.has(name)) return;
    if (attributeWords.has(name)) {
      this.#isAttributeInParentheses = true;
      return;
    }
    const next = this.#next();
    const mayName =
      this.#before === star ||
      next === closeParenthesis ||
      next === openParenthesis ||
      next === bracket ||
      next === unknown;
    if (mayName) {
      // `f(T)` looks like `T (x)`.
      this.#hooks.onName(name, this.#before !== openParenthesis || next !== closeParenthesis);
      this.#mayBeDeclarator = false;
    } else {
      // Behind a qualifier or an attribute comes the name; behind a type, that of a parameter.
      this.#mayBeDeclarator = this.#hooks.macroKind(name) !== "none";
    }
  }

  #outermost(name: string): void {
    const next = this.#next();
    const kind = this.#hooks.macroKind(name);
    if (next === openParenthesis || next === unknown) {
      if (kind === "function" || (kind === "object" && next === openParenthesis)) {
        this.#hooks.onMacroUse();
      }
      if (kind === "function" && !this.#isUnderWay) this.#isMacroAlone = true;
      this.#mayBeParameters =
        kind === "none" && !attributeWords.has(name) && !typeofWords.has(name) && !this.#hasEquals;
    }
    if (!this.#mayName(next)) return;
    if (kind === "object" && next !== identifier) this.#hooks.onMacroUse();
    this.#hooks.onName(name, next !== identifier);
  }

  /** Whether an identifier followed by `next` stands where a declared name does. */
  #mayName(next: number): boolean {
    if (this.#hasEquals) return false;
    switch (next) {
      case identifier: {
        const word = this.#nextName();
        return attributeWords.has(word) || this.#hooks.macroKind(word) !== "none";
      }
      case open:
      case close:
      case star:
      case other:
      case record:
      case enumeration:
        return false;
      default:
        return true;
    }
  }
}
