// @ts-check
/**
 * Loads a folder of the engine into a script.
 *
 * The engine is TypeScript with an import map, which Node 20 cannot run as it is: the folder's
 * façade is bundled into a temporary module, imported, and the file is removed again.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The exports of `engine/src/<folder>/index.ts`.
 *
 * @param {string} folder
 * @returns {Promise<unknown>}
 */
export async function loadEngine(folder) {
  const temporary = await mkdtemp(join(tmpdir(), "lazymmu-engine-"));
  const outfile = join(temporary, `${folder}.mjs`);
  try {
    await build({
      entryPoints: [join(root, "engine/src", folder, "index.ts")],
      absWorkingDir: root,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      outfile,
      logLevel: "error",
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
