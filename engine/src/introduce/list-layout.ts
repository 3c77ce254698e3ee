/** Lays out lists of parameters and arguments as the kernel's files do: 80 columns, tabs of eight. */
import type { Offset, Span, TextEdit } from "#engine/base";
import { indentation, leadingBlank, lineEnd, lineStartBefore, visualColumn } from "#engine/lint";

const maxColumns = 80;

/** Puts one more item at the end of a list: on the last line where it fits, else on a new one. */
export function appendItem(
  text: string,
  list: Span,
  items: readonly Span[],
  item: string,
  newline: string,
): TextEdit {
  const last = items.at(-1);
  if (last === undefined) return { start: list.start + 1, end: list.start + 1, newText: item };
  const endOfLine = visualColumn(text, lineEnd(text, last.end));
  const at = { start: last.end, end: last.end };
  if (endOfLine + `, ${item}`.length <= maxColumns) return { ...at, newText: `, ${item}` };
  return { ...at, newText: `,${newline}${continuationIndent(text, list, items)}${item}` };
}

/** The white space before the items of a list that stand on a line of their own. */
function continuationIndent(text: string, list: Span, items: readonly Span[]): string {
  const leading = items.filter(({ start }) => isFirstOfLine(text, start)).at(-1);
  if (leading !== undefined) {
    const blank = leadingBlank(text, lineStartBefore(text, leading.start));
    return text.slice(blank.start, blank.end);
  }
  return indentation(visualColumn(text, list.start + 1), true);
}

/**
 * A list's text, with its parentheses, behind another name. Lines that stood under the parenthesis
 * stand under it again, others keep their column; items move to where they fit.
 */
export function relayList(
  text: string,
  list: Span,
  items: readonly Span[],
  openColumn: number,
  newline: string,
): string {
  const inner = items.map(({ start, end }) => text.slice(start, end));
  const whole = text.slice(list.start, list.end);
  const isPlain = whole.replace(/\s+/g, "") === `(${inner.join(",")})`.replace(/\s+/g, "");
  // With comments or directives between the items, the lines are left as they are; and so they are
  // with comments, strings or joined lines inside of one, where a line's end or a blank may count.
  if (!isPlain || /\/[/*]|["'\\]/.test(whole) || inner.length === 0) return whole;
  const wrapped = items.find(({ start }) => isFirstOfLine(text, start));
  const isUnderParenthesis =
    wrapped === undefined ||
    visualColumn(text, wrapped.start) === visualColumn(text, list.start + 1);
  const column = isUnderParenthesis ? openColumn + 1 : visualColumn(text, wrapped.start);
  let result = "(";
  let at = openColumn + 1;
  for (const [index, words] of inner.entries()) {
    const item = words.replace(/\s+/g, " ");
    const isLast = index === inner.length - 1;
    // A comma, or the closing parenthesis and what mostly follows it.
    const width = item.length + (isLast ? tailWidth : 1);
    if (index > 0 && at + 1 + width <= maxColumns) {
      result += ` ${item}`;
      at += 1 + item.length;
    } else {
      if (index > 0) {
        result += newline + indentation(column, true);
        at = column;
      }
      result += item;
      at += item.length;
    }
    if (!isLast) {
      result += ",";
      at++;
    }
  }
  return `${result})`;
}

const tailWidth = 2;

function isFirstOfLine(text: string, offset: Offset): boolean {
  return leadingBlank(text, lineStartBefore(text, offset)).end === offset;
}
