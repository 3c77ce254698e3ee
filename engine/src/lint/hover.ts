/** What is shown over a walker's and over a callback's name: Markdown, made from call sites. */
import { compareLocations, sortedUnique } from "#engine/base";
import type { TreeFacts } from "#engine/index";
import type { CallSite } from "#engine/model";
import {
  architectureParts,
  bullets,
  nameSpan,
  paragraphs,
  reachParts,
  verdictSentence,
} from "./hover-parts.ts";
import { codeSpan } from "./markdown.ts";
import { placeOf } from "./wording.ts";

/** For the name of a walker, or of a function that forwards to one, at a call site. */
export function walkerHover(site: CallSite, facts: TreeFacts): string {
  const head = `**${nameSpan(site.api)}** ${modeSentence(site)}`;
  const callbacks = sortedUnique(site.callbacks.map(({ name }) => name));
  const run = callbacks.length === 0 ? [] : [`Callback: ${callbacks.map(nameSpan).join(", ")}`];
  return paragraphs([
    head,
    ...run,
    verdictSentence(site),
    ...reachParts(site),
    ...(site.lazy ? architectureParts(facts) : []),
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
    ...reachParts(witness),
    "Run by:",
    bullets(walks),
    ...(lazyRuns.length === 0 ? [] : architectureParts(facts)),
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

function placeSpan(site: CallSite): string {
  return codeSpan(placeOf(site.location));
}
