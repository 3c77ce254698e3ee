/**
 * What one file defines and mentions, as the byte scan sees it.
 *
 * Offsets are UTF-16 units when the outline was made from text, bytes when made from bytes.
 */
import type { Span } from "#engine/base";

/**
 * "function": a definition with a body. "macro": function-like. "alias": an object-like macro
 * whose whole replacement is one identifier, since such a name can stand for a function. "object":
 * an object-like macro whose replacement has something like a call, since its use is that call.
 */
export type DefinitionKind = "function" | "macro" | "alias" | "object";

export interface Definition extends Span {
  readonly kind: DefinitionKind;
  readonly name: string;
  /** The name at its place in the definition. */
  readonly nameSpan: Span;
  /** From the opening to behind the closing brace; otherwise the replacement text. */
  readonly body: Span;
  readonly isStatic: boolean;
}

/** Bits of what a file's text contains somewhere, comments included: a filter, not a fact. */
export const mentions = {
  /** "apply_to_" page_range or existing_page_range, with or without a suffix */
  walker: 1,
  /** "lazy_mmu": any name of a lazy section */
  section: 2,
  /** "pte_fn_t": the callback type, hence possible forwarders */
  callbackType: 4,
  /** "lazymmu:": possible suppressions of findings */
  suppression: 8,
} as const;

export interface FileOutline {
  readonly definitions: readonly Definition[];
  /** Sum of {@link mentions} bits. */
  readonly mentions: number;
}

/** Where a name may be defined, according to the table; the file's outline has the truth. */
export interface SymbolEntry {
  readonly file: string;
  readonly kind: DefinitionKind;
  readonly isStatic: boolean;
}

export type Dialect = "classic" | "nolazy" | "counted";

/** What the tree's own files say about it. */
export interface TreeFacts {
  /** True when the files that make a kernel tree are there. */
  readonly isKernel: boolean;
  /** From the top Makefile, such as "6.12.117"; undefined when there is none. */
  readonly release: string | undefined;
  readonly dialect: Dialect;
  /** Folder names under arch/, sorted. */
  readonly architectures: readonly string[];
  /** Undefined when there is no .config, and nothing else says what is set. */
  readonly configuration: SymbolValues | undefined;
}

/** CONFIG_ symbols: "y", "m" or the value. */
export interface SymbolValues {
  get(symbol: string): string | undefined;
  /** The symbols that are named, with their values; each once. */
  entries(): Iterable<readonly [string, string]>;
  /** True when a symbol that is not named may be set; a .config names all that are. */
  readonly isPartial?: true;
}
