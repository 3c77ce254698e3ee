/** What is still to be said once files were fixed. */
import type { Finding } from "#engine/lint";
import type { TreeSession } from "./tree-session.ts";

/** What a check would say after the texts were written. */
export function findingsLeft(
  { report, selection, tree }: TreeSession,
  texts: ReadonlyMap<string, string>,
): readonly Finding[] {
  if (texts.size === 0) return report.findings;
  const scope = selection.scope?.length === 0 ? [] : selection.scope;
  return tree.checkWith(texts, scope).findings;
}
