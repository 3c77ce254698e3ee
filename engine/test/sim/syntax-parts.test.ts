/** The parts that read a caller's and a callback's syntax, and print C again. */
import { expect, test } from "vitest";
import { CallerValues, findWalkCall } from "../../src/sim/caller-facts.ts";
import { buildDataObject, dataTypeOf } from "../../src/sim/data-object.ts";
import { ExtendedUnit } from "../../src/sim/extended-unit.ts";
import { printExpression } from "../../src/sim/print-c.ts";
import { compiled } from "./compiled.ts";

/** The expression as it is parsed and printed. */
function printed(expression: string): string | undefined {
  const { functionNamed } = compiled(`int f(void) { return ${expression}; }`);
  const [statement] = functionNamed("f").body.body;
  if (statement?.kind !== "return" || statement.value === undefined) return "no expression";
  return printExpression(statement.value);
}

test("expressions print so that they mean the same", () => {
  const cases = {
    "a + b * 2": "(a + (b * 2))",
    "(a + b) * 2": "((a + b) * 2)",
    "-a->b.c[1]": "(-a->b.c[1])",
    'f(a, \'c\', "s" "t")': 'f(a, \'c\', "s" "t")',
    "a ? b : c": "(a ? b : c)",
    "(unsigned long)&a": "((unsigned long)(&a))",
    "(struct s *)a": "((struct s *)a)",
    "sizeof(const struct s *)": "sizeof(const struct s *)",
    "(struct s){ 1, { 2 } }": "(struct s){ 1, { 2 } }",
  };
  expect(Object.keys(cases).map((text) => printed(text))).toEqual(Object.values(cases));
});

test("what has no short form, and what nests without end, is not printed", () => {
  const none = ["a = 1", "a++", "({ a; })", "(struct s){ .x = 1 }", `${"-".repeat(99)}a`];
  for (const text of none) expect(`${text} ${printed(text)}`).toBe(`${text} undefined`);
});

const caller = `
struct data { unsigned long pfn; int prot; int flags; int unknown; };
int cb(int *pte, unsigned long address, void *data) { struct data *d = data; return d->flags; }
int other(int *pte, unsigned long address, void *data) { return 0; }
int walk(struct mm *mm, unsigned long start, unsigned long n, int local)
{
	struct data data = { .pfn = start, .prot = (int)__pgprot(3), .unknown = local };
	data.flags = FLAG | 1;
	apply_to_page_range(mm, start, n, other, &n);
	return apply_to_existing_page_range(mm, start, n, cb, &data);
}`;

function callerValues() {
  const walk = compiled(caller).functionNamed("walk");
  const call = findWalkCall(walk, "cb");
  if (call === undefined) throw new Error("there is a call");
  return { call, values: new CallerValues(walk, call, { mm: "MM", start: "START" }) };
}

test("the walker's call is the one that is given the callback", () => {
  const { call } = callerValues();
  expect(call).toMatchObject({ api: "apply_to_existing_page_range", mm: "mm", start: "start" });
  expect(findWalkCall(compiled(caller).functionNamed("walk"), "none")).toBeUndefined();
});

test("a member's value is followed where it does not depend on the caller's locals", () => {
  const { values } = callerValues();
  expect(["pfn", "prot", "flags", "unknown"].map((name, at) => values.member(name, at))).toEqual([
    "START",
    "((int)__pgprot(3))",
    "(FLAG | 1)",
    undefined,
  ]);
});

test("what a callback takes its data for is in a declaration or a cast", () => {
  const typeOf = (body: string) =>
    dataTypeOf(
      compiled(`int cb(int *p, unsigned long a, void *data) { ${body} }`).functionNamed("cb"),
    );
  expect(typeOf("const struct s *s = data;")).toBe("struct s *");
  expect(typeOf("return *(unsigned long *)data;")).toBe("unsigned long *");
  expect(typeOf("unsigned long v = (unsigned long)data;")).toBe("unsigned long");
  expect(typeOf("return 0;")).toBeUndefined();
});

test("a data object takes the caller's values, and assumes the rest by type and name", () => {
  const text = `
struct page; struct mm_struct;
typedef struct { unsigned long pgprot; } pgprot_t;
struct s { struct mm_struct *mm; unsigned long pfn; pgprot_t prot; struct page **pages;
	unsigned long addr; int few[4]; int count; int rest; };
int cb(int *pte, unsigned long address, void *data) { struct s *s = data; return s->rest; }`;
  const { unit, compilation, functionNamed } = compiled(text);
  const object = buildDataObject({
    callback: functionNamed("cb"),
    types: {
      membersOf: (typeText) => compilation.recordOf(unit, typeText)?.members,
      isComplete: (typeText) => compilation.sizeOf(unit, typeText) !== undefined,
    },
    caller: undefined,
    mm: "&init_mm",
    pages: 16,
    outsidePfn: "0x99UL",
  });
  expect(object).toMatchObject({ argument: "&__sim_data", maxPages: 4 });
  expect(object.declarations).toEqual([
    "static struct s __sim_data;",
    "static __typeof__(*(*(struct s *)0).pages) __sim_array0[__SIM_PAGES + 1];",
  ]);
  expect(object.statements).toEqual([
    "__sim_data.mm = &init_mm;",
    "__sim_data.pfn = 0x99UL;",
    "__sim_data.prot = PAGE_KERNEL;",
    "for (i = 0; i < __SIM_PAGES; i++) __sim_array0[i] = __sim_new_page();",
    "__sim_data.pages = __sim_array0;",
    "__sim_data.addr = __SIM_START;",
    "__sim_data.count = __SIM_PAGES;",
  ]);
  expect(object.assumptions).toContain("data->few has room for 4");
});

test("text behind a unit is found like its own, and its own goes before", () => {
  const { unit } = compiled("#define ONE 1\nint a;\n");
  const extended = new ExtendedUnit(unit);
  const before = extended.nDeclarations;
  extended.extend("int b = ONE;");
  extended.extend("int a;");
  expect(extended.nDeclarations).toBe(before + 2);
  expect(extended.declarations()).toHaveLength(unit.declarations().length + 2);
  const [own, added] = extended.candidates("a");
  expect(extended.candidates("a")).toHaveLength(2);
  expect(own).toEqual(unit.candidates("a")[0]);
  expect(added?.index).toBe(before + 1);
  const [ref] = extended.candidates("b");
  if (ref === undefined) throw new Error("b is declared");
  expect(extended.tokensOf(ref).map(({ text }) => text)).toEqual(["int", "b", "=", "1", ";"]);
});
