/**
 * The packed extension in VS Code itself, in a browser: what a user sees and does.
 * Needs the .vsix (`npm run package`), Chromium, and the kernel source for the last tests.
 */
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEditor } from "#scripts/editor/editor-session";
import { installEditor } from "#scripts/editor/install-editor";
import { kernelSource } from "#scripts/kernel-source";
import { repositoryRoot, runNode } from "#scripts/run-command";
import {
  goToLine,
  openFile,
  openWorkbench,
  runCommand,
  startBrowser,
  webview,
} from "./workbench.mjs";

const pictures = path.join(repositoryRoot, ".artefacts/editor");
const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

/** @type {import("../editor-session.mjs").EditorSession} */
let session;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("playwright-core").Page} */
let page;
/** @type {string} */
let sample;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  sample = path.join(await mkdtemp(path.join(os.tmpdir(), "lazymmu-sample-")), "mini-kernel");
  await cp(path.join(repositoryRoot, "examples/mini-kernel"), sample, { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(repositoryRoot, "package.json"), "utf8"));
  const vsix = path.join(repositoryRoot, `${manifest.name}-${manifest.version}.vsix`);
  const editor = await installEditor(say);
  const settings = { "lazymmu.codeLens.enable": true, "editor.minimap.enabled": false };
  session = await startEditor({ editor, vsix, folder: sample, settings });
  browser = await startBrowser();
  page = await openWorkbench(browser, session.address);
}, 900_000);

afterAll(async () => {
  await page?.screenshot({ path: path.join(pictures, "last.png") });
  await browser?.close();
  await session?.stop();
  await rm(path.dirname(sample), { recursive: true, force: true });
}, 60_000);

test("the sample's call is underlined, and a lens above it says why", async () => {
  await openFile(page, "pool.c");
  await page.locator(".squiggly-warning").first().waitFor();
  const lens = page.locator(".codelens-decoration").filter({ hasText: "lazy MMU" }).first();
  await lens.waitFor();
  expect(await lens.textContent()).toMatch(/reaches .*simulate/);
  await page.screenshot({ path: path.join(pictures, "squiggle.png") });
});

test("a hover says what mode the callback runs in", async () => {
  const text = await readFile(path.join(sample, "drivers/sample/pool.c"), "utf8");
  const lines = text.split("\n");
  const line = lines.findIndex((one) => one.includes("apply_to_page_range(")) + 1;
  await goToLine(page, line, (lines[line - 1] ?? "").indexOf("apply_to") + 3);
  await runCommand(page, "Show or Focus Hover");
  const hover = page.locator(".monaco-hover").filter({ hasText: "lazy MMU" }).first();
  await hover.waitFor();
  await page.screenshot({ path: path.join(pictures, "hover.png") });
  await page.keyboard.press("Escape");
});

test("on Linux 6.12 the lens opens the panel, with the runs of the command line", async () => {
  const tree = await kernelSource("6.12", say);
  const file = "kernel/bpf/arena.c";
  const asked = ["simulate", "--root", tree, `${file}:existing_page_cb`, "--format", "json"];
  const made = await runNode([path.join(repositoryRoot, "dist/cli.cjs"), ...asked]);
  const report = JSON.parse(made.stdout);
  await openFile(page, path.join(tree, file));
  const text = await readFile(path.join(tree, file), "utf8");
  const line =
    text.split("\n").findIndex((one) => /^\s+apply_to_existing_page_range\(/.test(one)) + 1;
  await goToLine(page, line, 3);
  // Only what is in sight is drawn.
  await page.locator(".squiggly-warning, .squiggly-info").first().waitFor({ timeout: 120_000 });
  await runCommand(page, "Lazy MMU: Simulate Callback");
  const panel = webview(page);
  await panel.locator(".step").filter({ hasText: "step" }).waitFor({ timeout: 120_000 });
  expect(await panel.locator("h1").textContent()).toBe("existing_page_cb()");
  const verdicts = await panel.locator(".verdict > p:first-of-type").allTextContents();
  expect(verdicts).toEqual(
    report.runs.map((/** @type {{ verdict: string }} */ run) => run.verdict),
  );
  const total = report.runs[0].events.toLocaleString("en-US");
  expect(await panel.locator(".step").textContent()).toContain(`of ${total}`);
  await page.screenshot({ path: path.join(pictures, "panel.png") });
}, 300_000);

test("another machine runs the callback again, and a step marks its line in the editor", async () => {
  const panel = webview(page);
  await panel.getByLabel("Machine").selectOption("rfc-direct");
  await panel.locator(".verdict.bad").filter({ hasText: "Lost detection" }).waitFor();
  await panel.locator(".step").filter({ hasText: "problem" }).waitFor();
  await panel.locator("h1").click();
  await page.keyboard.press("ArrowRight");
  await panel.locator(".step").filter({ hasText: "entry-end" }).waitFor();
  await page.keyboard.press("ArrowLeft");
  await panel.locator(".step").filter({ hasText: "problem" }).waitFor();
  await panel.getByRole("button", { name: "Show in the editor" }).first().click();
  await page.locator(".tab.active[data-resource-name='arena.c']").waitFor();
  await page.screenshot({ path: path.join(pictures, "fault.png") });
}, 120_000);
