/** Checks whole folders: findings become diagnostics, call sites the answer. */
import type { TreeReport } from "#engine/workspace";
import { toSiteSummary } from "#server/convert";
import type { CheckWorkspaceParams, CheckWorkspaceResult, TreeSummary } from "#server/protocol";
import { answer, type Session } from "#server/session";

const method = "lazymmu/checkWorkspace";

export function handleCheckWorkspace(session: Session): void {
  const { connection, log } = session;
  connection.onRequest(method, (params: CheckWorkspaceParams, token) => {
    const nothing: CheckWorkspaceResult = { trees: [], outside: [] };
    return answer(log, method, token, nothing, (signal) => checkFolders(session, params, signal));
  });
}

async function checkFolders(
  session: Session,
  params: CheckWorkspaceParams,
  signal: AbortSignal,
): Promise<CheckWorkspaceResult> {
  await session.whenReady();
  const { trees, analysis, status, connection } = session;
  const scopes = new Map<string, string[]>();
  const outside: string[] = [];
  for (const folder of params.folders ?? session.folders) {
    const place = trees.locate(folder);
    if (place === undefined) outside.push(folder);
    else scopes.set(place.root, [...(scopes.get(place.root) ?? []), place.file]);
  }
  const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
  const endWork = status.beginWork("Checking the workspace");
  progress.begin("Lazy MMU", 0, "Checking the workspace", true);
  try {
    const summaries: TreeSummary[] = [];
    for (const [root, scope] of scopes) {
      progress.report(Math.floor((100 * summaries.length) / scopes.size), root);
      if (!(await trees.ensureOpen(root, signal))) continue;
      const isWhole = scope.some((folder) => folder === "" || folder === ".");
      const wanted = isWhole ? undefined : scope;
      const report = await analysis.checkTree(root, wanted, "interactive", signal);
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
  const files = new Set(report.findings.map((finding) => finding.location.file));
  const published = new Set<string>();
  for (const file of files) {
    const place = { root, file };
    const uri = session.uriOf(place);
    published.add(uri);
    const findings = report.findings.filter((finding) => finding.location.file === file);
    session.diagnostics.publishUnopened(uri, place, {
      file,
      findings,
      callSites: [],
      skipped: [],
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
    sites: report.callSites.map((site) => toSiteSummary(site, uriOf)),
    skipped: report.skipped.map(({ file, reason }) => ({ file, reason })),
  };
}
