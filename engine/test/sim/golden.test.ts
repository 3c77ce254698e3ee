/** Whole simulations on the tiny kernel: what each policy makes of the same few callbacks. */
import { expect, test } from "vitest";
import type { MachineName } from "#engine/trace";
import { callbackText, firstRun, simulation } from "./tiny-kernel.ts";

const frees = callbackText(`	struct page *page = pte_page(ptep_get(pte));

	pte_clear(&init_mm, address, pte);
	__free_page(page);
	return 0;`);

const freesAndMaps = callbackText(`	__free_page(pte_page(ptep_get(pte)));
	set_pte(pte, pfn_pte(0x4000000UL, PAGE_KERNEL));
	return 0;`);

const allocatesZeroed = callbackText(`	unsigned long zeroed = get_zeroed_page(GFP_ATOMIC);

	if (!zeroed)
		return -ENOMEM;
	set_pte(pte, pfn_pte(virt_to_pfn(zeroed), PAGE_KERNEL));
	return 0;`);

const writesOnly = callbackText(`	set_pte(pte, pfn_pte(0x4000000UL, PAGE_KERNEL));
	return 0;`);

const on = (machine: MachineName, release?: string) => ({ machine, release });
const full = { population: "all" } as const;
const empty = { population: "none" } as const;

/** One line per run: variant, outcome, faults, what was lost, sections. */
function summary(text: string, settings: Parameters<typeof simulation>[1]) {
  return simulation(text, settings).report.runs.map(
    ({ variant, outcome, faults, lostBatching: { updates, extra }, counters }) =>
      `${variant}: ${outcome}; ${faults.map(({ code, count }) => `${code} x${count}`).join(", ")}; ` +
      `lost ${updates}, extra ${extra}; sections ${counters.sections}`,
  );
}

test("a page freed while unmapping is postponed stays reachable, and not without lazy mode", () => {
  expect(summary(frees, { ...on("rfc-direct"), ...full })).toEqual([
    "as-written: lost-detection; freed-page-still-mapped x16; lost 0, extra 0; sections 1",
    "nolazy: nothing-wrong; ; lost 0, extra 0; sections 0",
  ]);
});

test("a nested section that ends the outer batch loses the batching of what follows", () => {
  // The first clear is still in the walk's batch; the other fifteen come after a nested section.
  expect(summary(frees, { ...on("rfc-nested"), ...full })).toEqual([
    "as-written: lost-batching; lost-batching x1; lost 15, extra 15; sections 17",
    "nolazy: nothing-wrong; ; lost 0, extra 0; sections 16",
  ]);
});

test("arm64 6.16 loses nothing when no entry is made valid after the nested section", () => {
  expect(summary(frees, { ...on("arm64", "6.16"), ...full })).toEqual([
    "as-written: nothing-wrong; ; lost 0, extra 0; sections 17",
    "nolazy: nothing-wrong; ; lost 0, extra 0; sections 16",
  ]);
});

test("arm64 6.16 loses the batching of valid entries that follow the nested section", () => {
  expect(summary(freesAndMaps, { ...on("arm64", "6.16"), ...full })).toEqual([
    "as-written: lost-batching; lost-batching x1; lost 16, extra 0; sections 17",
    "nolazy: nothing-wrong; ; lost 0, extra 0; sections 16",
  ]);
});

test("a counted section and one that does nothing lose nothing", () => {
  const machines = [on("arm64", "7.0"), on("arm64", "6.12"), on("generic")];
  for (const machine of machines) {
    for (const [text, population] of [
      [frees, full],
      [freesAndMaps, full],
      [allocatesZeroed, empty],
    ] as const) {
      const { runs } = simulation(text, { ...machine, ...population }).report;
      expect(runs.map(({ outcome, returned }) => ({ outcome, returned }))).toEqual([
        { outcome: "nothing-wrong", returned: 0 },
        { outcome: "nothing-wrong", returned: 0 },
      ]);
    }
  }
});

test("zeroing a page whose mapping is postponed faults, and not without lazy mode", () => {
  expect(summary(allocatesZeroed, { ...on("rfc-direct"), ...empty })).toEqual([
    "as-written: spurious-fault; spurious-fault x16; lost 0, extra 0; sections 1",
    "nolazy: nothing-wrong; ; lost 0, extra 0; sections 0",
  ]);
});

test("without debug_pagealloc no policy makes anything of freeing and allocating", () => {
  for (const machine of [on("rfc-direct"), on("rfc-nested"), on("arm64", "6.16")]) {
    const settings = { ...machine, debugPagealloc: false };
    expect(firstRun(frees, { ...settings, ...full }).outcome).toBe("nothing-wrong");
    expect(firstRun(allocatesZeroed, { ...settings, ...empty }).outcome).toBe("nothing-wrong");
  }
});

test("a callback that touches no pages has nothing wrong on any machine", () => {
  for (const machine of [on("rfc-direct"), on("rfc-nested"), on("arm64", "6.16")]) {
    const { outcome, counters, entries } = firstRun(writesOnly, { ...machine, ...empty });
    expect({ outcome, entries, writes: counters.pteWrites, sections: counters.sections }).toEqual({
      outcome: "nothing-wrong",
      entries: 16,
      writes: 16,
      sections: 1,
    });
  }
});

test("an allocation that fails makes the walk return the callback's error at that entry", () => {
  const { returned, entries, outcome } = firstRun(allocatesZeroed, {
    ...on("generic"),
    ...empty,
    failing: [2],
  });
  expect({ returned, entries, outcome }).toEqual({
    returned: -12,
    entries: 3,
    outcome: "nothing-wrong",
  });
});

test("a fault names the line in the callback's file that led to it", () => {
  const [fault] = firstRun(frees, { ...on("rfc-direct"), ...full }).faults;
  expect(fault?.stack.map(({ name }) => name)).toContain("callback");
  const place = fault?.stack.find(({ name }) => name === "callback")?.place;
  expect(place).toMatchObject({ file: "mm/subject.c", line: 8 });
});

test("equal runs have equal traces, and other variants have others", () => {
  const settings = { ...on("rfc-direct"), ...full };
  const hashes = [1, 2].map(() =>
    simulation(frees, settings).report.runs.map(({ traceHash }) => traceHash),
  );
  expect(hashes[0]).toEqual(hashes[1]);
  expect(new Set(hashes[0]).size).toBe(2);
});

test("a report is the same bytes each time, and survives JSON", () => {
  const settings = { ...on("arm64", "6.16"), ...full };
  const { report } = simulation(freesAndMaps, settings);
  const text = JSON.stringify(report);
  expect(JSON.stringify(simulation(freesAndMaps, settings).report)).toBe(text);
  expect(JSON.parse(text)).toEqual(report);
});

test("going to a moment gives the same machine from before and from behind it", () => {
  const { runs } = simulation(freesAndMaps, { ...on("arm64", "6.16"), ...full });
  const [run] = runs;
  if (run === undefined) throw new Error("there is a run");
  const events = run.kernel.record.recorder.hash();
  const moments = [0, 1, 500, 333, run.statements, 7, run.statements - 1];
  const hashes = new Map<number, string>();
  for (const moment of [...moments, ...moments.toReversed(), ...moments]) {
    run.goTo(moment);
    const hash = String(run.machine.stateHash());
    expect(hash).toBe(hashes.get(moment) ?? hash);
    hashes.set(moment, hash);
  }
  expect(new Set(hashes.values()).size).toBe(moments.length);
  // Going about a run does not record a second time.
  expect(run.kernel.record.recorder.hash()).toBe(events);
});
