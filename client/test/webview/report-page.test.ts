/** The report page in Chromium: whether all can use it, and whether its policy lets it be seen. */
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { callbackText, simulation } from "#engine-test/tiny-kernel";
import { reportPage } from "#server/report";
import { startBrowser } from "./panel-page.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test.each(["light", "dark"] as const)("in %s nothing keeps anyone out", async (colorScheme) => {
  const frees = callbackText("\t__free_page(pte_page(ptep_get(pte)));\n\treturn 0;");
  const made = simulation(frees, { machine: "rfc-direct", pages: 16, population: "all" });
  const html = reportPage(made, { source: { firstLine: 1, text: frees }, command: "lazymmu" });
  // The checker's own script is not bound by the page's policy.
  const page = await browser.newPage({ colorScheme, bypassCSP: true });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.setContent(html);
  expect(await page.locator("h1").textContent()).toBe("callback()");
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run(),
  );
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});
