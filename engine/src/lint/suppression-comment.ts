/**
 * Suppressions in C text: comments that say of a finding that it is known and why it is right.
 *
 * A comment beside code speaks of the line that it begins on and of the one that it ends on; one
 * alone on its lines speaks of the next line, other comments in between passed over. Only the beginning of a comment, or of a line
 * in it, can be a suppression; strings cannot.
 */
import type { LineIndex, Offset, Span } from "#engine/base";
import { opaqueAt } from "./c-text.ts";

/** By what a suppression is known; it stands at the beginning of a comment or of a line in one. */
export const suppressionMark = "lazymmu:";

/** Stands for the reason in a suppression that was just put in, and is none. */
export const placeholderReason = "REASON";

/** True for a text that says something, if not what. */
export function isReason(text: string): boolean {
  return text !== placeholderReason && /[\p{L}\p{N}]/u.test(text);
}

export interface SuppressedRule {
  readonly id: string;
  readonly span: Span;
}

export interface SuppressionComment {
  /** From the mark to behind the rules, or to the end of the mark's line. */
  readonly span: Span;
  readonly rules: readonly SuppressedRule[];
  readonly reason: string;
  /** What keeps it from having any effect, as a clause; else undefined. */
  readonly problem: string | undefined;
  /** The lines that it speaks of, from 1; between them there is no code. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Every suppression of a text, well-formed or not, by place. */
export function readSuppressions(text: string, lines: LineIndex): readonly SuppressionComment[] {
  if (!text.includes(suppressionMark)) return [];
  const comments = commentsIn(text);
  const kinds = lineKinds(text, comments, lines);
  const marked = comments.filter(({ start, end }) =>
    text.slice(start, end).includes(suppressionMark),
  );
  const targets = nextLines(kinds);
  return marked.flatMap((comment) => {
    const first = lines.positionAt(comment.start).line;
    const last = lines.positionAt(comment.end - 1).line;
    const isBesideCode = kinds[first] === codeLine || kinds[last] === codeLine;
    const target = targets[last + 1] ?? last + 1;
    const [firstLine, lastLine] = isBesideCode ? [first, last] : [target, target];
    return clausesOf(text, comment).map((clause) => ({ ...clause, firstLine, lastLine }));
  });
}

const commentLine = 1;
const codeLine = 2;

function commentsIn(text: string): Span[] {
  const found: Span[] = [];
  const mayBegin = /["'/]/g;
  for (let match = mayBegin.exec(text); match !== null; match = mayBegin.exec(text)) {
    const opaque = opaqueAt(text, match.index);
    if (opaque === undefined) continue;
    if (opaque.kind === "comment") found.push({ start: match.index, end: opaque.end });
    mayBegin.lastIndex = opaque.end;
  }
  return found;
}

/** By line number: whether there is code on it, else a comment, else nothing. */
function lineKinds(text: string, comments: readonly Span[], lines: LineIndex): Uint8Array {
  const kinds = new Uint8Array(lines.lineCount + 2);
  let line = 1;
  let at = 0;
  const readTo = (end: Offset, kind: number): void => {
    for (; at < end; at++) {
      const character = text[at] ?? "";
      if (character === "\n") line++;
      // The backslash splices lines, and says nothing by itself.
      else if (!blanks.includes(character)) kinds[line] = Math.max(kinds[line] ?? 0, kind);
    }
  };
  for (const { start, end } of comments) {
    readTo(start, codeLine);
    readTo(end, commentLine);
  }
  readTo(text.length, codeLine);
  return kinds;
}

const blanks = " \t\r\f\v\\";

/** By line number: the line itself, or the first below it that does not hold comments alone. */
function nextLines(kinds: Uint8Array): Uint32Array {
  const next = new Uint32Array(kinds.length);
  for (let line = kinds.length - 1; line >= 0; line--) {
    const isPassed = kinds[line] === commentLine && line + 1 < kinds.length;
    next[line] = isPassed ? (next[line + 1] as number) : line;
  }
  return next;
}

type Clause = Omit<SuppressionComment, "firstLine" | "lastLine">;

/** The beginning of a comment or of a line in it, with the mark. */
const beginning = /(?:^\/[/*]|\n)[ \t*]*lazymmu:/g;
/** More than this between the parentheses is no list of rules. */
const verdict = /[ \t]*ok[ \t]*\(([^()]{0,1000})\)/y;
const maxReason = 1000;

function clausesOf(text: string, comment: Span): Clause[] {
  const isBlock = text[comment.start + 1] === "*";
  const content = text.slice(comment.start, comment.end).replace(isBlock ? /\*\/$/ : /$^/, "");
  const marks = [...content.matchAll(beginning)].map(({ index, 0: found }) => index + found.length);
  return marks.map((mark, index) => {
    const next = marks[index + 1];
    const end = next === undefined ? content.length : content.lastIndexOf("\n", next);
    return readClause(content.slice(mark, end), comment.start + mark);
  });
}

/** Reads what stands behind a mark; `offset` is its place in the text. */
function readClause(written: string, offset: Offset): Clause {
  const start = offset - suppressionMark.length;
  verdict.lastIndex = 0;
  const found = verdict.exec(written);
  if (found === null) {
    const [line = ""] = written.split(/\\?\r?\n/, 1);
    const span = { start, end: offset + line.trimEnd().length };
    return { span, rules: [], reason: "", problem: "it does not go on with ok(RULE): REASON" };
  }
  const behind = found[0].length;
  const listStart = behind - 1 - (found[1] ?? "").length;
  const rules = [...(found[1] ?? "").matchAll(/[^\s,*\\]+/g)].map(({ 0: id, index }) => {
    const at = offset + listStart + index;
    return { id, span: { start: at, end: at + id.length } };
  });
  const said = written.slice(behind).trimStart();
  const reason = said.startsWith(":") ? plainReason(said.slice(1)) : "";
  const span = { start, end: offset + behind };
  return { span, rules, reason, problem: problemOf(rules, said, reason) };
}

function problemOf(
  rules: readonly SuppressedRule[],
  said: string,
  reason: string,
): string | undefined {
  if (rules.length === 0) return "it names no rule between its parentheses";
  if (!said.startsWith(":")) return "no colon and reason follow its parentheses";
  if (reason === placeholderReason) return `${placeholderReason} still stands for its reason`;
  return isReason(reason) ? undefined : "no reason follows its colon";
}

/** The words of all lines as one, without what a comment's lines begin and spliced ones end with. */
function plainReason(written: string): string {
  const words = written
    .slice(0, 2 * maxReason)
    .split("\n")
    .map((line) => line.replace(/^[ \t]*\*+[ \t]/, "").replace(/\\?\r?$/, ""))
    .join(" ")
    .split(/\s+/)
    .filter((word) => word !== "" && word !== "*");
  const reason = words.join(" ");
  return reason.length > maxReason ? `${reason.slice(0, maxReason - 1)}…` : reason;
}
