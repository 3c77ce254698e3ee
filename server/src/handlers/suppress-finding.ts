/** The last thing to offer for a finding: to say in the code that it is right, and why. */
import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver";
import { CodeText, type Finding, findRule, isCodeRule, suppressionEdit } from "#engine/lint";
import { toWorkspaceEdit } from "#server/convert";
import type { TreeFile } from "#server/host";
import { lineFeedText, type Session } from "#server/session";
import { mendedDiagnostics } from "./mended-diagnostics.ts";

/** Never preferred, and no part of what is fixed on saving: only the user can give the reason. */
export function suppressActions(
  session: Session,
  place: TreeFile,
  findings: readonly Finding[],
  params: CodeActionParams,
): CodeAction[] {
  const document = session.documents.get(params.textDocument.uri);
  if (document === undefined || findings.length === 0) return [];
  const code = new CodeText(lineFeedText(document.getText()));
  const versionOf = session.features.documentChanges ? () => document.version : undefined;
  return findings.flatMap((finding): CodeAction[] => {
    const rule = findRule(finding.rule);
    const edit =
      rule !== undefined && isCodeRule(rule) ? suppressionEdit(code, finding) : undefined;
    if (edit === undefined) return [];
    return [
      {
        title: `Suppress with a reason (${finding.rule})`,
        kind: CodeActionKind.QuickFix,
        diagnostics: mendedDiagnostics(session, place, finding, params),
        edit: toWorkspaceEdit([edit], session.uriIn(place.root), versionOf),
      },
    ];
  });
}
