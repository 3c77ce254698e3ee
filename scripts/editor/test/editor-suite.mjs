/**
 * What each file of editor tests begins with: the packed extension in VS Code on a copy of the
 * sample tree, and a browser that shows it.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startEditor } from "#scripts/editor/editor-session";
import { installEditor } from "#scripts/editor/install-editor";
import { repositoryRoot } from "#scripts/run-command";
import { openWorkbench, startBrowser } from "./workbench.mjs";

const pictures = path.join(repositoryRoot, ".artefacts/editor");

/**
 * @typedef {object} EditorSuite
 * @property {import("playwright-core").Page} page
 * @property {string} sample the copy's folder, of the tests to change
 * @property {string} profile the editor's own folder
 * @property {(settings: Readonly<Record<string, unknown>>) => Promise<void>} setSettings
 * @property {(name: string) => Promise<void>} takePicture of the whole window, for people to look at
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} name of the suite, for its pictures
 * @param {{ settings?: Readonly<Record<string, unknown>>, prepare?: (sample: string) => Promise<void> }} [options]
 *   `prepare` may change the copy before it is opened
 * @returns {Promise<EditorSuite>}
 */
export async function openSuite(name, { settings = {}, prepare } = {}) {
  await mkdir(pictures, { recursive: true });
  const scratch = await mkdtemp(path.join(os.tmpdir(), "lazymmu-sample-"));
  const sample = path.join(scratch, "mini-kernel");
  await cp(path.join(repositoryRoot, "examples/mini-kernel"), sample, { recursive: true });
  await prepare?.(sample);
  const manifest = JSON.parse(await readFile(path.join(repositoryRoot, "package.json"), "utf8"));
  const vsix = path.join(repositoryRoot, `${manifest.name}-${manifest.version}.vsix`);
  const editor = await installEditor((line) => process.stderr.write(`${line}\n`));
  const own = { "editor.minimap.enabled": false, ...settings };
  const session = await startEditor({ editor, vsix, folder: sample, settings: own });
  const browser = await startBrowser();
  const page = await openWorkbench(browser, session.address);
  /** @type {Record<string, unknown>} */
  const folderSettings = {};
  const takePicture = async (/** @type {string} */ picture) => {
    await page.screenshot({ path: path.join(pictures, `${name}-${picture}.png`) });
  };
  return {
    page,
    sample,
    profile: session.profile,
    takePicture,
    async setSettings(changed) {
      // The folder's own, since the editor notices when they change on disk.
      await mkdir(path.join(sample, ".vscode"), { recursive: true });
      Object.assign(folderSettings, changed);
      await writeFile(path.join(sample, ".vscode/settings.json"), JSON.stringify(folderSettings));
    },
    async close() {
      await takePicture("last");
      await browser.close();
      await session.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}
