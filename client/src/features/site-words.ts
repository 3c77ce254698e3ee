/** Call sites in words, for a quick pick and a tree: pure, so that they can be tested. */
import type { CheckWorkspaceResult, SiteSummary } from "#server/protocol";

export interface SiteItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly site: SiteSummary;
}

const verdictOrder = ["reaches", "may-reach", "unknown", "clean"] as const;

const verdictIcons = {
  reaches: "$(warning)",
  "may-reach": "$(info)",
  unknown: "$(question)",
  clean: "$(pass)",
} as const;

/** All call sites, the worst first, in the order of the server otherwise. */
export function siteItems({ trees }: CheckWorkspaceResult): SiteItem[] {
  const sites = trees.flatMap((tree) => tree.sites.map((site) => toItem(site, tree.root)));
  return verdictOrder.flatMap((verdict) => sites.filter(({ site }) => site.verdict === verdict));
}

/** One sentence about the whole check. */
export function summaryText({ trees, outside }: CheckWorkspaceResult): string {
  if (trees.length === 0) {
    return outside.length === 0
      ? "No folder is open."
      : "None of the folders lies in a Linux kernel tree.";
  }
  const sites = trees.reduce((sum, tree) => sum + tree.sites.length, 0);
  const findings = trees.reduce((sum, tree) => sum + tree.findings, 0);
  return `${count(sites, "walker call site")}, ${count(findings, "finding")}`;
}

function toItem(site: SiteSummary, root: string): SiteItem {
  const callbacks = site.callbacks.length === 0 ? "no known callback" : site.callbacks.join(", ");
  return {
    label: `${verdictIcons[site.verdict]} ${site.function}()`,
    description: `${site.api}: ${callbacks}`,
    detail: `${verdictText(site)} · ${placeIn(site, root)}`,
    site,
  };
}

/** What the callbacks do, as the end of a sentence. */
export function verdictText({ verdict, allocator, lazy }: SiteSummary): string {
  const mode = lazy ? "in lazy MMU mode" : "outside lazy MMU mode";
  const end = allocator === null ? "the page allocator" : `${allocator}()`;
  switch (verdict) {
    case "reaches":
      return `reaches ${end} ${mode}`;
    case "may-reach":
      return `may reach ${end} ${mode}`;
    case "clean":
      return "never reaches the page allocator";
    case "unknown":
      return "could not be followed to the end";
  }
}

/** The file and line, relative to the tree that holds it. */
export function placeIn({ location }: SiteSummary, root: string): string {
  const path = decodeURIComponent(location.uri.replace(/^file:\/\//, ""));
  const file = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return `${file}:${location.range.start.line + 1}`;
}

/** "1 finding", "2 findings". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
