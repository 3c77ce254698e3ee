/**
 * Builds and walks the page tables of one address space in physical memory.
 *
 * The walk is that of apply_to_page_range() above the last level (mm/memory.c,
 * apply_to_p4d_range() and the functions below it, 6.12), one table of last-level entries at a
 * time, since the loop over a table's entries calls the kernel's code.
 */
import { invariant } from "#engine/base";
import type { Entry } from "./entry.ts";
import { boundaryAfter, type Geometry, indexAt, type Level, type LevelName } from "./geometry.ts";
import type { PhysicalMemory } from "./physical-memory.ts";
import type { TableFormat } from "./table-format.ts";

/** PGTBL_PGD_MODIFIED and so on (include/linux/pgtable.h, 6.12), one bit a level. */
export const modifiedBit: Readonly<Record<LevelName, number>> = {
  pgd: 1,
  p4d: 2,
  pud: 4,
  pmd: 8,
  pte: 16,
};

export interface WalkPiece {
  readonly kind: "table";
  /** Physical address of the entry for `from`. */
  readonly slot: number;
  readonly from: number;
  /** The first page behind. */
  readonly to: number;
  /** Levels at which a table was put in. */
  readonly modified: number;
  /** Warnings on the way, each WARN_ON_ONCE() of the walk. */
  readonly warnings: readonly WalkWarning[];
}

export interface WalkWarning {
  readonly level: LevelName;
  readonly what: "bad" | "leaf";
}

export type WalkStep =
  | WalkPiece
  | { readonly kind: "end"; readonly modified: number; readonly warnings: readonly WalkWarning[] }
  | {
      readonly kind: "error";
      readonly error: "no-memory" | "invalid";
      readonly modified: number;
      readonly warnings: readonly WalkWarning[];
    };

export type EntryReader = Pick<PhysicalMemory, "readLow" | "readHigh">;

/** The state of one descent. */
interface Descent {
  modified: number;
  warnings: WalkWarning[];
}

export class PageTables {
  readonly geometry: Geometry;
  readonly format: TableFormat;
  /** Physical address of the top table. */
  readonly root: number;
  readonly isKernel: boolean;
  readonly #memory: PhysicalMemory;
  readonly #last: Level;

  constructor(options: {
    readonly geometry: Geometry;
    readonly format: TableFormat;
    readonly memory: PhysicalMemory;
    readonly isKernel: boolean;
    /** An existing top table; a new one is allocated without it. */
    readonly root?: number;
  }) {
    const { geometry, format, memory, isKernel } = options;
    this.geometry = geometry;
    this.format = format;
    this.isKernel = isKernel;
    this.#memory = memory;
    const top = geometry.levels[0];
    const last = geometry.levels[geometry.levels.length - 1];
    invariant(top !== undefined && last !== undefined, "a geometry has levels");
    this.#last = last;
    const root = options.root ?? this.#newTable(top);
    invariant(root >= 0, "there is memory for the top table");
    this.root = root;
  }

  /**
   * The last-level entry of a page, or -1 where a table is missing or an upper entry is a leaf.
   * `reader` may see upper entries otherwise than memory has them, as the hardware does.
   */
  findSlot(virtualPage: number, reader: EntryReader = this.#memory): number {
    let table = this.root;
    for (const level of this.geometry.levels) {
      const slot = this.#slotIn(table, level, virtualPage);
      if (level === this.#last) return slot;
      const name = level.entryName;
      const low = reader.readLow(slot);
      const high = this.format.entryByteSize(name) === 8 ? reader.readHigh(slot) : 0;
      if (!this.#isTable(name, low, high)) return -1;
      table = this.format.tableAddress(name, low, high);
    }
    return -1;
  }

  /**
   * The page's entry with the tables above it filled in, or -1 without memory. Writes upper entries
   * directly, with no regard to a lazy section.
   */
  ensureSlot(virtualPage: number): number {
    const step = this.nextPiece(virtualPage, virtualPage + 1, true);
    return step.kind === "table" ? step.slot : -1;
  }

  /**
   * Fills in the tables of a range and writes `pteOf(page)` into each entry; false without memory.
   * For setting a machine up: nothing is postponed and no event is sent.
   */
  populate(from: number, to: number, pteOf: (virtualPage: number) => Entry | undefined): boolean {
    const byteSize = this.format.entryByteSize("pte");
    for (let at = from; at < to; ) {
      const step = this.nextPiece(at, to, true);
      if (step.kind !== "table") return false;
      let slot = step.slot;
      for (; at < step.to; at++, slot += byteSize) {
        const pte = pteOf(at);
        if (pte !== undefined) this.#write(slot, "pte", pte);
      }
    }
    return true;
  }

  /** The next table of last-level entries that meets `from` to `end`; see the head comment. */
  nextPiece(from: number, end: number, create: boolean): WalkStep {
    const descent: Descent = { modified: 0, warnings: [] };
    let at = from;
    while (at < end) {
      const result = this.#descend(at, end, create, descent);
      if (result.kind !== "skip") return result;
      at = result.to;
    }
    return { kind: "end", ...descent };
  }

  #descend(
    at: number,
    end: number,
    create: boolean,
    descent: Descent,
  ): WalkStep | { readonly kind: "skip"; readonly to: number } {
    let table = this.root;
    let limit = end;
    for (const [depth, level] of this.geometry.levels.entries()) {
      const slot = this.#slotIn(table, level, at);
      if (level === this.#last) {
        return { kind: "table", slot, from: at, to: limit, ...descent };
      }
      const next = boundaryAfter(level, at, limit);
      const name = level.entryName;
      const low = this.#memory.readLow(slot);
      const high = this.#readHigh(slot, name);
      const isNone = this.format.isNone(name, low, high);
      if (isNone && !create) return { kind: "skip", to: next };
      if (!isNone && this.format.isLeaf(name, low, high)) {
        descent.warnings.push({ level: name, what: "leaf" });
        return { kind: "error", error: "invalid", ...descent };
      }
      const isBad = !isNone && this.format.isBad(name, low, high);
      if (isBad) {
        descent.warnings.push({ level: name, what: "bad" });
        if (!create) return { kind: "skip", to: next };
      }
      if (isNone || isBad) {
        const below = this.geometry.levels[depth + 1];
        invariant(below !== undefined, "the last level is not an upper one");
        table = this.#newTable(below);
        if (table < 0) return { kind: "error", error: "no-memory", ...descent };
        this.#write(slot, name, this.format.tableEntry(name, table, this.isKernel));
        // pte_alloc_kernel_track() says PGTBL_PMD_MODIFIED, and so on upwards; that of a process,
        // pte_alloc_map_lock(), says nothing.
        if (below.name !== "pte" || this.isKernel) descent.modified |= modifiedBit[name];
      } else {
        table = this.format.tableAddress(name, low, high);
      }
      limit = next;
    }
    return { kind: "end", ...descent };
  }

  #isTable(level: LevelName, low: number, high: number): boolean {
    return (
      !this.format.isNone(level, low, high) &&
      !this.format.isLeaf(level, low, high) &&
      !this.format.isBad(level, low, high)
    );
  }

  #slotIn(table: number, level: Level, virtualPage: number): number {
    return table + indexAt(level, virtualPage) * this.format.entryByteSize(level.entryName);
  }

  #newTable(level: Level): number {
    const { format } = this;
    const name = level.entryName;
    const entrySize = format.entryByteSize(name);
    const byteSize = level.entries * entrySize + format.extraTableBytes(name);
    const table = this.#memory.allocateTable(level.name, byteSize);
    const empty = format.emptyEntry(name);
    if (table >= 0 && (empty.low !== 0 || empty.high !== 0)) {
      for (let index = 0; index < level.entries; index++) {
        this.#write(table + index * entrySize, name, empty);
      }
    }
    return table;
  }

  #readHigh(slot: number, level: LevelName): number {
    return this.format.entryByteSize(level) === 8 ? this.#memory.readHigh(slot) : 0;
  }

  #write(slot: number, level: LevelName, { low, high }: Entry): void {
    if (this.format.entryByteSize(level) === 8) this.#memory.write(slot, low, high);
    else this.#memory.writeLow(slot, low);
  }
}
