/** The parser, from its two WebAssembly files. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { CParser } from "#engine/syntax";

/** Loads the files beside the bundle, or those of the installed packages when run from sources. */
export function loadParser(): Promise<CParser> {
  return CParser.create(readWasm("web-tree-sitter"), readWasm("tree-sitter-c"));
}

function readWasm(name: string): Uint8Array {
  const beside = fileURLToPath(new URL(`./${name}.wasm`, import.meta.url));
  if (existsSync(beside)) return readFileSync(beside);
  return readFileSync(createRequire(import.meta.url).resolve(`${name}/${name}.wasm`));
}
