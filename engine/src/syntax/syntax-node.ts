/**
 * A syntax tree as plain data.
 *
 * The parser's own tree lives in WebAssembly memory and must be freed by hand; these nodes are a
 * copy made in one pass, so that nothing outside this folder can hold on to freed memory.
 */
import type { Span } from "#engine/base";

export interface SyntaxNode extends Span {
  /** The grammar's name of the node, such as "call_expression". Only named nodes are kept. */
  readonly kind: string;
  /** The field under which the parent holds this node, such as "function". */
  readonly field: string | undefined;
  readonly children: readonly SyntaxNode[];
}

export interface ParsedSource {
  /**
   * One root per way of choosing between `#if` branches that cannot stand side by side; together
   * they cover every branch. Usually one. All offsets are offsets of the given text.
   */
  readonly variants: readonly SyntaxNode[];
  /** Where the grammar failed, in any variant, after the dialect layer did what it can. */
  readonly errors: readonly Span[];
  /** True when a limit (depth, size, time) cut the tree: parts of the text were not read. */
  readonly truncated: boolean;
}
