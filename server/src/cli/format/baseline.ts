/**
 * The text of a baseline: the findings that a tree is known to have, one line each, so that two
 * baselines can be compared and merged by line. docs/baseline.schema.json describes it.
 */
import { compareText } from "#engine/base";
import type { FindingIdentity } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";

/** One known finding; what is beside the fingerprint is for those who read the file. */
export interface BaselineEntry {
  readonly path: string;
  readonly function: string;
  readonly rule: string;
  readonly fingerprint: string;
}

type Finding = TreeReport["findings"][number];

/** Grows when a field is renamed, removed or changes its meaning, and when fingerprints change. */
const formatVersion = 1;
const formatName = "lazymmu baseline";

/** The entry of each finding, sorted: no two are alike. */
export function baselineEntries(
  findings: readonly Finding[],
  identities: ReadonlyMap<Finding, FindingIdentity>,
): readonly BaselineEntry[] {
  return findings
    .flatMap((finding) => {
      const identity = identities.get(finding);
      if (identity === undefined) return [];
      const { function: name, fingerprint } = identity;
      return [{ path: finding.location.file, function: name, rule: finding.rule, fingerprint }];
    })
    .sort(compareEntries);
}

export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ path, function: name, rule, fingerprint }) =>
    ["    ", JSON.stringify({ path, function: name, rule, fingerprint })].join(""),
  );
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "format": "${formatName}",\n  "version": ${formatVersion},\n  "findings": ${list}\n}\n`;
}

export type ParsedBaseline =
  | { readonly kind: "baseline"; readonly entries: readonly BaselineEntry[] }
  /** It says that it is a baseline, of a version that is not known here. */
  | { readonly kind: "other version"; readonly version: string }
  | { readonly kind: "broken"; readonly reason: string; readonly line: number | undefined };

/** Entries in the order of the file, each fingerprint once. */
export function parseBaseline(text: string): ParsedBaseline {
  const marker = /^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/m.exec(text);
  if (marker !== null) {
    return broken("has the marks of a merge conflict", lineAt(text, marker.index));
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const [, position] = /\bposition (\d+)/.exec(String(error)) ?? [];
    return broken(
      "is no JSON",
      position === undefined ? undefined : lineAt(text, Number(position)),
    );
  }
  if (!isObject(value) || value["format"] !== formatName) {
    return broken(`is no baseline: it has no "format": "${formatName}"`);
  }
  const { version, findings } = value;
  if (version !== formatVersion) {
    return { kind: "other version", version: JSON.stringify(version) ?? "none" };
  }
  if (!Array.isArray(findings)) return broken('has no list "findings"');
  const entries = new Map<string, BaselineEntry>();
  for (const [index, finding] of findings.entries()) {
    const entry = toEntry(finding);
    if (entry === undefined) {
      return broken(`has no path, function, rule and fingerprint in entry ${index + 1}`);
    }
    entries.set(entry.fingerprint, entry);
  }
  return { kind: "baseline", entries: [...entries.values()] };
}

function toEntry(value: unknown): BaselineEntry | undefined {
  if (!isObject(value)) return undefined;
  const { path, function: name, rule, fingerprint } = value;
  if (typeof path !== "string" || typeof name !== "string" || typeof rule !== "string") {
    return undefined;
  }
  if (typeof fingerprint !== "string" || !/^[0-9a-f]{16}$/.test(fingerprint)) return undefined;
  return { path, function: name, rule, fingerprint };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function broken(reason: string, line?: number): ParsedBaseline {
  return { kind: "broken", reason, line };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compareText(a.path, b.path) ||
    compareText(a.function, b.function) ||
    compareText(a.rule, b.rule) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}
