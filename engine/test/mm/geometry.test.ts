/** Geometries of every architecture, against the arithmetic of the kernel's headers. */
import { expect, test } from "vitest";
import { bytesPerTable, type Geometry, geometries, getGeometry } from "#engine/mm";
import { boundaryAfter, indexAt, toAddress, toVirtualPage } from "../../src/mm/geometry.ts";

/** `name shift/entries` from the top, folded levels left out. */
function shape({ levels }: Geometry): string {
  return levels.map(({ name, shift, entries }) => `${name} ${shift}/${entries}`).join(", ");
}

test.each([
  ["arm64-4k-39", "pgd 30/512, pmd 21/512, pte 12/512"],
  ["arm64-4k-48", "pgd 39/512, pud 30/512, pmd 21/512, pte 12/512"],
  ["arm64-4k-52", "pgd 48/16, p4d 39/512, pud 30/512, pmd 21/512, pte 12/512"],
  ["arm64-16k-36", "pgd 25/2048, pte 14/2048"],
  ["arm64-16k-47", "pgd 36/2048, pmd 25/2048, pte 14/2048"],
  ["arm64-16k-48", "pgd 47/2, pud 36/2048, pmd 25/2048, pte 14/2048"],
  ["arm64-16k-52", "pgd 47/32, pud 36/2048, pmd 25/2048, pte 14/2048"],
  ["arm64-64k-42", "pgd 29/8192, pte 16/8192"],
  ["arm64-64k-48", "pgd 42/64, pmd 29/8192, pte 16/8192"],
  ["arm64-64k-52", "pgd 42/1024, pmd 29/8192, pte 16/8192"],
  ["x86-4k-48", "pgd 39/512, pud 30/512, pmd 21/512, pte 12/512"],
  ["x86-4k-57", "pgd 48/512, p4d 39/512, pud 30/512, pmd 21/512, pte 12/512"],
  ["x86-32-pae", "pgd 30/4, pmd 21/512, pte 12/512"],
  ["x86-32-2level", "pgd 22/1024, pte 12/1024"],
  ["riscv64-sv39", "pgd 30/512, pmd 21/512, pte 12/512"],
  ["riscv64-sv48", "pgd 39/512, pud 30/512, pmd 21/512, pte 12/512"],
  ["riscv64-sv57", "pgd 48/512, p4d 39/512, pud 30/512, pmd 21/512, pte 12/512"],
  ["powerpc-hash-4k", "pgd 37/512, pud 28/512, pmd 21/128, pte 12/512"],
  ["powerpc-hash-64k", "pgd 44/256, pud 34/1024, pmd 24/1024, pte 16/256"],
  ["powerpc-radix-4k", "pgd 39/8192, pud 30/512, pmd 21/512, pte 12/512"],
  ["powerpc-radix-64k", "pgd 39/8192, pud 30/512, pmd 21/512, pte 16/32"],
  ["s390-3level", "pud 31/2048, pmd 20/2048, pte 12/256"],
  ["s390-4level", "p4d 42/2048, pud 31/2048, pmd 20/2048, pte 12/256"],
  ["s390-5level", "pgd 53/2048, p4d 42/2048, pud 31/2048, pmd 20/2048, pte 12/256"],
  ["sparc64-8k", "pgd 43/1024, pud 33/1024, pmd 23/1024, pte 13/1024"],
  ["arm-2level", "pgd 21/2048, pte 12/512"],
  ["arm-lpae", "pgd 30/4, pmd 21/512, pte 12/512"],
])("%s has the levels %s", (id, levels) => {
  expect(shape(getGeometry(id))).toBe(levels);
});

test("each geometry is tested above", () => {
  expect(geometries.length).toBe(27);
});

test.each(geometries.map((geometry) => [geometry.id, geometry] as const))(
  "the levels of %s meet without gap and cover its addresses",
  (_, { levels, vaBits, pageShift }) => {
    const [top] = levels;
    for (const [at, { shift }] of levels.entries()) {
      const below = levels[at + 1];
      if (below === undefined) expect(shift).toBe(pageShift);
      else expect(shift).toBe(below.shift + Math.log2(below.entries));
    }
    expect((top?.shift ?? 0) + Math.log2(top?.entries ?? 0)).toBe(vaBits);
  },
);

test.each(geometries.filter(({ architecture }) => architecture === "arm64"))(
  "$id is what ARM64_HW_PGTABLE_LEVELS() and ARM64_HW_PGTABLE_LEVEL_SHIFT() give",
  ({ levels, vaBits, pageShift }) => {
    const nLevels = Math.floor((vaBits - 4) / (pageShift - 3));
    const shifts = Array.from(
      { length: nLevels },
      (_, at) => (pageShift - 3) * (4 - (4 - nLevels + at)) + 3,
    );
    expect(levels.map(({ shift }) => shift)).toEqual(shifts);
  },
);

test.each([
  ["arm64-4k-48", 2 ** 21],
  ["arm64-16k-48", 2 ** 25],
  ["arm64-64k-48", 2 ** 29],
  ["x86-4k-48", 2 ** 21],
  ["riscv64-sv39", 2 ** 21],
  ["powerpc-hash-64k", 2 ** 24],
  ["s390-3level", 2 ** 20],
  ["sparc64-8k", 2 ** 23],
])("a table of last-level entries of %s covers %i bytes", (id, byteSize) => {
  expect(bytesPerTable(getGeometry(id))).toBe(byteSize);
});

test.each([
  ["arm64-4k-39", ["pud", "pmd", "pte"]],
  ["arm64-4k-48", ["p4d", "pud", "pmd", "pte"]],
  ["x86-4k-57", ["pgd", "p4d", "pud", "pmd", "pte"]],
  ["arm64-16k-36", ["pmd", "pte"]],
  ["riscv64-sv39", ["pud", "pmd", "pte"]],
  ["sparc64-8k", ["p4d", "pud", "pmd", "pte"]],
  ["s390-3level", ["pud", "pmd", "pte"]],
])("the entries of %s are read by the functions of %j", (id, names) => {
  expect(getGeometry(id).levels.map(({ entryName }) => entryName)).toEqual(names);
});

test("addresses of the upper half are page numbers and come back", () => {
  for (const geometry of geometries) {
    const address = BigInt.asUintN(64, -(1n << 30n));
    const page = toVirtualPage(geometry, address);
    expect(Number.isSafeInteger(page)).toBe(true);
    expect(toAddress(geometry, page)).toBe(address);
  }
});

test("indexes wrap at the table's size, and a boundary is the next entry's start", () => {
  const [pgd, , pmd, pte] = getGeometry("arm64-4k-48").levels;
  if (pgd === undefined || pmd === undefined || pte === undefined) throw new Error("levels");
  const page = toVirtualPage(getGeometry("arm64-4k-48"), 0xffff_8000_1234_5000n);
  expect(indexAt(pgd, page)).toBe(256);
  expect(indexAt(pmd, page)).toBe(0x1234_5000 >>> 21);
  expect(indexAt(pte, page)).toBe(0x145);
  expect(boundaryAfter(pmd, page, Number.POSITIVE_INFINITY)).toBe(
    Math.floor(page / 512) * 512 + 512,
  );
  expect(boundaryAfter(pmd, page, page + 3)).toBe(page + 3);
});
