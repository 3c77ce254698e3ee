/** What can be done with a call site or a section of a list. */
import { commands, Position, Range, type TextEditor, Uri, window, workspace } from "vscode";
import type { CodeAction, LanguageClient } from "vscode-languageclient/node";
import type { LspLocation, LspRange, SiteSummary } from "#server/protocol";

export async function showSite({ location }: Pick<SiteSummary, "location">): Promise<TextEditor> {
  return window.showTextDocument(Uri.parse(location.uri), { selection: toRange(location.range) });
}

export async function showSitePath({
  location,
  path,
}: Pick<SiteSummary, "location" | "path">): Promise<void> {
  await showSite({ location });
  const { uri, range } = location;
  await commands.executeCommand("lazymmu.showPath", uri, range.start, path);
}

export async function simulateSite({ location }: SiteSummary): Promise<void> {
  await commands.executeCommand("lazymmu.simulate", location.uri, location.range.start);
}

/**
 * Applies the fix that is safe, if one is offered at the place; else the editor's own menu offers
 * what there is.
 */
export async function fixAt(client: LanguageClient, location: LspLocation): Promise<void> {
  await showSite({ location });
  const { uri, range } = location;
  // Asked of our own server: other extensions may have fixes for the same place.
  const actions = await client.sendRequest<readonly CodeAction[] | null>(
    "textDocument/codeAction",
    { textDocument: { uri }, range, context: { diagnostics: [], only: ["quickfix"] } },
  );
  const fix = actions?.find(({ isPreferred, edit }) => isPreferred === true && edit !== undefined);
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(fix?.edit);
  if (edit === undefined) await commands.executeCommand("editor.action.quickFix");
  else await workspace.applyEdit(edit);
}

function toRange({ start, end }: LspRange): Range {
  return new Range(
    new Position(start.line, start.character),
    new Position(end.line, end.character),
  );
}
