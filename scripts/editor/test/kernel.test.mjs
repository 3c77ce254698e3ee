/** The packed extension in VS Code itself, on a file of Linux 6.12: editor and command line agree. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kernelSource } from "#scripts/kernel-source";
import { repositoryRoot, runNode } from "#scripts/run-command";
import { openSuite } from "./editor-suite.mjs";
import { goToLine, lineOf, openFile, runCommand, webview } from "./workbench.mjs";

/** @type {import("./editor-suite.mjs").EditorSuite} */
let suite;
/** @type {import("playwright-core").Page} */
let page;

beforeAll(async () => {
  suite = await openSuite("kernel");
  page = suite.page;
}, 900_000);

afterAll(() => suite?.close(), 60_000);

test("the panel shows the runs of the command line", async () => {
  const tree = await kernelSource("6.12", (line) => process.stderr.write(`${line}\n`));
  const file = "kernel/bpf/arena.c";
  const asked = ["simulate", "--root", tree, `${file}:existing_page_cb`, "--format", "json"];
  const made = await runNode([path.join(repositoryRoot, "dist/cli.cjs"), ...asked]);
  const report = JSON.parse(made.stdout);
  await openFile(page, path.join(tree, file));
  const text = await readFile(path.join(tree, file), "utf8");
  await goToLine(page, lineOf(text, /^\s+apply_to_existing_page_range\(/), 3);
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
  await suite.takePicture("panel");
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
  await suite.takePicture("fault");
}, 120_000);
