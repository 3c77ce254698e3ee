/**
 * One VS Code in the browser with the built extension, on a profile of its own that is thrown away:
 * the user's own settings and extensions are neither read nor changed. It listens on loopback only.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { runCommand } from "#scripts/run-command";

/**
 * @typedef {object} EditorSession
 * @property {string} address where the browser finds the folder that was asked for
 * @property {string} profile
 * @property {string} log what the editor printed, for when something went wrong
 * @property {() => Promise<void>} stop
 */

/**
 * @param {object} options
 * @param {{ node: string, entry: string }} options.editor
 * @param {string} options.vsix
 * @param {string} options.folder that is opened
 * @param {Readonly<Record<string, unknown>>} [options.settings]
 * @returns {Promise<EditorSession>}
 */
export async function startEditor({ editor, vsix, folder, settings = {} }) {
  const profile = await mkdtemp(path.join(os.tmpdir(), "lazymmu-editor-"));
  const data = ["--user-data-dir", path.join(profile, "data")];
  const places = [...data, "--extensions-dir", path.join(profile, "extensions")];
  const env = { ...process.env, XDG_CONFIG_HOME: path.join(profile, "config") };
  const user = path.join(profile, "data/User");
  await mkdir(user, { recursive: true });
  await writeFile(path.join(user, "settings.json"), JSON.stringify({ ...calm, ...settings }));
  const given = [editor.entry, ...places];
  const installed = await runCommand(editor.node, [...given, "--install-extension", vsix], { env });
  if (installed.code !== 0) throw new Error(`the extension was refused:\n${installed.output}`);
  const server = spawn(
    editor.node,
    [
      ...given,
      "--bind-addr=127.0.0.1:0",
      "--auth=none",
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-getting-started-override",
      folder,
    ],
    { env, stdio: ["ignore", "pipe", "pipe"] },
  );
  /** @type {string[]} */
  const log = [];
  const address = await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) =>
      reject(new Error(`the editor ended (${code}):\n${log.join("\n")}`)),
    );
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        log.push(line);
        const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/i.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
  });
  return {
    address: `${address}/?folder=${encodeURIComponent(folder)}`,
    profile,
    get log() {
      return log.join("\n");
    },
    async stop() {
      const ended = server.exitCode === null ? once(server, "exit") : undefined;
      server.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Nothing that asks, greets or fetches. */
const calm = {
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "security.workspace.trust.enabled": false,
  "chat.disableAIFeatures": true,
};
