/** What a whole tree defines, found by byte scan. */
export { type ConditionalMap, conditionalsOf, negateCondition } from "./conditionals.ts";
export type { DefinitionSink } from "./definition-sink.ts";
export { evaluateCondition } from "./evaluate-condition.ts";
export {
  type Definition,
  type DefinitionKind,
  type Dialect,
  type FileOutline,
  mentions,
  type SymbolEntry,
  type SymbolValues,
  type TreeFacts,
} from "./file-outline.ts";
export { type FindBytes, findBytes } from "./find-bytes.ts";
export { type Include, includesOf } from "./includes.ts";
export { mentionsIn } from "./mentions.ts";
export { hashOfBytes, hashOfName } from "./name-hash.ts";
export { outlineText } from "./outline-text.ts";
export { FileScanner } from "./scan-file.ts";
export {
  CompactSymbolTable,
  type FindInFiles,
  fileOfEntry,
  OverlaidSymbolTable,
  packEntry,
  type SymbolData,
  type SymbolTable,
  sortDefinitions,
} from "./symbol-table.ts";
export {
  parseConfiguration,
  readTreeFacts,
  type TreeFactsInput,
  withKnownSymbols,
} from "./tree-facts.ts";
