/** Edits of findings as workspace edits, tied to the versions that they were made for. */
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { FileEdit } from "#engine/lint";
import { toRange, type UriOf } from "./to-range.ts";

/**
 * With `versionOf`, versioned document changes: an editor then refuses edits made for another
 * text. Its answer is null for a file that is not open. Without it, the older plain form.
 */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  uriOf: UriOf,
  versionOf: ((uri: string) => number | null) | undefined,
): WorkspaceEdit {
  const byUri = new Map<string, TextEdit[]>();
  for (const { location, newText } of edits) {
    const uri = uriOf(location.file);
    const list = byUri.get(uri) ?? [];
    list.push({ range: toRange(location), newText });
    byUri.set(uri, list);
  }
  if (versionOf === undefined) return { changes: Object.fromEntries(byUri) };
  const documentChanges = [...byUri].map(
    ([uri, list]): TextDocumentEdit => ({
      textDocument: { uri, version: versionOf(uri) },
      edits: list,
    }),
  );
  return { documentChanges };
}

/** Edits that a user confirms or leaves out as one. */
export interface EditGroup {
  readonly label: string;
  readonly description: string;
  readonly edits: readonly FileEdit[];
}

/** Versioned document changes, of one or more groups; each group has to be confirmed. */
export function toConfirmedEdit(
  groups: readonly EditGroup[],
  uriOf: UriOf,
  versionOf: (uri: string) => number | null,
): WorkspaceEdit {
  const byUri = new Map<string, AnnotatedTextEdit[]>();
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  for (const [index, { label, description, edits }] of groups.entries()) {
    const annotationId = String(index);
    changeAnnotations[annotationId] = { label, description, needsConfirmation: true };
    for (const { location, newText } of edits) {
      const uri = uriOf(location.file);
      const list = byUri.get(uri) ?? [];
      list.push({ range: toRange(location), newText, annotationId });
      byUri.set(uri, list);
    }
  }
  const documentChanges = [...byUri].map(
    ([uri, list]): TextDocumentEdit => ({
      textDocument: { uri, version: versionOf(uri) },
      edits: list,
    }),
  );
  return { documentChanges, changeAnnotations };
}
