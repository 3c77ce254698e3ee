/**
 * `printf`: from a format and the arguments behind it to bytes.
 *
 * Arguments lie in slots of eight bytes, as a variadic call leaves them. Floating-point conversions
 * are not modelled. Undefined after a fault, or another stop of the machine.
 */
import type { Machine } from "#engine/cmachine";

interface Conversion {
  readonly flags: string;
  readonly width: number;
  /** Negative when none is given. */
  readonly precision: number;
  readonly bits: number;
  readonly letter: string;
}

/** Longer results than this are not printed: a width may ask for any number of spaces. */
const maxByteSize = 1 << 24;

const lengthBits: Readonly<Record<string, number>> = {
  hh: 8,
  h: 16,
  "": 32,
  l: 64,
  ll: 64,
  j: 64,
  z: 64,
  t: 64,
};

/** `%`, flags, width, precision, length, and a letter; one letter at a time is read. */
const directive = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?(hh|h|ll|l|j|z|t|L)?(.)/sy;

export function formatPrint(
  machine: Machine,
  formatAddress: bigint,
  firstSlot: bigint,
): Uint8Array | undefined {
  const format = machine.loadString(formatAddress);
  if (format === undefined) return undefined;
  // A character a byte.
  const text = Array.from(format, (byte) => String.fromCharCode(byte)).join("");
  const output = new ByteList();
  let slot = firstSlot;
  const nextSlot = (): bigint | undefined => {
    const value = machine.loadInteger(slot, 8);
    slot += 8n;
    return value;
  };
  for (let at = 0; at < text.length; ) {
    const percent = text.indexOf("%", at);
    const end = percent < 0 ? text.length : percent;
    output.add(format.subarray(at, end));
    if (percent < 0) break;
    directive.lastIndex = percent;
    const found = directive.exec(text);
    if (found === null) return unsupported(machine, "a format that ends inside of a conversion");
    at = percent + found[0].length;
    const [, flags = "", widthText, precisionText, length = "", letter = ""] = found;
    if (letter === "%") {
      output.add(Uint8Array.of(0x25));
      continue;
    }
    const width = widthText === "*" ? asInt(nextSlot()) : Number(widthText ?? 0);
    const precision = precisionText === "*" ? asInt(nextSlot()) : Number(precisionText ?? -1);
    if (width === undefined || precision === undefined) return undefined;
    const conversion: Conversion = {
      flags: width < 0 ? `${flags}-` : flags,
      width: Math.abs(width),
      precision,
      bits: lengthBits[length] ?? 0,
      letter,
    };
    if (conversion.bits === 0 || !"diouxXcspn".includes(letter)) {
      return unsupported(machine, `the conversion ${found[0]}`);
    }
    const value = nextSlot();
    if (value === undefined) return undefined;
    if (letter === "n") {
      const size = (conversion.bits / 8) as 1 | 2 | 4 | 8;
      if (!machine.storeInteger(value, size, BigInt(output.byteSize))) return undefined;
      continue;
    }
    const nDigits = letter === "s" ? 0 : precision;
    if (output.byteSize + Math.max(conversion.width, nDigits) > maxByteSize) {
      return unsupported(machine, "more than 16 MB at once");
    }
    const bytes = convert(machine, conversion, value);
    if (bytes === undefined) return undefined;
    const nPadding = Math.max(0, conversion.width - bytes.length);
    const padding = new Uint8Array(nPadding).fill(0x20);
    if (conversion.flags.includes("-")) {
      output.add(bytes);
      output.add(padding);
    } else {
      output.add(padding);
      output.add(bytes);
    }
  }
  return output.toBytes();
}

/** Everything but padding with spaces. */
function convert(machine: Machine, conversion: Conversion, value: bigint): Uint8Array | undefined {
  const { letter, precision, bits } = conversion;
  switch (letter) {
    case "c":
      return Uint8Array.of(Number(value & 0xffn));
    case "s":
      return machine.loadString(value, precision < 0 ? undefined : precision);
    case "p":
      return toBytes(value === 0n ? "(nil)" : `0x${value.toString(16)}`);
    case "d":
    case "i": {
      const signed = BigInt.asIntN(bits, value);
      const { flags } = conversion;
      const plus = flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
      const digits = (signed < 0n ? -signed : signed).toString();
      return toBytes(assemble(conversion, signed < 0n ? "-" : plus, digits, signed === 0n));
    }
    default: {
      const unsigned = BigInt.asUintN(bits, value);
      const radix = letter === "o" ? 8 : letter === "u" ? 10 : 16;
      const lower = unsigned.toString(radix);
      const digits = letter === "X" ? lower.toUpperCase() : lower;
      const isMarked = conversion.flags.includes("#");
      if (letter === "o" && isMarked) {
        // The mark is one more digit of precision where the first one is not 0.
        const nDigits = unsigned === 0n ? 1 : digits.length + 1;
        const longer = { ...conversion, precision: Math.max(precision, nDigits) };
        return toBytes(
          assemble(
            precision < 0 ? zeroFilled(conversion, nDigits) : longer,
            "",
            digits,
            unsigned === 0n,
          ),
        );
      }
      const prefix = isMarked && radix === 16 && unsigned !== 0n ? `0${letter}` : "";
      return toBytes(assemble(conversion, prefix, digits, unsigned === 0n));
    }
  }
}

/** An octal number with a mark and the flag 0: the zeroes of the width are mark enough. */
function zeroFilled(conversion: Conversion, nDigits: number): Conversion {
  const isFilled = conversion.flags.includes("0") && !conversion.flags.includes("-");
  const precision = isFilled ? Math.max(nDigits, conversion.width) : nDigits;
  return { ...conversion, precision };
}

function assemble(
  { flags, width, precision }: Conversion,
  prefix: string,
  digits: string,
  isZero: boolean,
): string {
  if (precision >= 0) {
    const shown = isZero && precision === 0 ? "" : digits;
    return prefix + shown.padStart(precision, "0");
  }
  if (!flags.includes("0") || flags.includes("-")) return prefix + digits;
  return prefix + digits.padStart(width - prefix.length, "0");
}

function asInt(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(BigInt.asIntN(32, value));
}

function unsupported(machine: Machine, what: string): undefined {
  machine.stop({ kind: "unsupported", reason: `${what} in printf` });
  return undefined;
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

class ByteList {
  byteSize = 0;
  readonly #pieces: Uint8Array[] = [];

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.byteSize += bytes.length;
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.byteSize);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}
