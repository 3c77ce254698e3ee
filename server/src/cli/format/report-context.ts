/** What a format of `lazymmu check` may say beside the report itself. */
import { compareLocations, compareText } from "#engine/base";
import {
  type Finding,
  type FindingIdentity,
  type RuleMeta,
  type SuppressedFinding,
  withoutOtherEnds,
} from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import type { BaselineEntry } from "./baseline.ts";
import type { TextStyle } from "./text.ts";

export interface ReportContext extends TextStyle {
  readonly root: string;
  /** A file of the tree by a name that opens it from the current folder. */
  readonly pathOf: (file: string) => string;
  readonly textOf: (file: string) => string | undefined;
  /** Files and folders that were asked for; undefined for the whole tree. */
  readonly scope: readonly string[] | undefined;
  readonly isVerbose: boolean;
  readonly stats: { readonly files: number; readonly bytes: number };
  /** Null keeps the output the same on every run. */
  readonly milliseconds: number | null;
  /** What the command will end with. */
  readonly exitCode: number;
  /** Of the product. */
  readonly version: string;
  readonly rules: readonly RuleMeta[];
  /** Of every finding, also of those that are not reported. */
  readonly identities: ReadonlyMap<Finding, FindingIdentity>;
  /** Undefined when the report was compared with nothing. */
  readonly comparison: Comparison | undefined;
}

/** "updated": it was there before, and the change has to do with it. */
export type FindingState = "new" | "unchanged" | "updated";

/** What a report was compared with; its findings are then only those that this leaves. */
export interface Comparison {
  /** What was compared and how that came out, a clause for each. */
  readonly summary: readonly string[];
  readonly stateOf: (finding: Finding) => FindingState;
  /** The findings that are left out because a baseline has them. */
  readonly known: readonly Finding[];
  /** What a baseline has and the report has not. */
  readonly absent: readonly BaselineEntry[];
  /** The same for programs; docs/output.schema.json describes it. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * The findings that people are shown, by place: one for each defect, unless all were asked for.
 */
export function shownFindings(
  report: Pick<TreeReport, "findings">,
  { isVerbose }: Pick<ReportContext, "isVerbose">,
): readonly Finding[] {
  const shown = isVerbose ? report.findings : withoutOtherEnds(report.findings);
  return [...shown].sort(compareFindings);
}

/** The suppressed ones of which the same is true. */
export function shownSuppressed(
  report: Pick<TreeReport, "suppressed">,
  context: Pick<ReportContext, "isVerbose">,
): readonly SuppressedFinding[] {
  const findings = report.suppressed.map(({ finding }) => finding);
  const shown = new Set(shownFindings({ findings }, context));
  return report.suppressed.filter(({ finding }) => shown.has(finding));
}

/** By place, then by rule and message. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareLocations(a.location, b.location) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}
