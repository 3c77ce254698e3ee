/** Fixes as quick fixes, all safe ones at once, and a way to walk along a finding's path. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
} from "vscode-languageserver";
import { type Finding, fixAllEdits } from "#engine/lint";
import { toLocation, toRange, toWorkspaceEdit } from "#server/convert";
import type { TreeFile } from "#server/host";
import type { ShowPathArguments, SimulateArguments } from "#server/protocol";
import { answer, type Session } from "#server/session";
import { introductionActions } from "./introduce-variants.ts";
import { mendedDiagnostics } from "./mended-diagnostics.ts";
import { suppressActions } from "./suppress-finding.ts";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.lazymmu`;

export function handleCodeAction(session: Session): void {
  const { connection, diagnostics, log } = session;
  connection.onCodeAction((params, token) =>
    answer<CodeAction[]>(log, "textDocument/codeAction", token, [], async (signal) => {
      await session.whenReady();
      const current = await diagnostics.currentReport(params.textDocument.uri, signal);
      if (current === undefined) return [];
      const { place, report } = current;
      const here = report.findings.filter(({ location }) => location.file === place.file);
      const touched = here.filter(({ location }) => overlaps(toRange(location), params.range));
      return [
        ...touched.flatMap((finding) => quickFixes(session, place, finding, params)),
        ...(isWanted(CodeActionKind.QuickFix, params)
          ? await introductionActions(session, place, touched, params, signal)
          : []),
        ...touched.flatMap((finding) => showPath(session, place, finding, params)),
        ...touched.flatMap((finding) => simulate(session, finding, params)),
        ...(isWanted(CodeActionKind.QuickFix, params)
          ? suppressActions(session, place, touched, params)
          : []),
        ...fixAll(session, place, here, params),
      ];
    }),
  );
}

function quickFixes(
  session: Session,
  place: TreeFile,
  finding: Finding,
  params: CodeActionParams,
): CodeAction[] {
  if (!isWanted(CodeActionKind.QuickFix, params)) return [];
  const diagnostics = mendedDiagnostics(session, place, finding, params);
  return finding.fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: fix.preferred,
    edit: toWorkspaceEdit(fix.edits, session.uriIn(place.root), versionOf(session)),
  }));
}

function showPath(
  session: Session,
  place: TreeFile,
  finding: Finding,
  params: CodeActionParams,
): CodeAction[] {
  if (finding.path.length === 0 || !session.features.commands.has("lazymmu.showPath")) return [];
  if (!isWanted(CodeActionKind.QuickFix, params)) return [];
  const uriOf = session.uriIn(place.root);
  const title = "Show the path to the page allocator";
  const locations = [finding.location, ...finding.path.map((step) => step.location)];
  const range = toRange(finding.location);
  const commandArguments: ShowPathArguments = [
    params.textDocument.uri,
    range.start,
    locations.map((location) => toLocation(location, uriOf)),
  ];
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      command: { title, command: "lazymmu.showPath", arguments: [...commandArguments] },
    },
  ];
}

function simulate(session: Session, finding: Finding, params: CodeActionParams): CodeAction[] {
  const command = "lazymmu.simulate";
  if (!session.features.commands.has(command)) return [];
  if (!isWanted(CodeActionKind.QuickFix, params)) return [];
  const title = "Simulate the callback";
  const given: SimulateArguments = [params.textDocument.uri, toRange(finding.location).start];
  const kind = CodeActionKind.QuickFix;
  return [{ title, kind, command: { title, command, arguments: [...given] } }];
}

/** Only on request: an editor asks for it by its kind, on save or from its source menu. */
function fixAll(
  session: Session,
  place: TreeFile,
  findings: readonly Finding[],
  params: CodeActionParams,
): CodeAction[] {
  if (params.context.only === undefined || !isWanted(fixAllKind, params)) return [];
  const edits = fixAllEdits(findings, place.file);
  if (edits.length === 0) return [];
  const edit = toWorkspaceEdit(edits, session.uriIn(place.root), versionOf(session));
  return [{ title: "Fix all that is safe to fix (Lazy MMU)", kind: fixAllKind, edit }];
}

function versionOf(session: Session): ((uri: string) => number | null) | undefined {
  if (!session.features.documentChanges) return undefined;
  return (uri) => session.documents.get(uri)?.version ?? null;
}

/** True when the editor asked for this kind or for one that it belongs to. */
function isWanted(kind: string, params: CodeActionParams): boolean {
  const { only } = params.context;
  return (
    only?.some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`)) ?? true
  );
}

function overlaps(a: Range, b: Range): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}

function isBefore(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
