/**
 * By what a finding is known again in a later report: its rule, its file, the function that it
 * stands in, and what is called there. Lines and the wording of messages are left out, and so is
 * the path behind the first call, which edits far away move. Findings that share all of that are
 * told apart by their order in the file, so mending one of them renames those below it.
 */
import { compareLocations, compareText, type Location } from "#engine/base";
import type { CallSite } from "#engine/model";
import type { Finding } from "./finding.ts";

/** By what one finding of a report is known again. */
export interface FindingIdentity {
  /** Sixteen hexadecimal digits, no two findings of a report alike. */
  readonly fingerprint: string;
  /** What it shares with the findings that only their order in the file tells from it. */
  readonly kind: string;
  /** The function that it stands in; empty when that is not known. */
  readonly function: string;
}

/** What a report has of some files: all of it, since what is numbered must be there to be counted. */
export interface FoundFindings {
  readonly findings: readonly Finding[];
  /** They count too: suppressing a finding renames no other. */
  readonly suppressed: readonly { readonly finding: Finding }[];
  readonly callSites: readonly CallSite[];
}

/**
 * The identity of each finding, suppressed or not. `nameOf` may give a file the name that it has in
 * another report.
 */
export function identifyFindings(
  { findings: reported, suppressed, callSites }: FoundFindings,
  nameOf: (file: string) => string = (file) => file,
): ReadonlyMap<Finding, FindingIdentity> {
  const findings = [...reported, ...suppressed.map(({ finding }) => finding)];
  const siteAt = new Map(callSites.map((site) => [placeOf(site.location), site]));
  const timesSeen = new Map<string, number>();
  const result = new Map<Finding, FindingIdentity>();
  for (const finding of findings.toSorted(compareFindings)) {
    const file = nameOf(finding.location.file);
    const { name, called } = surroundings(finding, siteAt.get(placeOf(finding.location)));
    const kind = JSON.stringify([finding.rule, file, name, ...called]);
    const nth = (timesSeen.get(kind) ?? 0) + 1;
    timesSeen.set(kind, nth);
    result.set(finding, { fingerprint: fnv64(`${kind}${nth}`), kind, function: name });
  }
  return result;
}

/** The function around a finding, and what is called there. */
function surroundings(
  { location, path }: Finding,
  site: CallSite | undefined,
): { readonly name: string; readonly called: readonly unknown[] } {
  if (site !== undefined) {
    const callbacks = site.callbacks.map(({ name }) => name).sort(compareText);
    return { name: site.function, called: [site.api, callbacks] };
  }
  const step = path.find((one) => compareLocations(one.location, location) === 0) ?? path[0];
  return { name: step?.function ?? "", called: [step?.what ?? ""] };
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
