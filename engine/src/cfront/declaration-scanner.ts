/**
 * Where file-scope declarations end, and which names each might declare, from the few kinds of
 * events that say so. Works on a file's text and on expanded tokens alike.
 *
 * It errs on the side of one name too many: a name is one that stands where declarators, tags and
 * enumerators do.
 */
import { eventCodes } from "./source-text.ts";

export interface ScannerHooks {
  /** The piece that is under way might declare a name. */
  readonly onName: (name: string) => void;
  readonly isMacro: (name: string) => boolean;
  /** A function-like macro stands where a declaration may: what it declares, its expansion says. */
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
  other,
  identifier,
} = eventCodes;

type BraceKind = "aggregate" | "enum" | "function" | "initializer";

export class DeclarationScanner {
  readonly #hooks: ScannerHooks;
  #braces: BraceKind[] = [];
  #parentheses = 0;
  #hasEquals = false;
  /** Behind struct, union or enum: a tag or an attribute may come, or the brace. */
  #keyword: "" | "aggregate" | "enum" = "";
  #tag = "";
  /** In the parentheses of an attribute between keyword and tag. */
  #attributeDepth = 0;
  /** Events so far; 0 when no declaration is under way. */
  #nEvents = 0;
  /** So far nothing but a macro and its arguments. */
  #isMacroAlone = false;
  /** Behind the parenthesis that may hold a declarator: `(*name)`. */
  #mayBeDeclarator = false;
  #before: number = other;

  constructor(hooks: ScannerHooks) {
    this.#hooks = hooks;
  }

  get isUnderWay(): boolean {
    return this.#nEvents > 0;
  }

  /**
   * Takes one event; `character` is its first character, and `next` what follows it. True when a
   * declaration ends with it.
   */
  event(
    code: number,
    name: string,
    character: string,
    next: { readonly code: number; readonly name: string; readonly character: string },
  ): boolean {
    const isFirst = this.#nEvents++ === 0;
    let hasEnded = false;
    const top = this.#braces[this.#braces.length - 1];
    if (top === "function" || top === "initializer") {
      if (code === open) this.#braces.push(top);
      else if (code === close) {
        this.#braces.pop();
        hasEnded = this.#braces.length === 0 && top === "function";
      }
    } else {
      hasEnded = this.#outside(code, name, character, next, isFirst);
    }
    this.#before = code;
    if (hasEnded) this.#reset();
    return hasEnded;
  }

  #reset(): void {
    this.#braces = [];
    this.#parentheses = 0;
    this.#hasEquals = false;
    this.#keyword = "";
    this.#nEvents = 0;
    this.#isMacroAlone = false;
    this.#mayBeDeclarator = false;
    this.#before = other;
  }

  #outside(
    code: number,
    name: string,
    character: string,
    next: { readonly code: number; readonly name: string; readonly character: string },
    isFirst: boolean,
  ): boolean {
    const depth = this.#braces.length;
    switch (code) {
      case identifier:
        this.#identifier(name, next, isFirst);
        return false;
      case openParenthesis:
        if (this.#keyword !== "" && this.#before === identifier) {
          this.#attributeDepth++;
        } else this.#keyword = "";
        this.#parentheses++;
        this.#mayBeDeclarator = this.#parentheses === 1;
        return false;
      case closeParenthesis:
        if (this.#attributeDepth > 0) this.#attributeDepth--;
        if (this.#parentheses > 0) this.#parentheses--;
        this.#mayBeDeclarator = false;
        if (!this.#isMacroAlone || this.#parentheses > 0 || depth > 0) return false;
        this.#isMacroAlone = false;
        return next.code === identifier;
      case open:
        this.#braces.push(this.#braceKind());
        this.#keyword = "";
        return false;
      case close:
        this.#braces.pop();
        this.#keyword = "";
        return false;
      case semicolon:
        this.#keyword = "";
        if (depth === 0) this.#parentheses = 0;
        return depth === 0;
      case equals:
        if (depth === 0 && this.#parentheses === 0) this.#hasEquals = true;
        this.#keyword = "";
        return false;
      case comma:
        this.#keyword = "";
        this.#mayBeDeclarator = false;
        // Behind a comma, the next declarator has no initialiser as yet.
        if (depth === 0 && this.#parentheses === 0) this.#hasEquals = false;
        return false;
      default:
        if (character !== "*") this.#mayBeDeclarator = false;
        if (character !== "(") this.#keyword = "";
        return false;
    }
  }

  #braceKind(): BraceKind {
    if (this.#keyword === "enum") return "enum";
    if (this.#keyword === "aggregate") return "aggregate";
    if (this.#braces.length > 0) return "initializer";
    return this.#hasEquals || this.#parentheses > 0 ? "initializer" : "function";
  }

  #identifier(
    name: string,
    next: { readonly code: number; readonly name: string; readonly character: string },
    isFirst: boolean,
  ): void {
    const { onName, isMacro, onMacroUse } = this.#hooks;
    if (name === "struct" || name === "union" || name === "enum") {
      this.#keyword = name === "enum" ? "enum" : "aggregate";
      this.#tag = "";
      this.#mayBeDeclarator = false;
      return;
    }
    if (this.#attributeDepth > 0) return;
    if (this.#keyword !== "") {
      if (next.code === openParenthesis || /^__\w*(?:packed|aligned|layout)/.test(name)) return;
      if (this.#tag !== "" || this.#before !== identifier || next.code !== open) {
        // An attribute macro may stand between the keyword and the tag.
        const isAttribute = next.code === identifier && isMacro(name);
        if (isAttribute) return;
        this.#keyword = next.code === open ? this.#keyword : "";
        if (next.code !== open) return;
      }
      this.#tag = name;
      onName(name);
      return;
    }
    const depth = this.#braces.length;
    const kind = this.#braces[depth - 1];
    if (kind === "enum") {
      if (this.#parentheses > 0) return;
      if (this.#before === open || this.#before === comma) {
        if (next.code === openParenthesis) onMacroUse();
        onName(name);
      } else if (isMacro(name) && next.code === openParenthesis) onMacroUse();
      return;
    }
    if (depth > 0) return;
    if (this.#parentheses > 0) {
      if (this.#mayBeDeclarator && (next.code === closeParenthesis || this.#before === other)) {
        onName(name);
      } else if (this.#mayBeDeclarator && next.code === openParenthesis) onName(name);
      this.#mayBeDeclarator = false;
      return;
    }
    if (next.code === openParenthesis && isMacro(name)) {
      if (isFirst) this.#isMacroAlone = true;
      if (!/^__[a-z]/.test(name) || /^__[a-z_]*(?:PAGE|FLAG)/.test(name)) onMacroUse();
    }
    if (this.#mayName(next)) onName(name);
  }

  /** Whether an identifier followed by `next` stands where a declared name does. */
  #mayName(next: {
    readonly code: number;
    readonly name: string;
    readonly character: string;
  }): boolean {
    if (this.#hasEquals) return false;
    switch (next.code) {
      case identifier:
        return /^(?:__attribute__|__attribute|__asm__|__asm|asm)$/.test(next.name)
          ? true
          : this.#hooks.isMacro(next.name) && !/^(?:inline|const|volatile)$/.test(next.name);
      case other:
        return next.character === "[" || next.character === ":";
      case open:
      case close:
        return false;
      default:
        return true;
    }
  }
}
