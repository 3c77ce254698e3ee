/** The parser's façade: C text in, plain nodes out. Under construction; the signatures hold. */
import type { ParsedSource } from "./syntax-node.ts";

export class CParser {
  /** Loads the parser runtime and the C grammar from the bytes of their WebAssembly files. */
  static async create(_runtimeWasm: Uint8Array, _grammarWasm: Uint8Array): Promise<CParser> {
    throw new Error("not built yet");
  }

  /** Parses the text of one external definition: a function, from its first specifier to its brace. */
  parseDefinition(_text: string): ParsedSource {
    throw new Error("not built yet");
  }

  /** Parses a macro's replacement text (with its line continuations): statements or an expression. */
  parseMacroBody(_text: string): ParsedSource {
    throw new Error("not built yet");
  }

  dispose(): void {}
}
