/** Texts with more suppressions than anybody writes are judged in linear time. */
import { expect, test } from "vitest";
import { checkTree } from "../harness/check-lint.ts";
import { memoryTree } from "../harness/memory-tree.ts";

const callback = `static int one(pte_t *pte, unsigned long addr, void *data)
{
	free_page(addr);
	return 0;
}
`;
const walk = "apply_to_page_range(m, 0, 1, one, 0);";
const clause = "lazymmu: ok(allocation-in-callback): known\n";

async function check(text: string) {
  return checkTree(memoryTree(new Map([["drivers/a.c", callback + text]])));
}

test("all that speak of a finding are used, and the first reasons are told", async () => {
  const { findings, suppressed } = await check(
    `void f(void)\n{\n/*\n${clause.repeat(20)}*/ ${walk} ${walk}\n}\n`,
  );
  expect(findings).toEqual([]);
  const walks = suppressed.filter(({ finding }) => finding.rule === "allocation-in-callback");
  expect(walks.map(({ suppressions }) => suppressions.length)).toEqual([5, 5]);
});

test("a comment that silences nothing ten thousand times says so each time", async () => {
  const { findings } = await check(`int a; /*\n${clause.repeat(10_000)}*/\n`);
  expect(findings).toHaveLength(10_000);
}, 5000);

test("ten thousand unknown rules are told", async () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => `// lazymmu: ok(alloc-${at}): known\n`);
  expect((await check(lines.join(""))).findings).toHaveLength(10_000);
}, 5000);
