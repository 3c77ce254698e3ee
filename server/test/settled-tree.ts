/** The sample tree with settings and suppressions of every kind, as a folder of its own. */
import { cp, mkdtemp, readFile, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const sample = fileURLToPath(new URL("../../examples/mini-kernel", import.meta.url));

const settings = {
  severities: { "allocation-in-callback": "error", "malformed-suppression": "hint" },
  rules: { "unresolved-callback": "off" },
  ignore: [
    { path: "drivers/sample/notes.c", function: "note_range", reason: "slab keeps pages here" },
    { path: "drivers/gone", reason: "the driver went away" },
  ],
  allocators: [{ name: "release_page_slot", use: "frees" }],
  nonAllocators: ["put_page"],
  configuration: { CONFIG_DEBUG_PAGEALLOC: "y" },
  architecture: "arm64",
};

/** Makes the folder anew and gives its real path. */
export async function makeSettledTree(
  text = JSON.stringify(settings, undefined, 2),
): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "lazymmu-settled-")));
  await cp(sample, root, { recursive: true });
  await writeFile(join(root, ".lazymmu.json"), text);
  const call = "\tapply_to_existing_page_range(";
  const ok = "lazymmu: ok(allocation-in-callback)";
  await insert(root, "drivers/sample/arena.c", call, `\t/* ${ok}: the arena is private */\n`);
  await insert(root, "drivers/sample/pool.c", "\treturn apply_to_page_range(", `\t// ${ok}\n`);
  const sleeps = "\t// lazymmu: ok(sleep-in-section): GFP_KERNEL is never reached\n";
  await insert(root, "drivers/sample/shadow.c", "\tpage = __get_free_page(", sleeps);
  return root;
}

async function insert(root: string, file: string, before: string, text: string): Promise<void> {
  const path = join(root, file);
  const parts = (await readFile(path, "utf8")).split(before);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times ${before}`);
  await writeFile(path, parts.join(text + before));
}
