/** Whole C programs: from text to output and exit status. */
import { expect, test } from "vitest";
import { createProgram, describeStop, runProgram } from "#engine/hosted";

interface Outcome {
  readonly output: string;
  readonly end: string;
}

function run(
  text: string,
  { profile = "iso", budget = 1e7 }: { profile?: "iso" | "kernel"; budget?: number } = {},
): Outcome {
  let output = "";
  const readText = (path: string) => (path === "main.c" ? text : undefined);
  const program = createProgram({
    file: "main.c",
    readText,
    includeFolders: [],
    definitions: { DEFINED: "7" },
    profile,
    write: (_, bytes) => {
      output += Buffer.from(bytes).toString("latin1");
    },
  });
  if ("failure" in program) return { output, end: program.failure };
  expect(program.problems).toEqual([]);
  const end = runProgram(program, budget);
  if (end.kind === "exit") return { output, end: `exit ${end.status}` };
  return { output, end: describeStop(end.stop, program.machine, readText) };
}

test("a program prints, and its status is what main returns or exit is given", () => {
  const returning = run(`#include <stdio.h>
int main(int argc, char **argv)
{
	printf("%d %s %d\\n", argc, argv[0], DEFINED);
	return argv[1] == NULL ? 42 : 1;
}`);
  expect(returning).toEqual({ output: "1 main.c 7\n", end: "exit 42" });
  expect(run("#include <stdlib.h>\nint main(void) { exit(-1); }").end).toBe("exit -1");
  expect(run("int main(void) { }").end).toBe("exit 0");
});

test("qsort and bsearch call back", () => {
  const { output, end } = run(`#include <stdio.h>
#include <stdlib.h>
struct item { int key; char name[12]; };
static int by_key(const void *a, const void *b)
{
	const struct item *x = a;
	const struct item *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}
int main(void)
{
	static struct item items[50];
	struct item wanted = { .key = 21 };
	struct item *found;
	int i;

	for (i = 0; i < 50; i++) {
		items[i].key = (i * 37) % 50;
		sprintf(items[i].name, "item %d", items[i].key);
	}
	qsort(items, 50, sizeof(items[0]), by_key);
	for (i = 0; i < 50; i++)
		if (items[i].key != i)
			return 1;
	found = bsearch(&wanted, items, 50, sizeof(items[0]), by_key);
	printf("%s\\n", found->name);
	wanted.key = 50;
	return bsearch(&wanted, items, 50, sizeof(items[0]), by_key) != NULL;
}`);
  expect({ output, end }).toEqual({ output: "item 21\n", end: "exit 0" });
});

test("records come back from div, and vsnprintf takes a list of arguments", () => {
  const { output, end } = run(`#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
static void show(const char *format, ...)
{
	char text[40];
	va_list list;
	int length;

	va_start(list, format);
	length = vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	printf("%d: %s\\n", length, text);
}
int main(void)
{
	div_t small = div(-17, 5);
	lldiv_t large = lldiv(1LL << 40, 3);

	show("%d %d %lld %c", small.quot, small.rem, large.quot, 'x');
	return 0;
}`);
  expect({ output, end }).toEqual({ output: "20: -3 -2 366503875925 x\n", end: "exit 0" });
});

test.each([
  ["signed-overflow", "int x = 2147483647;\nint main(void) { return x + 1; }", "2:27"],
  ["division-by-zero", "int x;\nint main(void) { return 1 / x; }", "2:27"],
  ["null-dereference", "int *p;\nint main(void) { return *p; }", "2:"],
  ["out-of-bounds", "int a[3], i = 3;\nint main(void) { return a[i]; }", "2:"],
  ["bad-shift", "int x = 32;\nint main(void) { return 1 << x; }", "2:27"],
  ["uninitialised-read", "int main(void) { int x; return x; }", "1:32"],
  [
    "use-after-free",
    "#include <stdlib.h>\nint main(void) { int *p = malloc(4); free(p); return *p; }",
    "2:",
  ],
  [
    "double-free",
    "#include <stdlib.h>\nint main(void) { int *p = malloc(4); free(p); free(p); }",
    "2:",
  ],
  ["assertion", "#include <assert.h>\nint x;\nint main(void) { assert(x == 1); }", "3:"],
  ["stack-overflow", "int f(int x) { return f(x + 1) + 1; }\nint main(void) { return f(0); }", ""],
  ["abort", "#include <stdlib.h>\nint main(void) { abort(); }", "2:"],
])("%s is a fault with its place", (code, text, place) => {
  const { end } = run(text);
  expect(end).toContain(`: fault: ${code}: `);
  expect(end).toMatch(new RegExp(`^main\\.c:${place}`));
});

test("floating point is not supported where it is used", () => {
  const { end } = run("double d;\nint main(void) { d = d + 1; return 0; }");
  expect(end).toMatch(/^main\.c:2:\d+: unsupported: /);
});

test("the budget ends a program without end", () => {
  const { end } = run("int main(void) { for (;;) ; }", { budget: 1000 });
  expect(end).toMatch(/out of budget after 1000 statements$/);
});

test("signed numbers wrap in the kernel profile", () => {
  const text = "int x = 2147483647;\nint main(void) { return x + 1 < 0 ? 3 : 4; }";
  expect(run(text, { profile: "kernel" }).end).toBe("exit 3");
});

test("a function that nobody defines stops the program when it is called", () => {
  const { end } = run("int nowhere(void);\nint main(void) { return nowhere(); }");
  expect(end).toMatch(/^main\.c:2:\d+: missing: the function nowhere$/);
});

test("without main there is no program", () => {
  expect(run("int x;").end).toBe("main.c has no function main");
});
