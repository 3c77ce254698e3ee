/** The view of call sites and sections: what each offers, and where it leads. */
import { beforeEach, expect, test } from "vitest";
import type { LspLocation, SectionSummary, SiteSummary, TreeSummary } from "#server/protocol";
import { registerCallSites } from "../src/features/call-sites-view.ts";
import { type FakeClient, fakeClient } from "./fake-context.ts";
import { fake, Position, Uri } from "./fake-vscode.ts";

const uri = "file:///linux/mm/x.c";

function place(line: number): LspLocation {
  return { uri, range: { start: { line, character: 1 }, end: { line, character: 20 } } };
}

const site: SiteSummary = {
  location: place(1),
  function: "f",
  api: "apply_to_page_range",
  lazy: true,
  callbacks: ["drop"],
  verdict: "reaches",
  allocator: "free_page",
  use: "frees",
  hasFix: true,
  path: [place(1), place(2)],
};
const section: SectionSummary = {
  location: place(5),
  function: "zap",
  enters: [place(5)],
  leaves: [place(9)],
  runsCallbacks: false,
  verdict: "reaches",
  allocator: "free_page",
  use: "frees",
  fixAt: place(7),
  path: [place(5), place(7)],
};

beforeEach(() => fake.reset());

/** The view with these in it: its items, and the nodes behind them. */
async function show(found: Partial<TreeSummary>) {
  const client: FakeClient = fakeClient();
  client.setRunning(true);
  const tree = { root: "/linux", release: null, dialect: "classic", findings: 1, skipped: [] };
  client.answer = { trees: [{ ...tree, sites: [], sections: [], ...found }], outside: [] };
  registerCallSites(client.context);
  fake.run("lazymmu.callSites.refresh");
  await Promise.resolve();
  await Promise.resolve();
  const view = fake.treeView;
  if (view === undefined) throw new Error("there is a view");
  const { provider } = view;
  const nodes = provider.getChildren().flatMap((group) => provider.getChildren(group));
  return { client, view, nodes, items: nodes.map((node) => provider.getTreeItem(node)) };
}

test("a section has brackets for a mark, and offers its path and its fix but no simulation", async () => {
  const { items, view } = await show({ sites: [site], sections: [section] });
  expect(
    items.map(({ label, contextValue, iconPath }) => [label, contextValue, iconPath?.id]),
  ).toEqual([
    ["drop", "site path callback fix", "warning"],
    ["zap()", "section path fix", "bracket-error"],
  ]);
  expect(view.description).toBe("2");
});

test.each([
  ["clean", "bracket"],
  ["may-reach", "bracket-dot"],
  ["unknown", "bracket-dot"],
] as const)(
  "a section that is %s has the mark %s, and without path and fix offers none",
  async (verdict, icon) => {
    const { items } = await show({
      sections: [{ ...section, verdict, fixAt: null, path: [place(5)] }],
    });
    expect(items.map(({ contextValue, iconPath }) => [contextValue, iconPath?.id])).toEqual([
      ["section", icon],
    ]);
  },
);

test("a section is opened where it is entered, and mended where its finding stands", async () => {
  const { client, nodes } = await show({ sections: [section] });
  await fake.run("lazymmu.callSites.open", nodes[0]);
  client.answer = [];
  await fake.run("lazymmu.callSites.fix", nodes[0]);
  const lines = fake.shown.map(({ options }) => JSON.stringify(options).match(/"line":(\d+)/)?.[1]);
  expect(lines).toEqual(["5", "7"]);
  expect(client.requests.at(-1)?.params).toMatchObject({ range: place(7).range });
});

test("its path is shown from the entering call on, and it is not simulated", async () => {
  const { nodes } = await show({ sections: [section] });
  fake.executed.length = 0;
  await fake.run("lazymmu.callSites.showPath", nodes[0]);
  await fake.run("lazymmu.callSites.simulate", nodes[0]);
  expect(fake.executed).toEqual([
    { command: "lazymmu.showPath", given: [uri, { line: 5, character: 1 }, section.path] },
  ]);
  expect(fake.shown[0]).toMatchObject({ uri: new Uri(uri).text });
  expect(JSON.stringify(fake.shown[0]?.options)).toContain(JSON.stringify(new Position(5, 1)));
});

test("a tree without any says so", async () => {
  const { view } = await show({});
  expect(view.message).toBe("No call of a page-table walker and no lazy MMU section was found.");
});
