/** Whether a C file can have to do with lazy MMU mode at all: by its words, before anything is parsed. */

/**
 * Callbacks of the walkers are of the type pte_fn_t and so have three parameters (include/linux/mm.h,
 * 6.12; a fourth stood behind the first up to 5.2). Sections are entered and left by functions with
 * "lazy_mmu" in their names (include/linux/pgtable.h, 6.12 and 7.0).
 */
const words = [
  /\bpte_t\s*\*[^(){};]*,\s*unsigned\s+long\b[^(){};,]*,\s*void\s*\*/,
  /\bpte_fn_t\b/,
  /\bapply_to_(?:existing_)?page_range/,
  /lazy_mmu/,
];

/**
 * False when no call site, callback or section can be in the text. What hands a callback of another
 * file to a macro or a forwarder of another file, or enters the mode by a helper of another file, is
 * the exception: it need not have any of the words.
 */
export function mayConcernLazyMode(text: string): boolean {
  return words.some((word) => word.test(text));
}
