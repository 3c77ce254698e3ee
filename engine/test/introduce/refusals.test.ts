/** Code of another shape is refused as a whole, with the reason and the place. */
import { expect, test } from "vitest";
import { changed, coreFile, headerFile, introduced, smallTree, workspaceOf } from "./small-tree.ts";

const walk = "return each_table(mm, from, from + size, fn, data, true);";

const divided = (smallTree.get(coreFile) ?? "")
  .replace("/* Makes tables where there are none. */", "#ifdef CONFIG_A")
  .replace("EXPORT_SYMBOL_GPL(apply_to_page_range);", "#endif");

test.each([
  [
    "a walker is missing",
    changed(coreFile, "int apply_to_page_range(", "int apply_to_page_ranges("),
    "mm/memory.c has no function apply_to_page_range()",
  ],
  [
    "a walker does more than call",
    changed(coreFile, walk, `note_walk();\n\t${walk}`),
    "apply_to_page_range() does more than return what one call of a common function returns",
  ],
  [
    "the walkers call different functions",
    changed(coreFile, walk, walk.replace("each_table", "other_table")),
    "the walkers do not share one function: apply_to_existing_page_range() calls each_table(), apply_to_page_range() calls other_table()",
  ],
  [
    "a step has no callback parameter",
    changed(coreFile, "unsigned long end, pte_fn_t fn,\n", "unsigned long end, entry_fn fn,\n"),
    "each_entry() has no parameter of type pte_fn_t",
  ],
  [
    "a step has two",
    changed(coreFile, "pte_fn_t fn, void *data, bool create)", "pte_fn_t fn, pte_fn_t last)"),
    "each_table() has more than one parameter of type pte_fn_t",
  ],
  [
    "a step is not static",
    changed(coreFile, "static int each_entry", "int each_entry"),
    "each_entry() is not static, so other files may call it",
  ],
  [
    "a step hands the callback on twice",
    changed(
      coreFile,
      "\tint err = 0;\n\n\tfor",
      "\tint err = each_entry(0, 0, 0, fn, data);\n\n\tfor",
    ),
    "each_table() uses the callback in more than one way",
  ],
  [
    "a step loses the callback",
    changed(coreFile, "\t\t\t\t fn, data);", "\t\t\t\t NULL, data);"),
    "each_table() neither calls its callback nor hands it on",
  ],
  [
    "the walk goes in circles",
    changed(coreFile, "err = fn(pte++, addr, data)", "err = each_table(0, 0, 0, fn, data, 0)"),
    "the walk does not end within 10 functions",
  ],
  [
    "a step is used elsewhere",
    changed(coreFile, "int after;", "int (*after)() = each_entry;"),
    "each_entry() is used outside of the walk too, where the new parameter is not known",
  ],
  [
    "a step is declared before",
    changed(coreFile, "#include <linux/mm.h>", "static int each_table();"),
    "each_table() is used outside of the walk too, where the new parameter is not known",
  ],
  [
    "a step is defined twice",
    changed(
      coreFile,
      "static int each_table",
      "static int each_entry(void) { return 0; }\nstatic int each_table",
    ),
    "mm/memory.c defines each_entry() more than once",
  ],
  [
    "lazy mode is entered twice",
    changed(
      coreFile,
      "\tarch_leave_lazy_mmu_mode();",
      "\tarch_enter_lazy_mmu_mode();\n\tarch_leave_lazy_mmu_mode();",
    ),
    "each_entry() enters lazy MMU mode 2 times and leaves it once, not once each",
  ],
  [
    "lazy mode is never left",
    changed(coreFile, "\tarch_leave_lazy_mmu_mode();\n", ""),
    "each_entry() enters lazy MMU mode once and leaves it never, not once each",
  ],
  [
    "lazy mode is entered under a condition",
    changed(
      coreFile,
      "\tarch_enter_lazy_mmu_mode();",
      "\tif (pmd)\n\t\tarch_enter_lazy_mmu_mode();",
    ),
    "each_entry() does not enter and leave lazy MMU mode in two statements of one block, each on its own line",
  ],
  [
    "lazy mode is entered behind another statement",
    changed(coreFile, "\tarch_enter_lazy_mmu_mode();", "\tpmd++; arch_enter_lazy_mmu_mode();"),
    "each_entry() does not enter and leave lazy MMU mode in two statements of one block, each on its own line",
  ],
  [
    "another statement follows on the line",
    changed(coreFile, "\tarch_leave_lazy_mmu_mode();\n\t", "\tarch_leave_lazy_mmu_mode(); "),
    "each_entry() does not enter and leave lazy MMU mode in two statements of one block, each on its own line",
  ],
  [
    "lazy mode is entered on the way down",
    changed(
      coreFile,
      "\tint err = 0;\n\n\tfor",
      "\tint err = 0;\n\n\tarch_enter_lazy_mmu_mode();\n\tfor",
    ),
    "each_table() calls arch_enter_lazy_mmu_mode(), though each_entry() calls the callback",
  ],
  [
    "the flag's name is taken",
    changed(
      coreFile,
      "\tpte_t *pte = pte_offset",
      "\tint lazy_mmu = 0;\n\tpte_t *pte = pte_offset",
    ),
    "each_entry() has a lazy_mmu already",
  ],
  [
    "a step cannot be read",
    changed(coreFile, "pte_t *pte = pte_offset_kernel(pmd, addr);", "pte_t *pte = = (;"),
    "each_entry() could not be read wholly",
  ],
  [
    "the walkers stand under different conditions",
    new Map(smallTree).set(coreFile, divided),
    "apply_to_existing_page_range() and apply_to_page_range() stand under different #if conditions",
  ],
  [
    "the header does not declare a walker",
    changed(headerFile, "int __must_check apply_to_page_range(", "int walk("),
    "include/linux/mm.h does not declare apply_to_page_range()",
  ],
  [
    "the header declares a walker twice",
    changed(headerFile, "#endif", "int apply_to_page_range(void);\n#endif"),
    "include/linux/mm.h names apply_to_page_range() more than once",
  ],
  [
    "there is no core",
    new Map([...smallTree].filter(([file]) => file !== coreFile)),
    "there is no mm/memory.c that can be read",
  ],
  [
    "sections are counted",
    new Map(smallTree).set("include/linux/pgtable.h", "void lazy_mmu_mode_enable(void);\n"),
    "this tree counts lazy MMU sections (lazy_mmu_mode_enable()), so a nested one does no harm and no variant is needed",
  ],
])("refused: %s", async (_what, texts, reason) => {
  const plan = (await workspaceOf(texts)).planIntroduction();
  expect(plan).toMatchObject({ kind: "refused", reason });
});

test("a tree that has the variants is refused at the place of the first", async () => {
  const plan = (await workspaceOf(await introduced(smallTree))).planIntroduction();
  expect(plan).toMatchObject({
    kind: "refused",
    reason: "apply_to_existing_page_range_nolazy() is there already",
    location: { file: headerFile, line: 15 },
  });
});
