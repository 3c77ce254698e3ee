/**
 * Which of the looked-for names a file's bytes contain.
 *
 * Every byte of a tree passes here, so what is searched for is a short part of each name (native
 * searches for fewer than seven bytes jump from one first letter to the next) that begins with its
 * rarest letter; a hit is then compared with the whole name.
 */
import { mentions } from "./file-outline.ts";
import type { FindBytes } from "./find-bytes.ts";

/** The sum of the {@link mentions} bits for `bytes`. */
export function mentionsIn(bytes: Uint8Array, find: FindBytes): number {
  let bits = 0;
  for (const mark of marks) {
    for (let at = find(bytes, mark.rare, 0); at >= 0; at = find(bytes, mark.rare, at + 1)) {
      if (!mark.names.some((name) => standsAt(bytes, at - mark.offset, name))) continue;
      bits |= mark.bit;
      break;
    }
  }
  return bits;
}

interface Mark {
  readonly bit: number;
  /** The part that is searched for; it begins with a rare letter. */
  readonly rare: string;
  /** Where that part begins in each of the names. */
  readonly offset: number;
  readonly names: readonly string[];
}

const marks: readonly Mark[] = [
  {
    bit: mentions.walker,
    rare: "y_to_",
    offset: 4,
    names: ["apply_to_page_range", "apply_to_existing_page_range"],
  },
  { bit: mentions.section, rare: "zy_mmu", offset: 2, names: ["lazy_mmu"] },
  { bit: mentions.suppression, rare: "zymmu:", offset: 2, names: ["lazymmu:"] },
  { bit: mentions.callbackType, rare: "pte_fn", offset: 0, names: ["pte_fn_t"] },
];

function standsAt(bytes: Uint8Array, from: number, name: string): boolean {
  if (from < 0) return false;
  for (let at = 0; at < name.length; at++) {
    if (bytes[from + at] !== name.charCodeAt(at)) return false;
  }
  return true;
}
