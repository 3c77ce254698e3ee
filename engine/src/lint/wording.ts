/**
 * The words of findings: from a call site to one line for people who know the kernel.
 *
 * Messages are plain text on one line. What is true of an architecture or a release is said in
 * the rule's page and in the hover; a message claims only what holds on every one of them.
 */
import type { Location } from "#engine/base";
import type { Dialect } from "#engine/index";
import type { CallSite, NotFollowed, PathStep } from "#engine/model";
import type { Finding, RelatedNote } from "./finding.ts";

/** How many names a message lists before it only counts. */
const listedNames = 3;

/** A call as people write it: the name with empty parentheses. */
export function callOf(name: string): string {
  return `${name}()`;
}

/** The file and line of a location, as compilers write them. */
export function placeOf(location: Location): string {
  return `${location.file}:${location.line}`;
}

/** The callback that the site's path starts in; without a path, all of them. */
export function callbackPhrase(site: CallSite): string {
  const guilty = site.path[0]?.function;
  if (guilty !== undefined) return `callback ${callOf(guilty)}`;
  const names = site.callbacks.map((callback) => callOf(callback.name));
  if (names.length === 0) return "the callback";
  return `${names.length === 1 ? "callback" : "callbacks"} ${listNames(names)}`;
}

/** Who holds lazy mode around the callback: the walker, and through which function. */
export function walkPhrase(site: CallSite): string {
  if (site.api === site.walker) return callOf(site.api);
  return `${callOf(site.walker)}, called by ${callOf(site.api)},`;
}

/** "free_page() (mm/x.c:12) frees", with the doubts that the verdict carries. */
export function allocatorPhrase(site: CallSite): string {
  const last = site.path.at(-1);
  const place = last === undefined ? "" : ` (${placeOf(last.location)})`;
  const name = site.allocator === undefined ? "it" : callOf(site.allocator);
  return `${name}${place} ${site.use ?? "allocates or frees"}`;
}

/** "callback a() reaches the page allocator: free_page() (mm/x.c:12) frees", with the doubts. */
export function reachPhrase(site: CallSite): string {
  const reach = site.verdict === "reaches" ? "reaches" : "may reach";
  const what = `${callbackPhrase(site)} ${reach} the page allocator: ${allocatorPhrase(site)}`;
  return what + doubtPhrase(site);
}

/** " (only if CONFIG_X; through slab)", or nothing where there is no doubt. */
export function doubtPhrase(site: CallSite): string {
  const doubts: string[] = [];
  if (site.condition !== undefined) doubts.push(`only if ${site.condition}`);
  if (site.doubt !== undefined) doubts.push(site.doubt);
  return doubts.length === 0 ? "" : ` (${doubts.join("; ")})`;
}

/** "a() calls b() (x.c:1), b() calls free_page() (y.c:2)". */
function pathPhrase(path: readonly PathStep[]): string {
  return path.map((step) => `${stepPhrase(step)} (${placeOf(step.location)})`).join(", ");
}

/**
 * The end of a message that gives the path in one line. Empty for a path of one step: that is the
 * allocator's place, which the message already gives.
 */
export function pathClause(path: readonly PathStep[]): string {
  return path.length > 1 ? `; path: ${pathPhrase(path)}` : "";
}

/** The message for a reader who sees the finding's path, step by step, beside it. */
export function messageWithoutPath({ message, path }: Pick<Finding, "message" | "path">): string {
  const clause = pathClause(path);
  return message.endsWith(clause) ? message.slice(0, message.length - clause.length) : message;
}

/** "a() calls b()". */
export function stepPhrase(step: PathStep): string {
  return `${callOf(step.function)} ${step.what}`;
}

/** Why the page allocator matters in lazy mode, in half a sentence. */
export function whyPhrase(dialect: Dialect): string {
  if (dialect === "counted") {
    return "in this tree a nested section flushes and batching goes on, so the cost is at most an early flush";
  }
  return "with DEBUG_PAGEALLOC its linear-map updates may be postponed, or may end the batching early";
}

/** What to do about a walk whose callback uses the page allocator. */
export function advicePhrase(
  site: CallSite,
  dialect: Dialect,
  replacement: string | undefined,
  canPause: boolean,
): string {
  const allocation = allocationAdvice(site);
  if (dialect === "counted") {
    const pausing = "put lazy_mmu_mode_pause() and lazy_mmu_mode_resume() around it";
    return `where that matters, ${pausing}${canPause ? "" : " (no quick fix)"}`;
  }
  return replacement === undefined ? allocation : `call ${callOf(replacement)}, or ${allocation}`;
}

/** Where lazy mode is entered, then every step of the path. */
export function pathNotes(site: CallSite): RelatedNote[] {
  const entry = {
    location: site.location,
    message: `${callOf(site.function)} enters lazy MMU mode here, through ${callOf(site.walker)}`,
  };
  return [
    entry,
    ...site.path.map((step) => ({ location: step.location, message: stepPhrase(step) })),
  ];
}

/** "a() (no definition in this tree), b() (…) and 2 more". */
export function notFollowedPhrase(notFollowed: readonly NotFollowed[]): string {
  return listNames(notFollowed.map((one) => `${one.name} (${one.reason})`));
}

/** "a", "a and b", "a, b, c and 4 more". */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, listedNames);
  if (names.length > listedNames)
    return `${shown.join(", ")} and ${names.length - listedNames} more`;
  const last = shown.pop() ?? "";
  return shown.length === 0 ? last : `${shown.join(", ")} and ${last}`;
}

function allocationAdvice(site: CallSite): string {
  switch (site.use) {
    case "allocates":
      return "allocate before the walk";
    case "frees":
      return "free after the walk";
    default:
      return "allocate before and free after the walk";
  }
}
