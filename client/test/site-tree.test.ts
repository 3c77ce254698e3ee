/** The call sites and sections of the workspace as a tree: groups, filter, words. */
import { expect, test } from "vitest";
import type { CheckWorkspaceResult, SectionSummary, SiteSummary } from "#server/protocol";
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

function section(verdict: SectionSummary["verdict"], file: string): SectionSummary {
  const { location, allocator, use } = site(verdict, file, "none");
  return {
    location,
    function: "zap",
    enters: [location],
    leaves: [],
    runsCallbacks: verdict === "clean",
    verdict,
    allocator,
    use,
    fixAt: null,
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
      sections: [section("may-reach", "mm/b.c"), section("clean", "mm/z.c")],
      skipped: [{ file: "mm/d.c", reason: "it is a binary file" }],
    },
  ],
  outside: [],
};

test("by verdict, the worst group comes first", () => {
  const { groups, total, shown, skipped } = siteTree(result, "verdict", "");
  expect(groups.map(({ label, description }) => [label, description])).toEqual([
    ["Reaches the page allocator", "1 call site"],
    ["May reach the page allocator", "1 section"],
    ["Leaves the page allocator alone", "2 call sites, 1 section"],
  ]);
  expect(groups[0]?.nodes[0]).toMatchObject({
    label: "drop",
    description: "mm/b.c:10",
    tooltip: "f() calls apply_to_page_range(): reaches free_page() in lazy MMU mode",
  });
  expect([total, shown, skipped]).toEqual([5, 5, 1]);
});

test("a section is named by its function and says that it is one", () => {
  const nodes = siteTree(result, "verdict", "section").groups.flatMap((group) => group.nodes);
  expect(nodes.map(({ label, description, tooltip }) => [label, description, tooltip])).toEqual([
    ["zap()", "section, mm/b.c:10", "lazy MMU section of zap(): may reach free_page()"],
    [
      "zap()",
      "section, mm/z.c:10",
      "lazy MMU section of zap(): never reaches the page allocator, apart from the callbacks that it runs",
    ],
  ]);
});

test("what is not walked in lazy MMU mode is no fault, whatever it reaches", () => {
  const eager = { ...site("reaches", "mm/b.c", "drop"), lazy: false };
  const { groups } = siteTree(
    { ...result, trees: result.trees.map((tree) => ({ ...tree, sites: [eager], sections: [] })) },
    "verdict",
    "",
  );
  expect(groups.map(({ label }) => label)).toEqual(["Not in lazy MMU mode"]);
});

test("by folder, folders are sorted, and what is in one file stands together", () => {
  const { groups } = siteTree(result, "folder", "");
  const contents = groups.map(({ label, nodes }) => [label, nodes.map((node) => node.label)]);
  expect(contents).toEqual([
    ["arch/x86", ["look"]],
    ["mm", ["drop", "zap()", "peek", "zap()"]],
  ]);
});

test("all words of a filter must occur, wherever and in whatever case", () => {
  const labels = (filter: string) =>
    siteTree(result, "folder", filter).groups.flatMap(({ nodes }) => nodes.map((one) => one.label));
  expect(labels("MM/ free_page")).toEqual(["drop", "zap()"]);
  expect(labels("mm/ peek")).toEqual(["peek"]);
  expect(labels("nothing")).toEqual([]);
  expect(siteTree(result, "folder", "nothing").total).toBe(5);
});
