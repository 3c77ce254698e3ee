/** The expressions of #if (C11 6.10.1): 64-bit integers, `defined`, and the compiler's questions. */
import type { RawToken } from "./lexer.ts";

export interface ConditionNames {
  readonly isDefined: (name: string) => boolean;
  readonly expand: (tokens: readonly RawToken[]) => readonly RawToken[];
  readonly hasInclude: (tokens: readonly RawToken[]) => boolean;
}

interface Number64 {
  readonly value: bigint;
  readonly isUnsigned: boolean;
}

/** Builtins that #if __has_builtin may ask for. */
const knownBuiltins =
  /^__builtin_(?:expect|constant_p|types_compatible_p|choose_expr|(?:add|sub|mul)_overflow|unreachable|object_size|bswap(?:16|32|64)|clz|ctz|ffs|popcount)/;

/** Whether the condition holds; undefined when it is no expression. */
export function evaluateCondition(
  tokens: readonly RawToken[],
  names: ConditionNames,
): boolean | undefined {
  const resolved = names.expand(answerQuestions(tokens, names));
  const isCharUnsigned = names.isDefined("__CHAR_UNSIGNED__");
  const parser = new ConditionParser(answerQuestions(resolved, names), isCharUnsigned);
  const result = parser.whole();
  return result === undefined ? undefined : result.value !== 0n;
}

/** `defined X`, `__has_include(…)` and their kin become numbers before macros are expanded. */
function answerQuestions(tokens: readonly RawToken[], names: ConditionNames): RawToken[] {
  const out: RawToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as RawToken;
    const answer = (yes: boolean) => out.push({ ...token, kind: "number", text: yes ? "1" : "0" });
    if (token.text === "defined") {
      const hasParentheses = tokens[at + 1]?.text === "(";
      const name = tokens[at + (hasParentheses ? 2 : 1)];
      answer(name !== undefined && names.isDefined(name.text));
      at += hasParentheses ? 3 : 1;
      continue;
    }
    if (
      /^__has_(?:include|include_next|attribute|builtin|c_attribute|cpp_attribute|feature|extension)$/.test(
        token.text,
      )
    ) {
      const { inner, end } = parenthesised(tokens, at + 1);
      if (end < 0) {
        answer(true);
        continue;
      }
      if (token.text.startsWith("__has_include")) answer(names.hasInclude(inner));
      else if (token.text === "__has_builtin") answer(knownBuiltins.test(inner[0]?.text ?? ""));
      else answer(token.text === "__has_attribute");
      at = end;
      continue;
    }
    out.push(token);
  }
  return out;
}

function parenthesised(
  tokens: readonly RawToken[],
  from: number,
): { inner: RawToken[]; end: number } {
  if (tokens[from]?.text !== "(") return { inner: [], end: -1 };
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at]?.text === "(") depth++;
    else if (tokens[at]?.text === ")" && --depth === 0) {
      return { inner: tokens.slice(from + 1, at), end: at };
    }
  }
  return { inner: [], end: -1 };
}

const precedence: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "|": 3,
  "^": 4,
  "&": 5,
  "==": 6,
  "!=": 6,
  "<": 7,
  ">": 7,
  "<=": 7,
  ">=": 7,
  "<<": 8,
  ">>": 8,
  "+": 9,
  "-": 9,
  "*": 10,
  "/": 10,
  "%": 10,
};

const deepest = 500;

class ConditionParser {
  readonly #tokens: readonly RawToken[];
  readonly #isCharUnsigned: boolean;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly RawToken[], isCharUnsigned: boolean) {
    this.#tokens = tokens;
    this.#isCharUnsigned = isCharUnsigned;
  }

  whole(): Number64 | undefined {
    const result = this.#comma();
    return this.#at === this.#tokens.length ? result : undefined;
  }

  #text(): string {
    return this.#tokens[this.#at]?.text ?? "";
  }

  #comma(): Number64 | undefined {
    let result = this.#conditional();
    while (result !== undefined && this.#text() === ",") {
      this.#at++;
      result = this.#conditional();
    }
    return result;
  }

  #conditional(): Number64 | undefined {
    if (++this.#depth > deepest) return undefined;
    const condition = this.#binary(1);
    let result = condition;
    if (condition !== undefined && this.#text() === "?") {
      this.#at++;
      const then = this.#comma();
      if (this.#text() !== ":") return undefined;
      this.#at++;
      const otherwise = this.#conditional();
      if (then === undefined || otherwise === undefined) return undefined;
      const isUnsigned = then.isUnsigned || otherwise.isUnsigned;
      result = wrap((condition.value !== 0n ? then : otherwise).value, isUnsigned);
    }
    this.#depth--;
    return result;
  }

  #binary(lowest: number): Number64 | undefined {
    let left = this.#unary();
    for (;;) {
      const operator = this.#text();
      const level = precedence[operator];
      if (left === undefined || level === undefined || level < lowest) return left;
      this.#at++;
      const right = this.#binary(level + 1);
      left = right === undefined ? undefined : apply(operator, left, right);
    }
  }

  #unary(): Number64 | undefined {
    if (++this.#depth > deepest) return undefined;
    const result = this.#primary();
    this.#depth--;
    return result;
  }

  #primary(): Number64 | undefined {
    const token = this.#tokens[this.#at++];
    if (token === undefined) return undefined;
    switch (token.text) {
      case "(": {
        const inner = this.#comma();
        if (this.#text() !== ")") return undefined;
        this.#at++;
        return inner;
      }
      case "!": {
        const operand = this.#unary();
        return operand && { value: operand.value === 0n ? 1n : 0n, isUnsigned: false };
      }
      case "~": {
        const operand = this.#unary();
        return operand && wrap(~operand.value, operand.isUnsigned);
      }
      case "-": {
        const operand = this.#unary();
        return operand && wrap(-operand.value, operand.isUnsigned);
      }
      case "+":
        return this.#unary();
      default:
        break;
    }
    if (token.kind === "number") return numberOf(token.text);
    if (token.kind === "character") return characterOf(token.text, this.#isCharUnsigned);
    if (token.kind !== "identifier") return undefined;
    // A name that is no macro is 0; one that is called like a macro as well.
    if (this.#text() === "(") {
      const { end } = parenthesised(this.#tokens, this.#at);
      if (end >= 0) this.#at = end + 1;
    }
    return { value: token.text === "true" ? 1n : 0n, isUnsigned: false };
  }
}

function numberOf(text: string): Number64 | undefined {
  const match = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)([uUlL]*)$/.exec(text);
  const digits = match?.[1];
  if (digits === undefined) return undefined;
  const isOctal = /^0[0-7]+$/.test(digits);
  if (!isOctal && /^0[0-9]+$/.test(digits)) return undefined;
  const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  const isUnsigned = /[uU]/.test(match?.[2] ?? "") || value > 0x7fff_ffff_ffff_ffffn;
  return wrap(value, isUnsigned);
}

const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

const characters = /\\x([0-9a-fA-F]+)|\\([0-7]{1,3})|\\([\s\S])|([\s\S])/gu;

/** A constant of several characters is a number of as many bytes, as gcc has it. */
function characterOf(text: string, isCharUnsigned: boolean): Number64 | undefined {
  const opening = text.indexOf("'");
  const isWide = opening > 0;
  const codes = [...text.slice(opening + 1, -1).matchAll(characters)].map(
    ([, hex, octal, letter, plain]) => {
      if (hex !== undefined) return Number.parseInt(hex.slice(-8), 16);
      if (octal !== undefined) return Number.parseInt(octal, 8);
      if (letter !== undefined) return simpleEscapes[letter] ?? letter.charCodeAt(0);
      return plain?.codePointAt(0) ?? 0;
    },
  );
  const [first] = codes;
  if (first === undefined) return undefined;
  if (isWide)
    return { value: BigInt.asIntN(32, BigInt(codes[codes.length - 1] ?? 0)), isUnsigned: false };
  if (codes.length === 1 && first < 256) {
    const byte = BigInt(first);
    return { value: isCharUnsigned ? byte : BigInt.asIntN(8, byte), isUnsigned: false };
  }
  const bytes = codes.reduce((value, code) => (value << 8n) | BigInt(code & 255), 0n);
  return { value: BigInt.asIntN(32, bytes), isUnsigned: false };
}

function wrap(value: bigint, isUnsigned: boolean): Number64 {
  return { value: isUnsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value), isUnsigned };
}

function apply(operator: string, left: Number64, right: Number64): Number64 | undefined {
  const isUnsigned = left.isUnsigned || right.isUnsigned;
  const a = isUnsigned ? BigInt.asUintN(64, left.value) : left.value;
  const b = isUnsigned ? BigInt.asUintN(64, right.value) : right.value;
  const truth = (holds: boolean): Number64 => ({ value: holds ? 1n : 0n, isUnsigned: false });
  switch (operator) {
    case "||":
      return truth(a !== 0n || b !== 0n);
    case "&&":
      return truth(a !== 0n && b !== 0n);
    case "|":
      return wrap(a | b, isUnsigned);
    case "^":
      return wrap(a ^ b, isUnsigned);
    case "&":
      return wrap(a & b, isUnsigned);
    case "==":
      return truth(a === b);
    case "!=":
      return truth(a !== b);
    case "<":
      return truth(a < b);
    case ">":
      return truth(a > b);
    case "<=":
      return truth(a <= b);
    case ">=":
      return truth(a >= b);
    case "<<":
      return wrap(left.value << (right.value & 63n), left.isUnsigned);
    case ">>":
      return wrap(left.value >> (right.value & 63n), left.isUnsigned);
    case "+":
      return wrap(a + b, isUnsigned);
    case "-":
      return wrap(a - b, isUnsigned);
    case "*":
      return wrap(a * b, isUnsigned);
    // Behind && or || that decides already, a division by zero does not matter.
    case "/":
      return wrap(b === 0n ? 0n : a / b, isUnsigned);
    default:
      return wrap(b === 0n ? 0n : a % b, isUnsigned);
  }
}
