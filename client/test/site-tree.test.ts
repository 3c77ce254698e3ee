/** The call sites of the workspace as a tree: groups, filter, words. */
import { expect, test } from "vitest";
import type { CheckWorkspaceResult, SiteSummary } from "#server/protocol";
import { siteTree } from "../src/features/site-tree.ts";

function site(verdict: SiteSummary["verdict"], file: string, callback: string): SiteSummary {
  const start = { line: 9, character: 1 };
  return {
    location: { uri: `file:///linux/${file}`, range: { start, end: { line: 9, character: 20 } } },
    function: "f",
    api: "apply_to_page_range",
    lazy: true,
    callbacks: [callback],
    verdict,
    allocator: verdict === "clean" ? null : "free_page",
    use: verdict === "clean" ? null : "frees",
    hasFix: false,
    path: [],
  };
}

const result: CheckWorkspaceResult = {
  trees: [
    {
      root: "/linux",
      release: null,
      dialect: "classic",
      findings: 1,
      sites: [
        site("clean", "arch/x86/a.c", "look"),
        site("reaches", "mm/b.c", "drop"),
        site("clean", "mm/c.c", "peek"),
      ],
      sections: [],
      skipped: [{ file: "mm/d.c", reason: "it is a binary file" }],
    },
  ],
  outside: [],
};

test("by verdict, the worst group comes first", () => {
  const { groups, total, shown, skipped } = siteTree(result, "verdict", "");
  expect(groups.map(({ label, description }) => [label, description])).toEqual([
    ["Reaches the page allocator", "1 call site"],
    ["Leaves the page allocator alone", "2 call sites"],
  ]);
  expect(groups[0]?.sites[0]).toMatchObject({
    label: "drop",
    description: "mm/b.c:10",
    tooltip: "f() calls apply_to_page_range(): reaches free_page() in lazy MMU mode",
  });
  expect([total, shown, skipped]).toEqual([3, 3, 1]);
});

test("what is not walked in lazy MMU mode is no fault, whatever it reaches", () => {
  const eager = { ...site("reaches", "mm/b.c", "drop"), lazy: false };
  const { groups } = siteTree(
    { ...result, trees: result.trees.map((tree) => ({ ...tree, sites: [eager] })) },
    "verdict",
    "",
  );
  expect(groups.map(({ label }) => label)).toEqual(["Not in lazy MMU mode"]);
});

test("by folder, folders are sorted", () => {
  const { groups } = siteTree(result, "folder", "");
  const contents = groups.map(({ label, sites }) => [label, sites.map((node) => node.label)]);
  expect(contents).toEqual([
    ["arch/x86", ["look"]],
    ["mm", ["drop", "peek"]],
  ]);
});

test("all words of a filter must occur, wherever and in whatever case", () => {
  const labels = (filter: string) =>
    siteTree(result, "folder", filter).groups.flatMap(({ sites }) => sites.map((one) => one.label));
  expect(labels("MM/ free_page")).toEqual(["drop"]);
  expect(labels("mm/")).toEqual(["drop", "peek"]);
  expect(labels("nothing")).toEqual([]);
  expect(siteTree(result, "folder", "nothing").total).toBe(3);
});
