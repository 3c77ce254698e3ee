/** What becomes of settings, usable or not, and what a change of them does. */
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";
import { defaultSettings, readSettings } from "../src/session/settings.ts";
import { type LspPair, startPair } from "./harness/lsp-pair.ts";

describe("readSettings", () => {
  test("nothing at all gives the defaults and no complaint", () => {
    for (const value of [undefined, null, {}]) {
      expect(readSettings(value)).toEqual({ settings: defaultSettings, problems: [] });
    }
  });

  test("usable values are taken over", () => {
    const settings = {
      enable: false,
      kernelRoot: "/src/linux",
      jobs: 4,
      cache: { enable: false },
      codeLens: { enable: false },
      inlayHints: { enable: true },
    };
    expect(readSettings(settings)).toEqual({ settings, problems: [] });
  });

  test.each([
    [{ enable: "yes" }, "lazymmu.enable must be true or false; true is used."],
    [{ jobs: -1 }, "lazymmu.jobs must be a whole number from 0 to 64; 0 is used."],
    [{ jobs: 1.5 }, "lazymmu.jobs must be a whole number from 0 to 64; 0 is used."],
    [{ kernelRoot: "linux" }, "lazymmu.kernelRoot must be an absolute path; it is ignored."],
    [{ kernelRoot: "/a\0b" }, "lazymmu.kernelRoot must be an absolute path; it is ignored."],
    [{ cache: true }, "lazymmu.cache must be an object; its defaults are used."],
    [{ codelens: {} }, "lazymmu.codelens is no setting; it is ignored."],
    [{ cache: { size: 1 } }, "lazymmu.cache.size is no setting; it is ignored."],
    [[], "lazymmu must be an object; its defaults are used."],
  ])("%j keeps the defaults and says why", (value, problem) => {
    expect(readSettings(value)).toEqual({ settings: defaultSettings, problems: [problem] });
  });

  test("a Windows path is absolute too", () => {
    expect(readSettings({ kernelRoot: "C:\\linux" }).problems).toEqual([]);
  });
});

test("the manifest declares exactly these settings with these defaults", async () => {
  const manifest = JSON.parse(
    await readFile(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { contributes: { configuration: { properties: Record<string, { default: unknown }> } } };
  const declared = Object.entries(manifest.contributes.configuration.properties)
    .filter(([key]) => key !== "lazymmu.trace.server")
    .map(([key, { default: value }]) => [key, value]);
  expect(Object.fromEntries(declared)).toEqual({
    "lazymmu.enable": defaultSettings.enable,
    "lazymmu.kernelRoot": defaultSettings.kernelRoot,
    "lazymmu.jobs": defaultSettings.jobs,
    "lazymmu.cache.enable": defaultSettings.cache.enable,
    "lazymmu.codeLens.enable": defaultSettings.codeLens.enable,
    "lazymmu.inlayHints.enable": defaultSettings.inlayHints.enable,
  });
});

describe("a change while the server runs", () => {
  const uri = "file:///a/mm/x.c";
  let pair: LspPair | undefined;

  afterEach(async () => {
    await pair?.stop();
    pair = undefined;
  });

  test("switching off takes the diagnostics back, switching on brings them again", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "apply_to_page_range(m);\n");
    await nextCount(pair, 1);
    await change(pair, { enable: false });
    await nextCount(pair, 0);
    await pair.next<{ state: string }>("lazymmu/status", ({ state }) => state === "disabled");
    await change(pair, { enable: true });
    await nextCount(pair, 1);
  });

  test("another root opens another tree", async () => {
    pair = await startPair();
    await pair.openFile("file:///out/of/tree.c", 1, "apply_to_page_range(m);\n");
    await change(pair, { kernelRoot: "/out" });
    await nextCount(pair, 1);
    expect(pair.analysis.opened.map(({ root }) => root)).toEqual(["/out"]);
  });

  test("an unusable value is named in the log", async () => {
    pair = await startPair();
    await change(pair, { jobs: "many" });
    const { message } = await pair.next<{ message: string }>("window/logMessage");
    expect(message).toContain("lazymmu.jobs must be a whole number");
  });

  test("settings that stay as they are restart nothing", async () => {
    pair = await startPair();
    await pair.openFile(uri, 1, "");
    await pair.next("lazymmu/analysed");
    const { restarts } = pair.analysis;
    await pair.next("workspace/configuration");
    await change(pair, {});
    await pair.next("workspace/configuration");
    await pair.changeFile(uri, 2, " ");
    await pair.next("lazymmu/analysed");
    expect(pair.analysis.restarts).toBe(restarts);
  });

  test("a client without workspace/configuration sends them along", async () => {
    pair = await startPair({ capabilities: {}, options: { settings: { enable: false } } });
    await pair.openFile(uri, 1, "apply_to_page_range(m);\n");
    await pair.client.sendNotification("workspace/didChangeConfiguration", {
      settings: { lazymmu: { enable: true } },
    });
    await nextCount(pair, 1);
  });

  async function change(pair: LspPair, settings: unknown): Promise<void> {
    pair.setSettings(settings);
    await pair.client.sendNotification("workspace/didChangeConfiguration", { settings: null });
  }

  function nextCount(pair: LspPair, count: number): Promise<unknown> {
    return pair.next<{ diagnostics: unknown[] }>(
      "textDocument/publishDiagnostics",
      ({ diagnostics }) => diagnostics.length === count,
    );
  }
});
