/** Words that the formats for people share. */
import { type Fix, linePhrase } from "#engine/lint";
import type { TreeInfo, TreeReport } from "#engine/workspace";

type LazySection = TreeReport["sections"][number];
type Verdict = TreeReport["callSites"][number]["verdict"];

/** The worst first. */
export const verdictOrder: readonly Verdict[] = ["reaches", "may-reach", "clean", "unknown"];

/** Each a clause. */
export const verdictMeaning: Readonly<Record<Verdict, string>> = {
  reaches: "a path of direct calls leads to the page allocator",
  "may-reach": "a path to the page allocator exists under conditions",
  clean: "everything was followed to an end and no way into the page allocator was found",
  unknown: "nothing was found, but not everything could be followed",
};

/** Its title, and what is to be thought of before it is made. */
export function describeFix(fix: Fix): string {
  if (fix.safe) return `${fix.title} (safe: "lazymmu fix" applies it)`;
  // A title that ends in a remark says already what to look at.
  return fix.title.endsWith(")") && fix.title.includes(" (")
    ? fix.title
    : `${fix.title} (needs a look)`;
}

/** "entered again in line 12, left in lines 9 and 20": what a section's first place does not say. */
export function describeExtent({ enters, leaves, runsCallbacks }: LazySection): string {
  const again = enters.slice(1);
  return [
    ...(again.length === 0 ? [] : [`entered again in ${linePhrase(again)}`]),
    leaves.length === 0 ? "not left in this function" : `left in ${linePhrase(leaves)}`,
    ...(runsCallbacks ? ["runs its caller's callbacks"] : []),
  ].join(", ");
}

/** One clause on what the tree is. */
export function describeTree(tree: TreeInfo): string {
  const release = tree.isKernel
    ? `Linux ${tree.release ?? "of unknown release"}`
    : "no kernel tree";
  const configuration = tree.hasConfiguration ? "with .config" : "no .config";
  return `${release}, dialect ${tree.dialect}, ${configuration}`;
}

/** Such as "1 file" and "2 files". */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
