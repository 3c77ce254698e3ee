/** Entries of each architecture: what is written is read back, and none, bad and leaf are told apart. */
import { expect, test } from "vitest";
import {
  entryValue,
  formatFor,
  geometries,
  getGeometry,
  type LevelName,
  type TableFormat,
  toEntry,
} from "#engine/mm";

const all = geometries.map((geometry) => [geometry.id, geometry, formatFor(geometry)] as const);
const pfn = 0x4_1234;

test.each(all)(
  "a linear-map entry of %s is valid, writable, the kernel's, and of its page",
  (_, __, format) => {
    const { low, high } = format.linearPte(pfn);
    expect({
      none: format.pteIsNone(low, high),
      valid: format.pteIsValid(low, high),
      kernel: format.pteIsValidKernel(low, high),
      writable: format.pteIsWritable(low, high),
      pfn: format.ptePfn(low, high),
    }).toEqual({ none: false, valid: true, kernel: true, writable: true, pfn });
  },
);

test.each(all)(
  "an entry of %s that is unmapped is not valid, and mapped again it is",
  (_, __, format) => {
    const entry = format.linearPte(pfn);
    const gone = format.unmapped(entry.low, entry.high);
    expect(format.pteIsValid(gone.low, gone.high)).toBe(false);
    // sparc64 writes zero, and a whole entry again.
    const isWhole = format.pteIsNone(gone.low, gone.high);
    expect(isWhole).toBe(format.id === "sparc64");
    const back = isWhole ? format.linearPte(pfn) : format.mapped(gone.low, gone.high);
    expect(format.pteIsValid(back.low, back.high)).toBe(true);
    expect(format.ptePfn(back.low, back.high)).toBe(pfn);
  },
);

test.each(all)("the empty entry of %s is none and not valid", (_, __, format) => {
  const { low, high } = format.emptyEntry("pte");
  expect([format.pteIsNone(low, high), format.pteIsValid(low, high)]).toEqual([true, false]);
  expect(format.pteIsCached(low, high)).toBe(false);
});

test.each(all)(
  "a table entry of %s is a table at each level, for kernel and user",
  (_, geometry, format) => {
    const table = 0x4321_0000;
    for (const { entryName } of geometry.levels.slice(0, -1)) {
      for (const isKernel of [true, false]) {
        const { low, high } = format.tableEntry(entryName, table, isKernel);
        expect({
          entryName,
          none: format.isNone(entryName, low, high),
          bad: format.isBad(entryName, low, high),
          leaf: format.isLeaf(entryName, low, high),
          table: format.tableAddress(entryName, low, high),
        }).toEqual({ entryName, none: false, bad: false, leaf: false, table });
      }
      const empty = format.emptyEntry(entryName);
      expect(format.isNone(entryName, empty.low, empty.high)).toBe(true);
      expect(format.isLeaf(entryName, empty.low, empty.high)).toBe(false);
    }
  },
);

test.each(all)(
  "the first access of %s leaves an entry that has to be invalidated",
  (_, __, format) => {
    const { low, high } = format.linearPte(pfn);
    const seen = format.cached(low, high);
    expect(format.pteIsCached(seen.low, seen.high)).toBe(true);
    expect(format.ptePfn(seen.low, seen.high)).toBe(pfn);
  },
);

/** `leaf` and `bad` as the level's functions say. */
function judged(format: TableFormat, level: LevelName, value: bigint) {
  const { low, high } = toEntry(value);
  return { leaf: format.isLeaf(level, low, high), bad: format.isBad(level, low, high) };
}

test.each([
  ["arm64-4k-48", "pmd", 0x4020_0701n],
  ["arm64-4k-48", "pud", 0x4000_0701n],
  ["arm64-16k-36", "pmd", 0x4200_0701n],
  ["x86-4k-48", "pmd", 0x4020_00e3n],
  ["x86-4k-48", "pud", 0x4000_00e3n],
  ["riscv64-sv39", "pmd", 0x1008_00efn],
  ["riscv64-sv39", "pud", 0x1000_00efn],
  ["powerpc-radix-64k", "pmd", 0xc000_0000_4000_018en],
  ["powerpc-radix-64k", "pud", 0xc000_0000_4000_018en],
  ["s390-3level", "pmd", 0x4000_0400n],
  ["s390-3level", "pud", 0x4000_0407n],
  ["sparc64-8k", "pmd", 0x8100_0000_4000_07d3n],
  ["arm-2level", "pmd", 0x4010_0402n],
  ["arm-lpae", "pmd", 0x4020_0701n],
] as const)("on %s a large page at the %s level is a leaf", (id, level, value) => {
  expect(judged(formatFor(getGeometry(id)), level, value)).toMatchObject({ leaf: true });
});

test("a large page is bad for pud_bad() on arm64, x86 and s390, and is not on riscv", () => {
  const bad = (id: string, value: bigint) => judged(formatFor(getGeometry(id)), "pud", value).bad;
  expect(bad("arm64-4k-48", 0x4000_0701n)).toBe(true);
  expect(bad("x86-4k-48", 0x4000_00e3n)).toBe(true);
  expect(bad("s390-3level", 0x4000_0407n)).toBe(true);
  expect(bad("riscv64-sv39", 0x1000_00efn)).toBe(false);
});

test("on powerpc hash with 64K pages a huge PMD is a leaf", () => {
  const format = formatFor(getGeometry("powerpc-hash-64k"));
  expect(judged(format, "pmd", 0xc000_0000_0100_018en).leaf).toBe(true);
});

test("on arm64 an entry is the kernel's when it is not user and never executed by users", () => {
  const { pteIsValidKernel } = formatFor(getGeometry("arm64-4k-48"));
  const of = (value: bigint) => {
    const { low, high } = toEntry(value);
    return pteIsValidKernel(low, high);
  };
  const uxn = 1n << 54n;
  expect(of(uxn | 3n)).toBe(true);
  expect(of(uxn | 2n)).toBe(false);
  expect(of(uxn | 0x43n)).toBe(false);
  // Execute-only user mappings have neither PTE_USER nor PTE_UXN.
  expect(of(3n)).toBe(false);
});

test.each([
  ["powerpc-hash-4k", 1n << 60n],
  ["powerpc-hash-64k", 1n << 55n],
])("on %s an entry is cached when H_PAGE_HASHPTE is set", (id, bit) => {
  const format = formatFor(getGeometry(id));
  const plain = format.linearPte(pfn);
  expect(format.pteIsCached(plain.low, plain.high)).toBe(false);
  const hashed = toEntry(entryValue(plain) | bit);
  expect(format.pteIsCached(hashed.low, hashed.high)).toBe(true);
  expect(format.cached(plain.low, plain.high)).toEqual(toEntry(entryValue(plain) | bit | 0x100n));
});

test("powerpc's entries lie most significant byte first in a little-endian kernel", () => {
  const geometry = getGeometry("powerpc-radix-64k");
  const native = formatFor(geometry);
  const swapped = formatFor(geometry, true);
  const { low, high } = native.linearPte(pfn);
  const stored = swapped.linearPte(pfn);
  const bytes = (value: bigint) => BigInt.asUintN(64, value).toString(16).padStart(16, "0");
  const reversed = bytes(entryValue({ low, high })).match(/../g)?.toReversed().join("");
  expect(bytes(entryValue(stored))).toBe(reversed);
  expect(swapped.ptePfn(stored.low, stored.high)).toBe(pfn);
  expect(swapped.pteIsValid(stored.low, stored.high)).toBe(true);
  const gone = swapped.unmapped(stored.low, stored.high);
  expect(swapped.pteIsValid(gone.low, gone.high)).toBe(false);
  const table = swapped.tableEntry("pud", 0x1_2345_0000, true);
  expect(swapped.tableAddress("pud", table.low, table.high)).toBe(0x1_2345_0000);
});

test("s390 tables are empty when their entries are invalid, and a cleared entry is not zero", () => {
  const format = formatFor(getGeometry("s390-5level"));
  const empties = (["pgd", "p4d", "pud", "pmd", "pte"] as const).map(
    (level) => format.emptyEntry(level).low,
  );
  expect(empties).toEqual([0x2c, 0x28, 0x24, 0x20, 0x400]);
});

test("x86 unmaps by clearing present, writable and dirty", () => {
  const format = formatFor(getGeometry("x86-4k-48"));
  const { low, high } = format.linearPte(pfn);
  const gone = format.unmapped(low, high);
  expect(low & ~gone.low).toBe(0x43);
  expect(format.mapped(gone.low, gone.high).low & 0x43).toBe(3);
});

test("32-bit formats have entries of four bytes at the last level", () => {
  const sizes = ["arm-2level", "x86-32-2level", "x86-32-pae", "arm-lpae"].map((id) =>
    formatFor(getGeometry(id)).entryByteSize("pte"),
  );
  expect(sizes).toEqual([4, 4, 8, 8]);
});

test("a physical page above 4 GiB survives in every format of eight bytes", () => {
  for (const [, , format] of all) {
    if (format.entryByteSize("pte") === 4) continue;
    const far = 0x12_3456;
    const { low, high } = format.linearPte(far);
    expect(format.ptePfn(low, high)).toBe(far);
  }
});
