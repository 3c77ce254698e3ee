/** Calls and bodies taken out of the mode, in texts that are laid out in unusual ways. */
import { expect, test } from "vitest";
import { applyFix, checkTree } from "../harness/check-lint.ts";
import { memoryTree } from "../harness/memory-tree.ts";

const header = `static inline void lazy_mmu_mode_pause(void)
{
	arch_leave_lazy_mmu_mode();
}
static inline void lazy_mmu_mode_resume(void)
{
	arch_enter_lazy_mmu_mode();
}
`;
const file = "drivers/sample/sample.c";
const walk = `
void drop_all(unsigned long start)
{
	apply_to_page_range(&init_mm, start, PAGE_SIZE, drop_one, NULL);
}
`;

/** The callback's text after each fix that is offered for the walk, by the beginning of its title. */
async function fixed(callback: string): Promise<ReadonlyMap<string, string>> {
  const text = callback + walk;
  const texts = new Map([
    ["include/linux/pgtable.h", header],
    [file, text],
  ]);
  const tree = memoryTree(texts, { dialect: "counted", release: "7.0.0" });
  const { findings } = await checkTree(tree);
  const found = findings.find(({ rule }) => rule === "allocation-in-callback");
  const results = (found?.fixes ?? []).map((fix): [string, string] => {
    const after = applyFix(tree, fix).texts.get(file) ?? "";
    return [/ (around|in all)/.exec(fix.title)?.[1] ?? fix.title, after.slice(0, -walk.length)];
  });
  return new Map(results);
}

const head = "static int drop_one(pte_t *pte, unsigned long addr, void *data)\n{\n";

test("lines end as the file's do", async () => {
  const callback = `${head}\tfree_page(addr);\n\treturn 0;\n}\n`.replaceAll("\n", "\r\n");
  const results = await fixed(callback);
  expect(results.get("around")).toContain(
    "\tlazy_mmu_mode_pause();\r\n\tfree_page(addr);\r\n\tlazy_mmu_mode_resume();\r\n\treturn 0;\r\n",
  );
  for (const text of results.values()) expect(text.replaceAll("\r\n", "")).not.toContain("\n");
});

test("a comment behind the last declaration stays with it", async () => {
  const results = await fixed(
    `${head}\tint err = 0; /* so far */\n\n\tfree_page(addr);\n\treturn err;\n}\n`,
  );
  expect(results.get("in all")).toContain(
    "\tint err = 0; /* so far */\n\n\tlazy_mmu_mode_pause();\n\n\tfree_page(addr);\n\tlazy_mmu_mode_resume();\n\treturn err;\n",
  );
});

test.each([
  ["a call behind a label on its line", "\tgoto out;\nout: free_page(addr);\n\treturn 0;\n"],
  ["a call whose line goes on", "\tfree_page(addr); addr++;\n\treturn 0;\n"],
  ["a call in a declaration", "\tint err = drop(addr);\n\n\treturn err;\n"],
  ["a call that decides", "\tif (drop(addr))\n\t\treturn 1;\n\treturn 0;\n"],
  ["a branch before else", "\tif (addr)\n\t\tfree_page(addr);\n\telse\n\t\taddr++;\n\treturn 0;\n"],
])("%s is not bracketed by itself", async (_, body) => {
  const helper = "static int drop(unsigned long addr)\n{\n\tfree_page(addr);\n\treturn 0;\n}\n\n";
  const results = await fixed(`${helper}${head}${body}}\n`);
  expect(results.has("around")).toBe(false);
});

test.each([
  ["returns what a call answers", "\tfree_page(addr);\n\treturn drop(addr);\n"],
  [
    "returns in the line of a condition",
    "\tif (!addr) return 1;\n\tfree_page(addr);\n\treturn 0;\n",
  ],
])("a body that %s is not bracketed", async (_, body) => {
  const results = await fixed(
    `static int drop(unsigned long addr)\n{\n\treturn 0;\n}\n\n${head}${body}}\n`,
  );
  expect(results.has("in all")).toBe(false);
});

test("a body that ends without a return is resumed at its end, and a bare return in braces", async () => {
  const results = await fixed(
    `${head}\tif (!addr)\n\t\treturn 1;\n\tfree_page(addr);\n\tfor (;;)\n\t\taddr++;\n}\n`,
  );
  expect(results.get("in all")).toBe(
    `${head}\tlazy_mmu_mode_pause();\n\tif (!addr) {\n\t\tlazy_mmu_mode_resume();\n\t\treturn 1;\n\t}\n\tfree_page(addr);\n\tfor (;;)\n\t\taddr++;\n\tlazy_mmu_mode_resume();\n}\n`,
  );
});
