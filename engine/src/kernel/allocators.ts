/**
 * The entries of the page allocator: what a path must end in to matter.
 *
 * Reach, judged from the callee's code in 6.12 and 6.1:
 * - "direct": a chain of direct calls goes from the function into mm/page_alloc.c and nothing on
 *   the way keeps pages of its own. An ordinary condition does not weaken that: pmd_alloc()
 *   allocates only below an empty entry, as a callback may free only below an `if`; both are direct
 *   (include/linux/mm.h, pmd_alloc(); mm/memory.c, __pmd_alloc()).
 * - "indirect": something that keeps memory (slab, vmalloc, a pool, a fragment cache), a function
 *   pointer or a later context stands between, named in `via`, so most calls never get there.
 * - "reference": frees only when the last reference drops (include/linux/mm.h, folio_put()).
 *   __free_pages() also counts references, yet its callers own the page, so it is direct
 *   (mm/page_alloc.c, __free_pages()). __folio_put() is direct, since the count is already zero.
 */
import { allocatorGroups } from "./allocator-table.ts";

/** Equal to the union of the same name in the model's verdicts, which this layer may not import. */
export type AllocatorUse = "allocates" | "allocates or frees" | "frees";

export type AllocatorReach = "direct" | "indirect" | "reference";

export interface Allocator {
  readonly name: string;
  readonly use: AllocatorUse;
  readonly reach: AllocatorReach;
  /** What stands between, as a noun phrase such as "slab"; undefined for direct entries. */
  readonly via?: string;
  /** True for what only passes on to the page allocator, by code that a path can show. */
  readonly isWrapper?: true;
  /** Where the real one is defined or declared: folders, ending in "/", or files, space-separated. */
  readonly home: string;
}

/** Sorted by name. */
export const allocators: readonly Allocator[] = allocatorGroups
  .flatMap(({ names, ...shared }) =>
    names
      .trim()
      .split(/\s+/)
      .map((name): Allocator => ({ name, ...shared })),
  )
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const byName = new Map(allocators.map((allocator) => [allocator.name, allocator]));

export function findAllocator(name: string): Allocator | undefined {
  return byName.get(name);
}

/** A function that a tree's settings call an entry of the page allocator. */
export interface ExtraAllocator {
  readonly name: string;
  readonly use: AllocatorUse;
}

/** What counts as the page allocator in one tree: the kernel's own entries, as its settings change them. */
export class AllocatorNames {
  readonly #extra: ReadonlyMap<string, Allocator>;
  readonly #excluded: ReadonlySet<string>;

  constructor(extra: readonly ExtraAllocator[] = [], excluded: readonly string[] = []) {
    const toEntry = ({ name, use }: ExtraAllocator): [string, Allocator] => [
      name,
      { name, use, reach: "direct", home: anywhere },
    ];
    this.#extra = new Map(extra.map(toEntry));
    this.#excluded = new Set(excluded);
  }

  find(name: string): Allocator | undefined {
    return this.#excluded.has(name) ? undefined : (this.#extra.get(name) ?? findAllocator(name));
  }

  /** True for a name whose meaning does not depend on a definition. */
  knows(name: string): boolean {
    return this.isExcluded(name) || this.find(name) !== undefined;
  }

  /** True for a function of which it is said that nothing in it enters the page allocator. */
  isExcluded(name: string): boolean {
    return this.#excluded.has(name);
  }
}

/** The home of what somebody names, who means every function of that name. */
const anywhere = "*";

/** True when a definition or declaration in `file`, relative to the tree, is the allocator's own. */
export function isAllocatorHome(allocator: Allocator, file: string): boolean {
  return allocator.home
    .split(" ")
    .some(
      (home) => home === anywhere || (home.endsWith("/") ? file.startsWith(home) : file === home),
    );
}
