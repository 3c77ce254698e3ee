/**
 * Text that is safe and tidy in a terminal: escaped, coloured, measured, wrapped.
 *
 * Names and paths come from strangers' trees, so whatever could move the cursor, change colours or
 * reorder characters is shown as an escape and never sent to the terminal.
 */

export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly green: (text: string) => string;
}

export const plainPalette: Palette = {
  bold: same,
  dim: same,
  red: same,
  yellow: same,
  cyan: same,
  green: same,
};

export const colourPalette: Palette = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  yellow: sgr(33, 39),
  cyan: sgr(36, 39),
  green: sgr(32, 39),
};

/** Shows control, direction-changing and invisible characters as escapes; the rest stays. */
export function escapeControls(text: string): string {
  let result = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (!isDangerous(code)) result += char;
    else if (code < 0x100) result += `\\x${code.toString(16).padStart(2, "0")}`;
    else result += `\\u{${code.toString(16)}}`;
  }
  return result;
}

/** Replaces tabs by blanks up to the next multiple of eight, as in the kernel's coding style. */
export function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  let result = "";
  let column = 0;
  for (const char of text) {
    if (char === "\t") {
      const width = 8 - (column % 8);
      result += " ".repeat(width);
      column += width;
    } else {
      result += char;
      column += charWidth(char);
    }
  }
  return result;
}

/** Columns that `text` takes in a terminal; wide East Asian characters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

/** Breaks at blanks so that no line is wider than `width`; a longer word stays whole. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}

function same(text: string): string {
  return text;
}

function sgr(on: number, off: number): (text: string) => string {
  return (text) => `\u001b[${on}m${text}\u001b[${off}m`;
}

function isDangerous(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfeff ||
    code === 0x061c
  );
}

function charWidth(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (code <= 0x36f) return 0;
  const isWide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return isWide ? 2 : 1;
}
