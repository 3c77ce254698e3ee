/**
 * The fingerprint of a line by which GitHub's code scanning knows an alert again after lines above
 * it came or went. Uploading over its action adds it to results that have none; uploading by other
 * ways does not, so it is computed here in the same way.
 */

/** How many characters, blanks apart, from the beginning of the line on count. */
const windowSize = 100;
const factor = 37n;
/** Stands for the end of the file. */
const end = "\uffff";

/**
 * Such as "271789c17abda88f:1": a hash, and how many lines up to this one have it; undefined when
 * the text has no such line. Lines start at 1.
 */
export function lineFingerprint(text: string, line: number): string | undefined {
  const dense = text.replace(/\r\n?/g, "\n").replace(/[ \t]+/g, "") + end;
  let start = 0;
  const windows: string[] = [];
  while (windows.length < line) {
    windows.push(dense.slice(start, start + windowSize));
    const newline = dense.indexOf("\n", start);
    if (newline < 0) break;
    start = newline + 1;
  }
  const window = windows[line - 1];
  if (window === undefined) return undefined;
  const nth = windows.filter((other) => other === window).length;
  return `${hashOf(window)}:${nth}`;
}

function hashOf(window: string): string {
  let hash = 0n;
  for (let at = 0; at < windowSize; at++) {
    const code = at < window.length ? window.charCodeAt(at) : 0;
    hash = BigInt.asUintN(64, hash * factor + BigInt(code));
  }
  return hash.toString(16);
}
