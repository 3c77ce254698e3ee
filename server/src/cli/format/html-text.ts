/** Text of a tree as markup that stays text, and the small pieces that the page is made of. */
import type { Location } from "#engine/base";
import { escapeMarkup } from "#server/report";
import { escapeControls } from "./terminal-text.ts";

/** Lines of code before and after the marked ones. */
const contextLines = 2;
/** A generated line can be as long as a file. */
const longestLine = 400;

/** What could hide or reorder other text is shown as an escape. */
export function shownText(text: string): string {
  return escapeMarkup(escapeControls(text));
}

/** A function's name as a call. It may break, so that a table of long names fits the page. */
export function shownCall(name: string): string {
  return `<code>${shownText(name).replaceAll("_", "_<wbr>")}()</code>`;
}

/** Prose in which backticks stand around code. */
export function shownProse(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? `<code>${shownText(part)}</code>` : shownText(part)))
    .join("");
}

/** A part of a line of code; tabs stay. */
export function shownCode(text: string): string {
  return text.split("\t").map(shownText).join("\t");
}

export function shownPlace({ file, line, column }: Location): string {
  // A long name breaks behind its folders.
  const parts = file.split("/").map(shownText).join("/<wbr>");
  return `<span class="place">${parts}:${line}:${column}</span>`;
}

/** Numbered lines around a place, which is marked; empty when the file cannot be read. */
export function excerpt(
  location: Location,
  lineOf: (file: string, line: number) => string | undefined,
): string {
  const { file, line, endLine } = location;
  const rows: string[] = [];
  for (let at = Math.max(1, line - contextLines); at <= endLine + contextLines; at++) {
    const text = lineOf(file, at);
    if (text === undefined) continue;
    const number = String(at).padStart(String(endLine + contextLines).length);
    rows.push(`<span class="number">${number}</span>  ${codeLine(text, at, location)}`);
  }
  return rows.length === 0 ? "" : `<pre class="code">${rows.join("\n")}</pre>`;
}

/** The one line that a place begins in, without its indentation. */
export function codeOfPlace(
  location: Location,
  lineOf: (file: string, line: number) => string | undefined,
): string {
  const text = lineOf(location.file, location.line);
  if (text === undefined) return "";
  const indent = /^[ \t]*/.exec(text)?.[0].length ?? 0;
  const moved = {
    ...location,
    column: location.column - indent,
    endColumn: location.endColumn - (location.endLine === location.line ? indent : 0),
  };
  return `<code class="line">${codeLine(text.slice(indent), location.line, moved)}</code>`;
}

function codeLine(text: string, at: number, location: Location): string {
  const { line, column, endLine, endColumn } = location;
  if (at < line || at > endLine) return shownCode(shortened(text));
  const from = at === line ? column - 1 : 0;
  const to = at === endLine ? endColumn - 1 : text.length;
  const tail = to > longestLine ? "" : shortened(text).slice(to);
  const head = text.slice(0, from);
  const mark = shownCode(shortened(text.slice(from, to)));
  return `${shownCode(shortened(head))}<mark>${mark}</mark>${shownCode(tail)}`;
}

/** A line that is not longer than a reader wants it. */
export function shortened(text: string): string {
  return text.length <= longestLine ? text : `${text.slice(0, longestLine)}…`;
}

export interface Column<Row> {
  readonly title: string;
  /** Markup of a cell. */
  readonly cell: (row: Row) => string;
  readonly isNumber?: true;
}

/** A table that scrolls by itself when it is too wide; the first column names its row. */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string {
  const head = columns.map(({ title }) => `<th scope="col">${title}</th>`).join("");
  const body = rows.map((row) => {
    const cells = columns.map(({ cell, isNumber }, index) => {
      if (index === 0) return `<th scope="row">${cell(row)}</th>`;
      return `<td${isNumber ? ' class="number"' : ""}>${cell(row)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<div class="wide" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${body.join("\n")}
</tbody></table></div>`;
}
