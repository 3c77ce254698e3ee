/** A comment that is meant to suppress a finding, and does not as it is written. */
import { findNearestMatch, type Span } from "#engine/base";
import type { Finding } from "./finding.ts";
import {
  defineSuppressionRule,
  type LocatedComment,
  type RuleMeta,
  type SuppressionContext,
} from "./rule.ts";

const meta: RuleMeta = {
  id: "malformed-suppression",
  severity: { classic: "warning", nolazy: "warning", counted: "warning" },
  summary: "A suppression has no effect as it is written: a rule's name or the reason is missing.",
  why: [
    "A comment that begins with `lazymmu:` is a suppression. One that names a rule that there is not, or gives no reason, silences nothing, though whoever reads the code takes it for one.",
    "The reason is asked for since it is all that tells a finding that was looked at from one that was in somebody's way.",
  ],
  advice: [
    "Write `/* lazymmu: ok(RULE): REASON */` on the line of the finding or alone on the line above, with several rules as `ok(RULE, RULE)`; `lazymmu rules` lists them. `// lazymmu: …` does too.",
    "The quick fix that suppresses a finding leaves `REASON` for you to replace; until then this rule reminds of it.",
  ],
  inDialect: {
    classic: "Warning.",
    nolazy: "Warning.",
    counted: "Warning.",
  },
  example: {
    bad: `static int walk_range(unsigned long start, unsigned long size)
{
	/* lazymmu: ok(allocation-in-callback) */
	return apply_to_existing_page_range(&init_mm, start, size, release_entry, NULL);
}
`,
    good: `static int walk_range(unsigned long start, unsigned long size)
{
	/* lazymmu: ok(allocation-in-callback): runs at boot, before debug_pagealloc is on */
	return apply_to_existing_page_range(&init_mm, start, size, release_entry, NULL);
}
`,
  },
  sources: [],
};

export const malformedSuppression = defineSuppressionRule({
  meta,
  checkComments(context) {
    const adviceFor = createAdvice(context.ruleIds);
    return context.comments.flatMap((located) => {
      const { comment } = located;
      const whole = comment.problem === undefined ? [] : [problemFinding(context, located)];
      const unknown = comment.rules
        .filter(({ id }) => !context.ruleIds.includes(id))
        .map(({ id, span }) => {
          const message = `${id} is no rule, so nothing is suppressed; ${adviceFor(id)}`;
          return toFinding(context, located, span, message);
        });
      return [...whole, ...unknown];
    });
  },
});

/** To look for what may be meant takes time; a text with more slips than this has other troubles. */
const maxGuesses = 100;

function createAdvice(ruleIds: readonly string[]): (id: string) => string {
  let nGuesses = 0;
  return (id) => {
    const near = nGuesses++ < maxGuesses ? findNearestMatch(id, ruleIds) : undefined;
    return near === undefined ? '"lazymmu rules" lists the rules' : `did you mean ${near}?`;
  };
}

function problemFinding(context: SuppressionContext, located: LocatedComment): Finding {
  const { problem, span } = located.comment;
  const message = `this suppression has no effect: ${problem}; write "lazymmu: ok(RULE): REASON"`;
  return toFinding(context, located, span, message);
}

function toFinding(
  { dialect }: SuppressionContext,
  { code, file }: LocatedComment,
  span: Span,
  message: string,
): Finding {
  return {
    rule: meta.id,
    severity: meta.severity[dialect],
    confidence: "high",
    location: code.lines.locate(file, span),
    message,
    path: [],
    related: [],
    fixes: [],
  };
}
