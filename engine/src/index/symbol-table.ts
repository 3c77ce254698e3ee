/** From names to the files that may define them, for a whole tree. Under construction; the signatures hold. */
import type { SymbolEntry } from "./file-outline.ts";

export interface SymbolTable {
  /** All files of the tree that were scanned, sorted. */
  readonly files: readonly string[];
  /** Where `name` may be defined; may hold a file that does not define it, never misses one. Sorted by file. */
  findDefinitions(name: string): readonly SymbolEntry[];
  /** Files whose text contains one of the mentions in `bits`, sorted. */
  filesMentioning(bits: number): readonly string[];
  /** Files whose text contains `identifier` as a whole word somewhere, sorted; may read every file. */
  filesContaining(identifier: string): readonly string[];
}
