/**
 * Decides what is reported: the one place where severities, ignored sites and suppressions of a
 * tree are brought to its findings, for every face of the product and for every rule alike.
 */
import type { Location } from "#engine/base";
import type { Finding, Severity } from "./finding.ts";
import { otherEndsOf } from "./other-end.ts";
import { findRule, isCodeRule, rules } from "./registry.ts";
import type { IgnoreEntry, ReportPolicy } from "./report-policy.ts";
import type { LocatedComment, RuleContext, SuppressionContext, UnusedSuppression } from "./rule.ts";
import { compareFindings, runRules } from "./run-rules.ts";

/** Why a finding is not reported. */
export interface Suppression {
  /** "inSource": a comment beside the code. "external": the settings of the tree. */
  readonly kind: "external" | "inSource";
  readonly reason: string;
  /** Where that is said. */
  readonly location: Location;
}

export interface SuppressedFinding {
  readonly finding: Finding;
  /** At least one. */
  readonly suppressions: readonly Suppression[];
}

/** Both lists are sorted by place, rule and message. */
export interface Decision {
  readonly reported: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

export interface DecisionContext extends RuleContext {
  readonly policy: ReportPolicy;
  /** Every file that has a suppression, and perhaps others. */
  readonly filesWithSuppressions: readonly string[];
  /** The function or macro in whose definition a place lies. */
  readonly functionAt: (location: Location) => string | undefined;
  /** True for code that is never compiled, where no rule looks. */
  readonly isDead: (location: Location) => boolean;
}

export function decideFindings(context: DecisionContext): Decision {
  const { facts, policy } = context;
  const isOn = (id: string) => {
    const silentIn = findRule(id)?.meta.silentIn ?? [];
    return policy.levels.get(id) !== "off" && !silentIn.includes(facts.dialect);
  };
  const silencers = findSilencers(context);
  const found: SuppressionContext = {
    dialect: facts.dialect,
    ruleIds: rules.map((rule) => rule.meta.id),
    comments: silencers.comments,
    unused: [],
  };
  const running = rules.filter((rule) => isOn(rule.meta.id));
  const suppressionRules = running.flatMap((rule) => (isCodeRule(rule) ? [] : [rule]));
  const used = new Set<string>();
  const first = silence(
    [
      ...runRules(context, running.filter(isCodeRule)),
      ...suppressionRules.flatMap((rule) => rule.checkComments?.(found) ?? []),
    ],
    silencers,
    context,
    used,
  );
  const unused = [...silencers.comments, ...silencers.entries].flatMap((one) =>
    unusedParts(one, used, isOn),
  );
  const second = silence(
    suppressionRules.flatMap((rule) => rule.checkUse?.({ ...found, unused }) ?? []),
    silencers,
    context,
    used,
  );
  const inherited = otherEndsOf(first.suppressed, first.reported);
  const isInherited = new Set(inherited.map(({ finding }) => finding));
  const reported = [...first.reported, ...second.reported].filter((one) => !isInherited.has(one));
  return {
    reported: reported.map((finding) => atLevel(finding, context)).sort(compareFindings),
    suppressed: [...first.suppressed, ...inherited, ...second.suppressed]
      .map(({ finding, suppressions }) => ({ finding: atLevel(finding, context), suppressions }))
      .sort((a, b) => compareFindings(a.finding, b.finding)),
  };
}

interface CommentSilencer extends LocatedComment {
  readonly kind: "comment";
}

interface EntrySilencer {
  readonly kind: "entry";
  readonly entry: IgnoreEntry;
}

type Silencer = CommentSilencer | EntrySilencer;

/** What silences findings: comments by file and place, then the settings in their order. */
interface Silencers {
  readonly comments: readonly CommentSilencer[];
  readonly entries: readonly EntrySilencer[];
}

function findSilencers(context: DecisionContext): Silencers {
  const comments = context.filesWithSuppressions.flatMap((file) => {
    const code = context.textOf(file);
    if (code === undefined) return [];
    return code.suppressions
      .filter(({ span }) => !context.isDead(code.lines.locate(file, span)))
      .map((comment): CommentSilencer => ({ kind: "comment", file, code, comment }));
  });
  const entries = context.policy.ignored.map((entry): EntrySilencer => ({ kind: "entry", entry }));
  return { comments, entries };
}

/** Parts the findings into those that something silences and the others, and notes what did. */
function silence(
  findings: readonly Finding[],
  silencers: Silencers,
  { functionAt }: DecisionContext,
  used: Set<string>,
): { readonly reported: readonly Finding[]; readonly suppressed: readonly SuppressedFinding[] } {
  const { entries } = silencers;
  const commentsFor = commentFinder(silencers.comments, used);
  const reported: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const holder = entries.length === 0 ? undefined : functionAt(finding.location);
    const ignoring = entries.filter(({ entry }) => isIgnored(finding, holder, entry));
    for (const silencer of ignoring) used.add(keyOf(silencer, finding.rule));
    const silencing = [...commentsFor(finding), ...ignoring.slice(0, maxReasons)];
    if (silencing.length === 0) reported.push(finding);
    else suppressed.push({ finding, suppressions: silencing.map(toSuppression) });
  }
  return { reported, suppressed };
}

/** More reasons than this for one finding are not told. */
const maxReasons = 5;

/**
 * Finds the first comments that silence a finding, and notes all of them as used. A hostile file may
 * have thousands of comments for one line and thousands of findings on it.
 */
function commentFinder(
  comments: readonly CommentSilencer[],
  used: Set<string>,
): (finding: Finding) => readonly CommentSilencer[] {
  const waiting = new Map<string, CommentSilencer[]>();
  for (const silencer of comments) {
    const { firstLine, lastLine, problem, rules: named } = silencer.comment;
    if (problem !== undefined) continue;
    for (const line of new Set([firstLine, lastLine])) {
      for (const { id } of named) {
        const key = lineKey(silencer.file, line, id);
        const same = waiting.get(key);
        if (same === undefined) waiting.set(key, [silencer]);
        else if (same.at(-1) !== silencer) same.push(silencer);
      }
    }
  }
  const found = new Map<string, readonly CommentSilencer[]>();
  return ({ location: { file, line }, rule }) => {
    const key = lineKey(file, line, rule);
    let first = found.get(key);
    if (first === undefined) {
      const all = waiting.get(key) ?? [];
      for (const silencer of all) used.add(keyOf(silencer, rule));
      first = all.slice(0, maxReasons);
      found.set(key, first);
    }
    return first;
  };
}

function lineKey(file: string, line: number, rule: string): string {
  return `${file}\0${line}\0${rule}`;
}

function isIgnored(
  { location: { file }, rule }: Finding,
  holder: string | undefined,
  entry: IgnoreEntry,
): boolean {
  const isInside = entry.path === "" || file === entry.path || file.startsWith(`${entry.path}/`);
  if (!isInside || (entry.rule !== undefined && entry.rule !== rule)) return false;
  return entry.function === undefined || holder === entry.function;
}

function toSuppression(silencer: Silencer): Suppression {
  if (silencer.kind === "entry") {
    const { reason, location } = silencer.entry;
    return { kind: "external", reason, location };
  }
  const { code, comment, file } = silencer;
  const location = code.lines.locate(file, comment.span);
  return { kind: "inSource", reason: comment.reason, location };
}

/** Of a comment each rule that it names is used or not; an entry is so as a whole. */
function keyOf(silencer: Silencer, rule: string): string {
  if (silencer.kind === "entry") {
    const { line, column } = silencer.entry.location;
    return `${line}:${column}`;
  }
  return `${silencer.file}\0${silencer.comment.span.start}\0${rule}`;
}

function unusedParts(
  silencer: Silencer,
  used: ReadonlySet<string>,
  isOn: (rule: string) => boolean,
): readonly UnusedSuppression[] {
  // Nothing is said of what speaks of these rules: it may be needed for what is said next.
  const mayBeUnused = (id: string) => {
    const rule = findRule(id);
    return rule !== undefined && isCodeRule(rule) && isOn(id);
  };
  if (silencer.kind === "entry") {
    const { entry } = silencer;
    const isJudged = entry.rule === undefined || mayBeUnused(entry.rule);
    return isJudged && !used.has(keyOf(silencer, "")) ? [{ kind: "entry", entry }] : [];
  }
  const { code, comment, file } = silencer;
  if (comment.problem !== undefined) return [];
  return comment.rules
    .filter(({ id }) => mayBeUnused(id) && !used.has(keyOf(silencer, id)))
    .map(({ id, span }) => ({
      kind: "comment",
      rule: id,
      location: code.lines.locate(file, span),
      firstLine: comment.firstLine,
    }));
}

const bySeverity: readonly Severity[] = ["hint", "information", "warning", "error"];

/**
 * At the severity that the settings give its rule. A finding that is less severe than the rule's
 * plain ones, since it is doubtful, is at most lowered by that.
 */
function atLevel(finding: Finding, { facts, policy }: DecisionContext): Finding {
  const level = policy.levels.get(finding.rule);
  if (level === undefined || level === "off") return finding;
  const plain = findRule(finding.rule)?.meta.severity[facts.dialect];
  const isRaised = bySeverity.indexOf(level) > bySeverity.indexOf(finding.severity);
  return isRaised && finding.severity !== plain ? finding : { ...finding, severity: level };
}
