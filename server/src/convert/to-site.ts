/** Call sites in the words and shapes that clients show. */
import type { AllocatorUse, CallSite } from "#engine/model";
import type { SiteSummary } from "#server/protocol";
import { toLocation, type UriOf } from "./to-range.ts";

export function toSiteSummary(site: CallSite, hasFix: boolean, uriOf: UriOf): SiteSummary {
  return {
    location: toLocation(site.location, uriOf),
    function: site.function,
    api: site.api,
    lazy: site.lazy,
    callbacks: site.callbacks.map((callback) => callback.name),
    verdict: site.verdict,
    allocator: site.allocator ?? null,
    use: site.use ?? null,
    hasFix,
    path: [site.location, ...site.path.map((step) => step.location)].map((location) =>
      toLocation(location, uriOf),
    ),
  };
}

/** One short line for a call site, such as "lazy MMU: callback frees pages". */
export function siteTitle(site: CallSite): string {
  const mode = site.lazy ? "lazy MMU" : "not lazy";
  switch (site.verdict) {
    case "reaches":
      return `${mode}: callback ${site.use ?? "allocates or frees"} pages`;
    case "may-reach":
      return `${mode}: callback may ${infinitives[site.use ?? "allocates or frees"]} pages`;
    case "clean":
      return `${mode}: callback leaves the page allocator alone`;
    case "unknown":
      return `${mode}: callback could not be followed to the end`;
  }
}

const infinitives: Readonly<Record<AllocatorUse, string>> = {
  allocates: "allocate",
  "allocates or frees": "allocate or free",
  frees: "free",
};
