/** The edit that suppresses a finding by a comment, in which the reason is still to be written. */
import type { Location, Offset } from "#engine/base";
import { leadingBlank, lineEnd, lineStartBefore, opaqueAt, visualColumn } from "./c-text.ts";
import type { CodeText } from "./code-text.ts";
import type { FileEdit, Finding } from "./finding.ts";
import { placeholderReason, suppressionMark } from "./suppression-comment.ts";

const tabWidth = 8;

/**
 * A comment on a line of its own above the finding's, or right before the finding where a line
 * cannot be put in, since the one above goes on in a comment or a string. Undefined where a
 * suppression of this rule stands already, which then only lacks its reason.
 */
export function suppressionEdit(
  code: CodeText,
  { location, rule }: Pick<Finding, "location" | "rule">,
): FileEdit | undefined {
  const isThere = code.suppressions.some(
    ({ rules, firstLine, lastLine }) =>
      (firstLine === location.line || lastLine === location.line) &&
      rules.some(({ id }) => id === rule),
  );
  if (isThere) return undefined;
  const comment = `/* ${suppressionMark} ok(${rule}): ${placeholderReason} */`;
  const { text, lines } = code;
  const lineStart = lines.lineStart(location.line);
  if (isInside(text, lineStart)) {
    return { location: startOf(location, location.column), newText: `${comment} ` };
  }
  const blank = leadingBlank(text, lineStart);
  const line = text.slice(blank.start, blank.end) + comment;
  const newline = text.slice(0, lineEnd(text, lineStart) + 2).endsWith("\r\n") ? "\r\n" : "\n";
  const newText = line + spliceOf(text, lineStart, line) + newline;
  return { location: startOf(location, 1), newText };
}

/** Empty, or the end of a line that goes on as the one above does: inside of a macro. */
function spliceOf(text: string, lineStart: Offset, line: string): string {
  const above = text.slice(lineStartBefore(text, lineStart - 1), lineStart);
  const backslash = /\\\r?\n$/.exec(above)?.index;
  if (lineStart === 0 || backslash === undefined) return "";
  const width = visualColumn(line, line.length);
  const column = visualColumn(above, backslash);
  const isAligned = column % tabWidth === 0 && column > width;
  const nTabs = column / tabWidth - Math.floor(width / tabWidth);
  return isAligned ? `${"\t".repeat(nTabs)}\\` : " \\";
}

/** True when an offset lies in a comment or a constant that began before it. */
function isInside(text: string, offset: Offset): boolean {
  const mayBegin = /["'/]/g;
  for (let match = mayBegin.exec(text); match !== null; match = mayBegin.exec(text)) {
    if (match.index >= offset) return false;
    const end = opaqueAt(text, match.index)?.end ?? match.index + 1;
    if (end > offset) return true;
    mayBegin.lastIndex = end;
  }
  return false;
}

function startOf({ file, line }: Location, column: number): Location {
  return { file, line, column, endLine: line, endColumn: column };
}
