/** The call sites of the workspace as a tree of groups and sites: pure, so that it can be tested. */
import type { CheckWorkspaceResult, SiteSummary } from "#server/protocol";
import { count, placeIn, verdictText } from "./site-words.ts";

export type Grouping = "folder" | "verdict";

export interface SiteGroup {
  readonly kind: "group";
  /** Stays the same while the group's contents change, so that the editor keeps it open. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Of a group of one state; a folder has none. */
  readonly state: SiteState | undefined;
  readonly sites: readonly SiteNode[];
}

export interface SiteNode {
  readonly kind: "site";
  readonly label: string;
  /** The place, relative to the tree. */
  readonly description: string;
  readonly tooltip: string;
  readonly site: SiteSummary;
}

export interface SiteTree {
  readonly groups: readonly SiteGroup[];
  /** All call sites, and those that the filter lets through. */
  readonly total: number;
  readonly shown: number;
  /** Files that were not, or not wholly, looked at. */
  readonly skipped: number;
}

/** The verdict, or that no verdict matters since the walk is not in lazy MMU mode. */
export type SiteState = SiteSummary["verdict"] | "not-lazy";

/** The worst first. */
const stateLabels: readonly (readonly [SiteState, string])[] = [
  ["reaches", "Reaches the page allocator"],
  ["may-reach", "May reach the page allocator"],
  ["unknown", "Could not be followed"],
  ["not-lazy", "Not in lazy MMU mode"],
  ["clean", "Leaves the page allocator alone"],
];

export function stateOf({ lazy, verdict }: SiteSummary): SiteState {
  return lazy || verdict === "clean" ? verdict : "not-lazy";
}

/** `filter` is words that all have to occur in what a site shows, in any case; "" lets all through. */
export function siteTree(
  { trees }: CheckWorkspaceResult,
  grouping: Grouping,
  filter: string,
): SiteTree {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const all = trees.flatMap(({ root, sites }) => sites.map((site) => toNode(site, root)));
  const nodes = all.filter(({ label, description, tooltip }) => {
    const text = `${label} ${description} ${tooltip}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return {
    groups: grouping === "verdict" ? byVerdict(nodes) : byFolder(nodes),
    total: all.length,
    shown: nodes.length,
    skipped: trees.reduce((sum, { skipped }) => sum + skipped.length, 0),
  };
}

function toNode(site: SiteSummary, root: string): SiteNode {
  const callbacks = site.callbacks.length === 0 ? "no known callback" : site.callbacks.join(", ");
  return {
    kind: "site",
    label: callbacks,
    description: placeIn(site, root),
    tooltip: `${site.function}() calls ${site.api}(): ${verdictText(site)}`,
    site,
  };
}

function byVerdict(nodes: readonly SiteNode[]): SiteGroup[] {
  return stateLabels.flatMap(([state, label]) => {
    const sites = nodes.filter(({ site }) => stateOf(site) === state);
    return sites.length === 0 ? [] : [toGroup(`state ${state}`, label, state, sites)];
  });
}

function byFolder(nodes: readonly SiteNode[]): SiteGroup[] {
  const folders = new Map<string, SiteNode[]>();
  for (const node of nodes) {
    const end = node.description.lastIndexOf("/");
    const folder = end < 0 ? "." : node.description.slice(0, end);
    folders.set(folder, [...(folders.get(folder) ?? []), node]);
  }
  return [...folders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, sites]) => toGroup(`folder ${folder}`, folder, undefined, sites));
}

function toGroup(
  id: string,
  label: string,
  state: SiteGroup["state"],
  sites: readonly SiteNode[],
): SiteGroup {
  return {
    kind: "group",
    id,
    label,
    description: count(sites.length, "call site"),
    state,
    sites,
  };
}
