/**
 * What a rule is: a value that holds what is said about it and how it is checked.
 *
 * A rule sees call sites with their verdicts and the text of files; it parses nothing itself.
 */
import type { Location } from "#engine/base";
import type { Dialect, TreeFacts } from "#engine/index";
import type {
  BodyPlace,
  CallSite,
  LazySection,
  SectionProblem,
  StatementPlace,
} from "#engine/model";
import type { CodeText } from "./code-text.ts";
import type { Finding, Severity } from "./finding.ts";
import type { IgnoreEntry } from "./report-policy.ts";
import type { SuppressionComment } from "./suppression-comment.ts";

/** Where a statement about the kernel comes from. */
export interface Citation {
  /** Such as "mm/memory.c, apply_to_pte_range(), 6.12". */
  readonly source: string;
  /** What is found there. */
  readonly says: string;
}

export interface RuleExample {
  readonly bad: string;
  readonly good: string;
}

/** All that is said about a rule; pages, listings and severities are made from it. */
export interface RuleMeta {
  /** Kebab-case noun phrase of the defect; never renamed. */
  readonly id: string;
  /** The severity of a certain finding; a doubtful one is never more severe. */
  readonly severity: Readonly<Record<Dialect, Severity>>;
  /** Dialects in which nothing is wrong with what the rule looks for; it is not run there. */
  readonly silentIn?: readonly Dialect[];
  /** One sentence: what is reported. */
  readonly summary: string;
  /** Paragraphs: why it matters. */
  readonly why: readonly string[];
  /** Paragraphs: what to do. */
  readonly advice: readonly string[];
  /** What the finding means in a tree of each dialect. */
  readonly inDialect: Readonly<Record<Dialect, string>>;
  readonly example: RuleExample;
  /** Empty only for rules that say nothing about the kernel. */
  readonly sources: readonly Citation[];
}

export interface RuleContext {
  readonly facts: TreeFacts;
  readonly callSites: readonly CallSite[];
  readonly sections: readonly LazySection[];
  /** What the mode does not allow, in sections and in callbacks. */
  readonly problems: readonly SectionProblem[];
  /** The text that the call sites' locations speak of, or undefined when it cannot be had. */
  readonly textOf: (file: string) => CodeText | undefined;
  /** The statement that a place is in, with offsets of its file. */
  readonly statementAt: (place: Location) => StatementPlace | undefined;
  /** The body of the function that a place is in, with offsets of its file. */
  readonly bodyAt: (place: Location) => BodyPlace | undefined;
  /** True when the tree declares this function in a header, or defines it. */
  readonly declares: (name: string) => boolean;
}

export interface Rule {
  readonly meta: RuleMeta;
  readonly check: (context: RuleContext) => readonly Finding[];
}

/** A suppression and where it stands. */
export interface LocatedComment {
  readonly file: string;
  readonly code: CodeText;
  readonly comment: SuppressionComment;
}

/** What was to silence something, and did not. */
export type UnusedSuppression =
  | {
      readonly kind: "comment";
      /** The rule that is named in vain, and its name's place. */
      readonly rule: string;
      readonly location: Location;
      /** The first line that the comment speaks of. */
      readonly firstLine: number;
    }
  | { readonly kind: "entry"; readonly entry: IgnoreEntry };

/** What is known of the suppressions of a tree. */
export interface SuppressionContext {
  readonly dialect: Dialect;
  readonly ruleIds: readonly string[];
  /** By file and place; those in code that is never compiled are left out. */
  readonly comments: readonly LocatedComment[];
  /** Empty as long as it is not decided which findings are suppressed. */
  readonly unused: readonly UnusedSuppression[];
}

/** A rule about what suppresses findings, which therefore runs beside and after the others. */
export interface SuppressionRule {
  readonly meta: RuleMeta;
  /** Judges the comments as they are written. */
  readonly checkComments?: (context: SuppressionContext) => readonly Finding[];
  /** Judges what came of them. */
  readonly checkUse?: (context: SuppressionContext) => readonly Finding[];
}

/** Checks the shape of a rule about suppressions where it is written, and returns it. */
export function defineSuppressionRule(rule: SuppressionRule): SuppressionRule {
  return rule;
}

/** Checks the shape of a rule where it is written, and returns it. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** The page of a rule, relative to the root of this project. */
export function rulePagePath(ruleId: string): string {
  return `docs/rules/${ruleId}.md`;
}
