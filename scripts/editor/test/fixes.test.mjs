/**
 * The packed extension in VS Code itself, on a sample tree that has the `_nolazy` walkers: text that
 * the extension changes, and a server that dies.
 */
import { appendFile, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSuite } from "./editor-suite.mjs";
import { goToLine, lineOf, openFile, runCommand, treeRow } from "./workbench.mjs";

const declarations = `
int apply_to_page_range_nolazy(struct mm_struct *mm, unsigned long start, unsigned long size,
			       pte_fn_t fn, void *data);
int apply_to_existing_page_range_nolazy(struct mm_struct *mm, unsigned long start,
					unsigned long size, pte_fn_t fn, void *data);
`;

/** @type {import("./editor-suite.mjs").EditorSuite} */
let suite;
/** @type {import("playwright-core").Page} */
let page;

beforeAll(async () => {
  suite = await openSuite("fixes", {
    prepare: (sample) => appendFile(path.join(sample, "include/linux/mm.h"), declarations),
  });
  page = suite.page;
}, 900_000);

afterAll(() => suite?.close(), 60_000);

/** @param {string} name */
function textOf(name) {
  return readFile(path.join(suite.sample, "drivers/sample", name), "utf8");
}

/**
 * Saves, and waits until the file holds the text.
 *
 * @param {string} name
 * @param {string} text
 */
async function expectSaved(name, text) {
  await runCommand(page, "File: Save");
  await expect.poll(() => textOf(name), { timeout: 20_000 }).toBe(text);
}

test("the quick fix changes the call and nothing else", async () => {
  const before = await textOf("arena.c");
  await openFile(page, "arena.c");
  await page.locator(".squiggly-warning").first().waitFor();
  await goToLine(page, lineOf(before, /^\tapply_to_existing/), 5);
  await runCommand(page, "Quick Fix...");
  const menu = page.locator(".action-widget");
  await menu
    .locator(".monaco-list-row")
    .filter({ hasText: /_nolazy\(\)$/ })
    .first()
    .waitFor();
  await suite.takePicture("menu");
  await page.keyboard.press("Enter");
  await page.locator(".view-line").filter({ hasText: "_nolazy(&init_mm" }).waitFor();
  await page.locator(".squiggly-warning").waitFor({ state: "detached" });
  await expectSaved(
    "arena.c",
    before.replace("\tapply_to_existing_page_range(&", "\tapply_to_existing_page_range_nolazy(&"),
  );
});

test("fix all changes every call that is safe to change", async () => {
  const before = await textOf("pool.c");
  await openFile(page, "pool.c");
  await page.locator(".squiggly-warning").first().waitFor();
  await runCommand(page, "Fix All");
  await page.locator(".view-line").filter({ hasText: "_nolazy(&init_mm" }).waitFor();
  await expectSaved(
    "pool.c",
    before.replaceAll(/\bapply_to_page_range\(&/g, "apply_to_page_range_nolazy(&"),
  );
});

test("the tree view's own fix changes the call, and the list follows", async () => {
  const before = await textOf("shadow.c");
  await runCommand(page, "Explorer: Focus on Lazy MMU View");
  const row = treeRow(page, "shadow_fill_pte");
  await row.waitFor();
  await row.hover();
  await row.locator(".action-label.codicon-lightbulb").click();
  await page
    .locator(".view-line")
    .filter({ hasText: /_nolazy\(&init_mm/ })
    .filter({ hasText: "shadow_fill_pte" })
    .waitFor();
  await expectSaved(
    "shadow.c",
    before.replace("apply_to_page_range(&", "apply_to_page_range_nolazy(&"),
  );
  await treeRow(page, "Not in lazy MMU mode").filter({ hasText: "3 call sites" }).waitFor();
});

test("a server that is killed comes back, and answers", async () => {
  const killed = await serverProcess();
  process.kill(killed, "SIGKILL");
  await expect
    .poll(() => serverProcess().catch(() => killed), { timeout: 30_000 })
    .not.toBe(killed);
  await openFile(page, "pinned.c");
  await page.locator(".squiggly-info").first().waitFor();
});

/** The one process of this editor that runs the language server. */
async function serverProcess() {
  const script = path.join(suite.profile, "extensions");
  const found = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "");
    if (line.includes(script) && line.includes("server.cjs")) found.push(Number(name));
  }
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} servers run`);
  return only;
}
