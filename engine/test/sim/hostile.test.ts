/** Callbacks that mean harm, and files that no compiler takes: each has an outcome, in bounded time. */
import { expect, test } from "vitest";
import { callbackText, firstRun, simulate } from "./tiny-kernel.ts";

const full = { machine: "generic", population: "all", variants: ["as-written"] } as const;
const limit = 20_000;

/** The outcome and the first fault's code. */
function outcomeOf(text: string, settings: Parameters<typeof firstRun>[1] = {}) {
  const { outcome, faults } = firstRun(text, { ...full, ...settings });
  return `${outcome}${faults[0] === undefined ? "" : `: ${faults[0].code}`}`;
}

/** Why nothing was run; a run's outcome when there was one. */
function reasonOf(text: string, others: Record<string, string> = {}): string {
  const result = simulate(text, full, others);
  if (result.kind === "failed") return result.reason;
  return `ran: ${result.simulation.report.runs.map(({ outcome }) => outcome).join()}`;
}

test("a loop without end runs out of its budget", { timeout: limit }, () => {
  expect(outcomeOf(callbackText("\tfor (;;) ;"))).toBe("out-of-budget");
  expect(outcomeOf(callbackText("again: goto again;"))).toBe("out-of-budget");
  const { statements } = firstRun(callbackText("\tfor (;;) address++;"), full);
  expect(statements).toBe(200_000);
});

test("recursion without end overflows the modelled stack", { timeout: limit }, () => {
  const before = "static int again(int n) { return again(n + 1) + 1; }";
  expect(outcomeOf(callbackText("\treturn again(0);", before))).toBe(
    "language-fault: stack-overflow",
  );
});

test("a write beyond the page table breaks a rule", { timeout: limit }, () => {
  const text = callbackText(
    "\tset_pte(pte + 512, pfn_pte(0x4000000UL, PAGE_KERNEL));\n\treturn 0;",
  );
  expect(outcomeOf(text)).toBe("rule-broken: write-outside-page-table");
});

test("a page that is freed twice is told", { timeout: limit }, () => {
  const text = callbackText(`	struct page *page = pte_page(ptep_get(pte));

	pte_clear(&init_mm, address, pte);
	__free_page(page);
	__free_page(page);
	return 0;`);
  expect(outcomeOf(text)).toMatch(/^double-free/);
});

test("memory that kfree() took twice is told", { timeout: limit }, () => {
  const text = callbackText(`	char *object = kmalloc(8, GFP_ATOMIC);

	kfree(object);
	kfree(object);
	return 0;`);
  expect(outcomeOf(text)).toBe("double-free: kfree-twice");
});

const readsFreed = callbackText(`	struct page *page = pte_page(ptep_get(pte));
	unsigned long *words = page_address(page);

	pte_clear(&init_mm, address, pte);
	__free_page(page);
	return words[3] == 7;`);

test("a freed page cannot be read where debug_pagealloc unmaps it", { timeout: limit }, () => {
  expect(outcomeOf(readsFreed)).toMatch(/^unmapped-access/);
});

test("a freed page that is read is told without debug_pagealloc, too", { timeout: limit }, () => {
  expect(outcomeOf(readsFreed, { debugPagealloc: false })).toMatch(/use-after-free/);
});

test("what the language forbids is a fault with its code", { timeout: limit }, () => {
  const cases = {
    "int *p = NULL; return *p;": "null-dereference",
    "return *(int *)0x123456789abcUL;": "invalid-address",
    "return *(int *)~0UL;": "invalid-address",
    "return ((int (*)(void))address)();": "bad-call",
    "int zero = 0; return 7 / zero;": "division-by-zero",
    "int unset; int *p = &unset; return *p;": "uninitialised-read",
    "int few[2] = { 0, 0 }; return few[address & 7 | 7];": "out-of-bounds",
    '*(char *)"abc" = 1; return 0;': "read-only-write",
    "int *p = kmalloc(8, GFP_ATOMIC); return p[2];": "out-of-bounds",
    "int *p = kmalloc(8, GFP_ATOMIC); return p[1];": "uninitialised-read",
    "int *p = kmalloc(8, GFP_ATOMIC); kfree(p); return p[0];": "use-after-free",
    "char all[1 << 30]; all[0] = 0; return all[0];": "stack-overflow",
  };
  const found = Object.keys(cases).map((body) => [body, outcomeOf(callbackText(body))]);
  const expected = Object.entries(cases).map(([body, code]) => [body, `language-fault: ${code}`]);
  expect(found).toEqual(expected);
});

test("NULL that stands in for data which is not known is no fault of the callback's", () => {
  const run = firstRun(callbackText("\treturn *(int *)(data + 0);"), {});
  expect(run.outcome).toBe("unsupported");
  expect(run.faults).toEqual([]);
  expect(run.unsupported[0]).toContain("stands in for the data");
  expect(run.assumptions.join()).toContain("data is NULL");
});

test("a callback of ten thousand lines runs", { timeout: limit }, () => {
  const lines = Array.from({ length: 10_000 }, (_, n) => `\tsum += ${n};`).join("\n");
  const text = callbackText(`\tint sum = 0;\n${lines}\n\treturn sum == 1;`);
  expect(outcomeOf(text, { pages: 2 })).toBe("nothing-wrong");
});

test("a callback that does not exist is a failure with a reason", { timeout: limit }, () => {
  expect(reasonOf("#include <linux/mm.h>\nint other;\n")).toContain("callback() is not defined");
  expect(reasonOf("")).toContain("callback() is not defined");
  expect(reasonOf("#include <linux/mm.h>\nint callback;\n")).toMatch(/callback/);
});

test("a call of what nothing defines is told by its name", { timeout: limit }, () => {
  const text = callbackText("\treturn nowhere(pte);", "int nowhere(pte_t *pte);");
  const run = firstRun(text, full);
  expect(run.outcome).toBe("missing");
  expect(run.verdict).toContain("needs nowhere,");
  expect(outcomeOf(text)).not.toBe(outcomeOf(callbackText("\treturn 0;")));
  expect(firstRun(text, { ...full, stubs: ["nowhere"] }).outcome).toBe("nothing-wrong");
});

test("headers that do not give what the model needs are a failure", { timeout: limit }, () => {
  const text = callbackText("\treturn 0;");
  const others = { "include/linux/gfp.h": "#define __GFP_ZERO (1 / 0)\n" };
  expect(reasonOf(text, others)).toMatch(/^arm64: the headers do not give __GFP_ZERO/);
  expect(reasonOf(text, { "include/linux/mm_types.h": "" })).toMatch(/^arm64: .*not/);
  // A menu without end is read once.
  const menu = { Kconfig: 'source "Kconfig"\nconfig A\n\tdefault A\n' };
  expect(reasonOf(text, menu)).toBe("ran: nothing-wrong");
});

test("text that never ends, nests or grows is refused with a reason", { timeout: 60_000 }, () => {
  const plain = callbackText("\treturn 0;");
  const many = (text: string) => text.repeat(100_000);
  const bomb = [
    "#define B0 1+1",
    ...Array.from({ length: 60 }, (_, n) => `#define B${n + 1} B${n} + B${n}`),
  ].join("\n");
  const cases = [
    [plain.replace("return 0;", "return 0; /* "), "found the end"],
    [plain.replace("return 0;", 'return "0;'), "expected ';'"],
    [callbackText(`\treturn ${many("(")}0${many(")")};`), "deeper than 1000 levels"],
    [callbackText(`\t${many("{")}${many("}")}\n\treturn 0;`), "deeper than 1000 levels"],
    [callbackText(`\treturn ${many("!")}0;`), "deeper than 1000 levels"],
    [callbackText(`\tint ${many("*")}p;\n\treturn 0;`), "at most 1000 parts"],
    [callbackText("\treturn B60;", bomb), "an expansion of more than"],
  ] as const;
  for (const [text, reason] of cases) {
    // On one architecture, since a failure is tried on each.
    const result = simulate(text, { ...full, machine: "arm64" });
    const said = result.kind === "failed" ? result.reason : "ran";
    expect(said).toContain("arm64: the definition of callback() is not understood: ");
    expect(said).toContain(reason);
  }
});

test("an object that is too large is not supported", { timeout: limit }, () => {
  const text = callbackText("\treturn all[0];", "static char all[1UL << 60];");
  const { outcome, unsupported } = firstRun(text, full);
  expect({ outcome, unsupported }).toEqual({
    outcome: "unsupported",
    unsupported: ["callback(): an array of 1152921504606846976 elements"],
  });
});

test("an open #if and a header that includes itself end", { timeout: limit }, () => {
  const plain = callbackText("\treturn 0;");
  expect(reasonOf(`#if 1\n${plain}`)).toBe("ran: nothing-wrong");
  const others = { "include/linux/self.h": "#include <linux/self.h>\n" };
  expect(reasonOf(`#include <linux/self.h>\n${plain}`, others)).toBe("ran: nothing-wrong");
});

test("names of a prototype are no functions", { timeout: limit }, () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
    const text = callbackText(`\treturn ${name}(pte);`, `int ${name}(pte_t *pte);`);
    expect(`${name}: ${outcomeOf(text)}`).toBe(`${name}: missing`);
  }
});
