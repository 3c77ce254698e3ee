/** What can be done with a call site of a list. */
import {
  type CodeAction,
  CodeActionKind,
  commands,
  Position,
  Range,
  type TextEditor,
  Uri,
  window,
  workspace,
} from "vscode";
import type { LspRange, SiteSummary } from "#server/protocol";

export async function showSite({ location }: SiteSummary): Promise<TextEditor> {
  return window.showTextDocument(Uri.parse(location.uri), { selection: toRange(location.range) });
}

export async function showSitePath(site: SiteSummary): Promise<void> {
  await showSite(site);
  const { uri, range } = site.location;
  await commands.executeCommand("lazymmu.showPath", uri, range.start, site.path);
}

export async function simulateSite({ location }: SiteSummary): Promise<void> {
  await commands.executeCommand("lazymmu.simulate", location.uri, location.range.start);
}

/** Applies the fix that is safe, if one is; else the editor's own menu offers what there is. */
export async function fixSite(site: SiteSummary): Promise<void> {
  const editor = await showSite(site);
  const { uri } = editor.document;
  const actions = await commands.executeCommand<readonly CodeAction[] | undefined>(
    "vscode.executeCodeActionProvider",
    uri,
    toRange(site.location.range),
    CodeActionKind.QuickFix.value,
  );
  const fix = actions?.find(
    ({ isPreferred, edit, diagnostics }) =>
      isPreferred === true &&
      edit !== undefined &&
      diagnostics?.some(({ source }) => source === "lazymmu"),
  );
  if (fix?.edit === undefined) await commands.executeCommand("editor.action.quickFix");
  else await workspace.applyEdit(fix.edit);
}

function toRange({ start, end }: LspRange): Range {
  return new Range(
    new Position(start.line, start.character),
    new Position(end.line, end.character),
  );
}
