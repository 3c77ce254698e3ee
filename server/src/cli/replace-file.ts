/** Writes a file wholly or not at all: beside it first, and the new one then takes its name. */
import { open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * False when `mayReplace`, which is asked last, says no. `path` is a real path; `mode` undefined
 * leaves the choice to the user's mask. Throws the system's error, with nothing left behind.
 */
export async function replaceFile(
  path: string,
  content: Uint8Array,
  mode: number | undefined,
  mayReplace: () => Promise<boolean> = async () => true,
): Promise<boolean> {
  const temporary = join(dirname(path), `.${basename(path)}.lazymmu-${process.pid}`);
  const handle = await open(temporary, "wx", mode ?? 0o666);
  try {
    try {
      if (mode !== undefined) await handle.chmod(mode);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (await mayReplace()) {
      await rename(temporary, path);
      return true;
    }
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  await unlink(temporary);
  return false;
}
