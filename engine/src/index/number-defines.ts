/**
 * Runs of lines such as `#define NAME 0x10`, which define nothing that a call could lead to.
 *
 * A third of a kernel tree's bytes are such lines, in the register headers of graphics drivers, so
 * they are read four bytes at a time. The test is coarser than C's: any bytes from "0" upwards pass
 * for a name, since whatever stands there, a line without a parenthesis whose replacement begins
 * with a digit is none that the scan reports.
 */

/**
 * The newline that ends the last of the lines that begin at the "#" at `start`; `start` itself when
 * the first line is another kind of line. `view` shows the same bytes.
 */
export function endOfNumberDefines(bytes: Uint8Array, view: DataView, start: number): number {
  let lineEnd = start;
  for (let at = start; bytes[at] === hash; at = lineEnd + 1) {
    const end = endOfNumberDefine(bytes, view, at);
    if (end < 0) break;
    lineEnd = end;
  }
  return lineEnd;
}

const hash = 0x23;
const tab = 0x09;
const newline = 0x0a;
const space = 0x20;
const digitZero = 0x30;
const digitNine = 0x39;
const backslash = 0x5c;
const wordDefi = 0x69666564;
const wordNe = 0x656e;

/** The newline of the line at `at` if it defines a number, else -1. */
function endOfNumberDefine(bytes: Uint8Array, view: DataView, at: number): number {
  if (at + 16 > bytes.length) return -1;
  if (view.getInt32(at + 1, true) !== wordDefi || view.getInt16(at + 5, true) !== wordNe) return -1;
  const nameStart = endOfBlanks(bytes, view, at + 7);
  if (nameStart === at + 7) return -1;
  const nameEnd = endOfHighBytes(bytes, view, nameStart);
  const valueStart = endOfBlanks(bytes, view, nameEnd);
  if (nameEnd === nameStart || valueStart === nameEnd) return -1;
  const first = bytes[valueStart] as number;
  if (!(first >= digitZero && first <= digitNine)) return -1;
  const valueEnd = endOfHighBytes(bytes, view, valueStart);
  const end = endOfBlanks(bytes, view, valueEnd);
  return bytes[end] === newline && bytes[end - 1] !== backslash ? end : -1;
}

/** Behind the spaces and tabs at `from`. */
function endOfBlanks(bytes: Uint8Array, view: DataView, from: number): number {
  const last = bytes.length - 4;
  let at = from;
  while (at <= last && view.getInt32(at, true) === 0x20202020) at += 4;
  while (bytes[at] === space || bytes[at] === tab) at++;
  return at;
}

/** The first byte at or after `from` that is below "0", as blanks, parentheses and marks are. */
function endOfHighBytes(bytes: Uint8Array, view: DataView, from: number): number {
  const last = bytes.length - 4;
  let at = from;
  while (at <= last) {
    const four = view.getInt32(at, true);
    // The highest bit of each byte that is below 0x30; exact for the lowest such byte.
    const low = (four - 0x30303030) & ~four & 0x80808080;
    if (low !== 0) return at + ((31 - Math.clz32(low & -low)) >> 3);
    at += 4;
  }
  while (at < bytes.length && (bytes[at] as number) >= digitZero) at++;
  return at;
}
