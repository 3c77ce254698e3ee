/** What allocation-under-lazy-walk reports inside the callback. */
import { expect, test } from "vitest";
import type { Dialect } from "#engine/index";
import type { CallSite } from "#engine/model";
import { allocationUnderLazyWalk } from "../../src/lint/allocation-under-lazy-walk.ts";
import { reachingSite, shadowFile, shadowLocation, shadowText } from "./shadow.ts";
import { callStep, ruleContext } from "./sites.ts";

function check(callSites: readonly CallSite[], dialect: Dialect = "classic") {
  return allocationUnderLazyWalk.check(
    ruleContext({ dialect, callSites, texts: { [shadowFile]: shadowText } }),
  );
}

const elsewhere = {
  location: { file: "drivers/vmap.c", line: 7, column: 2, endLine: 7, endColumn: 30 },
  function: "forget_range",
};

test("the finding stands where the path leaves the callback, and names the walk", () => {
  expect(check([reachingSite()])).toEqual([
    {
      rule: "allocation-under-lazy-walk",
      severity: "information",
      confidence: "high",
      location: shadowLocation("put_entry", 1),
      message:
        "drop_entry() runs in lazy MMU mode and here reaches the page allocator: " +
        "__free_page() (mm/shadow.c:3) frees; " +
        "with DEBUG_PAGEALLOC its linear-map updates may be postponed, or may end the batching early; " +
        "move it out of the callback, or change the walk: " +
        "apply_to_existing_page_range() in drop_range() (mm/shadow.c:15); " +
        "path: drop_entry() calls put_entry() (mm/shadow.c:8), " +
        "put_entry() calls __free_page() (mm/shadow.c:3)",
      path: reachingSite().path,
      related: [
        {
          location: shadowLocation("apply_to_existing_page_range", 1),
          message:
            "drop_range() runs the callback in lazy MMU mode, through apply_to_existing_page_range()",
        },
        { location: shadowLocation("put_entry", 1), message: "drop_entry() calls put_entry()" },
        { location: shadowLocation("__free_page"), message: "put_entry() calls __free_page()" },
      ],
      fixes: [],
    },
  ]);
});

test("several walks of one callback give one finding, whatever their order", () => {
  const other = reachingSite({ ...elsewhere, verdict: "may-reach", doubt: "one configuration" });
  const findings = check([reachingSite(), other]);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.confidence).toBe("high");
  expect(findings[0]?.message).toContain(
    "change the walk: apply_to_existing_page_range() in forget_range() (drivers/vmap.c:7) and " +
      "apply_to_existing_page_range() in drop_range() (mm/shadow.c:15); ",
  );
  expect(check([other, reachingSite()])).toEqual(findings);
});

test("different allocators at one place stay apart", () => {
  const other = reachingSite({ ...elsewhere, allocator: "free_pages" });
  expect(check([reachingSite(), other])).toHaveLength(2);
});

test("a path of one step is reported at that step", () => {
  const location = shadowLocation("put_entry", 1);
  const path = [callStep("drop_entry", "__free_page", location)];
  const [finding] = check([reachingSite({ path })]);
  expect(finding?.location).toEqual(location);
  expect(finding?.message).not.toContain("path:");
});

test("a path that takes several steps in the callback is reported at the last of them", () => {
  const [first, second] = reachingSite().path;
  if (first === undefined || second === undefined) throw new Error("the path has two steps");
  const inMacro = { ...first, location: shadowLocation("return 0"), what: "expands PUT_ENTRY()" };
  const [finding] = check([reachingSite({ path: [inMacro, first, second] })]);
  expect(finding?.location).toEqual(first.location);
});

test("a call of a forwarder names the walker behind it", () => {
  const [finding] = check([reachingSite({ api: "visit_present", walker: "apply_to_page_range" })]);
  expect(finding?.related[0]?.message).toBe(
    "drop_range() runs the callback in lazy MMU mode, " +
      "through visit_present(), which calls apply_to_page_range()",
  );
});

test("walks outside lazy mode and clean walks are not counted", () => {
  const quiet = [
    reachingSite({ ...elsewhere, lazy: false }),
    reachingSite({ ...elsewhere, verdict: "clean", path: [] }),
  ];
  expect(check(quiet)).toEqual([]);
  expect(check([...quiet, reachingSite()])).toEqual(check([reachingSite()]));
});
