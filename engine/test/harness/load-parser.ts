/** The parser over the WebAssembly files of the installed packages, loaded once per process. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { CParser } from "#engine/syntax";

/** The one parser of this process; whoever gets it shares it and does not dispose of it. */
export function loadParser(): Promise<CParser> {
  shared ??= CParser.create(
    readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
    readFileSync(require.resolve("tree-sitter-c/tree-sitter-c.wasm")),
  );
  return shared;
}

const require = createRequire(import.meta.url);
let shared: Promise<CParser> | undefined;
