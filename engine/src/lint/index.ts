/** Rules: from call sites to findings with wording and fixes. */
export { allocatesInLazyMode } from "./allocation-in-callback.ts";
export {
  findWord,
  indentation,
  leadingBlank,
  lineEnd,
  lineStartBefore,
  opaqueAt,
  visualColumn,
} from "./c-text.ts";
export { CodeText } from "./code-text.ts";
export {
  type Decision,
  type DecisionContext,
  decideFindings,
  type SuppressedFinding,
  type Suppression,
} from "./decide-findings.ts";
export type { Confidence, FileEdit, Finding, Fix, RelatedNote, Severity } from "./finding.ts";
export {
  type ChangedPlaces,
  filesNamedBy,
  findingsOfChange,
} from "./findings-of-change.ts";
export { type FindingIdentity, type FoundFindings, identifyFindings } from "./fingerprint.ts";
export { fixAllEdits } from "./fix-all.ts";
export { applyFileEdits, conversionEdits } from "./fix-builder.ts";
export { callbackHover, walkerHover } from "./hover.ts";
export { withoutOtherEnds } from "./other-end.ts";
export { findRule, isCodeRule, rules } from "./registry.ts";
export type { IgnoreEntry, Level, ReportPolicy } from "./report-policy.ts";
export {
  type Citation,
  type Rule,
  type RuleContext,
  type RuleExample,
  type RuleMeta,
  rulePagePath,
} from "./rule.ts";
export { rulePage } from "./rule-page.ts";
export { runRules } from "./run-rules.ts";
export { findingsOfSection } from "./section-findings.ts";
export { modeHover, sectionHover } from "./section-hover.ts";
export { linePhrase } from "./section-wording.ts";
export { isReason } from "./suppression-comment.ts";
export { suppressionEdit } from "./suppression-edit.ts";
export { messageWithoutPath, reachPhrase } from "./wording.ts";
