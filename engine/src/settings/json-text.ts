/**
 * JSON text as a tree that knows where each value stands, so that whoever reads it can name a place.
 *
 * Strict, as JSON.parse is, and bounded: what is nested more deeply than `maxDepth` is refused, so
 * that no text can exhaust the stack. Members of an object keep their order, repeated ones too.
 */
import type { Offset, Span } from "#engine/base";

export type JsonNode = Span &
  (
    | { readonly kind: "array"; readonly items: readonly JsonNode[] }
    | { readonly kind: "object"; readonly members: readonly JsonMember[] }
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "number" | "true" | "false" | "null" }
  );

export interface JsonMember {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonNode;
}

/** A place and what is to be said of it: what is wrong, and what to do. */
export interface TextProblem {
  readonly span: Span;
  readonly message: string;
  readonly advice: string;
}

export type ParsedJson =
  | { readonly kind: "value"; readonly node: JsonNode }
  | { readonly kind: "problem"; readonly problem: TextProblem };

export function parseJson(text: string): ParsedJson {
  const reader = new JsonReader(text);
  try {
    return { kind: "value", node: reader.readWhole() };
  } catch (error) {
    if (error instanceof JsonFault) return { kind: "problem", problem: error.problem };
    throw error;
  }
}

const maxDepth = 32;

class JsonFault extends Error {
  readonly problem: TextProblem;

  constructor(span: Span, message: string, advice: string) {
    super(message);
    this.problem = { span, message, advice };
  }
}

/** White space of JSON, a number or a word, each from the current place. */
const blank = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const word = /[A-Za-z_$][\w$]*/y;

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readWhole(): JsonNode {
    this.#skipBlank();
    if (this.#at === this.#text.length) {
      this.#fail("the file is empty", "Write {} into it, or remove it");
    }
    const node = this.#value(0);
    this.#skipBlank();
    if (this.#at < this.#text.length) {
      this.#fail("there is text behind the end", "Put all of it into one pair of braces");
    }
    return node;
  }

  #value(depth: number): JsonNode {
    const { start, next } = { start: this.#at, next: this.#text[this.#at] };
    if (next === "{" || next === "[") {
      if (depth >= maxDepth) {
        this.#fail(`it is nested more than ${maxDepth} levels deep`, "Nothing here needs that");
      }
      return next === "{" ? this.#object(start, depth) : this.#array(start, depth);
    }
    if (next === '"') {
      const value = this.#string();
      return { kind: "string", value, start, end: this.#at };
    }
    const literal = this.#match(word);
    if (literal === "true" || literal === "false" || literal === "null") {
      return { kind: literal, start, end: this.#at };
    }
    if (literal !== undefined) {
      this.#at = start;
      this.#fail(`${literal} is no JSON value`, "Put text into double quotes", literal.length);
    }
    if (this.#match(number) !== undefined) return { kind: "number", start, end: this.#at };
    return this.#failUnexpected("a value");
  }

  #object(start: Offset, depth: number): JsonNode {
    const members: JsonMember[] = [];
    this.#at++;
    this.#skipBlank();
    if (!this.#accept("}")) {
      do {
        this.#skipBlank();
        members.push(this.#member(depth));
        this.#skipBlank();
      } while (this.#accept(","));
      if (!this.#accept("}")) this.#failUnexpected('"," or "}"');
    }
    return { kind: "object", members, start, end: this.#at };
  }

  #member(depth: number): JsonMember {
    const start = this.#at;
    if (this.#text[start] === "}") this.#failTrailingComma();
    if (this.#text[start] !== '"') this.#failUnexpected("a name in double quotes");
    const key = this.#string();
    const keySpan = { start, end: this.#at };
    this.#skipBlank();
    if (!this.#accept(":")) this.#failUnexpected('":"');
    this.#skipBlank();
    return { key, keySpan, value: this.#value(depth + 1) };
  }

  #array(start: Offset, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.#at++;
    this.#skipBlank();
    if (!this.#accept("]")) {
      do {
        this.#skipBlank();
        if (this.#text[this.#at] === "]") this.#failTrailingComma();
        items.push(this.#value(depth + 1));
        this.#skipBlank();
      } while (this.#accept(","));
      if (!this.#accept("]")) this.#failUnexpected('"," or "]"');
    }
    return { kind: "array", items, start, end: this.#at };
  }

  #string(): string {
    const text = this.#text;
    let end = this.#at + 1;
    while (end < text.length && text[end] !== '"' && text[end] !== "\n") {
      end += text[end] === "\\" ? 2 : 1;
    }
    try {
      const value: unknown = JSON.parse(text.slice(this.#at, end + 1));
      this.#at = end + 1;
      return String(value);
    } catch {
      return this.#fail(
        "a string is not closed on its line, or holds what JSON has an escape for",
        'Close it with "; write \\\\ for a backslash, \\" for a quote, \\t for a tab',
      );
    }
  }

  #skipBlank(): void {
    this.#match(blank);
    if (this.#text[this.#at] === "/" && /[/*]/.test(this.#text[this.#at + 1] ?? "")) {
      this.#fail(
        "a comment stands here, and JSON has none",
        'Take it out; what is to be said goes into a "reason"',
        2,
      );
    }
  }

  #accept(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #failTrailingComma(): never {
    return this.#fail("a comma stands before the end of a list", "Take that comma out");
  }

  #failUnexpected(expected: string): never {
    const found = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0x20);
    const isEnd = this.#at >= this.#text.length;
    return this.#fail(
      isEnd ? "the file ends too early" : `${JSON.stringify(found)} is not expected here`,
      `Expected is ${expected}`,
      isEnd ? 0 : found.length,
    );
  }

  #fail(message: string, advice: string, length = 1): never {
    const end = Math.min(this.#text.length, this.#at + length);
    throw new JsonFault({ start: this.#at, end }, message, advice);
  }
}
