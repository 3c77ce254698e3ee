/** Which diagnostics an action mends, so that an editor offers it with them. */
import type { CodeActionParams, Diagnostic, Range } from "vscode-languageserver";
import type { Finding } from "#engine/lint";
import { toDiagnostic } from "#server/convert";
import type { TreeFile } from "#server/host";
import type { Session } from "#server/session";

/** The client's own ones of a finding, as it sent them; else the finding's as it would be sent. */
export function mendedDiagnostics(
  session: Session,
  place: TreeFile,
  finding: Finding,
  params: CodeActionParams,
): Diagnostic[] {
  const { ruleUri } = session.platform;
  const style = { relatedInformation: false, codeDescription: false, data: false, ruleUri };
  const mended = toDiagnostic(finding, session.uriIn(place.root), style);
  const sent = params.context.diagnostics.filter(
    ({ source, code, range }) =>
      source === mended.source && code === mended.code && isSameRange(range, mended.range),
  );
  return sent.length > 0 ? sent : [mended];
}

function isSameRange(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}
