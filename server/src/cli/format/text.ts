/**
 * A tree's report for people: per finding a line that editors can jump from, the source with
 * carets, the numbered path, fixes and rule; at the end what was looked at.
 */
import type { Location } from "#engine/base";
import { type Finding, messageWithoutPath, rulePagePath } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { renderExcerpt } from "./excerpt.ts";
import { type ReportContext, shownFindings } from "./report-context.ts";
import { count, describeFix, describeTree, verdictMeaning, verdictOrder } from "./report-words.ts";
import { escapeControls, type Palette, wrapWords } from "./terminal-text.ts";

type CallSite = TreeReport["callSites"][number];

export interface TextStyle {
  readonly palette: Palette;
  readonly width: number;
  /** A file of the tree as the reader can open it. */
  readonly nameOf: (file: string) => string;
  /** A line of a file, without its end; undefined when the file cannot be read. */
  readonly lineOf: (file: string, line: number) => string | undefined;
}

type TextContext = TextStyle &
  Pick<ReportContext, "comparison" | "isVerbose" | "root" | "scope" | "stats">;

export function formatTextReport(report: TreeReport, options: TextContext): string {
  const lines: string[] = [];
  const shown = shownFindings(report, options);
  const shownFixes = options.isVerbose ? "all" : "first";
  for (const finding of shown) lines.push(...formatFinding(finding, shownFixes, options), "");
  if (options.isVerbose && report.callSites.length > 0) {
    lines.push("call sites:");
    for (const site of report.callSites) lines.push(...formatSiteLine(site, options));
    lines.push("");
  }
  if (report.findings.length > 0) {
    const pages = `Why, and what to do: "lazymmu explain RULE", or ${rulePagePath("RULE")}.`;
    lines.push(...wrapWords(pages, options.width), "");
  }
  const nFolded = report.findings.length - shown.length;
  lines.push(...formatSkipped(report, options), ...formatSummary(report, nFolded, options));
  return `${lines.join("\n")}\n`;
}

/** Everything that is known about one call site: for `lazymmu explain FILE:LINE`. */
export function formatSitePage(site: CallSite, style: TextStyle): string[] {
  const { palette } = style;
  const lines = [
    `${palette.bold(`${place(site.location, style)}:`)} ${escapeControls(site.api)}() in ${escapeControls(site.function)}()`,
    ...excerptOf(site.location, style),
    `  verdict: ${verdictColour(site.verdict, palette)(site.verdict)}, ${verdictMeaning[site.verdict]}`,
  ];
  const mode = site.lazy
    ? "the callback runs in lazy MMU mode"
    : "the callback does not run in lazy MMU mode";
  lines.push(...field("mode", mode, style));
  if (site.walker !== site.api) {
    lines.push(
      ...field("walker", `${site.api}() forwards its callback to ${site.walker}()`, style),
    );
  }
  for (const callback of site.callbacks) {
    lines.push(
      ...field("callback", `${callback.name}(), ${place(callback.location, style)}`, style),
    );
  }
  if (site.callbacks.length === 0) lines.push(...field("callback", "none was found", style));
  if (site.allocator !== undefined) {
    lines.push(...field("allocator", `${site.allocator}() (${site.use ?? "use unknown"})`, style));
  }
  if (site.condition !== undefined) lines.push(...field("only if", site.condition, style));
  if (site.doubt !== undefined) lines.push(...field("doubt", site.doubt, style));
  lines.push(...formatPath(site.path, style));
  if (site.notFollowed.length > 0) lines.push("  not followed:");
  for (const missed of site.notFollowed) {
    const text = `${missed.name}: ${missed.reason} (${place(missed.location, style)})`;
    lines.push(...item("-", text, style));
  }
  return lines;
}

/** `shownFixes`: "first" for a listing, where the other forms of a fix only take room. */
export function formatFinding(
  finding: Finding,
  shownFixes: "all" | "first",
  style: TextStyle,
): string[] {
  const { palette } = style;
  const colour = finding.severity === "warning" ? palette.yellow : palette.cyan;
  const where = `${place(finding.location, style)}:`;
  // The path follows, step by step.
  const message = escapeControls(messageWithoutPath(finding));
  // Colours take no room, so the line is wrapped first and painted afterwards.
  const [head = "", ...rest] = wrapWords(`${where} ${finding.severity}: ${message}`, style.width);
  const painted = head.startsWith(`${where} ${finding.severity}:`)
    ? `${palette.bold(where)} ${colour(`${finding.severity}:`)}${head.slice(where.length + finding.severity.length + 2)}`
    : palette.bold(head);
  const lines = [painted, ...wrapIndented(rest.join(" "), 4, style.width)];
  lines.push(...excerptOf(finding.location, style), ...formatPath(finding.path, style));
  const steps = new Set([finding, ...finding.path].map(({ location }) => place(location, style)));
  for (const related of finding.related) {
    const at = place(related.location, style);
    if (!steps.has(at)) lines.push(...field("note", `${at}: ${related.message}`, style));
  }
  const fixes = shownFixes === "all" ? finding.fixes : finding.fixes.slice(0, 1);
  for (const fix of fixes) lines.push(...field("fix", describeFix(fix), style));
  lines.push(...field("rule", `${finding.rule}, ${finding.confidence} confidence`, style));
  return lines;
}

function formatPath(path: Finding["path"], style: TextStyle): string[] {
  if (path.length === 0) return [];
  const lines = ["  path:"];
  for (const [index, step] of path.entries()) {
    const text = `${place(step.location, style)}: ${step.function}() ${step.what}`;
    lines.push(...item(`  ${index + 1}.`, text, style));
  }
  return lines;
}

function formatSiteLine(site: CallSite, options: TextContext): string[] {
  const names = site.callbacks.map((callback) => `${callback.name}()`).join(", ");
  const mode = site.lazy ? "" : ", not lazy";
  const verdict = verdictColour(site.verdict, options.palette)(site.verdict);
  const text = `${names === "" ? "no callback" : names} in ${site.function}()${mode}`;
  // Colours take no room, so the line is wrapped before the verdict gets its own.
  return item(`${place(site.location, options)}:`, `${site.verdict}: ${text}`, options, 6).map(
    (line, index) => (index === 0 ? line.replace(`: ${site.verdict}:`, `: ${verdict}:`) : line),
  );
}

function formatSkipped(report: TreeReport, options: TextContext): string[] {
  const { skipped } = report;
  if (skipped.length === 0) return [];
  const nShown = options.isVerbose ? skipped.length : Math.min(skipped.length, 5);
  const lines = [`not, or not wholly, read: ${count(skipped.length, "file")}`];
  for (const { file, reason } of skipped.slice(0, nShown)) {
    lines.push(...item("-", `${options.nameOf(file)}: ${reason}`, options));
  }
  if (nShown < skipped.length) {
    lines.push(`  - and ${skipped.length - nShown} more ("--verbose" lists them)`);
  }
  lines.push("");
  return lines;
}

function formatSummary(report: TreeReport, nFolded: number, options: TextContext): string[] {
  const sites = report.callSites;
  const parts = verdictOrder
    .map((verdict) => ({ verdict, n: sites.filter((site) => site.verdict === verdict).length }))
    .filter(({ verdict, n }) => n > 0 || verdict === "reaches")
    .map(({ verdict, n }) => `${n} ${verdict}`);
  const nNotLazy = sites.filter((site) => !site.lazy).length;
  const verdicts =
    sites.length === 0
      ? "no call site of a page-table walker"
      : `${count(sites.length, "call site")}: ${parts.join(", ")}${nNotLazy > 0 ? ` (${nNotLazy} not in lazy MMU mode)` : ""}`;
  const levels = (["warning", "information", "hint"] as const)
    .map((severity) => ({
      severity,
      n: report.findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) =>
      severity === "information" ? `${n} information` : count(n, severity),
    );
  const folded = nFolded === 0 ? "" : ` (${nFolded} at the allocating calls: "--verbose")`;
  const none = options.comparison === undefined ? "no findings" : "no new findings";
  const findings = levels.length === 0 ? none : `${levels.join(", ")}${folded}`;
  const area =
    options.scope === undefined
      ? ""
      : `; only ${options.scope.length === 0 ? "nothing" : options.scope.join(", ")} asked for`;
  return [
    ...wrapWords(`${verdicts}; ${findings}`, options.width),
    ...(options.comparison?.summary ?? []).flatMap((line) =>
      wrapWords(escapeControls(line), options.width),
    ),
    ...wrapWords(
      escapeControls(
        `tree ${options.root}: ${describeTree(report.tree)}, ${count(options.stats.files, "file")}${area}`,
      ),
      options.width,
    ),
  ];
}

function verdictColour(verdict: CallSite["verdict"], palette: Palette): (text: string) => string {
  if (verdict === "reaches") return palette.yellow;
  return verdict === "clean" ? palette.green : palette.cyan;
}

function place(location: Location, style: TextStyle): string {
  return `${escapeControls(style.nameOf(location.file))}:${location.line}:${location.column}`;
}

function excerptOf(location: Location, style: TextStyle): string[] {
  const line = style.lineOf(location.file, location.line);
  return line === undefined ? [] : renderExcerpt(line, location, style);
}

function field(name: string, text: string, style: TextStyle): string[] {
  return item(`${name}:`, text, style);
}

/** `  label text`, continued below the text or at `indent`. */
function item(label: string, text: string, style: TextStyle, indent = label.length + 3): string[] {
  const [first = "", ...rest] = wrapWords(escapeControls(text), style.width - label.length - 3);
  return [`  ${label} ${first}`, ...wrapIndented(rest.join(" "), indent, style.width)];
}

function wrapIndented(text: string, indent: number, width: number): string[] {
  if (text === "") return [];
  return wrapWords(text, width - indent).map((line) => " ".repeat(indent) + line);
}
