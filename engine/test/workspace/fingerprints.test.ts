/** A finding is known again after edits elsewhere, and never taken for another. */
import { expect, test } from "vitest";
import { identifyFindings } from "#engine/lint";
import { Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

const file = "drivers/sample/walk.c";
const text = `static void put(unsigned long addr)
{
	free_page(addr);
}

static int drop(pte_t *pte, unsigned long addr, void *data)
{
	if (data)
		put(addr);
	put(addr + 1);
	return 0;
}

void walk(unsigned long start)
{
	apply_to_page_range(&init_mm, start, 4096, drop, NULL);
	apply_to_page_range(&init_mm, start + 4096, 4096, drop, NULL);
	apply_to_existing_page_range(&init_mm, start, 4096, drop, NULL);
}

void walk_again(unsigned long start)
{
	apply_to_page_range(&init_mm, start, 4096, drop, NULL);
}
`;

/** A finding of each rule about sections, of some two that differ in their place alone. */
const sectionText = `static void fill(pte_t *pte, unsigned long addr, struct page *old)
{
	arch_enter_lazy_mmu_mode();
	__free_page(old);
	__free_page(old);
	put_page(old);
	arch_enter_lazy_mmu_mode();
	msleep(1);
	msleep(1);
	set_pte_at(&init_mm, addr, pte, __pte(0));
	if (pte_none(ptep_get(pte)))
		return;
	arch_leave_lazy_mmu_mode();
}

void fill_again(pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	free_page(addr);
	arch_leave_lazy_mmu_mode();
	arch_enter_lazy_mmu_mode();
	free_page(addr);
	set_pte_at(&init_mm, addr, pte, pfn_pte(1, PAGE_KERNEL));
	memset((void *)addr, 0, PAGE_SIZE);
	arch_leave_lazy_mmu_mode();
}
`;

/** Fingerprints by the rule, function and order of what they stand for. */
async function fingerprintsOf(texts: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const workspace = new Workspace(workspaceInputs(memoryTree(texts), await loadParser()));
  const report = workspace.checkTree();
  const identities = identifyFindings(report);
  return report.findings
    .map((finding) => `${finding.rule} ${identities.get(finding)?.fingerprint}`)
    .sort();
}

test("findings of one function, rule, walker and callback have fingerprints of their own", async () => {
  const all = await fingerprintsOf(new Map([[file, text]]));
  expect(all).toHaveLength(5);
  expect(new Set(all).size).toBe(5);
  expect(all.map((one) => one.split(" ")[1])).toEqual(
    all.map(() => expect.stringMatching(/^[0-9a-f]{16}$/)),
  );
});

test("findings about sections have fingerprints of their own, which stay when lines move", async () => {
  const all = await fingerprintsOf(new Map([[file, sectionText]]));
  const rules = all.map((one) => one.split(" ")[0]);
  expect(rules).toEqual([
    "access-through-pending-entry",
    ...Array.from({ length: 5 }, () => "allocation-in-section"),
    "nested-section",
    "sleep-in-section",
    "sleep-in-section",
    "stale-pte-read",
    "unbalanced-section",
    "unbalanced-section",
    "unbalanced-section",
  ]);
  expect(new Set(all).size).toBe(all.length);
  // From two digits to three, which a comparison of texts would put in another order.
  const moved = `${"\n".repeat(90)}${sectionText.replaceAll("\n\t", "\n\n\t\t")}`;
  expect(await fingerprintsOf(new Map([[file, moved]]))).toEqual(all);
});

test.each([
  ["lines above", text, `/* one */\n\n${text}`],
  [
    "lines between the calls",
    "\tapply_to_existing",
    "\n\t/* what is there */\n\tapply_to_existing",
  ],
  [
    "another indentation",
    "\tapply_to_page_range(&init_mm, start,",
    "\t\tapply_to_page_range(&init_mm, start,",
  ],
  ["a step deeper in the path", "free_page(addr);", "drop_it(addr);"],
])("fingerprints stay with %s", async (_, from, to) => {
  const helper = "static void drop_it(unsigned long addr)\n{\n\tfree_page(addr);\n}\n";
  const before = new Map([[file, helper + text]]);
  const after = new Map([[file, helper + text.replaceAll(from, () => to)]]);
  expect(after).not.toEqual(before);
  expect(await fingerprintsOf(after)).toEqual(await fingerprintsOf(before));
});

test("a second file, function or callback changes no fingerprint of the first", async () => {
  const more = text.replaceAll("walk", "stroll").replaceAll("drop", "lose");
  const first = await fingerprintsOf(new Map([[file, text]]));
  const both = await fingerprintsOf(
    new Map([[file, `${more}${text.slice(text.indexOf("static int"))}`]]),
  );
  const files = await fingerprintsOf(
    new Map([
      [file, text],
      ["drivers/sample/other.c", text],
    ]),
  );
  for (const larger of [both, files]) {
    expect(larger).toEqual(expect.arrayContaining([...first]));
    expect(new Set(larger).size).toBe(10);
  }
});
