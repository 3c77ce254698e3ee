/**
 * By what a finding is known again in a later report: its rule, its file, the function that it
 * stands in, and what is called there. Lines and the wording of messages are left out, and so is
 * the path behind the first call, which edits far away move. Findings that share all of that are
 * told apart by their order in the file, so mending one of them renames those below it.
 */
import { compareLocations, compareText, type Location } from "#engine/base";
import type { CallSite } from "#engine/model";
import type { Finding } from "./finding.ts";

/**
 * Sixteen hexadecimal digits for each finding, no two alike. `findings` must be all of their files'
 * and `callSites` those of the same report: what is numbered must be there to be counted.
 */
export function findingFingerprints(
  findings: readonly Finding[],
  callSites: readonly CallSite[],
): ReadonlyMap<Finding, string> {
  const siteAt = new Map(callSites.map((site) => [placeOf(site.location), site]));
  const timesSeen = new Map<string, number>();
  const result = new Map<Finding, string>();
  for (const finding of findings.toSorted(compareFindings)) {
    const identity = JSON.stringify(identityOf(finding, siteAt.get(placeOf(finding.location))));
    const nth = (timesSeen.get(identity) ?? 0) + 1;
    timesSeen.set(identity, nth);
    result.set(finding, fnv64(`${identity}${nth}`));
  }
  return result;
}

/** The same for a report, the suppressed findings included: suppressing one renames no other. */
export function reportFingerprints(report: {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding }[];
  readonly callSites: readonly CallSite[];
}): ReadonlyMap<Finding, string> {
  const suppressed = report.suppressed.map(({ finding }) => finding);
  return findingFingerprints([...report.findings, ...suppressed], report.callSites);
}

function identityOf(finding: Finding, site: CallSite | undefined): readonly unknown[] {
  const { rule, location, path } = finding;
  if (site !== undefined) {
    const callbacks = site.callbacks.map(({ name }) => name).sort(compareText);
    return [rule, location.file, site.function, site.api, callbacks];
  }
  const step = path.find((one) => compareLocations(one.location, location) === 0) ?? path[0];
  return [rule, location.file, step?.function ?? "", step?.what ?? ""];
}

function placeOf({ file, line, column, endLine, endColumn }: Location): string {
  return JSON.stringify([file, line, column, endLine, endColumn]);
}

function compareFindings(a: Finding, b: Finding): number {
  return compareLocations(a.location, b.location) || compareText(a.message, b.message);
}

/** FNV-1a over the UTF-16 code units: spreads well, and needs nothing of the host. */
function fnv64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
