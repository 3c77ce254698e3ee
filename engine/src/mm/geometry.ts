/**
 * Page-table geometry: levels, and the arithmetic of indexes and boundaries.
 *
 * Virtual addresses are given as virtual page numbers, which fit a plain number on every
 * architecture: the unsigned 64-bit address shifted right by the page shift.
 */
import { invariant } from "#engine/base";
import { type GeometryRow, geometryRows } from "./geometry-table.ts";

export const levelNames = ["pgd", "p4d", "pud", "pmd", "pte"] as const;
export type LevelName = (typeof levelNames)[number];

export interface Level {
  readonly name: LevelName;
  /**
   * Whose functions read an entry of it: with folded levels below, the lowest of them. The top
   * entry of three levels passes through pgd_none() and is judged by pud_none() and pud_leaf().
   */
  readonly entryName: LevelName;
  readonly shift: number;
  readonly entries: number;
  /** Pages that one entry covers. */
  readonly pagesPerEntry: number;
}

export interface Geometry {
  readonly id: string;
  readonly architecture: string;
  readonly pageShift: number;
  readonly vaBits: number;
  /** From the top; folded levels are left out. */
  readonly levels: readonly Level[];
  readonly folded: readonly LevelName[];
  readonly source: string;
}

export const geometries: readonly Geometry[] = geometryRows.map(toGeometry);

export function findGeometry(id: string): Geometry | undefined {
  return geometries.find((geometry) => geometry.id === id);
}

export function getGeometry(id: string): Geometry {
  const geometry = findGeometry(id);
  invariant(geometry !== undefined, `no geometry is called ${id}`);
  return geometry;
}

/** The index into a table of `level`; bits above the table's reach are dropped. */
export function indexAt(level: Level, virtualPage: number): number {
  return Math.floor(virtualPage / level.pagesPerEntry) % level.entries;
}

/** The first page behind the entry that covers `virtualPage`, or `end` when that comes first. */
export function boundaryAfter(level: Level, virtualPage: number, end: number): number {
  const next = (Math.floor(virtualPage / level.pagesPerEntry) + 1) * level.pagesPerEntry;
  return Math.min(next, end);
}

export function toVirtualPage(geometry: Geometry, address: bigint): number {
  return Number(BigInt.asUintN(64, address) >> BigInt(geometry.pageShift));
}

export function toAddress(geometry: Geometry, virtualPage: number): bigint {
  return BigInt(virtualPage) << BigInt(geometry.pageShift);
}

/** What one table of last-level entries covers: a walk has one lazy section for each. */
export function bytesPerTable({ levels, pageShift }: Geometry): number {
  const last = levels[levels.length - 1];
  invariant(last !== undefined, "a geometry has a last level");
  return last.entries * 2 ** pageShift;
}

function toGeometry({ id, architecture, vaBits, levels, source }: GeometryRow): Geometry {
  const cells = levels.split(" ");
  const pageShift = Number(cells[4]?.split("/")[0]);
  const present: Level[] = [];
  const folded: LevelName[] = [];
  for (const [at, name] of levelNames.entries()) {
    const [shift, entries] = (cells[at] ?? "-").split("/").map(Number);
    if (shift === undefined || entries === undefined) folded.push(name);
    else {
      // The next level that is there sets it right; between the two all are folded.
      const above = present.pop();
      if (above !== undefined) present.push({ ...above, entryName: levelNames[at - 1] ?? name });
      const pagesPerEntry = 2 ** (shift - pageShift);
      present.push({ name, entryName: name, shift, entries, pagesPerEntry });
    }
  }
  return { id, architecture, pageShift, vaBits, levels: present, folded, source };
}
