/**
 * The action that brings the `_nolazy` variants to a tree that has none, and calls one of them where
 * a finding is. Its edit, which speaks of three files, is made when the user chooses the action.
 */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { IntroductionPlan } from "#engine/introduce";
import type { Finding } from "#engine/lint";
import { type EditGroup, toConfirmedEdit, toWorkspaceEdit } from "#server/convert";
import type { TreeFile } from "#server/host";
import { answer, type Session } from "#server/session";
import { mendedDiagnostics } from "./mended-diagnostics.ts";

const title = "Add the _nolazy variants to this tree and use them here";
const rule = "allocation-in-callback";

/** One action for each finding; a refused one only where the client shows the reason. */
export async function introductionActions(
  session: Session,
  place: TreeFile,
  findings: readonly Finding[],
  params: CodeActionParams,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const reported = findings.filter((finding) => finding.rule === rule && finding.fixes.length > 0);
  if (reported.length === 0) return [];
  const { analysis, features } = session;
  const offer = await analysis.introductionOffer(place.root, signal);
  if (offer.kind === "none") return [];
  const actions = reported.map(async (finding): Promise<CodeAction> => {
    const diagnostics = mendedDiagnostics(session, place, finding, params);
    const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics };
    if (offer.kind === "refused") return disabled(action, offer.reason);
    const { line, column } = finding.location;
    const site: Site = { uri: params.textDocument.uri, line, column };
    if (features.lazyActionEdits) return { ...action, data: site };
    const made = await makeEdit(session, place, site, signal);
    return made.kind === "edit" ? { ...action, edit: made.edit } : disabled(action, made.reason);
  });
  const all = await Promise.all(actions);
  return features.disabledActions ? all : all.filter((action) => action.disabled === undefined);
}

/** Fills in the edit of an action that was chosen. */
export function handleIntroductionResolve(session: Session): void {
  const { connection, log, trees } = session;
  connection.onCodeActionResolve((action, token) =>
    answer<CodeAction | ResponseError<void>>(
      log,
      "codeAction/resolve",
      token,
      action,
      async (signal) => {
        const site = readSite(action.data);
        const place = site === undefined ? undefined : trees.locate(site.uri);
        if (site === undefined || place === undefined) return action;
        const made = await makeEdit(session, place, site, signal);
        if (made.kind === "edit") return { ...action, edit: made.edit };
        return new ResponseError(LSPErrorCodes.RequestFailed, `Nothing is added: ${made.reason}.`);
      },
    ),
  );
}

/** The place of a finding, as it travels with the action; line and column start at 1. */
interface Site {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** Undefined for what is no {@link Site}: a client may send anything. */
function readSite(data: unknown): Site | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { uri, line, column }: Partial<Record<keyof Site, unknown>> = data;
  const isSite = typeof uri === "string" && typeof line === "number" && typeof column === "number";
  return isSite ? { uri, line, column } : undefined;
}

async function makeEdit(
  session: Session,
  { root, file }: TreeFile,
  { line, column }: Site,
  signal: AbortSignal,
): Promise<
  | { readonly kind: "edit"; readonly edit: WorkspaceEdit }
  | { readonly kind: "none"; readonly reason: string }
> {
  const { analysis, documents, features, trees } = session;
  // Those of the texts that the plan is made for: one that is typed in meanwhile has another.
  const versions = new Map(documents.all().map(({ uri, version }) => [uri, version]));
  const versionOf = (uri: string) => versions.get(uri) ?? null;
  if (!(await trees.ensureOpen(root, signal)))
    return { kind: "none", reason: "the tree cannot be read" };
  const plan = await analysis.planIntroduction(root, file, line, column, signal);
  if (plan.kind === "refused") return { kind: "none", reason: plan.reason };
  if (plan.conversions.length === 0) {
    return { kind: "none", reason: "the call is not reported any more" };
  }
  const groups = groupsOf(plan);
  const uriOf = session.uriIn(root);
  const edit = features.changeAnnotations
    ? toConfirmedEdit(groups, uriOf, versionOf)
    : toWorkspaceEdit(
        groups.flatMap(({ edits }) => edits),
        uriOf,
        features.documentChanges ? versionOf : undefined,
      );
  return { kind: "edit", edit };
}

function groupsOf({ additions, conversions, exported, steps }: IntroductionPlan): EditGroup[] {
  const exports = exported.length === 0 ? "" : "; exported, since the call may be in a module";
  const adding = {
    label: "Add the _nolazy variants",
    description: `a flag is passed down to ${steps.at(-1)}()${exports}`,
    edits: additions,
  };
  const using = conversions.map(({ site, to, edits }) => ({
    label: `Call ${to}()`,
    description: `in ${site.function}()`,
    edits,
  }));
  return [adding, ...using];
}

function disabled(action: CodeAction, reason: string): CodeAction {
  return { ...action, disabled: { reason } };
}
