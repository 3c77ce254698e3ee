/**
 * From the PATHs of a command line to one tree and the part of it that was asked about.
 *
 * Invariant: `scope` lies inside `root` after all symbolic links are resolved.
 */
import { access, constants, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { CliProblem, describeSystemError } from "./problem.ts";

export interface TreeSelection {
  /** Real path of the tree's root. */
  readonly root: string;
  /** Files and folders below the root, sorted; undefined for the whole tree. */
  readonly scope: readonly string[] | undefined;
  /** The part of the scope that is files which were named one by one. */
  readonly files: readonly string[];
  /** Named files that are no C, which nothing will be said about. */
  readonly ignored: readonly string[];
}

export async function selectTree(request: {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly root: string | undefined;
  readonly findTreeRoot: (path: string) => Promise<string | undefined>;
}): Promise<TreeSelection> {
  const chosenRoot =
    request.root === undefined ? undefined : await openFolder(request.cwd, request.root);
  const named = request.paths.length > 0 ? request.paths : [chosenRoot ?? "."];
  const targets: Target[] = [];
  for (const path of named) targets.push(await findTarget(request.cwd, path, chosenRoot));
  const root = chosenRoot ?? (await findCommonRoot(targets, request.findTreeRoot));
  for (const target of targets) {
    if (!isInside(root, target.real)) {
      throw new CliProblem(
        `PATH "${target.given}" is outside the tree ${root}`,
        "Check it by itself, or name another tree with --root.",
      );
    }
  }
  const checked = targets.filter((target) => target.isFolder || /\.[ch]$/.test(target.real));
  const inTree = (target: Target): string => relative(root, target.real).split(sep).join("/");
  const scope = checked.map(inTree);
  return {
    root,
    scope: scope.includes("") ? undefined : [...new Set(scope)].sort(),
    files: checked.filter((target) => !target.isFolder).map(inTree),
    ignored: targets.filter((target) => !checked.includes(target)).map((target) => target.given),
  };
}

/** True when `path` is `folder` or below it; both real paths. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

interface Target {
  readonly given: string;
  readonly real: string;
  readonly isFolder: boolean;
}

async function openFolder(cwd: string, given: string): Promise<string> {
  const target = await lookUp(resolve(cwd, given), `--root "${given}"`);
  if (!target.isFolder) throw new CliProblem(`--root "${given}" is no folder`);
  return target.real;
}

/** PATHs are relative to the current folder; those that are not there, to --root. */
async function findTarget(cwd: string, given: string, root: string | undefined): Promise<Target> {
  const name = `PATH "${given}"`;
  if (root !== undefined && !(await exists(resolve(cwd, given)))) {
    const inRoot = join(root, given);
    if (await exists(inRoot)) return { given, ...(await lookUp(inRoot, name)) };
  }
  return { given, ...(await lookUp(resolve(cwd, given), name)) };
}

async function lookUp(path: string, name: string): Promise<{ real: string; isFolder: boolean }> {
  if (path.includes("\0")) throw new CliProblem(`${name} holds a NUL character`);
  try {
    const real = await realpath(path);
    const status = await stat(real);
    if (status.isDirectory()) {
      await access(real, constants.R_OK | constants.X_OK);
      return { real, isFolder: true };
    }
    if (status.isFile()) return { real, isFolder: false };
  } catch (error) {
    throw new CliProblem(
      `${name}: ${describeSystemError(error)}`,
      "Check the spelling; paths are relative to the current folder.",
    );
  }
  throw new CliProblem(`${name} is neither a file nor a folder`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

async function findCommonRoot(
  targets: readonly Target[],
  findTreeRoot: (path: string) => Promise<string | undefined>,
): Promise<string> {
  const roots = new Map<string, string>();
  for (const target of targets) {
    const found = await findTreeRoot(target.real);
    const own = target.isFolder ? target.real : dirname(target.real);
    roots.set(found === undefined ? own : await realpath(found), target.given);
  }
  const all = [...roots.keys()];
  const outermost = all.find((root) => all.every((other) => isInside(root, other)));
  if (outermost !== undefined) return outermost;
  throw new CliProblem(
    `the PATHs lie in ${all.length} different trees: ${all.join(", ")}`,
    "Check one tree at a time, or name the tree that holds them all with --root.",
  );
}
