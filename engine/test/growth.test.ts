/** A file with three times the call sites costs about three times the work, not nine times. */
import { expect, test } from "vitest";
import { Workspace } from "#engine/workspace";
import { loadParser } from "./harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "./harness/memory-tree.ts";

const callback =
  "static int cb(pte_t *pte, unsigned long addr, void *data)\n{\n\t__free_page(0);\n\treturn 0;\n}\n";

test.each<[string, number, (index: number) => string]>([
  [
    "sites",
    1000,
    (index: number) =>
      `int go${index}(void)\n{\n\treturn apply_to_page_range(0, 0, 0, cb, 0);\n}\n`,
  ],
  [
    "sites that take their callback from one member",
    1000,
    (index: number) =>
      `int go${index}(struct ops *o)\n{\n\to->fn = cb;\n\treturn apply_to_page_range(0, 0, 0, o->fn, 0);\n}\n`,
  ],
  [
    "sections",
    1000,
    (index: number) =>
      `void section${index}(void)\n{\n\tarch_enter_lazy_mmu_mode();\n\t__free_page(0);\n\tarch_leave_lazy_mmu_mode();\n}\n`,
  ],
  [
    "helpers that enter for their callers, and callers of the one before",
    300,
    (index: number) =>
      `static void enter${index}(void)\n{\n\tarch_enter_lazy_mmu_mode();\n}\nvoid use${index}(void)\n{\n\tenter${Math.max(0, index - 1)}();\n\t__free_page(0);\n\tarch_leave_lazy_mmu_mode();\n}\n`,
  ],
  [
    "functions that only enter",
    300,
    (index: number) =>
      `void enter${index}(void)\n{\n\tarch_enter_lazy_mmu_mode();\n}\nvoid call${index}(void)\n{\n\tenter${index}();\n}\n`,
  ],
])("%s", { timeout: 120_000 }, async (_, size, siteOf) => {
  const parser = await loadParser();
  const timeOf = (count: number) => {
    const sites = Array.from({ length: count }, (__, index) => siteOf(index)).join("");
    const tree = memoryTree(new Map([["mm/a.c", callback + sites]]));
    const start = performance.now();
    new Workspace(workspaceInputs(tree, parser)).checkTree();
    return performance.now() - start;
  };
  timeOf(300);
  const growth = [1, 2, 3].map(() => timeOf(3 * size) / timeOf(size));
  // One measurement may be disturbed by the machine; quadratic work is 9 in all of them.
  expect(Math.min(...growth)).toBeLessThan(6);
});
