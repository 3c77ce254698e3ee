/**
 * A tree's report for people: per finding a line that editors can jump from, the source with
 * carets, the numbered path, fixes and rule; at the end what was looked at.
 */
import type { Location } from "#engine/base";
import {
  type Finding,
  messageWithoutPath,
  rulePagePath,
  type Severity,
  type SuppressedFinding,
} from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { renderExcerpt } from "./excerpt.ts";
import { type ReportContext, shownFindings, shownSuppressed } from "./report-context.ts";
import {
  count,
  describeExtent,
  describeFix,
  describeTree,
  verdictMeaning,
  verdictOrder,
} from "./report-words.ts";
import { escapeControls, type Palette, wrapWords } from "./terminal-text.ts";

type CallSite = TreeReport["callSites"][number];
type LazySection = TreeReport["sections"][number];

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
  if (options.isVerbose && report.sections.length > 0) {
    lines.push("sections:");
    for (const section of report.sections) lines.push(...formatSectionLine(section, options));
    lines.push("");
  }
  if (options.isVerbose && report.suppressed.length > 0) {
    lines.push("suppressed:");
    for (const one of report.suppressed) lines.push(...formatSuppressed(one, options));
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
  const lines = pageHead(site, `${site.api}() in ${site.function}()`, style);
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
  return [...lines, ...formatReach(site, style)];
}

/** Everything that is known about one section: for `lazymmu explain FILE:LINE`. */

export function formatSectionPage(section: LazySection, style: TextStyle): string[] {
  const lines = pageHead(section, `lazy MMU section of ${section.function}()`, style);
  for (const enter of section.enters) lines.push(...field("entered", place(enter, style), style));
  for (const leave of section.leaves) lines.push(...field("left", place(leave, style), style));
  if (section.leaves.length === 0) lines.push(...field("left", "not in this function", style));
  if (section.runsCallbacks) {
    const text = "it calls what its caller hands over, which is judged at the call sites";
    lines.push(...field("callbacks", text, style));
  }
  return [...lines, ...formatReach(section, style)];
}

function pageHead(found: CallSite | LazySection, what: string, style: TextStyle): string[] {
  const { palette } = style;
  return [
    `${palette.bold(`${place(found.location, style)}:`)} ${escapeControls(what)}`,
    ...excerptOf(found.location, style),
    `  verdict: ${verdictColour(found.verdict, palette)(found.verdict)}, ${verdictMeaning[found.verdict]}`,
  ];
}

function formatReach(found: CallSite | LazySection, style: TextStyle): string[] {
  const { allocator, use, condition, doubt, path, notFollowed } = found;
  const lines: string[] = [];
  if (allocator !== undefined) {
    lines.push(...field("allocator", `${allocator}() (${use ?? "use unknown"})`, style));
  }
  if (condition !== undefined) lines.push(...field("only if", condition, style));
  if (doubt !== undefined) lines.push(...field("doubt", doubt, style));
  lines.push(...formatPath(path, style));
  if (notFollowed.length > 0) lines.push("  not followed:");
  for (const missed of notFollowed) {
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
  const colour = severityColour(finding.severity, palette);
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

/** One line for a finding that is not reported, and why it is not. */

export function formatSuppressed(
  { finding, suppressions }: SuppressedFinding,
  style: TextStyle,
): string[] {
  const reasons = suppressions.map(
    ({ reason, location }) => `${reason} (${place(location, style)})`,
  );
  const text = `${finding.rule}: ${reasons.join("; ")}`;
  return item(`${place(finding.location, style)}:`, text, style, 6);
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
  const what = `${names === "" ? "no callback" : names} in ${site.function}()${mode}`;
  return formatVerdictLine(site, what, options);
}

function formatSectionLine(section: LazySection, options: TextContext): string[] {
  return formatVerdictLine(section, `${section.function}(), ${describeExtent(section)}`, options);
}

function formatVerdictLine(
  { location, verdict }: CallSite | LazySection,
  what: string,
  options: TextContext,
): string[] {
  const painted = verdictColour(verdict, options.palette)(verdict);
  // Colours take no room, so the line is wrapped before the verdict gets its own.
  return item(`${place(location, options)}:`, `${verdict}: ${what}`, options, 6).map(
    (line, index) => (index === 0 ? line.replace(`: ${verdict}:`, `: ${painted}:`) : line),
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
  const nNotLazy = report.callSites.filter((site) => !site.lazy).length;
  const sites =
    countVerdicts(report.callSites, "call site") ?? "no call site of a page-table walker";
  const sections = countVerdicts(report.sections, "section") ?? "no lazy MMU section";
  const levels = (["error", "warning", "information", "hint"] as const)
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
  const nSuppressed = shownSuppressed(report, options).length;
  const suppressed = nSuppressed === 0 ? "" : `, ${nSuppressed} suppressed`;
  const found = levels.length === 0 ? none : `${levels.join(", ")}${folded}`;
  const findings = found + suppressed;
  const area =
    options.scope === undefined
      ? ""
      : `; only ${options.scope.length === 0 ? "nothing" : options.scope.join(", ")} asked for`;
  return [
    ...wrapWords(
      `${sites}${nNotLazy > 0 ? ` (${nNotLazy} not in lazy MMU mode)` : ""}`,
      options.width,
    ),
    ...wrapWords(sections, options.width),
    ...wrapWords(findings, options.width),
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

/** "3 sections: 1 reaches, 2 clean"; undefined for none. */
function countVerdicts(
  found: readonly Pick<CallSite, "verdict">[],
  noun: string,
): string | undefined {
  if (found.length === 0) return undefined;
  const parts = verdictOrder
    .map((verdict) => ({ verdict, n: found.filter((one) => one.verdict === verdict).length }))
    .filter(({ verdict, n }) => n > 0 || verdict === "reaches")
    .map(({ verdict, n }) => `${n} ${verdict}`);
  return `${count(found.length, noun)}: ${parts.join(", ")}`;
}

function severityColour(severity: Severity, palette: Palette): (text: string) => string {
  if (severity === "error") return palette.red;
  return severity === "warning" ? palette.yellow : palette.cyan;
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
