/** The page of `lazymmu check --format html` in Chromium: whether all can use it, at any size. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startBrowser } from "./panel-page.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let browser: Browser;
let html = "";

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "lazymmu-page-"));
  const file = path.join(folder, "report.html");
  const words = ["--no-cache", "--fail-on=never", "--format=html", "-v", "-o", file];
  const cli = path.resolve("dist/cli.cjs");
  execFileSync(process.execPath, [cli, "check", ...words, "examples/mini-kernel"]);
  html = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function open(
  colorScheme: "dark" | "light",
  width: number,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  // The checker's own script is not bound by the page's policy.
  const page = await browser.newPage({
    colorScheme,
    bypassCSP: true,
    viewport: { width, height: 800 },
  });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.setContent(html);
  await use(page);
  expect(complaints).toEqual([]);
  await page.close();
}

test.each([
  ["light", 1280],
  ["dark", 1280],
  // 1280 pixels at 200 and at 400 per cent.
  ["light", 640],
  ["dark", 320],
] as const)("in %s, %i pixels wide, nothing keeps anyone out", async (colorScheme, width) => {
  await open(colorScheme, width, async (page) => {
    expect(await page.locator("article h3").count()).toBeGreaterThan(5);
    const overflow = await page.evaluate(() => {
      const { documentElement: root } = document;
      return root.scrollWidth - root.clientWidth;
    });
    expect(overflow).toBe(0);
    // What is folded away is there for all, too.
    for (const summary of await page.locator("summary").all()) await summary.press("Enter");
    expect(await page.locator("details:not([open])").count()).toBe(0);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run(),
    );
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

test("a link in the table of findings leads to the finding", async () => {
  await open("light", 1280, async (page) => {
    await page.locator("#findings ~ div a").first().press("Enter");
    const target = page.locator("article:target");
    expect(await target.locator("h3").textContent()).toMatch(/^warning: drivers\/sample\//);
    expect(await target.evaluate((one) => one.getBoundingClientRect().top < 800)).toBe(true);
  });
});
