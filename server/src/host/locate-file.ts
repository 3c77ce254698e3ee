/** From URIs to files of kernel trees and back. */
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findTreeRoot } from "./find-root.ts";

/** A file or folder of a tree: absolute root, path relative to it with forward slashes. */
export interface TreeFile {
  readonly root: string;
  readonly file: string;
}

/**
 * The tree of a file or folder; `kernelRoot`, when not empty, is taken for what lies below it.
 * Undefined when the URI names no local file or one in no kernel tree. The file itself need not
 * exist yet.
 */
export function locateFile(uri: string, kernelRoot: string): TreeFile | undefined {
  const path = localPath(uri);
  if (path === undefined) return undefined;
  const real = realPath(path);
  const chosen = kernelRoot === "" ? undefined : realPath(kernelRoot);
  const root =
    chosen !== undefined && isInside(chosen, real) ? chosen : findTreeRoot(existingFolder(real));
  if (root === undefined || !isInside(root, real)) return undefined;
  return { root, file: relative(root, real).split(sep).join("/") };
}

export function treeFileUri({ root, file }: TreeFile): string {
  return pathToFileURL(join(root, file)).href;
}

/** The page of a rule beside the bundle's folder, when it is installed there. */
export function ruleFileUri(rule: string): string | undefined {
  const page = new URL(`../docs/rules/${encodeURIComponent(rule)}.md`, import.meta.url);
  return existsSync(page) ? page.href : undefined;
}

function localPath(uri: string): string | undefined {
  try {
    const url = new URL(uri);
    // A host would make this a network path.
    return url.protocol === "file:" && url.host === "" ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

/** The real path as far as it exists, so that a file that is about to be saved has one too. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

function existingFolder(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : existingFolder(parent);
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
