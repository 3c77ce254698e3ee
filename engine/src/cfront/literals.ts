/** What number, character and string literals mean (C11 6.4.4 and 6.4.5). */
import { CFrontError } from "./cfront-error.ts";
import type { PositionId } from "./position.ts";
import type { CType, IntegerType, TypeModel } from "./type.ts";

export type NumberMeaning =
  | { readonly kind: "integer"; readonly type: IntegerType; readonly value: bigint }
  | { readonly kind: "floating"; readonly type: CType };

export function readNumber(text: string, model: TypeModel, at: PositionId): NumberMeaning {
  const lower = text.toLowerCase();
  const isHex = lower.startsWith("0x");
  if (isFloating(lower, isHex)) {
    const suffix = lower.at(-1);
    const [name, byteSize] =
      suffix === "f" && !isHex
        ? ["float", 4]
        : suffix === "l"
          ? ["long double", 16]
          : ["double", 8];
    return { kind: "floating", type: { kind: "float", name, byteSize: byteSize as number } };
  }
  const match = /^(0x[0-9a-f]+|0b[01]+|[0-9]+)([ul]*)$/.exec(lower);
  const digits = match?.[1];
  if (digits === undefined) throw new CFrontError(`the number ${text} is not understood`, at);
  const isDecimal = !/^0/.test(digits) || digits === "0";
  const value = parseDigits(digits, text, at);
  const suffix = match?.[2] ?? "";
  const isUnsigned = suffix.includes("u");
  const nLong = suffix.replace("u", "").length;
  const type = candidates(model, nLong, isUnsigned, isDecimal).find(
    (candidate) => value <= largest(candidate),
  );
  if (type === undefined) throw new CFrontError(`the number ${text} is too large`, at);
  return { kind: "integer", type, value };
}

function isFloating(lower: string, isHex: boolean): boolean {
  if (isHex) return /[.p]/.test(lower);
  return /[.]/.test(lower) || /^[0-9]+e[+-]?[0-9]/.test(lower) || /^[0-9]+f$/.test(lower);
}

function parseDigits(digits: string, text: string, at: PositionId): bigint {
  if (/^0[xb]/.test(digits)) return BigInt(digits);
  if (!digits.startsWith("0") || digits === "0") return BigInt(digits);
  if (/[89]/.test(digits)) throw new CFrontError(`the octal number ${text} is not one`, at);
  return BigInt(`0o${digits.slice(1)}`);
}

function candidates(
  model: TypeModel,
  nLong: number,
  isUnsigned: boolean,
  isDecimal: boolean,
): IntegerType[] {
  const signed = [model.int, model.long, model.longLong].slice(nLong);
  const unsigned = [model.unsignedInt, model.unsignedLong, model.unsignedLongLong].slice(nLong);
  if (isUnsigned) return unsigned;
  if (isDecimal) return [...signed, model.unsignedLongLong];
  return signed.flatMap((type, index) => [type, unsigned[index] as IntegerType]);
}

function largest({ byteSize, isSigned }: IntegerType): bigint {
  return (1n << BigInt(byteSize * 8 - (isSigned ? 1 : 0))) - 1n;
}

// ---- characters and strings ----

const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  E: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** Code units of a literal: bytes of UTF-8 for an element of one byte, else code points. */
function codeUnits(spelled: string, quote: string, elementSize: number): number[] {
  const inner = spelled.slice(spelled.indexOf(quote) + 1, -1);
  const units: number[] = [];
  const pattern =
    /\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/y;
  for (let at = 0; at < inner.length; ) {
    if (inner[at] === "\\") {
      pattern.lastIndex = at;
      const match = pattern.exec(inner);
      if (match === null) break;
      at = pattern.lastIndex;
      const [, hex, octal, short, long, letter] = match;
      const point = short ?? long;
      if (hex !== undefined) units.push(Number.parseInt(hex.slice(-8), 16));
      else if (octal !== undefined) units.push(Number.parseInt(octal, 8));
      else if (point !== undefined) pushPoint(units, Number.parseInt(point, 16), elementSize);
      else units.push(simpleEscapes[letter ?? ""] ?? (letter ?? "\\").charCodeAt(0));
      continue;
    }
    const point = inner.codePointAt(at) as number;
    pushPoint(units, point, elementSize);
    at += point > 0xffff ? 2 : 1;
  }
  return units;
}

function pushPoint(units: number[], point: number, elementSize: number): void {
  if (elementSize > 1 || point < 0x80) units.push(point);
  else if (point < 0x800) units.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  else if (point < 0x10000) {
    units.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  } else {
    units.push(
      0xf0 | (point >> 18),
      0x80 | ((point >> 12) & 0x3f),
      0x80 | ((point >> 6) & 0x3f),
      0x80 | (point & 0x3f),
    );
  }
}

export function readCharacter(spelled: string, model: TypeModel): { type: CType; value: bigint } {
  const prefix = spelled.slice(0, spelled.indexOf("'"));
  if (prefix !== "" && prefix !== "u8") {
    const [unit = 0] = codeUnits(spelled, "'", 4);
    const type =
      prefix === "u" ? model.unsignedShort : prefix === "U" ? model.unsignedInt : model.int;
    return { type, value: BigInt(unit) };
  }
  const units = codeUnits(spelled, "'", 1);
  // Several characters: as gcc has it, each shifts the ones before.
  let value = 0;
  for (const unit of units) value = (value << 8) | (unit & 0xff);
  if (units.length === 1 && !model.isCharUnsigned) value = (value << 24) >> 24;
  return { type: model.int, value: BigInt(value) };
}

/** A string literal: its elements with the zero that ends it, as bytes, and its element's type. */
export function readString(
  pieces: readonly string[],
  model: TypeModel,
): { element: CType; length: number; bytes: Uint8Array } {
  const prefix = pieces
    .map((piece) => piece.slice(0, piece.indexOf('"')))
    .find((one) => one !== "");
  const element =
    prefix === "L"
      ? model.int
      : prefix === "u"
        ? model.unsignedShort
        : prefix === "U"
          ? model.unsignedInt
          : model.char;
  const units = pieces.flatMap((piece) => codeUnits(piece, '"', element.byteSize));
  units.push(0);
  const bytes = new Uint8Array(units.length * element.byteSize);
  units.forEach((unit, index) => {
    for (let byte = 0; byte < element.byteSize; byte++) {
      bytes[index * element.byteSize + byte] = (unit >>> (8 * byte)) & 0xff;
    }
  });
  return { element, length: units.length, bytes };
}
