/**
 * Takes a call out of lazy MMU mode: lines before and after its statement, or around the whole body.
 *
 * Only statements that stand by themselves are edited; where a declaration, a condition or a
 * `return` makes the call, code around it would have to be written anew, and nothing is offered.
 */
import type { Location, Span, TextEdit } from "#engine/base";
import type { StatementPlace } from "#engine/model";
import { findWord, lineStartBefore } from "./c-text.ts";
import type { CodeText } from "./code-text.ts";
import type { FileEdit } from "./finding.ts";
import { toFileEdits } from "./fix-builder.ts";
import type { RuleContext } from "./rule.ts";

/** The calls that end the mode before something and take it up again behind it. */
export interface Brackets {
  readonly before: string;
  readonly after: string;
  /** Asks whether the mode is on; for code that may run in it or not. Undefined to not ask. */
  readonly query?: string;
}

/** The variable that remembers whether the mode was on. */
const remembers = "lazy_mmu";

/** The edits that bracket the statement of the call at `place`; undefined where that cannot be done. */
export function bracketCall(
  context: RuleContext,
  place: Location,
  brackets: Brackets,
): FileEdit[] | undefined {
  const code = context.textOf(place.file);
  const at = context.statementAt(place);
  if (code === undefined || at === undefined || at.kind !== "plain") return undefined;
  const { text } = code;
  const around = linesAround(text, at.statement, at.isBare, (indent) =>
    bracketLines(brackets, indent),
  );
  if (around === undefined) return undefined;
  if (brackets.query === undefined) return fileEdits(place.file, code, around);
  const declaration = declarationEdit(text, at);
  if (declaration === undefined) return undefined;
  return fileEdits(place.file, code, [...around, declaration]);
}

/** The edits that bracket the body of the function that holds `place`, on every way out of it. */
export function bracketBody(
  context: RuleContext,
  place: Location,
  { before, after }: Brackets,
): FileEdit[] | undefined {
  const code = context.textOf(place.file);
  const body = context.bodyAt(place);
  if (code === undefined || body === undefined) return undefined;
  const { text } = code;
  const gap = body.hasDeclarations ? "\n\n\t" : "\n\t";
  const at = lineContentEnd(text, body.declarationsEnd);
  const edits: TextEdit[] = [{ start: at, end: at, newText: `${gap}${before}();` }];
  for (const { statement, isBare, calls } of body.returns) {
    const lines = linesAround(text, statement, isBare, (indent) => ({
      before: `${after}();\n${indent}`,
      after: "",
    }));
    if (calls || lines === undefined) return undefined;
    edits.push(...lines);
  }
  if (!body.endsWithJump) {
    const end = lineStartBefore(text, body.block.end - 1);
    if (end !== body.block.end - 1) return undefined;
    edits.push({ start: end, end, newText: `\t${after}();\n` });
  }
  return fileEdits(place.file, code, edits);
}

/** The new lines end as those of the file do. */
function fileEdits(
  file: string,
  { text, lines }: CodeText,
  edits: readonly TextEdit[],
): FileEdit[] {
  const isWide = text.includes("\r\n");
  const ended = edits.map((edit) => ({
    ...edit,
    newText: isWide ? edit.newText.replaceAll("\n", "\r\n") : edit.newText,
  }));
  return toFileEdits(file, lines, ended);
}

interface Lines {
  readonly before: string;
  readonly after: string;
}

/** Puts lines before and behind a statement that has its lines to itself, in braces if it needs them. */
function linesAround(
  text: string,
  statement: Span,
  isBare: boolean,
  linesFor: (indent: string) => Lines,
): TextEdit[] | undefined {
  const { start, end } = statement;
  const lineStart = lineStartBefore(text, start);
  const indent = text.slice(lineStart, start);
  if (!/^[ \t]*$/.test(indent) || !endsItsLine(text, end)) return undefined;
  const { before, after } = linesFor(indent);
  if (!isBare) {
    return [
      { start, end: start, newText: before },
      { start: end, end, newText: after },
    ].filter(({ newText }) => newText !== "");
  }
  const header = text.slice(0, lineStart).trimEnd().length;
  const isHeader = /(?:\)|\belse)$/.test(text.slice(Math.max(0, header - 5), header));
  const isFollowed = /^\s*else\b/.test(text.slice(end, end + 400));
  if (!isHeader || isFollowed || !indent.endsWith("\t")) return undefined;
  return [
    { start: header, end: start, newText: ` {\n${indent}${before}` },
    { start: end, end, newText: `${after}\n${indent.slice(0, -1)}}` },
  ];
}

function bracketLines({ before, after, query }: Brackets, indent: string): Lines {
  if (query === undefined) {
    return { before: `${before}();\n${indent}`, after: `\n${indent}${after}();` };
  }
  const asks = `${remembers} = ${query}();\n${indent}if (${remembers})\n${indent}\t`;
  return {
    before: `${asks}${before}();\n\n${indent}`,
    after: `\n\n${indent}if (${remembers})\n${indent}\t${after}();`,
  };
}

/** A declaration at the beginning of the block; undefined where the name is taken. */
function declarationEdit(text: string, { block, declarationsEnd }: StatementPlace) {
  if (findWord(text, block, remembers).length > 0) return undefined;
  const first = /^\s*?\n?([ \t]*)/.exec(text.slice(block.start + 1))?.[1] ?? "\t";
  const hasDeclarations = declarationsEnd > block.start + 1;
  const newText = `\n${first}bool ${remembers};${hasDeclarations ? "" : "\n"}`;
  const at = lineContentEnd(text, declarationsEnd);
  return { start: at, end: at, newText };
}

/** Behind a comment that stands at the end of the line; the offset itself when code follows there. */
function lineContentEnd(text: string, offset: number): number {
  const comment = /^[ \t]*(?:\/\*[^\n]*\*\/|\/\/[^\r\n]*)(?=[ \t]*\r?(?:\n|$))/;
  return offset + (comment.exec(text.slice(offset, offset + 400))?.[0].length ?? 0);
}

function endsItsLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:\/\*[^\n]*\*\/|\/\/[^\n]*)?[ \t]*\r?(?:\n|$)/.test(
    text.slice(offset, offset + 400),
  );
}
