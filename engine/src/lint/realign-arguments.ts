/**
 * Re-indents the continuation lines of a call when the length of the called name changes.
 *
 * Only a line that stands exactly under an opening parenthesis (or under the text of a comment)
 * that moves is moved, by as many columns. Lines that are aligned to nothing stay as they are.
 */
import type { Offset, Span, TextEdit } from "#engine/base";
import { indentation, leadingBlank, lineStartBefore, opaqueAt, visualColumn } from "./c-text.ts";

/** Edits of leading white space, for the name at `name` becoming `shift` columns longer. */
export function realignArguments(text: string, name: Span, shift: number): TextEdit[] {
  const open = openParenthesis(text, name.end);
  if (open === undefined || lineStartBefore(text, open) !== lineStartBefore(text, name.start)) {
    return [];
  }
  const realigner = new Realigner(text, shift);
  return realigner.run(open);
}

function openParenthesis(text: string, from: Offset): Offset | undefined {
  for (let at = from; at < text.length; at++) {
    const opaque = opaqueAt(text, at);
    if (opaque?.kind === "comment") at = opaque.end - 1;
    else if (text[at] === "(") return at;
    else if (!/[\s\\]/.test(text[at] ?? "")) return undefined;
  }
  return undefined;
}

class Realigner {
  readonly #text: string;
  readonly #shift: number;
  readonly #edits: TextEdit[] = [];
  /** For each open parenthesis, the column under which its lines stand; undefined: does not move. */
  readonly #anchors: (number | undefined)[] = [];
  #lineMoves = true;

  constructor(text: string, shift: number) {
    this.#text = text;
    this.#shift = shift;
  }

  /** Reads from the opening parenthesis to its partner; without one there is nothing to align. */
  run(open: Offset): TextEdit[] {
    for (let at = open; at < this.#text.length; at++) {
      const opaque = opaqueAt(this.#text, at);
      if (opaque !== undefined) {
        if (opaque.kind === "comment") this.#alignComment({ start: at, end: opaque.end });
        at = opaque.end - 1;
        continue;
      }
      const character = this.#text[at];
      if (character === "(") this.#anchors.push(this.#anchorAt(at + 1));
      else if (character === ")") this.#anchors.pop();
      else if (character === "\n") this.#alignLine(at + 1, this.#anchors);
      if (this.#anchors.length === 0) return this.#edits;
    }
    return [];
  }

  #anchorAt(offset: Offset): number | undefined {
    return this.#lineMoves ? visualColumn(this.#text, offset) : undefined;
  }

  #alignComment(comment: Span): void {
    // Under "/*" the lines of a comment begin one column further right, with their star.
    const anchor = this.#anchorAt(comment.start + 1);
    const next = (from: Offset) => this.#text.indexOf("\n", from);
    for (let at = next(comment.start); at >= 0 && at < comment.end; at = next(at + 1)) {
      this.#alignLine(at + 1, [anchor]);
    }
  }

  #alignLine(lineStart: Offset, anchors: readonly (number | undefined)[]): void {
    const blank = leadingBlank(this.#text, lineStart);
    const width = visualColumn(this.#text, blank.end);
    const isDirective = this.#text[blank.end] === "#";
    const isEmpty = /^[\r\n]?$/.test(this.#text[blank.end] ?? "");
    this.#lineMoves = !isDirective && !isEmpty && anchors.includes(width);
    const newWidth = width + this.#shift;
    if (!this.#lineMoves || newWidth < 0) return;
    const withTabs = this.#text.slice(blank.start, blank.end).includes("\t");
    const newText = indentation(newWidth, withTabs);
    this.#edits.push({ ...blank, newText });
  }
}
