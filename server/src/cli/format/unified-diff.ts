/**
 * A unified diff that `git apply` takes, made from known edits of one text.
 *
 * Lines keep their "\r"; a missing final newline is marked, as git does.
 */
import { LineIndex, type TextEdit } from "#engine/base";

const contextSize = 3;

/** The diff of one file, or "" when the edits change nothing. Edits must be disjoint. */
export function formatFileDiff(file: string, before: string, edits: readonly TextEdit[]): string {
  const hunks = makeHunks(before, edits);
  if (hunks.length === 0) return "";
  const from = quotePath(`a/${file}`);
  const to = quotePath(`b/${file}`);
  // Without the tab, a reader would take what follows a blank in a name for a time stamp.
  const tail = file.includes(" ") ? "\t" : "";
  return `diff --git ${from} ${to}\n--- ${from}${tail}\n+++ ${to}${tail}\n${hunks.join("")}`;
}

/** A run of old lines, from 0 and half open, and what stands there afterwards. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly newLines: readonly string[];
}

function makeHunks(before: string, edits: readonly TextEdit[]): string[] {
  const oldLines = splitLines(before);
  const changes = toLineChanges(before, oldLines, edits);
  const hunks: string[] = [];
  let delta = 0;
  for (let i = 0; i < changes.length; ) {
    const group: Change[] = [];
    for (; i < changes.length; i++) {
      const change = changes[i];
      const last = group.at(-1);
      if (change === undefined || (last && change.from - last.to > 2 * contextSize)) break;
      group.push(change);
    }
    const hunk = makeHunk(oldLines, group, delta);
    hunks.push(hunk.text);
    delta += hunk.growth;
  }
  return hunks;
}

/** Lines with their ends, so that a last line without one stays recognisable. */
function splitLines(text: string): string[] {
  const lines = text.split("\n").map((line) => `${line}\n`);
  const last = lines.pop() ?? "";
  if (last !== "\n") lines.push(last.slice(0, -1));
  return lines;
}

function toLineChanges(
  before: string,
  oldLines: readonly string[],
  edits: readonly TextEdit[],
): Change[] {
  const index = new LineIndex(before);
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const changes: Change[] = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i];
    if (first === undefined) break;
    const from = index.positionAt(first.start).line - 1;
    let to = from + 1;
    let text = "";
    let copied = index.lineStart(from + 1);
    for (; i < sorted.length; i++) {
      const edit = sorted[i];
      if (edit === undefined || index.positionAt(edit.start).line - 1 >= to) break;
      text += before.slice(copied, edit.start) + edit.newText;
      copied = edit.end;
      to = Math.max(to, index.positionAt(edit.end).line);
    }
    const end = to < index.lineCount ? index.lineStart(to + 1) : before.length;
    text += before.slice(copied, end);
    const change = trimEqualEnds(oldLines, {
      from,
      to: Math.min(to, oldLines.length),
      newLines: splitLines(text),
    });
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

/** Leaves only lines that differ; undefined when none does. */
function trimEqualEnds(oldLines: readonly string[], change: Change): Change | undefined {
  let { from, to } = change;
  let start = 0;
  let end = change.newLines.length;
  while (from < to && start < end && oldLines[from] === change.newLines[start]) {
    from++;
    start++;
  }
  while (to > from && end > start && oldLines[to - 1] === change.newLines[end - 1]) {
    to--;
    end--;
  }
  if (from === to && start === end) return undefined;
  return { from, to, newLines: change.newLines.slice(start, end) };
}

function makeHunk(
  oldLines: readonly string[],
  group: readonly Change[],
  delta: number,
): { text: string; growth: number } {
  const start = Math.max(0, (group[0]?.from ?? 0) - contextSize);
  const end = Math.min(oldLines.length, (group.at(-1)?.to ?? 0) + contextSize);
  let body = "";
  let at = start;
  let growth = 0;
  for (const change of group) {
    for (const line of oldLines.slice(at, change.from)) body += diffLine(" ", line);
    for (const line of oldLines.slice(change.from, change.to)) body += diffLine("-", line);
    for (const line of change.newLines) body += diffLine("+", line);
    growth += change.newLines.length - (change.to - change.from);
    at = change.to;
  }
  for (const line of oldLines.slice(at, end)) body += diffLine(" ", line);
  const oldRange = range(start, end - start);
  const newRange = range(start + delta, end - start + growth);
  return { text: `@@ -${oldRange} +${newRange} @@\n${body}`, growth };
}

/** An empty range names the line before it. */
function range(start: number, size: number): string {
  const line = size === 0 ? start : start + 1;
  return size === 1 ? String(line) : `${line},${size}`;
}

function diffLine(mark: string, line: string): string {
  return line.endsWith("\n") ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}

/** Quotes like git: in C style, when the name holds a quote, backslash, control or non-ASCII byte. */
function quotePath(path: string): string {
  let quoted = "";
  for (const byte of new TextEncoder().encode(path)) {
    const char = String.fromCharCode(byte);
    const short = shortEscapes.get(char);
    if (short !== undefined) quoted += short;
    else if (byte < 0x20 || byte > 0x7e) quoted += `\\${byte.toString(8).padStart(3, "0")}`;
    else quoted += char;
  }
  return quoted === path ? path : `"${quoted}"`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\r", "\\r"],
]);
