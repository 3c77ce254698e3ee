/** Which findings of a report are reported when it is compared with what was known before. */
import type { FindingIdentity } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import type { BaselineEntry } from "./format/baseline.ts";
import type { Comparison } from "./format/report-context.ts";
import { count } from "./format/report-words.ts";

type Finding = TreeReport["findings"][number];

/** A report with the findings that are to be shown, and why it is those. */
export interface ComparedReport {
  readonly report: TreeReport;
  /** Undefined when everything is reported. */
  readonly comparison: Comparison | undefined;
}

export interface Baseline {
  /** As it was named. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** Leaves out what the baseline has. Entries of files that were not asked for are not looked at. */
export function compareWithBaseline(
  { report, comparison }: ComparedReport,
  { file, entries }: Baseline,
  identities: ReadonlyMap<Finding, FindingIdentity>,
  isAskedFor: (file: string) => boolean,
): ComparedReport {
  const asked = entries.filter(({ path }) => isAskedFor(path));
  const known = new Set(asked.map(({ fingerprint }) => fingerprint));
  const isKnown = (finding: Finding): boolean =>
    known.has(identities.get(finding)?.fingerprint ?? "");
  const found = new Set([...identities.values()].map(({ fingerprint }) => fingerprint));
  const absent = asked.filter(({ fingerprint }) => !found.has(fingerprint));
  const fresh = report.findings.filter((finding) => !isKnown(finding));
  const nAbsent =
    absent.length === 0 ? "0 no longer found" : `${absent.length} no longer found: write it anew`;
  const elsewhere = entries.length - asked.length;
  const inWhat = elsewhere === 0 ? "" : ` and ${elsewhere} elsewhere`;
  const summary = `baseline ${file}: ${count(asked.length, "known finding")}${inWhat}, ${asked.length - absent.length} found again, ${nAbsent}`;
  return {
    report: { ...report, findings: fresh },
    comparison: {
      summary: [...(comparison?.summary ?? []), summary],
      stateOf: (finding) =>
        isKnown(finding) ? "unchanged" : (comparison?.stateOf(finding) ?? "new"),
      known: report.findings.filter(isKnown),
      absent,
      facts: {
        ...comparison?.facts,
        baseline: { file, known: asked.length, absent: absent.length },
      },
    },
  };
}
