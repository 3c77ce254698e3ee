/** VS Code's workbench in Chromium, as a user works with it: keys, the command palette, the pointer. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function startBrowser() {
  const executablePath = browsers.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error("Chromium is not installed: apt-get install chromium");
  }
  // A container has no user namespaces for the sandbox, and little shared memory.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/**
 * Opens a workbench and waits until it can be used.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 */
export async function openWorkbench(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(address);
  await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 120_000 });
  return page;
}

/**
 * Opens a file by its name or absolute path, and waits for its text.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} path
 */
export async function openFile(page, path) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  await page.keyboard.press("Control+P");
  const input = page.locator(".quick-input-widget input[type=text]");
  await input.waitFor();
  await input.fill(path);
  // By its name: the list's first row may still be that of the last question.
  await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${name}"]`).first().click();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator(".editor-instance .view-line").first().waitFor();
}

/**
 * Runs a command by its title in the palette.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input[type=text]");
  await input.waitFor();
  await input.fill(`>${title}`);
  // By its whole title: the palette's first guess may be another command.
  const label = ".quick-input-list .monaco-list-row";
  await page
    .locator(`${label}[aria-label="${title}"], ${label}[aria-label^="${title}, "]`)
    .first()
    .click();
  // It closes, or gives way to what the command asks.
  await page
    .locator(".quick-input-widget input[placeholder*='name of a command']")
    .waitFor({ state: "hidden" });
}

/**
 * Runs a command that asks for a text, and gives it.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} title
 * @param {string} text
 */
export async function answerCommand(page, title, text) {
  await runCommand(page, title);
  const input = page.locator(".quick-input-widget input[type=text]");
  await input.waitFor();
  await input.fill(text);
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
}

/**
 * Puts the cursor on a line, from 1.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} line
 * @param {number} [column]
 */
export async function goToLine(page, line, column = 1) {
  await page.keyboard.press("Control+G");
  const input = page.locator(".quick-input-widget input[type=text]");
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
}

/**
 * The page inside of the webview that is shown; a webview is a frame in a frame.
 *
 * @param {import("playwright-core").Page} page
 */
export function webview(page) {
  return page.frameLocator("iframe.webview").frameLocator("iframe#active-frame");
}

/**
 * A row of a tree view, by a text in it.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
export function treeRow(page, text) {
  return page.locator(".pane-body .customview-tree .monaco-list-row").filter({ hasText: text });
}

/**
 * The first line of a text that matches, from 1.
 *
 * @param {string} text
 * @param {RegExp} pattern
 */
export function lineOf(text, pattern) {
  const at = text.split("\n").findIndex((line) => pattern.test(line));
  if (at < 0) throw new Error(`no line matches ${pattern}`);
  return at + 1;
}
