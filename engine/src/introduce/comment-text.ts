/** Comments in kernel style, made and lengthened. */
import type { Span, TextEdit } from "#engine/base";
import type { CodeFile } from "./code-file.ts";

const maxColumns = 80;

/** A comment of its own lines, for something that begins in the first column. */
export function blockComment(words: string, newline: string): string {
  return ["/*", ...starLines(words), " */"].join(newline);
}

/**
 * Adds a paragraph to the comment above a function: behind its first paragraph, or at its end where
 * it is kernel-doc, whose first paragraphs have meanings. Where there is none, a new comment.
 */
export function addParagraph(file: CodeFile, functionStart: number, words: string): TextEdit {
  const { text, newline } = file;
  const comment = file.code.comments.findAbove(functionStart);
  const body = comment === undefined ? "" : text.slice(comment.start, comment.end);
  if (comment === undefined || !isOneBlock(body)) {
    const at = { start: functionStart, end: functionStart };
    return { ...at, newText: blockComment(words, newline) + newline };
  }
  const oneLine = /^\/\*\s*(.*?)\s*\*\/$/.exec(body);
  if (oneLine !== null) {
    const lines = ["/*", ` * ${oneLine[1]}`, " *", ...starLines(words), " */"];
    return { ...comment, newText: lines.join(newline) };
  }
  const at = paragraphEnd(text, comment);
  const addition = [" *", ...starLines(words)].map((line) => newline + line).join("");
  return { start: at, end: at, newText: addition };
}

/** False for several comments in a row, and for the other kind of comment. */
function isOneBlock(body: string): boolean {
  return body.startsWith("/*") && body.indexOf("*/", 2) === body.length - 2;
}

/** Behind the last word of the comment's first paragraph; of its last one in kernel-doc. */
function paragraphEnd(text: string, comment: Span): number {
  const body = text.slice(comment.start, comment.end);
  const isKernelDoc = body.startsWith("/**");
  const end = /\s*\*+\/$/.exec(body)?.index ?? body.length;
  if (isKernelDoc) return comment.start + end;
  const gap = /\r?\n[ \t]*\*?[ \t]*(?=\r?\n)/g;
  // The opening line holds no word in kernel style; an empty line right below it ends nothing.
  gap.lastIndex = /\w/.exec(body)?.index ?? 0;
  const first = gap.exec(body);
  return comment.start + Math.min(first?.index ?? end, end);
}

function starLines(words: string): string[] {
  const lines: string[] = [];
  let line = " *";
  for (const word of words.split(" ")) {
    if (line.length + 1 + word.length > maxColumns) {
      lines.push(line);
      line = " *";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
