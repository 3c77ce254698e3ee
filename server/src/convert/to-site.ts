/** Call sites in the words and shapes that clients show. */
import type { CallSite } from "#engine/model";
import type { SiteSummary } from "#server/protocol";
import { toLocation, type UriOf } from "./to-range.ts";

export function toSiteSummary(site: CallSite, uriOf: UriOf): SiteSummary {
  return {
    location: toLocation(site.location, uriOf),
    function: site.function,
    api: site.api,
    lazy: site.lazy,
    callbacks: site.callbacks.map((callback) => callback.name),
    verdict: site.verdict,
    allocator: site.allocator ?? null,
    path: [site.location, ...site.path.map((step) => step.location)].map((location) =>
      toLocation(location, uriOf),
    ),
  };
}

/** One short line for a call site, such as "lazy MMU: reaches free_page()". */
export function siteTitle(site: CallSite): string {
  const mode = site.lazy ? "lazy MMU" : "not lazy";
  const end = site.allocator === undefined ? "the page allocator" : `${site.allocator}()`;
  switch (site.verdict) {
    case "reaches":
      return `${mode}: reaches ${end}`;
    case "may-reach":
      return `${mode}: may reach ${end}`;
    case "clean":
      return `${mode}: never reaches the page allocator`;
    case "unknown":
      return `${mode}: could not be followed to the end`;
  }
}
