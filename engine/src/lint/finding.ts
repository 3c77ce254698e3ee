/** What a rule reports, and how it can be mended: plain, JSON-safe data. */
import type { Location } from "#engine/base";
import type { PathStep } from "#engine/model";

/** No rule reports errors by itself: only the settings of a tree make a finding one. */
export type Severity = "error" | "hint" | "information" | "warning";

/** The words that the kernel's own semantic patches use. */
export type Confidence = "high" | "low" | "moderate";

/** A replacement; `location` names the replaced range, empty for an insertion. */
export interface FileEdit {
  readonly location: Location;
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  /** True when the fix keeps meaning, compiles in this tree and may be part of fix-all. */
  readonly safe: boolean;
  /** True for the one action that an editor may apply by default. */
  readonly preferred: boolean;
  readonly edits: readonly FileEdit[];
}

export interface RelatedNote {
  readonly location: Location;
  readonly message: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly location: Location;
  /** One line: what, why, what to do, with the path; complete without `related`. */
  readonly message: string;
  readonly path: readonly PathStep[];
  readonly related: readonly RelatedNote[];
  readonly fixes: readonly Fix[];
}
