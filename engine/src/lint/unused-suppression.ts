/** A suppression that silences nothing, though the rule that it names ran. */
import type { Finding } from "./finding.ts";
import {
  defineSuppressionRule,
  type RuleMeta,
  type SuppressionContext,
  type UnusedSuppression,
} from "./rule.ts";
import { callOf } from "./wording.ts";

const meta: RuleMeta = {
  id: "unused-suppression",
  severity: { classic: "information", nolazy: "information", counted: "information" },
  summary: "A suppression or an ignored site silences nothing.",
  why: [
    "A suppression says that a finding is known and why it is right. When the finding is gone, since the code changed or the suppression stands on another line, what is left says something about the code that does not hold any more, and would silence the next finding there unseen.",
    "Each rule that a comment names is judged by itself, and each entry of `ignore` in `.lazymmu.json`. Rules that are off, and comments in code that is never compiled, are left out, for nobody looked there.",
  ],
  advice: [
    "Remove it, or the rule's name where others stay. When the finding is still there, move the comment to the line of the finding or to the line above it.",
  ],
  inDialect: {
    classic: "Information.",
    nolazy:
      "Information. After a call was changed to its `_nolazy` variant, the suppression that it had is one.",
    counted: "Information.",
  },
  example: {
    bad: `static int walk_range(unsigned long start, unsigned long size)
{
	/* lazymmu: ok(allocation-in-callback): pages are collected and freed later */
	return apply_to_existing_page_range_nolazy(&init_mm, start, size, collect_entry, NULL);
}
`,
    good: `static int walk_range(unsigned long start, unsigned long size)
{
	return apply_to_existing_page_range_nolazy(&init_mm, start, size, collect_entry, NULL);
}
`,
  },
  sources: [],
};

export const unusedSuppression = defineSuppressionRule({
  meta,
  checkUse: (context) => context.unused.map((unused) => toFinding(context, unused)),
});

function toFinding({ dialect }: SuppressionContext, unused: UnusedSuppression): Finding {
  const { location, message } =
    unused.kind === "comment"
      ? {
          location: unused.location,
          message: `${unused.rule} reports nothing on line ${unused.firstLine}, of which this suppression speaks; remove it, or move it to the finding's line or the one above`,
        }
      : { location: unused.entry.location, message: messageOf(unused) };
  return {
    rule: meta.id,
    severity: meta.severity[dialect],
    confidence: "high",
    location,
    message,
    path: [],
    related: [],
    fixes: [],
  };
}

function messageOf({ entry }: Extract<UnusedSuppression, { kind: "entry" }>): string {
  const where = entry.path === "" ? "the tree" : entry.path;
  const inside = entry.function === undefined ? where : `${callOf(entry.function)} in ${where}`;
  return `${entry.rule ?? "no rule"} reports ${entry.rule === undefined ? "anything" : "nothing"} in ${inside}, which this entry ignores; remove it, or mend its path and function`;
}
