/**
 * A tree's report as SARIF 2.1.0, for code scanning services and viewers.
 *
 * Like the JSON format it gives the same bytes for the same tree: no times and no command line.
 */
import { pathToFileURL } from "node:url";
import { compareLocations, type Location } from "#engine/base";
import {
  type FileEdit,
  type Finding,
  type Fix,
  messageWithoutPath,
  type RelatedNote,
  type RuleMeta,
  rulePage,
  type Severity,
  type Suppression,
} from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import type { BaselineEntry } from "./baseline.ts";
import { notesOf, placeKey, stepNotes } from "./finding-notes.ts";
import { toJsonText } from "./json.ts";
import { lineFingerprint } from "./line-fingerprint.ts";
import {
  compareFindings,
  type ReportContext,
  shownFindings,
  shownSuppressed,
} from "./report-context.ts";

type SarifContext = Pick<
  ReportContext,
  | "comparison"
  | "exitCode"
  | "identities"
  | "isVerbose"
  | "root"
  | "rules"
  | "scope"
  | "textOf"
  | "version"
>;

const schema =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const baseId = "SRCROOT";
const ownFingerprint = "lazymmuFinding/v1";
/** Services cut longer descriptions. */
const longestDescription = 1024;

const levels: Readonly<Record<Severity, "error" | "note" | "warning">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

export function formatSarifReport(report: TreeReport, context: SarifContext): string {
  const { tree } = report;
  const { comparison } = context;
  // A service that keeps alerts needs the known findings too, or it would close them.
  const listed = [...report.findings, ...(comparison?.known ?? [])];
  const shown = shownFindings({ findings: listed }, context).map((finding) => ({
    finding,
    suppressions: [],
  }));
  const results = [...shown, ...shownSuppressed(report, context)].sort((a, b) =>
    compareFindings(a.finding, b.finding),
  );
  const run = {
    tool: {
      driver: {
        name: "lazymmu",
        version: context.version,
        semanticVersion: context.version,
        rules: context.rules.map((meta) => toRule(meta, meta.severity[tree.dialect])),
      },
    },
    automationDetails: {
      id: `lazymmu/${context.scope?.length === 1 ? `${context.scope[0]}/` : ""}`,
    },
    originalUriBaseIds: {
      [baseId]: {
        uri: `${pathToFileURL(context.root).href.replace(/\/$/, "")}/`,
        description: { text: "The top of the tree." },
      },
    },
    invocations: [
      {
        executionSuccessful: context.exitCode < 2,
        exitCode: context.exitCode,
        toolExecutionNotifications: report.skipped.map(({ file, reason }) => ({
          level: "warning",
          message: plainMessage(`Not, or not wholly, read: ${reason}.`),
          locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
        })),
      },
    ],
    columnKind: "utf16CodeUnits",
    results: [
      ...results.map(({ finding, suppressions }) => ({
        ...toResult(finding, report, context),
        // All results of a run have them, or none has.
        ...(results.length === shown.length
          ? {}
          : { suppressions: suppressions.map(toSuppression) }),
        partialFingerprints: fingerprints(finding, context),
        ...(comparison === undefined ? {} : { baselineState: comparison.stateOf(finding) }),
      })),
      ...(comparison?.absent ?? []).map((entry) => toAbsentResult(entry, context)),
    ],
    properties: {
      release: tree.release,
      dialect: tree.dialect,
      architectures: tree.architectures,
      hasConfiguration: tree.hasConfiguration,
    },
  };
  return toJsonText({ $schema: schema, version: "2.1.0", runs: [run] });
}

function toRule(meta: RuleMeta, severity: Severity): Record<string, unknown> {
  const page = rulePage(meta);
  return {
    id: meta.id,
    shortDescription: { text: shortened(meta.summary) },
    fullDescription: { text: shortened([meta.summary, ...meta.why].join(" ")) },
    help: { text: [...meta.why, ...meta.advice].join("\n\n"), markdown: page },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ["linux", "memory-management", "lazy-mmu"],
      "problem.severity": severity === "warning" ? "warning" : "recommendation",
    },
  };
}

function toResult(
  finding: Finding,
  report: TreeReport,
  context: SarifContext,
): Record<string, unknown> {
  const notes = notesOf(finding);
  return {
    ruleId: finding.rule,
    ruleIndex: context.rules.findIndex(({ id }) => id === finding.rule),
    level: levels[finding.severity],
    message: { text: messageWithLinks(finding) },
    locations: [{ physicalLocation: physical(finding.location), ...logical(finding, report) }],
    relatedLocations: notes.map(({ location, message }, index) => ({
      id: index + 1,
      physicalLocation: physical(location),
      message: plainMessage(message),
    })),
    codeFlows: codeFlows(finding),
    fixes: finding.fixes.filter(({ edits }) => edits.length > 0).map(toFix),
    properties: { confidence: finding.confidence },
  };
}

function toSuppression({ kind, location, reason }: Suppression): Record<string, unknown> {
  return {
    kind,
    status: "accepted",
    justification: reason,
    location: { physicalLocation: physical(location) },
  };
}

/** The message, its path as links to the related locations, which the steps come first in. */
function messageWithLinks(finding: Finding): string {
  const text = escapeLinks(messageWithoutPath(finding));
  const steps = stepNotes(finding);
  if (steps.length === 0) return text;
  const links = steps.map(({ message }, index) => `[${escapeLinks(message)}](${index + 1})`);
  return `${text}; path: ${links.join(", ")}`;
}

function plainMessage(text: string): { readonly text: string } {
  return { text: escapeLinks(text) };
}

/** Brackets in a SARIF message begin a link unless they are escaped. */
function escapeLinks(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&");
}

/** From where lazy mode is entered through every call to the page allocator. */
function codeFlows(finding: Finding): readonly unknown[] {
  const steps = stepNotes(finding);
  if (steps.length === 0) return [];
  const stepPlaces = new Set(steps.map(({ location }) => placeKey(location)));
  const before = finding.related.filter(({ location }) => !stepPlaces.has(placeKey(location)));
  const all: readonly RelatedNote[] = [...before, ...steps];
  const locations = all.map(({ location, message }, index) => ({
    location: { physicalLocation: physical(location), message: plainMessage(message) },
    kinds: index < before.length ? ["scope"] : ["call"],
    nestingLevel: Math.max(0, index - before.length + 1),
    executionOrder: index + 1,
    importance: index === 0 || index === all.length - 1 ? "essential" : "important",
  }));
  return [{ threadFlows: [{ locations }] }];
}

function toFix(fix: Fix): Record<string, unknown> {
  const files = [...new Set(fix.edits.map(({ location }) => location.file))];
  return {
    description: plainMessage(fix.title),
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file),
      replacements: fix.edits.filter(({ location }) => location.file === file).map(toReplacement),
    })),
    properties: { safe: fix.safe, preferred: fix.preferred },
  };
}

function toReplacement({ location, newText }: FileEdit): Record<string, unknown> {
  return { deletedRegion: region(location), insertedContent: { text: newText } };
}

function logical(finding: Finding, report: TreeReport): Record<string, unknown> {
  const name = siteOf(finding, report)?.function;
  return name === undefined ? {} : { logicalLocations: [{ name, kind: "function" }] };
}

/** What a baseline has and the tree has not; the entry knows no more than this. */
function toAbsentResult(
  { path, function: name, rule, fingerprint }: BaselineEntry,
  context: SarifContext,
): Record<string, unknown> {
  const ruleIndex = context.rules.findIndex(({ id }) => id === rule);
  return {
    ruleId: rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    message: plainMessage(`A finding of ${rule} in ${name}() is no longer found.`),
    locations: [
      {
        physicalLocation: { artifactLocation: artifact(path) },
        logicalLocations: [{ name, kind: "function" }],
      },
    ],
    partialFingerprints: { [ownFingerprint]: fingerprint },
    baselineState: "absent",
  };
}

/** What stays when lines move: GitHub's own kind, and one that names the defect. */
function fingerprints(finding: Finding, context: SarifContext): Record<string, string> {
  const { location } = finding;
  const own = context.identities.get(finding)?.fingerprint;
  const text = context.textOf(location.file);
  const line = text === undefined ? undefined : lineFingerprint(text, location.line);
  return {
    ...(line === undefined ? {} : { primaryLocationLineHash: line }),
    ...(own === undefined ? {} : { [ownFingerprint]: own }),
  };
}

function siteOf(
  { location }: Finding,
  report: TreeReport,
): TreeReport["callSites"][number] | undefined {
  return report.callSites.find((site) => compareLocations(site.location, location) === 0);
}

function physical(location: Location): Record<string, unknown> {
  return { artifactLocation: artifact(location.file), region: region(location) };
}

function region({ line, column, endLine, endColumn }: Location): Record<string, unknown> {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function artifact(file: string): { readonly uri: string; readonly uriBaseId: string } {
  // Through bytes and back, for what is no text cannot be encoded.
  const uri = Buffer.from(file).toString().split("/").map(encodeURIComponent).join("/");
  return { uri, uriBaseId: baseId };
}

function shortened(text: string): string {
  return text.length <= longestDescription ? text : `${text.slice(0, longestDescription - 1)}…`;
}
