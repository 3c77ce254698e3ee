/** Where comments and literals end. A literal that its line does not close ends with the line. */
import type { FindBytes } from "./find-bytes.ts";

/** Comments up to this length are walked in place; a native search costs more to call. */
const shortComment = 40;

/** Behind the comment that begins at `at`, or `at` itself when none begins there. */
export function endOfComment(bytes: Uint8Array, at: number, find: FindBytes): number {
  const second = bytes[at + 1];
  if (second === 0x2a) {
    const near = Math.min(bytes.length - 1, at + 2 + shortComment);
    let end = at + 2;
    while (end < near) {
      if (bytes[end] === 0x2a && bytes[end + 1] === 0x2f) return end + 2;
      end++;
    }
    const close = find(bytes, "*/", end);
    return close < 0 ? bytes.length : close + 2;
  }
  if (second === 0x2f) return endOfPhysicalLines(bytes, at + 2);
  return at;
}

/** Behind the string or character literal that begins at `at`. */
export function endOfLiteral(bytes: Uint8Array, at: number): number {
  const quote = bytes[at];
  const length = bytes.length;
  let end = at + 1;
  while (end < length) {
    const byte = bytes[end] as number;
    if (byte === 0x5c) {
      end += bytes[end + 1] === 0x0d && bytes[end + 2] === 0x0a ? 3 : 2;
      continue;
    }
    if (byte === quote) return end + 1;
    if (byte === 0x0a) return end;
    end++;
  }
  return length;
}

/** The offset of the newline that ends the line, lines joined by a backslash counting as one. */
export function endOfPhysicalLines(bytes: Uint8Array, from: number): number {
  const length = bytes.length;
  let end = from;
  while (end < length) {
    if (bytes[end] === 0x0a) {
      const before = bytes[end - 1] === 0x0d ? end - 2 : end - 1;
      if (before < from || bytes[before] !== 0x5c) return end;
    }
    end++;
  }
  return length;
}
