/** Findings as diagnostics. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
} from "vscode-languageserver";
import type { Finding, Severity } from "#engine/lint";
import type { FileReport } from "#engine/workspace";
import { toLocation, toRange, type UriOf } from "./to-range.ts";

/** What the client understands of a diagnostic. */
export interface DiagnosticStyle {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly data: boolean;
  readonly ruleUri: (rule: string) => string | undefined;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostic(finding: Finding, uriOf: UriOf, style: DiagnosticStyle): Diagnostic {
  const diagnostic: Diagnostic = {
    range: toRange(finding.location),
    severity: severities[finding.severity],
    source: "lazymmu",
    code: finding.rule,
    message: finding.message,
  };
  const href = style.codeDescription ? style.ruleUri(finding.rule) : undefined;
  if (href !== undefined) diagnostic.codeDescription = { href };
  const related = style.relatedInformation ? relatedInformation(finding, uriOf) : [];
  if (related.length > 0) diagnostic.relatedInformation = related;
  if (style.data) {
    diagnostic.data = {
      confidence: finding.confidence,
      fixes: finding.fixes.map(({ title, safe, preferred }) => ({ title, safe, preferred })),
    };
  }
  return diagnostic;
}

/** At the head of a file: that it is not analysed, and why, so that no finding is no verdict. */
export function skippedDiagnostic({ reason }: FileReport["skipped"][number]): Diagnostic {
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: DiagnosticSeverity.Information,
    source: "lazymmu",
    message: `Not, or not wholly, analysed: ${reason}.`,
  };
}

/** In the file of settings: what is wrong with it, so that the defaults stand in its place. */
export function settingsDiagnostic(problem: FileReport["settingsProblems"][number]): Diagnostic {
  const { location, message, advice } = problem;
  const end = advice.endsWith("?") ? "" : ".";
  return {
    range: toRange(location),
    severity: DiagnosticSeverity.Error,
    source: "lazymmu",
    message: `The settings are not used: ${message}. ${advice}${end}`,
  };
}

/** The rule's own notes, or else the steps of the path. */
function relatedInformation(finding: Finding, uriOf: UriOf): DiagnosticRelatedInformation[] {
  if (finding.related.length > 0) {
    return finding.related.map((note) => ({
      location: toLocation(note.location, uriOf),
      message: note.message,
    }));
  }
  return finding.path.map((step) => ({
    location: toLocation(step.location, uriOf),
    message: `${step.function}() ${step.what}`,
  }));
}
