/**
 * Changes one file of a tree on disk, wholly or not at all.
 *
 * A file is only written when it still is what the analysis saw; the new content goes to a
 * temporary file beside it first, which then takes its name.
 */
import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { applyEdits, editsAreDisjoint, LineIndex, type TextEdit } from "#engine/base";
import type { FileEdit } from "#engine/lint";
import { describeSystemError } from "./problem.ts";
import { replaceFile } from "./replace-file.ts";
import { isInside } from "./select-tree.ts";

/** What would be written, or why nothing can be. */
export type PlannedFile =
  | {
      readonly kind: "planned";
      readonly path: string;
      readonly bytes: Uint8Array;
      /** The text of `bytes`, without a byte order mark. */
      readonly text: string;
      readonly edits: readonly TextEdit[];
    }
  | { readonly kind: "refused"; readonly reason: string };

export type EditablePlan = Extract<PlannedFile, { kind: "planned" }>;

/** `seenHash` is the {@link hashText} of what the edits speak of. */
export async function planFile(
  root: string,
  file: string,
  edits: readonly FileEdit[],
  seenHash: string | undefined,
): Promise<PlannedFile> {
  let path: string;
  let bytes: Uint8Array;
  try {
    path = await realpath(resolve(root, file));
    if (!isInside(root, path)) return refused("it lies outside the tree");
    bytes = await readFile(path);
  } catch (error) {
    return refused(describeSystemError(error));
  }
  const text = decode(bytes);
  if (text === undefined) return refused("it is not valid UTF-8");
  if (hashText(text) !== seenHash) return refused("it changed since it was checked");
  const lines = new LineIndex(text);
  const textEdits = edits.map(({ location, newText }) => ({
    start: lines.offsetAt(location.line, location.column),
    end: lines.offsetAt(location.endLine, location.endColumn),
    newText,
  }));
  if (!editsAreDisjoint(textEdits)) return refused("its fixes overlap");
  return { kind: "planned", path, bytes, text, edits: textEdits };
}

/** Returns why the file was not written, or undefined when it was. */
export async function writePlannedFile(plan: EditablePlan): Promise<string | undefined> {
  try {
    const isSame = async (): Promise<boolean> =>
      Buffer.compare(await readFile(plan.path), plan.bytes) === 0;
    const { mode } = await stat(plan.path);
    const isDone = await replaceFile(plan.path, newBytes(plan), mode & 0o7777, isSame);
    return isDone ? undefined : "it changed while it was being fixed";
  } catch (error) {
    return describeSystemError(error);
  }
}

/** The text of the file once the plan was written. */
export function plannedText(plan: EditablePlan): string {
  return applyEdits(plan.text, plan.edits);
}

export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function newBytes(plan: EditablePlan): Uint8Array {
  const mark = hasByteOrderMark(plan.bytes) ? "\ufeff" : "";
  return new TextEncoder().encode(mark + plannedText(plan));
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refused(reason: string): PlannedFile {
  return { kind: "refused", reason };
}
