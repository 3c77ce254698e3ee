/** Call sites and sections in words, for a quick pick and a tree: pure, so that they can be tested. */
import type { CheckWorkspaceResult, SectionSummary, SiteSummary } from "#server/protocol";

export interface SiteItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Where to go. */
  readonly found: SectionSummary | SiteSummary;
}

const verdictOrder = ["reaches", "may-reach", "unknown", "clean"] as const;

const verdictIcons = {
  reaches: "$(warning)",
  "may-reach": "$(info)",
  unknown: "$(question)",
  clean: "$(pass)",
} as const;

/** All call sites and sections, the worst first, in the order of the server otherwise. */
export function siteItems({ trees }: CheckWorkspaceResult): SiteItem[] {
  const items = trees.flatMap(({ root, sites, sections }) => [
    ...sites.map((site) => siteItem(site, root)),
    ...sections.map((section) => sectionItem(section, root)),
  ]);
  return verdictOrder.flatMap((verdict) => items.filter(({ found }) => found.verdict === verdict));
}

/** One sentence about the whole check. */
export function summaryText({ trees, outside }: CheckWorkspaceResult): string {
  if (trees.length === 0) {
    return outside.length === 0
      ? "No folder is open."
      : "None of the folders lies in a Linux kernel tree.";
  }
  const sites = trees.reduce((sum, tree) => sum + tree.sites.length, 0);
  const sections = trees.reduce((sum, tree) => sum + tree.sections.length, 0);
  const findings = trees.reduce((sum, tree) => sum + tree.findings, 0);
  return [
    count(sites, "walker call site"),
    count(sections, "lazy MMU section"),
    count(findings, "finding"),
  ].join(", ");
}

function siteItem(site: SiteSummary, root: string): SiteItem {
  const callbacks = site.callbacks.length === 0 ? "no known callback" : site.callbacks.join(", ");
  return {
    label: `${verdictIcons[site.verdict]} ${site.function}()`,
    description: `${site.api}: ${callbacks}`,
    detail: `${verdictText(site)} · ${placeIn(site, root)}`,
    found: site,
  };
}

function sectionItem(section: SectionSummary, root: string): SiteItem {
  return {
    label: `${verdictIcons[section.verdict]} ${section.function}()`,
    description: "lazy MMU section",
    detail: `${sectionText(section)} · ${placeIn(section, root)}`,
    found: section,
  };
}

/** What the callbacks do, as the end of a sentence. */
export function verdictText(site: SiteSummary): string {
  const mode = site.lazy ? "in lazy MMU mode" : "outside lazy MMU mode";
  const isReached = site.verdict === "reaches" || site.verdict === "may-reach";
  return isReached ? `${reachText(site)} ${mode}` : reachText(site);
}

/** What the calls in a section do, as the end of a sentence. */
export function sectionText(section: SectionSummary): string {
  const callbacks = section.runsCallbacks ? ", apart from the callbacks that it runs" : "";
  return `${reachText(section)}${callbacks}`;
}

function reachText({ verdict, allocator }: SectionSummary | SiteSummary): string {
  const end = allocator === null ? "the page allocator" : `${allocator}()`;
  switch (verdict) {
    case "reaches":
      return `reaches ${end}`;
    case "may-reach":
      return `may reach ${end}`;
    case "clean":
      return "never reaches the page allocator";
    case "unknown":
      return "could not be followed to the end";
  }
}

/** The file and line, relative to the tree that holds it. */
export function placeIn({ location }: Pick<SiteSummary, "location">, root: string): string {
  const path = decodeURIComponent(location.uri.replace(/^file:\/\//, ""));
  const file = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return `${file}:${location.range.start.line + 1}`;
}

/** "1 finding", "2 findings". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
