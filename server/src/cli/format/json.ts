/**
 * A tree's report for programs; docs/output.schema.json describes it.
 *
 * The same tree gives the same bytes: everything is sorted, and times are only there when the
 * caller asked for them.
 */
import { compareLocations, compareText, type Location } from "#engine/base";
import type { Finding, SuppressedFinding } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { compareFindings, type ReportContext } from "./report-context.ts";

/** Grows only when a field is renamed, removed or changes its meaning. */
const formatVersion = 1;

type CallSite = TreeReport["callSites"][number];
type LazySection = TreeReport["sections"][number];

type JsonContext = Pick<ReportContext, "comparison" | "milliseconds" | "root" | "stats">;

export function formatJsonReport(report: TreeReport, options: JsonContext): string {
  const { comparison } = options;
  return toJsonText({
    version: formatVersion,
    tree: { root: options.root, ...report.tree },
    callSites: [...report.callSites].sort(compareSites).map(siteToJson),
    sections: report.sections
      .toSorted((a, b) => compareLocations(a.location, b.location))
      .map(sectionToJson),
    findings: [...report.findings].sort(compareFindings).map((finding) => ({
      ...findingToJson(finding),
      ...(comparison === undefined ? {} : { state: comparison.stateOf(finding) }),
    })),
    suppressed: [...report.suppressed]
      .sort((a, b) => compareFindings(a.finding, b.finding))
      .map(suppressedToJson),
    skipped: [...report.skipped]
      .sort((a, b) => compareText(a.file, b.file) || compareText(a.reason, b.reason))
      .map(({ file, reason }) => ({ file, reason })),
    stats: {
      files: options.stats.files,
      bytes: options.stats.bytes,
      functionsParsed: report.functionsParsed,
      milliseconds: options.milliseconds,
    },
    ...(comparison === undefined ? {} : { comparison: comparison.facts }),
  });
}

/** Indented JSON with a final newline. */
export function toJsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function siteToJson(site: CallSite): Record<string, unknown> {
  return {
    ...placeToJson(site.location),
    function: site.function,
    api: site.api,
    walker: site.walker,
    lazy: site.lazy,
    callbacks: site.callbacks.map(({ name, location }) => ({
      name,
      file: location.file,
      line: location.line,
    })),
    ...verdictToJson(site),
  };
}

function sectionToJson(section: LazySection): Record<string, unknown> {
  return {
    ...placeToJson(section.location),
    function: section.function,
    enters: section.enters.map(placeToJson),
    leaves: section.leaves.map(placeToJson),
    runsCallbacks: section.runsCallbacks,
    ...verdictToJson(section),
  };
}

function verdictToJson(found: CallSite | LazySection): Record<string, unknown> {
  return {
    verdict: found.verdict,
    use: found.use ?? null,
    allocator: found.allocator ?? null,
    condition: found.condition ?? null,
    doubt: found.doubt ?? null,
    path: pathToJson(found.path),
    notFollowed: found.notFollowed.map(({ name, location, reason }) => ({
      name,
      file: location.file,
      line: location.line,
      reason,
    })),
  };
}

function findingToJson(finding: Finding): Record<string, unknown> {
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    ...rangeToJson(finding.location),
    message: finding.message,
    path: pathToJson(finding.path),
    related: finding.related.map(({ location, message }) => ({
      ...rangeToJson(location),
      message,
    })),
    fixes: finding.fixes.map((fix) => ({
      title: fix.title,
      safe: fix.safe,
      preferred: fix.preferred,
      edits: fix.edits.map(({ location, newText }) => ({ ...rangeToJson(location), newText })),
    })),
  };
}

function suppressedToJson({ finding, suppressions }: SuppressedFinding): Record<string, unknown> {
  return {
    ...findingToJson(finding),
    suppressions: suppressions.map(({ kind, reason, location }) => ({
      kind,
      reason,
      ...rangeToJson(location),
    })),
  };
}

function pathToJson(path: Finding["path"]): unknown {
  return path.map((step) => ({
    function: step.function,
    ...placeToJson(step.location),
    what: step.what,
  }));
}

function placeToJson({ file, line, column }: Location): Record<string, unknown> {
  return { file, line, column };
}

function rangeToJson(location: Location): Record<string, unknown> {
  return {
    ...placeToJson(location),
    endLine: location.endLine,
    endColumn: location.endColumn,
  };
}

function compareSites(a: CallSite, b: CallSite): number {
  return compareLocations(a.location, b.location) || compareText(a.api, b.api);
}
