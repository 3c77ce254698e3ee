/** What a whole tree defines, found by byte scan. */
export {
  type Definition,
  type DefinitionKind,
  type Dialect,
  type FileOutline,
  mentions,
  type SymbolEntry,
  type TreeFacts,
} from "./file-outline.ts";
export type { SymbolTable } from "./symbol-table.ts";
