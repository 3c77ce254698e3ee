/** The paragraphs that the hovers of walks and of sections share. */
import type { TreeFacts } from "#engine/index";
import { describeLazyMode } from "#engine/kernel";
import type { CallSite, LazySection, NotFollowed, PathStep } from "#engine/model";
import { codeSpan, plainText } from "./markdown.ts";
import { callOf, placeOf } from "./wording.ts";

/** How many entries a list of a hover shows before it only counts. */
const listedEntries = 8;

/** The path and what was not followed, as far as there is any. */
export function reachParts({ path, notFollowed }: CallSite | LazySection): string[] {
  return [...pathParts(path), ...notFollowedParts(notFollowed)];
}

export function verdictSentence(found: CallSite | LazySection): string {
  switch (found.verdict) {
    case "clean": {
      const all =
        "runsCallbacks" in found && found.runsCallbacks ? "Everything else" : "Everything";
      return `Verdict: **clean**. ${all} was followed, and nothing reaches the page allocator.`;
    }
    case "unknown":
      return "Verdict: **unknown**. Nothing was found to reach the page allocator, but not everything could be followed.";
    case "reaches":
    case "may-reach":
      return `Verdict: **${found.verdict}**. ${allocatorClause(found)}`;
  }
}

function allocatorClause(found: CallSite | LazySection): string {
  const allocator =
    found.allocator === undefined ? "The page allocator" : nameSpan(found.allocator);
  const doubts: string[] = [];
  if (found.condition !== undefined) doubts.push(`only if ${plainText(found.condition)}`);
  if (found.doubt !== undefined) doubts.push(plainText(found.doubt));
  const doubt = doubts.length === 0 ? "" : ` (${doubts.join("; ")})`;
  return `${allocator} ${found.use ?? "allocates or frees"}${doubt}.`;
}

function pathParts(path: readonly PathStep[]): string[] {
  if (path.length === 0) return [];
  const steps = path.map((step, index) => {
    const place = codeSpan(placeOf(step.location));
    return `${index + 1}. ${nameSpan(step.function)} ${plainText(step.what)}, ${place}`;
  });
  return ["Path:", steps.join("\n")];
}

function notFollowedParts(notFollowed: readonly NotFollowed[]): string[] {
  if (notFollowed.length === 0) return [];
  const entries = notFollowed.map(
    ({ name, location, reason }) =>
      `${codeSpan(name)}, ${codeSpan(placeOf(location))}: ${plainText(reason)}`,
  );
  return ["Not followed:", bullets(entries)];
}

/** One entry per architecture; those that postpone nothing share the last. */
export function architectureParts(facts: TreeFacts): string[] {
  const effects = describeLazyMode(facts.release, facts.dialect);
  const idle = effects.filter(({ effect }) => effect.startsWith("Nothing is postponed"));
  const entries = effects
    .filter((one) => !idle.includes(one))
    .map(({ architecture, effect }) => `**${plainText(architecture)}**: ${plainText(effect)}`);
  if (idle.length > 0) {
    const architectures = idle.map(({ architecture }) => plainText(architecture)).join("; ");
    entries.push(`**${architectures}**: nothing is postponed.`);
  }
  if (entries.length === 0) return [];
  const release = facts.release === undefined ? "" : ` in ${plainText(facts.release)}`;
  return [`Lazy MMU mode${release}:`, entries.map((entry) => `- ${entry}`).join("\n")];
}

export function nameSpan(name: string): string {
  return codeSpan(callOf(name));
}

export function bullets(entries: readonly string[]): string {
  const shown = entries.slice(0, listedEntries).map((entry) => `- ${entry}`);
  const more = entries.length - shown.length;
  return [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}

export function paragraphs(parts: readonly string[]): string {
  return parts.join("\n\n");
}
