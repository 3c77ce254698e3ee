/** What a patched tree's text says, and a copy of a tree that leaves the tree alone. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renamingFacts, walkFacts } from "../check-introduction.mjs";
import { replaceFile, withTreeCopy } from "../lib/tree-copy.mjs";

const core = `static int each_entry(pmd_t *pmd, pte_fn_t fn, bool lazy_mmu)
{
	if (lazy_mmu)
		arch_enter_lazy_mmu_mode();
	/* if (lazy_mmu) */
	arch_leave_lazy_mmu_mode();
}

static int each_table(pgd_t *pgd, pte_fn_t fn, bool lazy_mmu)
{
	return each_entry(pgd, fn, lazy_mmu);
}

/* In lazy MMU mode. */
int apply_to_page_range(pgd_t *pgd, pte_fn_t fn)
{
	return each_table(pgd, fn, true, true);
}
EXPORT_SYMBOL_GPL(apply_to_page_range);

/* In no special mode. */
int apply_to_page_range_nolazy(pgd_t *pgd, pte_fn_t fn)
{
	return each_table(pgd, fn, true, false);
}
EXPORT_SYMBOL_GPL(apply_to_existing_page_range);
`;

describe("walkFacts", () => {
  it("tells what is there, and no more", () => {
    expect(walkFacts(core, "int apply_to_page_range(void);\n")).toEqual({
      flagged: ["each_entry", "each_table"],
      handedOn: ["each_entry"],
      conditional: ["arch_enter_lazy_mmu_mode"],
      walkers: { apply_to_page_range: "true, true", apply_to_page_range_nolazy: "true, false" },
      commented: ["apply_to_page_range"],
      exports: [
        "apply_to_page_range behind apply_to_page_range",
        "apply_to_existing_page_range behind apply_to_page_range_nolazy",
      ],
      declared: ["apply_to_page_range"],
    });
  });
});

describe("renamingFacts", () => {
  const before = "/* apply_to_page_range() is\n * first. */\napply_to_page_range(a);\n";

  it("counts the new name, also where a comment is wrapped anew", () => {
    const after = "/* apply_to_page_range_nolazy()\n * is first. */\napply_to_page_range(a);\n";
    expect(renamingFacts(before, after)).toBe(1);
    expect(renamingFacts(before, before)).toBe(0);
  });

  it("notices any other change", () => {
    expect(renamingFacts(before, before.replace("(a)", "(b)"))).toBe("more than a renaming");
  });
});

describe("withTreeCopy", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "lazymmu-copied-"));
    mkdirSync(path.join(folder, "mm"));
    writeFileSync(path.join(folder, "mm/a.c"), "int a;\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("gives a copy that can be changed without changing the tree, and takes it away", async () => {
    const scratch = await withTreeCopy(folder, async (copy, scratch) => {
      const file = path.join(copy, "mm/a.c");
      expect(readFileSync(file, "utf8")).toBe("int a;\n");
      await replaceFile(file, "int b;\n");
      expect(readFileSync(file, "utf8")).toBe("int b;\n");
      return scratch;
    });
    expect(readFileSync(path.join(folder, "mm/a.c"), "utf8")).toBe("int a;\n");
    expect(existsSync(scratch)).toBe(false);
  });
});
