/**
 * The built panel page in Chromium, under the policy that the extension gives it, with a host that
 * answers from a real simulation of the engine. Needs `npm run build`, and Chromium.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import type { PanelMessage, ViewMessage } from "#client/messages";
import { readPanelMessage } from "#client/messages";
import { type Simulation, TraceViewer } from "#engine/sim";
import { panelHtml } from "../../src/panel/panel-html.ts";
import { defaultOptions } from "../../src/panel/simulator-panel.ts";
import { type Theme, themeVariables } from "./themes.ts";

const origin = "https://panel.test";
const dist = new URL("../../../dist/", import.meta.url);
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function startBrowser(): Promise<Browser> {
  const executablePath = browsers.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error("Chromium is not installed: apt-get install chromium");
  // A container has no user namespaces for the sandbox, and little shared memory.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

export interface PanelPage {
  readonly page: Page;
  /** Everything that the page sent, checked as the extension checks it. */
  readonly sent: (PanelMessage | undefined)[];
  /** What the browser complained about. */
  readonly complaints: string[];
  send(message: ViewMessage): Promise<void>;
  /** Sends a simulation as the extension would. */
  show(simulation: Simulation, text?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openPanel(browser: Browser, theme: Theme, width = 1200): Promise<PanelPage> {
  const page = await browser.newPage({ viewport: { width, height: 1000 } });
  const sent: (PanelMessage | undefined)[] = [];
  const complaints: string[] = [];
  let viewer: TraceViewer | undefined;
  let shown = 0;
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const html = panelHtml({
    cspSource: origin,
    script: `${origin}/panel.js`,
    style: `${origin}/panel.css`,
    nonce: "n0nce",
  });
  await page.route(`${origin}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === "")
      return route.fulfill({ contentType: "text/html", body: withTheme(html, theme) });
    const path = fileURLToPath(new URL(name, dist));
    const contentType = name.endsWith(".css") ? "text/css" : "text/javascript";
    return route.fulfill({ contentType, body: await readFile(path, "utf8") });
  });
  const send = (message: ViewMessage) =>
    page.evaluate((data) => window.postMessage(data, "*"), message as never);
  await page.exposeFunction("tellHost", async (value: unknown) => {
    const message = readPanelMessage(value);
    sent.push(message);
    if (message?.type !== "query") return;
    const answer = viewer?.answer(message.query) ?? { kind: "none" };
    await send({ type: "answer", id: message.id, answer });
  });
  await page.addInitScript(() => {
    const host = globalThis as unknown as { tellHost(message: unknown): void };
    Object.assign(globalThis, {
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => host.tellHost(message),
        setState: (state: unknown) => Object.assign(globalThis, { keptState: state }),
      }),
    });
  });
  await page.goto(`${origin}/`);
  // The editor sets its variables from a script of its own, which the policy allows.
  await page.evaluate((variables) => {
    for (const [name, colour] of Object.entries(variables)) {
      document.documentElement.style.setProperty(name, colour);
    }
  }, themeVariables(theme));
  return {
    page,
    sent,
    complaints,
    send,
    async show(simulation, text = shortText) {
      viewer = new TraceViewer(simulation);
      shown++;
      const { report } = simulation;
      await send({
        type: "simulated",
        options: defaultOptions,
        simulation: {
          kind: "simulated",
          simulation: shown,
          report,
          callback: report.callback.name,
          uri: `file:///tree/${report.callback.place.file}`,
          range: { start: { line: 4, character: 0 }, end: { line: 20, character: 1 } },
          source: {
            firstLine: report.callback.place.line,
            text,
          },
          milliseconds: 3,
        },
      });
    },
    close: () => page.close(),
  };
}

const shortText =
  "static int callback(pte_t *pte, unsigned long address, void *data)\n{\n\treturn 0;\n}";

/** The editor marks the body with the kind of its theme. */
function withTheme(html: string, theme: Theme): string {
  return html.replace("<body>", `<body class="vscode-${theme}">`);
}
