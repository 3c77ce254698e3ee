/** What is shown over a walker's and over a callback's name: Markdown, made from call sites. */
import { compareLocations, sortedUnique } from "#engine/base";
import type { TreeFacts } from "#engine/index";
import { describeLazyMode } from "#engine/kernel";
import type { CallSite, NotFollowed, PathStep } from "#engine/model";
import { codeSpan, plainText } from "./markdown.ts";
import { callOf, placeOf } from "./wording.ts";

/** How many entries a list of a hover shows before it only counts. */
const listedEntries = 8;

/** For the name of a walker, or of a function that forwards to one, at a call site. */
export function walkerHover(site: CallSite, facts: TreeFacts): string {
  const head = `**${codeSpan(callOf(site.api))}** ${modeSentence(site)}`;
  const callbacks = sortedUnique(site.callbacks.map(({ name }) => name));
  const run = callbacks.length === 0 ? [] : [`Callback: ${callbacks.map(nameSpan).join(", ")}`];
  const verdict = verdictSentence(site);
  return paragraphs([
    head,
    ...run,
    verdict,
    ...pathSection(site.path),
    ...notFollowedSection(site.notFollowed),
    ...(site.lazy ? architectureSection(facts) : []),
  ]);
}

/** For the name of a function that `sites` run as a callback; undefined when none of them does. */
export function callbackHover(
  name: string,
  sites: readonly CallSite[],
  facts: TreeFacts,
): string | undefined {
  const runs = sites
    .filter((site) => site.callbacks.some((callback) => callback.name === name))
    .sort((a, b) => compareLocations(a.location, b.location));
  const lazyRuns = runs.filter((site) => site.lazy);
  const witness = witnessOf(name, runs);
  if (witness === undefined) return undefined;
  const head =
    lazyRuns.length === 0
      ? "is a page-table walk's callback and is **not** run in lazy MMU mode."
      : "is a page-table walk's callback and is run **in lazy MMU mode**.";
  const walks = runs.map((site) => {
    const mode = site.lazy ? "lazy" : "not lazy";
    return `${nameSpan(site.api)} in ${nameSpan(site.function)}, ${placeSpan(site)}: ${mode}`;
  });
  return paragraphs([
    `**${nameSpan(name)}** ${head}`,
    verdictSentence(witness),
    ...foreignPathNote(name, witness),
    ...pathSection(witness.path),
    ...notFollowedSection(witness.notFollowed),
    "Run by:",
    bullets(walks),
    ...(lazyRuns.length === 0 ? [] : architectureSection(facts)),
  ]);
}

const gravity = { reaches: 3, "may-reach": 2, unknown: 1, clean: 0 } as const;

/**
 * The site whose verdict says most about this callback. A site with several callbacks has the
 * path of one of them, which is evidence for that one only.
 */
function witnessOf(name: string, sites: readonly CallSite[]): CallSite | undefined {
  const own = sites.filter((site) => (site.path[0]?.function ?? name) === name);
  const candidates = own.length > 0 ? own : sites;
  return candidates.toSorted((a, b) => gravity[b.verdict] - gravity[a.verdict])[0];
}

function foreignPathNote(name: string, witness: CallSite): string[] {
  const first = witness.path[0]?.function ?? name;
  if (first === name) return [];
  return [`The verdict is that of the whole walk; its path begins in ${nameSpan(first)}.`];
}

function modeSentence(site: CallSite): string {
  const mode = site.lazy
    ? "runs its callback **in lazy MMU mode**"
    : "does **not** enter lazy MMU mode";
  const through = site.api === site.walker ? "" : `, through ${nameSpan(site.walker)}`;
  return `${mode}${through}.`;
}

function verdictSentence(site: CallSite): string {
  switch (site.verdict) {
    case "clean":
      return "Verdict: **clean**. Everything was followed, and nothing reaches the page allocator.";
    case "unknown":
      return "Verdict: **unknown**. Nothing was found to reach the page allocator, but not everything could be followed.";
    case "reaches":
    case "may-reach":
      return `Verdict: **${site.verdict}**. ${allocatorClause(site)}`;
  }
}

function allocatorClause(site: CallSite): string {
  const allocator = site.allocator === undefined ? "The page allocator" : nameSpan(site.allocator);
  const doubts: string[] = [];
  if (site.condition !== undefined) doubts.push(`only if ${plainText(site.condition)}`);
  if (site.doubt !== undefined) doubts.push(plainText(site.doubt));
  const doubt = doubts.length === 0 ? "" : ` (${doubts.join("; ")})`;
  return `${allocator} ${site.use ?? "allocates or frees"}${doubt}.`;
}

function pathSection(path: readonly PathStep[]): string[] {
  if (path.length === 0) return [];
  const steps = path.map((step, index) => {
    const place = codeSpan(placeOf(step.location));
    return `${index + 1}. ${nameSpan(step.function)} ${plainText(step.what)}, ${place}`;
  });
  return ["Path:", steps.join("\n")];
}

function notFollowedSection(notFollowed: readonly NotFollowed[]): string[] {
  if (notFollowed.length === 0) return [];
  const entries = notFollowed.map(
    ({ name, location, reason }) =>
      `${codeSpan(name)}, ${codeSpan(placeOf(location))}: ${plainText(reason)}`,
  );
  return ["Not followed:", bullets(entries)];
}

/** One entry per architecture; those that postpone nothing share the last. */
function architectureSection(facts: TreeFacts): string[] {
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

function nameSpan(name: string): string {
  return codeSpan(callOf(name));
}

function placeSpan(site: CallSite): string {
  return codeSpan(placeOf(site.location));
}

function bullets(entries: readonly string[]): string {
  const shown = entries.slice(0, listedEntries).map((entry) => `- ${entry}`);
  const more = entries.length - shown.length;
  return [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}

function paragraphs(parts: readonly string[]): string {
  return parts.join("\n\n");
}
