/** Going to moments of a long run, whose page tables and page structs come into being on the way. */
import { describe, expect, it } from "vitest";
import { callbackText, simulation } from "./tiny-kernel.ts";

const text = callbackText(`	struct page *page = alloc_pages(GFP_KERNEL, 0);

	if (!page)
		return -ENOMEM;
	set_pte_at(&init_mm, address, pte, mk_pte(page, PAGE_KERNEL));
	return 0;`);

describe("going to a moment of a long run", () => {
  it("shows the same whichever moment was shown before", () => {
    const { runs } = simulation(text, { pages: 4096, budget: 10_000_000 });
    const [run] = runs;
    if (run === undefined) throw new Error("there is no run");
    expect(run.stop.kind).toBe("returned");
    const shown = (statement: number) => {
      run.goTo(statement);
      const { statements } = run.machine;
      return [
        statements,
        run.machine.stateHash(),
        run.kernel.entries,
        { ...run.kernel.mmu.counters },
      ];
    };
    const { statements } = run;
    const moments = [0.9, 0.1, 0.5, 0.99].map((part) => Math.floor(part * statements));
    const first = moments.map(shown);
    expect(statements).toBeGreaterThan(2 ** 17);
    expect(moments.toReversed().map(shown).toReversed()).toEqual(first);
  });
});
