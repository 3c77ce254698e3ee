/** Walks above the last level, as apply_to_page_range() does them. */
import { expect, test } from "vitest";
import {
  bytesPerTable,
  formatFor,
  geometries,
  getGeometry,
  modifiedBit,
  PageTables,
  type WalkStep,
} from "#engine/mm";
import { MapMemory } from "./machine.ts";

function make(id: string, isKernel = true) {
  const geometry = getGeometry(id);
  const format = formatFor(geometry);
  const memory = new MapMemory();
  const tables = new PageTables({ geometry, format, memory, isKernel });
  const last = geometry.levels.at(-1);
  const perTable = last?.entries ?? 0;
  return { geometry, format, memory, tables, perTable };
}

/** Every piece of a range, and the step that ended it. */
function walk(tables: PageTables, from: number, to: number, create: boolean): WalkStep[] {
  const steps: WalkStep[] = [];
  for (let at = from; ; ) {
    const step = tables.nextPiece(at, to, create);
    steps.push(step);
    if (step.kind !== "table" || steps.length > 50) return steps;
    at = step.to;
    if (at >= to) return steps;
  }
}

test.each(geometries.map(({ id }) => [id]))("%s: a range is walked one table at a time", (id) => {
  const { geometry, tables, perTable, format } = make(id);
  const from = perTable * 3 - 2;
  const to = perTable * 5 + 1;
  const pieces = walk(tables, from, to, true);
  expect(pieces.map((step) => (step.kind === "table" ? [step.from, step.to] : step.kind))).toEqual([
    [from, perTable * 3],
    [perTable * 3, perTable * 4],
    [perTable * 4, perTable * 5],
    [perTable * 5, to],
  ]);
  const sections = Math.ceil(to / perTable) - Math.floor(from / perTable);
  expect(pieces.length).toBe(sections);
  expect(bytesPerTable(geometry)).toBe(perTable * 2 ** geometry.pageShift);
  for (const step of pieces) {
    if (step.kind !== "table") throw new Error("a table");
    expect(tables.findSlot(step.from)).toBe(step.slot);
    const lastSlot = step.slot + (step.to - step.from - 1) * format.entryByteSize("pte");
    expect(tables.findSlot(step.to - 1)).toBe(lastSlot);
  }
});

test("tables that are missing are skipped without create, and nothing is made", () => {
  const { tables, perTable, memory } = make("arm64-4k-48");
  tables.ensureSlot(perTable * 7);
  const used = memory.lanes.size;
  const steps = walk(tables, 0, perTable * 20, false);
  expect(steps).toMatchObject([
    { kind: "table", from: perTable * 7, to: perTable * 8, modified: 0 },
    { kind: "end", modified: 0 },
  ]);
  expect(memory.lanes.size).toBe(used);
  expect(tables.findSlot(perTable * 9)).toBe(-1);
});

test.each([
  ["arm64-4k-52", ["pgd", "p4d", "pud", "pmd"]],
  ["arm64-4k-48", ["p4d", "pud", "pmd"]],
  ["riscv64-sv39", ["pud", "pmd"]],
  ["arm64-16k-36", ["pmd"]],
  ["s390-3level", ["pud", "pmd"]],
] as const)(
  "%s: a first table tells that the levels %j changed, and a second one less",
  (id, levels) => {
    const { tables, perTable } = make(id);
    const bits = levels.reduce((sum, level) => sum + modifiedBit[level], 0);
    expect(tables.nextPiece(0, 1, true).modified).toBe(bits);
    expect(tables.nextPiece(0, 1, true).modified).toBe(0);
    expect(tables.nextPiece(perTable, perTable + 1, true).modified).toBe(modifiedBit.pmd);
  },
);

test("a process's table of last-level entries is not tracked", () => {
  const { tables } = make("arm64-4k-48", false);
  expect(tables.nextPiece(0, 1, true).modified).toBe(modifiedBit.p4d + modifiedBit.pud);
});

test("without memory for a table the walk ends, and what was made stays", () => {
  const { tables, memory } = make("arm64-4k-48");
  memory.limit = 2;
  expect(tables.nextPiece(0, 1, true)).toEqual({
    kind: "error",
    error: "no-memory",
    modified: modifiedBit.p4d + modifiedBit.pud,
    warnings: [],
  });
  expect(tables.ensureSlot(0)).toBe(-1);
  memory.limit = 1;
  expect(tables.nextPiece(0, 1, true)).toMatchObject({ kind: "table", modified: modifiedBit.pmd });
});

/** Physical addresses of the entries on the way to a page. */
function path(tables: PageTables, memory: MapMemory, page: number): number[] {
  const slots: number[] = [];
  tables.findSlot(page, {
    readLow: (slot) => {
      slots.push(slot);
      return memory.readLow(slot);
    },
    readHigh: (slot) => memory.readHigh(slot),
  });
  return slots;
}

test.each([
  ["arm64-4k-48", 1, "pud"],
  ["arm64-4k-48", 2, "pmd"],
  ["riscv64-sv39", 0, "pud"],
  ["arm64-16k-36", 0, "pmd"],
] as const)(
  "%s: a large page at entry %i is a leaf of the %s level, and an error",
  (id, at, level) => {
    const { tables, memory } = make(id);
    tables.ensureSlot(5);
    const slot = path(tables, memory, 5)[at] as number;
    memory.write(slot, id === "riscv64-sv39" ? 0xef : 0x701, 0);
    for (const create of [true, false]) {
      expect(tables.nextPiece(5, 6, create)).toEqual({
        kind: "error",
        error: "invalid",
        modified: 0,
        warnings: [{ level, what: "leaf" }],
      });
    }
    expect(tables.findSlot(5)).toBe(-1);
  },
);

test("a bad entry is skipped without create, and replaced with it, each with a warning", () => {
  const { tables, memory, perTable } = make("arm64-4k-48");
  tables.ensureSlot(0);
  const slot = path(tables, memory, 0)[2] as number;
  memory.write(slot, 0x4000, 0);
  const warnings = [{ level: "pmd", what: "bad" }];
  expect(tables.nextPiece(0, perTable, false)).toEqual({ kind: "end", modified: 0, warnings });
  expect(tables.nextPiece(0, perTable, true)).toMatchObject({
    kind: "table",
    modified: modifiedBit.pmd,
    warnings,
  });
});

test("tables are filled with what is empty on the architecture", () => {
  const { tables, memory } = make("s390-3level");
  const slot = tables.ensureSlot(3);
  expect([memory.readLow(slot), memory.readLow(slot + 8)]).toEqual([0x400, 0x400]);
});

test("a range is filled in, with entries left alone where none is given", () => {
  const { tables, memory, format, perTable } = make("sparc64-8k");
  const isDone = tables.populate(perTable - 2, perTable + 2, (page) =>
    page === perTable ? undefined : format.linearPte(page),
  );
  expect(isDone).toBe(true);
  const pfns = [-2, -1, 0, 1].map((at) => {
    const slot = tables.findSlot(perTable + at);
    return format.ptePfn(memory.readLow(slot), memory.readHigh(slot));
  });
  expect(pfns).toEqual([perTable - 2, perTable - 1, 0, perTable + 1]);
  memory.limit = 0;
  expect(tables.populate(1 << 24, (1 << 24) + 1, () => undefined)).toBe(false);
});

test("entries of four bytes lie side by side, and their neighbours are not touched", () => {
  const { tables, memory, format } = make("arm-2level");
  const slot = tables.ensureSlot(0);
  expect(tables.findSlot(1)).toBe(slot + 4);
  tables.populate(0, 2, (page) => format.linearPte(page + 7));
  expect([memory.readLow(slot) >>> 12, memory.readLow(slot + 4) >>> 12]).toEqual([7, 8]);
});
