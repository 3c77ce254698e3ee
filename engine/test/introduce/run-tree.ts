/** Runs the walkers of a random tree as a program: which entries, in which mode, with which result. */
import { createProgram, runProgram } from "#engine/hosted";

const program = `#include <stdio.h>
#include <linux/mm.h>
static int depth, entered, exported_here;
void arch_enter_lazy_mmu_mode(void) { depth++; entered++; }
void arch_leave_lazy_mmu_mode(void) { depth--; }
void __free_page(pte_t *pte) { }
#include "mm/memory.c"
static int show(pte_t *pte, unsigned long addr, void *data)
{
	printf(" %lu", addr / PAGE_SIZE);
	return addr == 7 * PAGE_SIZE ? *(int *)data : 0;
}
static int show_mode(pte_t *pte, unsigned long addr, void *data)
{
	int code = 5;
	*(int *)data |= 1 << depth;
	return show(pte, addr, &code);
}
static void walk(int (*walker)(struct mm_struct *, unsigned long, unsigned long, pte_fn_t, void *),
		 const char *name)
{
	struct mm_struct mm = { 1 };
	int seen = 0, code = 5;
	int first = walker(&mm, 2 * PAGE_SIZE, 3 * PAGE_SIZE, show_mode, &seen);
	int second = walker(&mm, 6 * PAGE_SIZE, 4 * PAGE_SIZE, show, &code);
	printf(" %s: %d %d, modes %d, depth %d, entered %d\\n", name, first, second, seen, depth, entered);
	entered = 0;
}
int main(void)
{
	walk(PLAIN, "making");
	walk(EXISTING, "existing");
	return exported_here;
}
`;

/** What two walkers of a tree do; undefined when it is no whole program with them. */
export function runWalks(
  texts: ReadonlyMap<string, string>,
  making: string,
  existing: string,
): string | undefined {
  const main = program.replace("PLAIN", making).replace("EXISTING", existing);
  const files = new Map([...texts, ["main.c", main]]);
  const readText = (path: string) => files.get(path) ?? files.get(path.replace(/^\.?\//, ""));
  let printed = "";
  try {
    const made = createProgram({
      file: "main.c",
      readText,
      includeFolders: ["include", "."],
      definitions: { CONFIG_LAZY: "1" },
      profile: "kernel",
      write: (_stream, bytes) => {
        printed += new TextDecoder().decode(bytes);
      },
    });
    if ("failure" in made) return undefined;
    const end = runProgram(made, 100_000);
    return end.kind === "exit" && made.problems.length === 0 ? printed : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === "CFrontError") return undefined;
    throw error;
  }
}
