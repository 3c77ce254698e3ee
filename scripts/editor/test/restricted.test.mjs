/** The packed extension in VS Code itself, in a folder that the user does not trust. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSuite } from "./editor-suite.mjs";
import { openFile, webview } from "./workbench.mjs";

/** @type {import("./editor-suite.mjs").EditorSuite} */
let suite;

beforeAll(async () => {
  suite = await openSuite("restricted", {
    settings: {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
    },
  });
}, 900_000);

afterAll(() => suite?.close(), 60_000);

test("Restricted Mode has the findings and the simulator", async () => {
  const { page } = suite;
  await page
    .locator(".part.banner, .statusbar-item")
    .filter({ hasText: "Restricted Mode" })
    .first()
    .waitFor();
  await openFile(page, "arena.c");
  await page.locator(".squiggly-warning").first().waitFor();
  await page.locator(".codelens-decoration a").filter({ hasText: "simulate" }).click();
  const panel = webview(page);
  await panel.locator("h1").filter({ hasText: "arena_free_pte()" }).waitFor();
  await panel.locator(".step").filter({ hasText: "step" }).waitFor();
  expect(await page.locator(".statusbar").textContent()).toContain("Restricted Mode");
  await suite.takePicture("panel");
});
