/**
 * Finds, or installs from Debian, the source tree of a kernel release, and prints its path.
 *
 * `node scripts/kernel-source.mjs [6.12|6.1]`. The tree is unpacked once, into the user's cache.
 * LAZYMMU_KERNEL_6_12 or LAZYMMU_KERNEL_6_1 names a tree that is there already.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runCommand } from "./run-command.mjs";

const releases = ["6.12", "6.1"];

/** Thrown when a tree cannot be had on this machine; the message says why. */
export class NoKernelSource extends Error {}

/**
 * The path of a release's tree, unpacked if need be.
 *
 * @param {string} release
 * @param {(line: string) => void} say
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function kernelSource(release, say, env = process.env) {
  const name = `LAZYMMU_KERNEL_${release.replace(".", "_")}`;
  const given = env[name];
  if (given) {
    if (existsSync(path.join(given, "Makefile"))) return path.resolve(given);
    throw new NoKernelSource(`${name} names ${given}, which holds no kernel tree`);
  }
  const folder = path.join(cacheFolder(env), "kernels", `linux-source-${release}`);
  if (existsSync(path.join(folder, "Makefile"))) return folder;
  await mkdir(path.dirname(folder), { recursive: true });
  // Beside its goal, so that the last step is a rename within one file system.
  const scratch = await mkdtemp(`${folder}.unpacking-`);
  try {
    const archive = await findArchive(release, scratch, say);
    say(`Unpacking ${archive}.`);
    await runOrThrow("tar", ["-xf", archive, "-C", scratch]);
    await moveIntoPlace(path.join(scratch, `linux-source-${release}`), folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return folder;
}

/** @param {NodeJS.ProcessEnv} env */
function cacheFolder(env) {
  return path.join(env["XDG_CACHE_HOME"] || path.join(os.homedir(), ".cache"), "lazymmu");
}

/**
 * The package's archive: installed, or installed now, or without root unpacked into `scratch`.
 *
 * @param {string} release
 * @param {string} scratch
 * @param {(line: string) => void} say
 */
async function findArchive(release, scratch, say) {
  const name = `linux-source-${release}`;
  const archive = `/usr/src/${name}.tar.xz`;
  if (existsSync(archive)) return archive;
  if ((await runCommand("apt-get", ["--version"])).code !== 0) {
    throw new NoKernelSource(`${name} is a Debian package, and there is no apt-get here`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  if (process.getuid?.() === 0) {
    say(`Installing ${name} with apt-get.`);
    const args = ["install", "-y", "--no-install-recommends", name];
    if ((await runCommand("apt-get", args, { env })).code !== 0) {
      await runOrThrow("apt-get", ["update"], { env });
      await runOrThrow("apt-get", args, { env });
    }
    return archive;
  }
  say(`Downloading ${name} with apt-get.`);
  await runOrThrow("apt-get", ["download", name], { cwd: scratch, env });
  const [file] = (await readdir(scratch)).filter((entry) => entry.endsWith(".deb"));
  if (file === undefined) throw new NoKernelSource(`apt-get download left no ${name}`);
  await runOrThrow("dpkg-deb", ["-x", path.join(scratch, file), path.join(scratch, "package")]);
  return path.join(scratch, "package", archive);
}

/**
 * @param {string} from
 * @param {string} folder
 */
async function moveIntoPlace(from, folder) {
  try {
    await rename(from, folder);
  } catch (error) {
    // Another run that unpacked the same tree at the same time has won.
    if (!existsSync(path.join(folder, "Makefile"))) throw error;
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
async function runOrThrow(command, args, options) {
  const { code, output } = await runCommand(command, args, options);
  if (code === 0) return;
  throw new NoKernelSource(`${command} ${args.join(" ")} failed (${code})\n${output.trim()}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const release = process.argv[2] ?? "6.12";
  if (!releases.includes(release)) {
    process.stderr.write(`kernel-source: ${release} is none of ${releases.join(", ")}\n`);
    process.exit(2);
  }
  try {
    const folder = await kernelSource(release, (line) => process.stderr.write(`${line}\n`));
    process.stdout.write(`${folder}\n`);
  } catch (error) {
    if (!(error instanceof NoKernelSource)) throw error;
    process.stderr.write(`kernel-source: ${error.message}\n`);
    process.exitCode = 1;
  }
}
