/** Which kernel tree a file or folder belongs to. */
import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The nearest folder upward that looks like the top of a kernel tree, as a real path; undefined
 * when there is none or the path does not exist.
 */
export function findTreeRoot(path: string): string | undefined {
  let folder: string;
  try {
    const real = realpathSync(path);
    folder = statSync(real).isDirectory() ? real : dirname(real);
  } catch {
    return undefined;
  }
  for (;;) {
    if (isTreeTop(folder)) return folder;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

function isTreeTop(folder: string): boolean {
  const has = (name: string): boolean => existsSync(join(folder, name));
  return (has("Kbuild") && has("MAINTAINERS")) || (has("Makefile") && has("mm/memory.c"));
}
