/**
 * The packed extension in VS Code itself, on the sample tree: what a newcomer sees and does.
 * Needs the .vsix (`npm run package`) and Chromium.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot, runNode } from "#scripts/run-command";
import { openSuite } from "./editor-suite.mjs";
import {
  answerCommand,
  goToLine,
  lineOf,
  openFile,
  runCommand,
  treeRow,
  webview,
} from "./workbench.mjs";

/** @type {import("./editor-suite.mjs").EditorSuite} */
let suite;
/** @type {import("playwright-core").Page} */
let page;

beforeAll(async () => {
  suite = await openSuite("sample");
  page = suite.page;
}, 900_000);

afterAll(() => suite?.close(), 60_000);

test("a call is underlined, and a lens above it says why", async () => {
  await openFile(page, "arena.c");
  await page.locator(".squiggly-warning").first().waitFor();
  const lens = page.locator(".codelens-decoration").filter({ hasText: "lazy MMU" }).first();
  await lens.waitFor();
  expect(await lens.textContent()).toMatch(/lazy MMU: callback frees pages.*simulate/);
  await suite.takePicture("squiggle");
});

test("a hover says what mode the callback runs in", async () => {
  const text = await readFile(path.join(suite.sample, "drivers/sample/arena.c"), "utf8");
  await goToLine(page, lineOf(text, /^\tapply_to_existing/), 5);
  await runCommand(page, "Show or Focus Hover");
  await page.locator(".monaco-hover").filter({ hasText: "in lazy MMU mode" }).first().waitFor();
  await suite.takePicture("hover");
  await page.keyboard.press("Escape");
});

test("the lens shows the path to the page allocator", async () => {
  await page.locator(".codelens-decoration a").filter({ hasText: "callback frees" }).click();
  const peek = page.locator(".peekview-widget");
  await peek.waitFor();
  await peek.locator(".monaco-list-row").filter({ hasText: "__free_page(" }).first().waitFor();
  // The pictures of the documentation come from here, and show no path of a machine.
  await page.addStyleTag({ content: ".peekview-title .dirname { display: none }" });
  await suite.takePicture("path");
  await page.keyboard.press("Escape");
  await peek.waitFor({ state: "detached" });
});

test("the call hierarchy leads from the callback to the page allocator", async () => {
  const text = await readFile(path.join(suite.sample, "drivers/sample/arena.c"), "utf8");
  await goToLine(page, lineOf(text, /^static int arena_free_pte/), 14);
  await runCommand(page, "Peek Call Hierarchy");
  const peek = page.locator(".peekview-widget");
  await peek.locator(".monaco-list-row").filter({ hasText: "arena_destroy" }).waitFor();
  await peek.locator(".codicon-callhierarchy-outgoing").click();
  await peek.locator(".monaco-list-row").filter({ hasText: "__free_page" }).waitFor();
  await page.keyboard.press("Escape");
  await peek.waitFor({ state: "detached" });
});

test("inlay hints say at a callback's definition how it is run, when asked to", async () => {
  expect(await page.locator(".view-line").filter({ hasText: "data)lazy" }).count()).toBe(0);
  await suite.setSettings({ "lazymmu.inlayHints.enable": true });
  await page
    .locator(".view-line")
    .filter({ hasText: /arena_free_pte\(.*data\).*lazy.MMU/ })
    .waitFor();
  await suite.setSettings({ "lazymmu.inlayHints.enable": false });
});

test("the tree view lists what the command line lists", async () => {
  const made = await runNode([
    path.join(repositoryRoot, "dist/cli.cjs"),
    ...["check", "--root", suite.sample, "--format", "json"],
  ]);
  const { callSites: sites, sections } = JSON.parse(made.stdout);
  await runCommand(page, "Explorer: Focus on Lazy MMU View");
  // Only rows in sight are drawn, so the files above make room.
  await page.locator(".pane-header").filter({ hasText: "mini-kernel" }).click();
  const reaching = treeRow(page, "Reaches the page allocator");
  await reaching.waitFor();
  const count = (
    /** @type {readonly { verdict: string }[]} */ found,
    /** @type {string} */ verdict,
  ) => found.filter((one) => one.verdict === verdict).length;
  const labels = {
    reaches: "Reaches the page allocator",
    clean: "Leaves the page allocator alone",
  };
  for (const [verdict, label] of Object.entries(labels)) {
    expect(await treeRow(page, label).textContent()).toContain(
      `${count(sites, verdict)} call sites, ${count(sections, verdict)} section`,
    );
  }
  for (const { callbacks, file, line, verdict } of sites) {
    if (verdict !== "reaches") continue;
    const row = treeRow(page, callbacks[0].name);
    expect(await row.textContent()).toContain(`${file}:${line}`);
  }
  for (const { function: name, file, line, verdict } of sections) {
    if (verdict !== "reaches") continue;
    const row = treeRow(page, `${name}()`);
    expect(await row.textContent()).toContain(`section, ${file}:${line}`);
    expect(await row.locator(".codicon-bracket-error").count()).toBe(1);
  }
  await suite.takePicture("tree");
  await treeRow(page, "shadow_fill_pte").click();
  await page.locator(".tab.active[data-resource-name='shadow.c']").waitFor();
});

test("a section is opened from the tree view, with a line above it and a hover", async () => {
  await treeRow(page, "ring_unmap()").click();
  await page.locator(".tab.active[data-resource-name='ring.c']").waitFor();
  const title = "lazy MMU section: reaches __free_page()";
  await page.locator(".codelens-decoration a").filter({ hasText: title }).waitFor();
  await runCommand(page, "Show or Focus Hover");
  const words = "enters the lazy MMU section of ring_unmap()";
  await page.locator(".monaco-hover").filter({ hasText: words }).first().waitFor();
  await suite.takePicture("section");
  await page.keyboard.press("Escape");
});

test("the tree view is filtered, and grouped by folder", async () => {
  await answerCommand(page, "Lazy MMU: Filter Call Sites", "shadow");
  await treeRow(page, "arena_free_pte").waitFor({ state: "detached" });
  await runCommand(page, "Lazy MMU: Group Call Sites by Folder");
  await treeRow(page, "1 call site").filter({ hasText: "drivers/sample" }).waitFor();
  expect(await treeRow(page, "shadow_fill_pte").count()).toBe(1);
  await runCommand(page, "Lazy MMU: Group Call Sites by Verdict");
  await answerCommand(page, "Lazy MMU: Filter Call Sites", "");
  await treeRow(page, "arena_free_pte").waitFor();
});

test("three clicks from the file the fault is in the panel", async () => {
  await openFile(page, "arena.c");
  await page.locator(".codelens-decoration a").filter({ hasText: "simulate" }).click();
  const panel = webview(page);
  await panel.locator("h1").filter({ hasText: "arena_free_pte()" }).waitFor();
  await panel.locator(".step").filter({ hasText: "step" }).waitFor();
  await suite.takePicture("simulated");
  await panel.getByLabel("Machine").selectOption("rfc-direct");
  await panel.locator(".verdict.bad").filter({ hasText: "Lost detection" }).waitFor();
  await panel.locator(".step").filter({ hasText: "problem" }).waitFor();
  await suite.takePicture("panel");
});

test("the panel and the workbench follow the colour theme", async () => {
  const themes = [
    { theme: "Light Modern", workbench: "vs", page: "vscode-light" },
    { theme: "Default High Contrast", workbench: "hc-black", page: "vscode-high-contrast" },
    { theme: "Dark Modern", workbench: "vs-dark", page: "vscode-dark" },
  ];
  for (const { theme, workbench, page: kind } of themes) {
    await suite.setSettings({ "workbench.colorTheme": theme });
    await page.locator(`.monaco-workbench.${workbench}`).first().waitFor();
    await webview(page).locator(`body.${kind}`).waitFor();
    await suite.takePicture(`theme-${workbench}`);
  }
});
