/** The functions of mm/memory.c that call a callback for each page-table entry of a range. */

export interface Walker {
  readonly name: string;
  /** True when the callback runs in lazy MMU mode. */
  readonly lazy: boolean;
  /** True when missing tables are filled in; else only entries that exist are visited. */
  readonly createsTables: boolean;
  /** Position of the callback among the arguments, from 0. */
  readonly callbackIndex: number;
  /** The same walk in the other mode. */
  readonly counterpart: string;
}

/**
 * The plain walkers: mm/memory.c, apply_to_page_range() and apply_to_existing_page_range(), 6.12;
 * lazy mode is entered in apply_to_pte_range() there. The `_nolazy` variants: RFC PATCH v1 3/6
 * "mm: Avoid calling page allocator from apply_to_page_range()", 30 May 2025, never merged.
 */
export const walkers: readonly Walker[] = [
  {
    name: "apply_to_existing_page_range",
    lazy: true,
    createsTables: false,
    callbackIndex: 3,
    counterpart: "apply_to_existing_page_range_nolazy",
  },
  {
    name: "apply_to_existing_page_range_nolazy",
    lazy: false,
    createsTables: false,
    callbackIndex: 3,
    counterpart: "apply_to_existing_page_range",
  },
  {
    name: "apply_to_page_range",
    lazy: true,
    createsTables: true,
    callbackIndex: 3,
    counterpart: "apply_to_page_range_nolazy",
  },
  {
    name: "apply_to_page_range_nolazy",
    lazy: false,
    createsTables: true,
    callbackIndex: 3,
    counterpart: "apply_to_page_range",
  },
];

const byName = new Map(walkers.map((walker) => [walker.name, walker]));

export function findWalker(name: string): Walker | undefined {
  return byName.get(name);
}
