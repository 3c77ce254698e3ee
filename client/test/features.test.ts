/** What the commands and the status item do, with the editor and the server faked. */
import { beforeEach, describe, expect, test } from "vitest";
import type {
  CheckWorkspaceResult,
  SectionSummary,
  SiteSummary,
  StatusParams,
} from "#server/protocol";
import { registerCheckWorkspace } from "../src/features/check-workspace.ts";
import { registerOpenRuleDocs } from "../src/features/open-rule-docs.ts";
import { registerRestartServer } from "../src/features/restart-server.ts";
import { registerShowOutput } from "../src/features/show-output.ts";
import { registerShowPath } from "../src/features/show-path.ts";
import { siteItems, summaryText } from "../src/features/site-words.ts";
import { registerStatus } from "../src/features/status.ts";
import { statusView } from "../src/features/status-view.ts";
import { fakeClient } from "./fake-context.ts";
import { fake, Location, Position, Range, Uri, window, workspace } from "./fake-vscode.ts";

const tree = {
  root: "/src/linux-6.12",
  isKernel: true,
  release: "6.12.117",
  dialect: "classic",
  architectures: 21,
  sites: 26,
};
const ready: StatusParams = { state: "ready", message: null, trees: [tree], quarantined: [] };

beforeEach(() => fake.reset());

describe("the status", () => {
  test("names release, dialect and call sites when all is well", () => {
    expect(statusView(true, ready)).toEqual({
      text: "Lazy MMU: Linux 6.12.117",
      detail: "linux-6.12, classic dialect, 26 walker call sites",
      isBusy: false,
      severity: "information",
    });
  });

  test.each<[string, StatusParams, object]>([
    [
      "busy",
      { ...ready, state: "busy", message: "Reading /linux", trees: [] },
      { text: "Lazy MMU", detail: "Reading /linux", isBusy: true, severity: "information" },
    ],
    [
      "in trouble",
      { ...ready, state: "error", message: "/linux could not be read", trees: [] },
      { detail: "/linux could not be read", isBusy: false, severity: "error" },
    ],
    ["disabled", { ...ready, state: "disabled" }, { detail: "Switched off in the settings." }],
    [
      "without a kernel tree",
      { ...ready, trees: [{ ...tree, isKernel: false }] },
      {
        text: "Lazy MMU: no kernel tree",
        detail: "linux-6.12 is no kernel tree",
        severity: "warning",
      },
    ],
    [
      "with a file left alone",
      { ...ready, quarantined: ["file:///linux/mm/x.c"] },
      { severity: "warning" },
    ],
    ["with two trees", { ...ready, trees: [tree, tree] }, { text: "Lazy MMU: 2 trees" }],
  ])("shows when the server is %s", (_name, status, view) => {
    expect(statusView(true, status)).toMatchObject(view);
  });

  test("a server that is gone is a warning", () => {
    expect(statusView(false, ready)).toMatchObject({
      detail: "The language server is not running.",
      severity: "warning",
    });
  });

  test("item and context key follow the server", () => {
    const client = fakeClient();
    registerStatus(client.context);
    expect(fake.statusItem).toMatchObject({ detail: "Starting.", busy: true });
    client.setRunning(true);
    client.notify("lazymmu/status", ready);
    expect(fake.statusItem).toMatchObject({ text: "Lazy MMU: Linux 6.12.117", busy: false });
    client.setRunning(false);
    expect(fake.statusItem).toMatchObject({ severity: 1 });
    expect(fake.executed.map(({ given }) => given)).toEqual([
      ["lazymmu.isRunning", true],
      ["lazymmu.isRunning", false],
    ]);
  });
});

describe("Check Workspace", () => {
  const site = (verdict: SiteSummary["verdict"], line: number): SiteSummary => ({
    location: {
      uri: "file:///linux/mm/a%20b.c",
      range: { start: { line, character: 1 }, end: { line, character: 20 } },
    },
    function: `f${line}`,
    api: "apply_to_page_range",
    lazy: true,
    callbacks: verdict === "unknown" ? [] : ["cb"],
    verdict,
    allocator: verdict === "clean" ? null : "free_page",
    use: verdict === "clean" ? null : "frees",
    hasFix: false,
    path: [],
  });
  const section: SectionSummary = {
    location: site("reaches", 8).location,
    function: "zap",
    enters: [],
    leaves: [],
    runsCallbacks: false,
    verdict: "may-reach",
    allocator: "folio_put",
    use: "frees",
    fixAt: null,
    path: [],
  };
  const result: CheckWorkspaceResult = {
    trees: [
      {
        root: "/linux",
        release: null,
        dialect: "classic",
        findings: 1,
        sites: [site("clean", 1), site("unknown", 2), site("reaches", 3), site("may-reach", 4)],
        sections: [section],
        skipped: [],
      },
    ],
    outside: [],
  };

  test("lists the worst call sites and sections first, each with its file and line", () => {
    const items = siteItems(result);
    expect(items.map(({ label }) => label)).toEqual([
      "$(warning) f3()",
      "$(info) f4()",
      "$(info) zap()",
      "$(question) f2()",
      "$(pass) f1()",
    ]);
    expect(items[0]).toMatchObject({
      description: "apply_to_page_range: cb",
      detail: "reaches free_page() in lazy MMU mode · mm/a b.c:4",
    });
    expect(items[2]).toMatchObject({
      description: "lazy MMU section",
      detail: "may reach folio_put() · mm/a b.c:9",
    });
    expect(items[3]?.description).toBe("apply_to_page_range: no known callback");
  });

  test.each([
    [result, "4 walker call sites, 1 lazy MMU section, 1 finding"],
    [{ trees: [], outside: ["file:///x"] }, "None of the folders lies in a Linux kernel tree."],
    [{ trees: [], outside: [] }, "No folder is open."],
  ])("sums up in one sentence", (given, text) => {
    expect(summaryText(given)).toBe(text);
  });

  test("asks for the open folders and goes to the chosen site", async () => {
    const client = fakeClient();
    client.answer = result;
    workspace.workspaceFolders = [{ uri: new Uri("file:///linux") }];
    fake.choose = (items) => items[0];
    registerCheckWorkspace(client.context);
    await fake.run("lazymmu.checkWorkspace");
    expect(client.requests).toEqual([
      { method: "lazymmu/checkWorkspace", params: { folders: ["file:///linux"] } },
    ]);
    expect(fake.shown).toEqual([
      {
        uri: "file:///linux/mm/a%20b.c",
        options: { selection: new Range(new Position(3, 1), new Position(3, 20)) },
      },
    ]);
  });

  test("a cancelled check ends without a word", async () => {
    const client = fakeClient();
    client.answer = new Error("cancelled");
    fake.isCancelled = true;
    registerCheckWorkspace(client.context);
    await fake.run("lazymmu.checkWorkspace");
    expect(fake.picks).toEqual([]);
  });
});

describe("Show Path", () => {
  const range = { start: { line: 3, character: 1 }, end: { line: 3, character: 9 } };

  test("peeks at the locations that a lens brings along, and at nothing malformed", async () => {
    registerShowPath();
    const step = { uri: "file:///linux/mm/y.c", range };
    await fake.run("lazymmu.showPath", "file:///linux/mm/x.c", range.start, [step, { uri: 1 }]);
    expect(fake.executed).toEqual([
      {
        command: "editor.action.peekLocations",
        given: [
          new Uri("file:///linux/mm/x.c"),
          new Position(3, 1),
          [new Location(new Uri(step.uri), new Range(new Position(3, 1), new Position(3, 9)))],
          "peek",
        ],
      },
    ]);
  });

  test("takes the finding at the cursor when nothing is brought along", async () => {
    registerShowPath();
    const uri = new Uri("file:///linux/mm/x.c");
    const at = new Range(new Position(3, 1), new Position(3, 9));
    const step = new Location(new Uri("file:///linux/mm/y.c"), at);
    fake.diagnostics.push(
      { source: "other", range: at, relatedInformation: [{ location: new Location(uri, at) }] },
      { source: "lazymmu", range: at, relatedInformation: [{ location: step }] },
    );
    window.activeTextEditor = { document: { uri }, selection: { active: new Position(3, 4) } };
    await fake.run("lazymmu.showPath");
    expect(fake.executed[0]?.given.slice(1, 3)).toEqual([
      new Position(3, 1),
      [new Location(uri, at), step],
    ]);
  });

  test("says so when there is nothing to show", async () => {
    registerShowPath();
    await fake.run("lazymmu.showPath");
    expect(fake.messages).toEqual(["There is no Lazy MMU finding with a path at the cursor."]);
  });
});

describe("Open Rule Documentation", () => {
  beforeEach(() => {
    fake.folderEntries.push(["b-rule.md", 1], ["a-rule.md", 1], ["notes.txt", 1]);
    registerOpenRuleDocs(fakeClient().context);
  });

  test("opens the named rule's page", async () => {
    await fake.run("lazymmu.openRuleDocs", "a-rule");
    expect(fake.executed).toEqual([
      { command: "markdown.showPreview", given: [new Uri("file:///ext/docs/rules/a-rule.md")] },
    ]);
  });

  test("lets the user choose when the name is no rule's", async () => {
    fake.choose = (items) => items[1];
    await fake.run("lazymmu.openRuleDocs", "../../secret");
    expect(fake.picks).toEqual([["a-rule", "b-rule"]]);
    expect(fake.executed[0]?.given).toEqual([new Uri("file:///ext/docs/rules/b-rule.md")]);
  });
});

test("Restart Server restarts what runs and starts what does not", async () => {
  const client = fakeClient();
  registerRestartServer(client.context);
  await fake.run("lazymmu.restartServer");
  client.setRunning(true);
  await fake.run("lazymmu.restartServer");
  expect([client.starts, client.restarts]).toEqual([1, 1]);
});

test("Show Output shows the log", async () => {
  const client = fakeClient();
  registerShowOutput(client.context);
  await fake.run("lazymmu.showOutput");
  expect(client.shownOutputs).toBe(1);
});
