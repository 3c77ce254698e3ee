/**
 * What the settings of a tree say about reporting: at which level a rule's findings are reported,
 * and which sites are known and left alone.
 */
import type { Location } from "#engine/base";
import type { Severity } from "./finding.ts";

/** "off": the rule does not run. */
export type Level = Severity | "off";

/** Findings that are not to be reported, and why. */
export interface IgnoreEntry {
  /** A file or folder, relative to the tree; "" is the whole tree. */
  readonly path: string;
  /** Only what stands in this function; undefined for all of `path`. */
  readonly function: string | undefined;
  /** Only findings of this rule; undefined for those of all rules. */
  readonly rule: string | undefined;
  readonly reason: string;
  /** Where the entry is written. */
  readonly location: Location;
}

export interface ReportPolicy {
  /** By rule; those that are not named keep the severity that they have by themselves. */
  readonly levels: ReadonlyMap<string, Level>;
  readonly ignored: readonly IgnoreEntry[];
}
