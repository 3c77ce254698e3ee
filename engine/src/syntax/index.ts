/** C text to plain syntax nodes. The only folder that touches tree-sitter. */
export { CParser, liveTreeCount } from "./c-parser.ts";
export type { ParsedSource, SyntaxNode } from "./syntax-node.ts";
