/**
 * The call sites and lazy MMU sections of the workspace as a tree of groups and what is in them:
 * pure, so that it can be tested.
 */
import type { CheckWorkspaceResult, SectionSummary, SiteSummary } from "#server/protocol";
import { count, placeIn, sectionText, verdictText } from "./site-words.ts";

export type Grouping = "folder" | "verdict";

export interface SiteGroup {
  readonly kind: "group";
  /** Stays the same while the group's contents change, so that the editor keeps it open. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Of a group of one state; a folder has none. */
  readonly state: SiteState | undefined;
  readonly nodes: readonly FoundNode[];
}

interface NodeText {
  readonly label: string;
  /** The place, relative to the tree; of a section, that it is one as well. */
  readonly description: string;
  readonly tooltip: string;
  /** The file relative to the tree. */
  readonly file: string;
  readonly state: SiteState;
}

export interface SiteNode extends NodeText {
  readonly kind: "site";
  readonly found: SiteSummary;
}

export interface SectionNode extends NodeText {
  readonly kind: "section";
  readonly found: SectionSummary;
}

export type FoundNode = SectionNode | SiteNode;

export interface SiteTree {
  readonly groups: readonly SiteGroup[];
  /** All call sites and sections, and those that the filter lets through. */
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

/** `filter` is words that all have to occur in what a node shows, in any case; "" lets all through. */
export function siteTree(
  { trees }: CheckWorkspaceResult,
  grouping: Grouping,
  filter: string,
): SiteTree {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const all = trees.flatMap(({ root, sites, sections }) => [
    ...sites.map((site) => siteNode(site, root)),
    ...sections.map((section) => sectionNode(section, root)),
  ]);
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

function siteNode(site: SiteSummary, root: string): SiteNode {
  const { lazy, verdict } = site;
  const place = placeIn(site, root);
  return {
    kind: "site",
    label: site.callbacks.length === 0 ? "no known callback" : site.callbacks.join(", "),
    description: place,
    tooltip: `${site.function}() calls ${site.api}(): ${verdictText(site)}`,
    file: fileOf(place),
    state: lazy || verdict === "clean" ? verdict : "not-lazy",
    found: site,
  };
}

function sectionNode(section: SectionSummary, root: string): SectionNode {
  const place = placeIn(section, root);
  return {
    kind: "section",
    label: `${section.function}()`,
    description: `section, ${place}`,
    tooltip: `lazy MMU section of ${section.function}(): ${sectionText(section)}`,
    file: fileOf(place),
    state: section.verdict,
    found: section,
  };
}

function fileOf(place: string): string {
  return place.replace(/:\d+$/, "");
}

function byVerdict(nodes: readonly FoundNode[]): SiteGroup[] {
  return stateLabels.flatMap(([state, label]) => {
    const own = nodes.filter((node) => node.state === state);
    return own.length === 0 ? [] : [toGroup(`state ${state}`, label, state, own)];
  });
}

/** In a folder, what belongs to one file stands together: its call sites, then its sections. */
function byFolder(nodes: readonly FoundNode[]): SiteGroup[] {
  const folders = new Map<string, FoundNode[]>();
  for (const node of nodes) {
    const end = node.file.lastIndexOf("/");
    const folder = end < 0 ? "." : node.file.slice(0, end);
    folders.set(folder, [...(folders.get(folder) ?? []), node]);
  }
  const compare = (a: string, b: string) => (a < b ? -1 : a === b ? 0 : 1);
  return [...folders]
    .sort(([a], [b]) => compare(a, b))
    .map(([folder, own]) =>
      toGroup(
        `folder ${folder}`,
        folder,
        undefined,
        own.toSorted((a, b) => compare(a.file, b.file)),
      ),
    );
}

function toGroup(
  id: string,
  label: string,
  state: SiteGroup["state"],
  nodes: readonly FoundNode[],
): SiteGroup {
  const nSections = nodes.filter(({ kind }) => kind === "section").length;
  const counts = [
    [nodes.length - nSections, "call site"],
    [nSections, "section"],
  ] as const;
  const description = counts
    .filter(([n]) => n > 0)
    .map(([n, noun]) => count(n, noun))
    .join(", ");
  return { kind: "group", id, label, description, state, nodes };
}
