/**
 * What a fresh clone needs before anything else: the packages of the lockfile, and the bundles.
 *
 * Only Node's own modules are imported, since there may be no others yet.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot, runCommand, runNode } from "./run-command.mjs";

const oldestNode = [20, 12];

/**
 * Why Node is too old for this repository, or undefined if it is not.
 *
 * @param {string} [version]
 */
export function findNodeProblem(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Node ${oldestNode.join(".")} or newer is needed; this is ${version}.`;
}

/**
 * Why `npm ci` has to run, or undefined if the installed packages are those of the lockfile.
 * Compares what npm noted about the installed packages, not times: a checkout renews those.
 *
 * @param {string} [root]
 */
export function findInstallReason(root = repositoryRoot) {
  const noted = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(noted)) return "node_modules is missing";
  const installed = readPackages(noted);
  const wanted = readPackages(path.join(root, "package-lock.json"));
  for (const [folder, entry] of Object.entries(wanted)) {
    if (folder === "") continue;
    const found = installed[folder];
    if (found === undefined && entry.optional) continue;
    if (found?.version !== entry.version || found?.integrity !== entry.integrity) {
      return `${folder} is not the lockfile's ${entry.version}`;
    }
  }
  const extra = Object.keys(installed).find((folder) => wanted[folder] === undefined);
  return extra === undefined ? undefined : `${extra} is not in the lockfile`;
}

/**
 * Installs the packages of the lockfile where that is needed; tells `say` in one line.
 *
 * @param {(line: string) => void} say
 */
export async function install(say) {
  const reason = findInstallReason();
  if (reason === undefined) return { code: 0, output: "" };
  say(`Installing packages with npm ci, since ${reason}.`);
  const npm = process.env["npm_execpath"];
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  return npm?.endsWith(".js") ? await runNode([npm, ...args]) : await runCommand("npm", args);
}

/** Builds the bundles. */
export function build() {
  return runNode(["esbuild.mjs"]);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
