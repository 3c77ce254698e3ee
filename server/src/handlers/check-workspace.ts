/**
 * Whole folders: checked, with findings as diagnostics, call sites and lazy MMU sections as the
 * answer, or only listed.
 */
import type { Location } from "#engine/base";
import { findingsOfSection } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { toSectionSummary, toSiteSummary } from "#server/convert";
import type { CheckWorkspaceParams, CheckWorkspaceResult, TreeSummary } from "#server/protocol";
import { answer, type Session } from "#server/session";

const checkMethod = "lazymmu/checkWorkspace";
const listMethod = "lazymmu/callSites";
const nothing: CheckWorkspaceResult = { trees: [], outside: [] };

export function handleCheckWorkspace(session: Session): void {
  const { connection, log } = session;
  connection.onRequest(checkMethod, (params: CheckWorkspaceParams, token) =>
    answer(log, checkMethod, token, nothing, (signal) => checkFolders(session, params, signal)),
  );
  connection.onRequest(listMethod, (params: CheckWorkspaceParams, token) =>
    answer(log, listMethod, token, nothing, (signal) => listCallSites(session, params, signal)),
  );
}

async function listCallSites(
  session: Session,
  params: CheckWorkspaceParams,
  signal: AbortSignal,
): Promise<CheckWorkspaceResult> {
  await session.whenReady();
  session.tellCallSiteChanges();
  if (!session.settings.enable) return nothing;
  const { scopes, outside } = scopesOf(session, params);
  const summaries: TreeSummary[] = [];
  for (const [root, scope] of scopes) {
    if (!(await session.trees.ensureOpen(root, signal))) continue;
    const report = await session.analysis.checkTree(root, scope, "background", signal);
    summaries.push(summarize(session, root, report));
  }
  return { trees: summaries, outside };
}

/** What to check of which tree; undefined stands for the whole tree. */
function scopesOf(session: Session, { folders }: CheckWorkspaceParams) {
  const foldersIn = new Map<string, string[]>();
  const outside: string[] = [];
  for (const folder of folders ?? session.folders) {
    const place = session.trees.locate(folder);
    if (place === undefined) outside.push(folder);
    else foldersIn.set(place.root, [...(foldersIn.get(place.root) ?? []), place.file]);
  }
  const scopes = [...foldersIn].map(([root, scope]): [string, string[] | undefined] => {
    const isWhole = scope.some((folder) => folder === "" || folder === ".");
    return [root, isWhole ? undefined : scope];
  });
  return { scopes, outside };
}

async function checkFolders(
  session: Session,
  params: CheckWorkspaceParams,
  signal: AbortSignal,
): Promise<CheckWorkspaceResult> {
  await session.whenReady();
  const { trees, analysis, status, connection } = session;
  const { scopes, outside } = scopesOf(session, params);
  const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
  const endWork = status.beginWork("Checking the workspace");
  progress.begin("Lazy MMU", 0, "Checking the workspace", true);
  try {
    const summaries: TreeSummary[] = [];
    for (const [root, scope] of scopes) {
      progress.report(Math.floor((100 * summaries.length) / scopes.length), root);
      if (!(await trees.ensureOpen(root, signal))) continue;
      const report = await analysis.checkTree(root, scope, "interactive", signal);
      publishReport(session, root, report);
      summaries.push(summarize(session, root, report));
    }
    return { trees: summaries, outside };
  } finally {
    progress.done();
    endWork();
  }
}

function publishReport(session: Session, root: string, report: TreeReport): void {
  const { findings: found, settingsProblems } = report;
  const files = new Set([...found, ...settingsProblems].map(({ location }) => location.file));
  const published = new Set<string>();
  for (const file of files) {
    const place = { root, file };
    const uri = session.uriOf(place);
    published.add(uri);
    const findings = report.findings.filter((finding) => finding.location.file === file);
    session.diagnostics.publishUnopened(uri, place, {
      file,
      findings,
      callbacks: [],
      callSites: [],
      sections: [],
      skipped: [],
      settingsProblems: settingsProblems.filter(({ location }) => location.file === file),
    });
  }
  session.diagnostics.clearUnopened(root, published);
}

function summarize(session: Session, root: string, report: TreeReport): TreeSummary {
  const uriOf = session.uriIn(root);
  return {
    root,
    release: report.tree.release,
    dialect: report.tree.dialect,
    findings: report.findings.length,
    sites: report.callSites.map((site) => {
      const isFixable = report.findings.some(
        ({ location, fixes }) => fixes.length > 0 && isSamePlace(location, site.location),
      );
      return toSiteSummary(site, isFixable, uriOf);
    }),
    sections: report.sections.map((section) => {
      const fixable = findingsOfSection(section, report.findings).find(
        ({ fixes }) => fixes.length > 0,
      );
      return toSectionSummary(section, fixable?.location, uriOf);
    }),
    skipped: report.skipped.map(({ file, reason }) => ({ file, reason })),
  };
}

function isSamePlace(a: Location, b: Location): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}
