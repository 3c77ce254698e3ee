/** The diff of a file whose edits were planned against its bytes. */
import type { EditablePlan } from "./edit-file.ts";
import { formatFileDiff } from "./format/unified-diff.ts";

export function diffOf(file: string, plan: EditablePlan): string {
  // A diff speaks of bytes: the mark that the text lacks belongs to the first line.
  const mark = plan.bytes[0] === 0xef && !plan.text.startsWith("\ufeff") ? "\ufeff" : "";
  const edits = plan.edits.map((edit) => ({
    start: edit.start + mark.length,
    end: edit.end + mark.length,
    newText: edit.newText,
  }));
  return formatFileDiff(file, mark + plan.text, edits);
}
