/** Which findings of a report are reported when it is compared with what was known before. */
import {
  CodeText,
  type FindingIdentity,
  filesNamedBy,
  findingsOfChange,
  identifyFindings,
} from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import type { TreeChange } from "#server/change";
import type { ChangeSource } from "./change-source.ts";
import type { TreeView } from "./cli-io.ts";
import type { BaselineEntry } from "./format/baseline.ts";
import type { Comparison } from "./format/report-context.ts";
import { count } from "./format/report-words.ts";
import type { TreeSession } from "./tree-session.ts";

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

/** The state of a tree that is reported on, with what of it a change has to do with. */
export interface ChangedTree extends ComparedReport {
  readonly view: TreeView;
  readonly identities: ReadonlyMap<Finding, FindingIdentity>;
}

/** Leaves what a change brought, made worse or touches; a tree with a patch in mind is that tree. */
export async function compareWithChange(
  { tree, selection, report: onDisk }: TreeSession,
  source: ChangeSource,
  change: TreeChange,
): Promise<ChangedTree> {
  // Without a change to what is read, there is no second state to judge.
  const other = change.contents.size === 0 ? tree : tree.withContents(change.contents);
  const [before, after] = source.onDisk === "after" ? [other, tree] : [tree, other];
  const report = after === tree ? onDisk : after.check(selection.scope);
  const identities = identifyFindings(report);
  const changed = await change.changedLines(filesNamedBy(report));
  const codeTexts = new Map<string, CodeText | undefined>();
  const states = findingsOfChange(
    // All of it: what stood in another file may have been renamed into what was asked for.
    before.check(undefined),
    report,
    {
      nameOf: (file) => change.renames.get(file) ?? file,
      isChanged: (file, firstLine, lastLine) =>
        (changed.get(file) ?? []).some(({ first, last }) => first <= lastLine && firstLine <= last),
      textOf(file) {
        if (!codeTexts.has(file)) {
          const text = after.reader.readText(file);
          codeTexts.set(file, text === undefined ? undefined : new CodeText(text));
        }
        return codeTexts.get(file);
      },
    },
  );
  const nFiles = change.contents.size - change.renames.size;
  const findings = report.findings.filter((finding) => states.has(finding));
  const nNew = findings.filter((finding) => states.get(finding) === "new").length;
  const files = nFiles === 0 ? "no changed C file" : count(nFiles, "changed C file");
  return {
    view: after,
    identities,
    report: {
      ...report,
      findings,
      suppressed: report.suppressed.filter(({ finding }) => states.has(finding)),
    },
    comparison: {
      summary: [
        `${source.label()}: ${files}, ${count(nNew, "new finding")}, ${findings.length - nNew} updated`,
      ],
      stateOf: (finding) => states.get(finding) ?? "unchanged",
      known: [],
      absent: [],
      facts: source.facts(nFiles),
    },
  };
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
  // A suppressed finding is there, whatever else is said of it.
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
