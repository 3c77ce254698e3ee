/** Whether a C file can have to do with lazy MMU mode at all: by its words, before anything is parsed. */

/**
 * Callbacks of the walkers are of the type pte_fn_t and take a `pte_t *` (include/linux/mm.h, 6.12),
 * so a file that defines one or hands one on names the type; sections are entered and left by
 * functions with "lazy_mmu" in their names (include/linux/pgtable.h, 6.12 and 7.0).
 */
const words = /\b(?:pte_t|pte_fn_t|apply_to_(?:existing_)?page_range\w*)\b|lazy_mmu/;

/**
 * False when no call site, callback or section can be in the text. A call of a macro or a forwarder
 * with a callback from another file is the exception: such a file need not name any of the words.
 */
export function mayConcernLazyMode(text: string): boolean {
  return words.test(text);
}
