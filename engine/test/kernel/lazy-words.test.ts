/** The quick look passes over no file that the full one would say something about. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { mayConcernLazyMode, walkers } from "#engine/kernel";
import { fixturesIn } from "../harness/fixture-files.ts";

test("every walker and section is a word of it, and every way to write a callback's parameters", () => {
  const sections = ["arch_enter_lazy_mmu_mode", "lazy_mmu_mode_enable", "lazy_mmu_mode_pause"];
  const texts = [
    ...[...walkers.map(({ name }) => name), ...sections].map((name) => `\t${name}(x);`),
    "struct visitor { pte_fn_t visit; };",
    "static int visit(pte_t *pte, unsigned long addr, void *data)",
    "static int visit(pte_t *pte,\n\t\t unsigned long addr __maybe_unused,\n\t\t void *data)",
    "int visit(pte_t * /* entry */, unsigned long, void *);",
    "static int visit(pte_t *pte, pgtable_t token, unsigned long addr, void *data)",
  ];
  expect(texts.filter((text) => !mayConcernLazyMode(text))).toEqual([]);
});

test("files that only handle entries are passed over", () => {
  const texts = [
    "int apply_to_page(pmd_t *pmd, unsigned long addr, void *data);",
    "void set(pte_t *pte, pte_t value);\nint get(unsigned long addr, void *data);",
    readFileSync(path.resolve("examples/mini-kernel/lib/page_pool.c"), "utf8"),
  ];
  expect(texts.filter(mayConcernLazyMode)).toEqual([]);
});

test("no fixture with a call site or a finding is passed over", () => {
  const passed: string[] = [];
  let nSeen = 0;
  for (const { name, read } of [...fixturesIn("model"), ...fixturesIn("lint")]) {
    for (const file of read().files) {
      const hasVerdict = file.annotations.some(({ label }) => label !== "related");
      if (!hasVerdict || !/\.[ch]$/.test(file.path)) continue;
      if (mayConcernLazyMode(file.text)) nSeen++;
      else passed.push(`${name}: ${file.path}`);
    }
  }
  // The exception: the mode is entered by a helper of another file.
  expect(passed).toEqual(["model/section-helper-in-other-file.c: mm/sample.c"]);
  expect(nSeen).toBeGreaterThan(50);
});
