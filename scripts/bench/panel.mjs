// @ts-check
/**
 * What a user of the panel waits for: the run after an edit, in the thread that makes it; and in VS
 * Code itself the start of the extension and the panel's first picture.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { openSuite } from "#scripts/editor/test/editor-suite";
import { openFile, runCommand, webview } from "#scripts/editor/test/workbench";
import { repositoryRoot } from "#scripts/run-command";

const nRuns = 12;

/** @typedef {{ name: string, first: number, again: readonly number[] }} RerunFigures */

/**
 * Milliseconds of the first run of a callback, and of each run after an edit of its file, 512 entries.
 *
 * @param {string} tree of Linux 6.12
 * @returns {Promise<RerunFigures[]>}
 */
export async function measureReruns(tree) {
  const sample = path.join(repositoryRoot, "examples/mini-kernel");
  return [
    await measureRerun(sample, "drivers/sample/arena.c", "arena_free_pte"),
    await measureRerun(tree, "kernel/bpf/arena.c", "existing_page_cb"),
  ];
}

/**
 * @param {string} root
 * @param {string} file
 * @param {string} callback
 */
async function measureRerun(root, file, callback) {
  const worker = new Worker(path.join(repositoryRoot, "dist/analysis-worker.cjs"));
  let id = 0;
  /** @param {string} method @param {object} params @param {readonly object[]} documents */
  const ask = (method, params, documents = []) =>
    new Promise((resolve, reject) => {
      const asked = ++id;
      /** @param {{ id: number, kind: string, result: { kind: string, reason?: string } }} message */
      const listen = (message) => {
        if (message.id !== asked || message.kind === "progress") return;
        worker.off("message", listen);
        if (message.kind === "result") resolve(message.result);
        else reject(new Error(`${method} failed`));
      };
      // A thread that dies ends the bench by itself: nobody listens for its error.
      worker.on("message", listen);
      worker.postMessage({ id: asked, root, method, params, documents });
    });
  await ask("openTree", { options: { jobs: 0, useCache: true } });
  const text = readFileSync(path.join(root, file), "utf8");
  const options = {
    machine: null,
    release: null,
    pages: 512,
    debugPagealloc: true,
    initOnAlloc: false,
    populated: null,
    failing: [],
  };
  const asked = { file, line: 1, callback, options };
  /** @type {number[]} */
  const times = [];
  for (let run = 0; run <= nRuns; run++) {
    const start = performance.now();
    const edited = text.replace("return 0;\n}", `return 0;\n\t/* ${run} */\n}`);
    const answer = await ask("simulate", asked, [{ file, text: edited }]);
    if (answer.kind !== "simulated") throw new Error(`${callback}: ${answer.reason}`);
    times.push(performance.now() - start);
  }
  await worker.terminate();
  const [first = Number.NaN, ...again] = times;
  return { name: `${callback}(), ${file}`, first, again };
}

/**
 * Milliseconds in VS Code, as the editor's own list of running extensions and the page show them.
 *
 * @returns {Promise<{ activation: number, firstFrame: number }>}
 */
export async function measureEditor() {
  const suite = await openSuite("bench");
  try {
    const { page } = suite;
    await openFile(page, "arena.c");
    await page.locator(".squiggly-warning").first().waitFor();
    const lens = page.locator(".codelens-decoration a").filter({ hasText: "simulate" });
    await lens.waitFor();
    const panel = webview(page);
    // The first opening also starts the simulator's thread; the second is that of a user at work.
    /** @type {number} */
    let firstFrame = Number.NaN;
    for (let round = 0; round < 2; round++) {
      const start = performance.now();
      await lens.click();
      await panel.locator(".step").filter({ hasText: "step" }).waitFor();
      firstFrame = performance.now() - start;
      await runCommand(page, "View: Close All Editors in Group");
      await openFile(page, "arena.c");
      await lens.waitFor();
    }
    await runCommand(page, "Developer: Show Running Extensions");
    const row = page.locator(".extension").filter({ hasText: "Lazy MMU" });
    await row.waitFor();
    const activation = /(\d+)\s?ms/.exec((await row.textContent()) ?? "")?.[1];
    return { activation: Number(activation), firstFrame };
  } finally {
    await suite.close();
  }
}
