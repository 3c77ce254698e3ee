/** The panel's page in Chromium: what it shows, what it asks for, and whether all can use it. */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { callbackText, simulation } from "#engine-test/tiny-kernel";
import { openPanel, type PanelPage, startBrowser } from "./panel-page.ts";

// Starting a browser takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const pictures = fileURLToPath(new URL("../../../.artefacts/panel/", import.meta.url));
const frees = callbackText("\t__free_page(pte_page(ptep_get(pte)));\n\treturn 0;");
const wrong = () =>
  simulation(frees, { machine: "rfc-direct", pages: 48, population: "all", debugPagealloc: true });
const right = () => simulation(frees, { machine: "generic", pages: 48, population: "all" });

let browser: Browser;
let open: PanelPage | undefined;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  browser = await startBrowser();
});
afterEach(async () => {
  await open?.close();
  open = undefined;
});
afterAll(() => browser.close());

async function show(
  ...given: Parameters<typeof openPanel> extends [Browser, ...infer R] ? R : never
) {
  open = await openPanel(browser, ...given);
  return open;
}

/** Shown when the page has drawn a moment. */
function step({ page }: PanelPage) {
  return page.locator(".step").filter({ hasText: "step" });
}

test("a run that goes wrong is shown at its first fault, beside one that does not", async () => {
  const panel = await show("light");
  await panel.show(wrong());
  await step(panel).waitFor();
  const verdicts = panel.page.locator(".verdict");
  expect(await verdicts.locator("h2").allTextContents()).toEqual([
    "✗ As written: Lost detection",
    "✓ With _nolazy: Nothing wrong",
  ]);
  expect(await step(panel).textContent()).toContain("problem");
  await panel.page.locator("tr.odd").filter({ hasText: "still mapped" }).first().waitFor();
  expect(panel.complaints).toEqual([]);
});

test("the current line comes into sight in its list, and the page stays where it is", async () => {
  const panel = await show("light");
  await panel.page.setViewportSize({ width: 700, height: 500 });
  const long = `\t(void)0;\n`.repeat(60);
  const text = callbackText(`${long}\t__free_page(pte_page(ptep_get(pte)));\n\treturn 0;`);
  const made = simulation(text, { machine: "rfc-direct", pages: 8, population: "all" });
  const { line } = made.report.callback.place;
  await panel.show(
    made,
    text
      .split("\n")
      .slice(line - 1)
      .join("\n"),
  );
  await step(panel).waitFor();
  const [page, list] = await panel.page.evaluate(() => [
    document.scrollingElement?.scrollTop,
    document.querySelector(".source ol")?.scrollTop,
  ]);
  expect(page).toBe(0);
  expect(list).toBeGreaterThan(100);
});

test("keys step, go to the next entry, switch the run, and open the help", async () => {
  const panel = await show("dark");
  await panel.show(right());
  await step(panel).waitFor();
  const stepTo = async (key: string, text: string | RegExp) => {
    await panel.page.keyboard.press(key);
    await panel.page.locator(".step").filter({ hasText: text }).waitFor();
  };
  await stepTo("Home", "step 1 of");
  await stepTo("ArrowRight", "step 2 of");
  await stepTo("ArrowLeft", "step 1 of");
  await stepTo("Shift+ArrowRight", "entry 1,");
  await stepTo("End", /step (\d+) of \1\b/);
  await panel.page.keyboard.press("?");
  await panel.page.locator(".keys").waitFor();
  await panel.page.keyboard.press("b");
  await panel.page.locator(".verdict.shown").filter({ hasText: "_nolazy" }).waitFor();
});

test("a click into the timeline goes to that entry, and the events follow", async () => {
  const panel = await show("light");
  await panel.show(right());
  await step(panel).waitFor();
  const canvas = panel.page.locator(".lanes canvas").first();
  const box = await canvas.boundingBox();
  await canvas.click({ position: { x: ((box?.width ?? 0) * 24.5) / 49, y: 10 } });
  await panel.page.locator(".step").filter({ hasText: "entry 24," }).waitFor();
  const current = panel.page.locator("tr[aria-current=step]");
  await current.filter({ hasText: "24" }).waitFor();
  expect(await current.getAttribute("aria-rowindex")).toMatch(/^\d+$/);
});

test("a changed setting is sent as it is, and a wrong one is told and not sent", async () => {
  const panel = await show("light");
  await panel.show(right());
  await step(panel).waitFor();
  await panel.page.getByLabel("Machine").selectOption("arm64");
  await panel.page.getByLabel("Release").fill("6.16");
  await panel.page.getByLabel("Release").blur();
  await panel.page.getByRole("spinbutton", { name: "Pages", exact: true }).fill("0");
  await panel.page.getByRole("spinbutton", { name: "Pages", exact: true }).blur();
  await panel.page.getByRole("alert").filter({ hasText: "Pages" }).waitFor();
  const options = panel.sent.flatMap((message) =>
    message?.type === "options" ? [message.options] : [],
  );
  expect(options.map(({ machine, release, pages }) => [machine, release, pages])).toEqual([
    ["arm64", null, 512],
    ["arm64", "6.16", 512],
  ]);
});

test("what is exported and opened is asked for by number, never by name", async () => {
  const panel = await show("light");
  await panel.show(wrong());
  await step(panel).waitFor();
  for (const name of ["Save scenario", "Report (HTML)", "Picture (PNG)", "Show in the editor"]) {
    await panel.page.getByRole("button", { name }).first().click();
  }
  await panel.page.locator(".problems button.link").first().click();
  await expect
    .poll(() => panel.sent.some((message) => message?.type === "open-problem"))
    .toBe(true);
  expect(panel.sent).not.toContain(undefined);
  const types = panel.sent.map((message) => message?.type).filter((type) => type !== "query");
  expect(types).toEqual([
    "ready",
    "save-scenario",
    "export",
    "save-picture",
    "open-call",
    "open-problem",
  ]);
});

test("text of the workspace never becomes markup", async () => {
  const panel = await show("light");
  const reason = `<img src=x onerror="document.title='hacked'"><script>1</script>`;
  const made = right();
  await panel.show({
    ...made,
    report: { ...made.report, callback: { ...made.report.callback, name: reason } },
  });
  await step(panel).waitFor();
  expect(await panel.page.locator("h1").textContent()).toContain(reason);
  expect(await panel.page.locator("main img, main script").count()).toBe(0);
  expect(await panel.page.title()).toBe("Lazy MMU Simulator");
});

test("a failure says why, and leaves the settings at hand", async () => {
  const panel = await show("light");
  const options = { machine: "arm64", release: null, pages: 8, debugPagealloc: true } as const;
  const rest = { initOnAlloc: false, populated: null, failing: [] } as const;
  const reason = "CONFIG_KASAN cannot be switched on";
  await panel.send({ type: "failed", callback: "cb", reason, options: { ...options, ...rest } });
  await panel.page.locator(".failure").filter({ hasText: reason }).waitFor();
  expect(await panel.page.getByLabel("Machine").inputValue()).toBe("arm64");
});

test("a million entries cost as few elements as some", { timeout: 120_000 }, async () => {
  const panel = await show("light");
  await panel.show(right());
  await step(panel).waitFor();
  const few = await panel.page.locator("*").count();
  const settings = { machine: "generic", pages: 1 << 20, budget: 500_000_000 } as const;
  await panel.show(simulation(callbackText("\treturn 0;"), settings));
  await panel.page
    .locator(".step")
    .filter({ hasText: /of 2,\d{3},\d{3}/ })
    .waitFor();
  expect(await panel.page.locator("*").count()).toBeLessThan(few + 200);
});

test.each(["light", "dark", "high-contrast"] as const)(
  "in %s nothing keeps anyone out",
  async (theme) => {
    for (const [name, made] of [
      ["wrong", wrong()],
      ["right", right()],
    ] as const) {
      const panel = await show(theme, 1200);
      await panel.show(made);
      await step(panel).waitFor();
      await panel.page.screenshot({ path: `${pictures}${theme}-${name}.png`, fullPage: true });
      await panel.page.evaluate(axe.source);
      const { violations } = await panel.page.evaluate(() =>
        (
          globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          }
        ).axe.run(),
      );
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      await panel.close();
      open = undefined;
    }
  },
);

test("at 200% zoom nothing runs out of the page sideways", async () => {
  const panel = await show("light", 500);
  await panel.show(wrong());
  await step(panel).waitFor();
  const [inner, outer] = await panel.page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ]);
  expect(inner).toBeLessThanOrEqual(outer as number);
  await panel.page.screenshot({ path: `${pictures}narrow.png`, fullPage: true });
});
