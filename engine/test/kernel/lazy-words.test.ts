/** The quick look passes every file that the full one would say something about. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { mayConcernLazyMode, walkers } from "#engine/kernel";
import { Workspace } from "#engine/workspace";
import { sampleTexts } from "../harness/edit-samples.ts";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

test("every walker, type and section is a word of it", () => {
  const sections = ["arch_enter_lazy_mmu_mode", "lazy_mmu_mode_enable", "lazy_mmu_mode_pause"];
  for (const name of [...walkers.map((walker) => walker.name), ...sections, "pte_t", "pte_fn_t"]) {
    expect([name, mayConcernLazyMode(`\t${name}(x);`)]).toEqual([name, true]);
  }
  expect(mayConcernLazyMode("int apply_to_page(pmd_t *pmd, my_pte_t_list *list);")).toBe(false);
});

test("no file with a finding or a call site is passed over, and most others are", async () => {
  const workspace = new Workspace(workspaceInputs(memoryTree(sampleTexts), await loadParser()));
  const { callSites, findings } = workspace.checkTree();
  const files = new Set([...callSites, ...findings].map(({ location }) => location.file));
  expect(files.size).toBeGreaterThan(1);
  for (const file of files) expect(mayConcernLazyMode(sampleTexts.get(file) ?? "")).toBe(true);
  const pool = readFileSync(path.resolve("examples/mini-kernel/lib/page_pool.c"), "utf8");
  expect(mayConcernLazyMode(pool)).toBe(false);
});
