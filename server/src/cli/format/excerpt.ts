/** A source line with carets below it, as compilers show them. */
import type { Location } from "#engine/base";
import { displayWidth, escapeControls, expandTabs, type Palette } from "./terminal-text.ts";

/**
 * Three lines: a bar, the numbered source line, the carets. Indentation goes, since a full kernel
 * line and the number would be too wide together, and tabs become blanks, so that the carets stand
 * below what they mean; a line still too long is cut around them.
 */
export function renderExcerpt(
  line: string,
  location: Location,
  style: { readonly palette: Palette; readonly width: number },
): string[] {
  const { palette } = style;
  const number = String(location.line);
  const gutter = " ".repeat(Math.max(5, number.length + 1));
  const endColumn = location.endLine === location.line ? location.endColumn : line.length + 1;
  const indent = /^ */.exec(expandTabs(line))?.[0].length ?? 0;
  const shown = (text: string): string => escapeControls(expandTabs(text).slice(indent));
  const before = shown(line.slice(0, location.column - 1));
  const through = shown(line.slice(0, endColumn - 1));
  const whole = shown(line).trimEnd();
  const nCarets = Math.max(1, displayWidth(through) - displayWidth(before));
  const room = Math.max(20, style.width - gutter.length - 3);
  const cut = cutAround(whole, before.length, room);
  const caretColumn = displayWidth(whole.slice(cut.from, before.length)) + cut.lead.length;
  const carets = "^".repeat(Math.min(nCarets, Math.max(1, room - caretColumn)));
  const bar = palette.dim("|");
  return [
    `${gutter} ${bar}`,
    `${palette.dim(number.padStart(gutter.length))} ${bar} ${cut.lead}${whole.slice(cut.from, cut.to)}${cut.tail}`,
    `${gutter} ${bar} ${" ".repeat(caretColumn)}${palette.yellow(carets)}`,
  ];
}

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly lead: string;
  readonly tail: string;
}

function cutAround(text: string, at: number, room: number): Cut {
  if (displayWidth(text) <= room) return { from: 0, to: text.length, lead: "", tail: "" };
  const from = at <= room / 2 ? 0 : at - Math.floor(room / 3);
  const lead = from > 0 ? "..." : "";
  let to = Math.min(text.length, from + room - lead.length);
  const tail = to < text.length ? "..." : "";
  to -= tail.length;
  return { from, to, lead, tail };
}
