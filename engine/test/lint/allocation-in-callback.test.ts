/** What allocation-in-callback reports, in which words and with which fixes. */
import { describe, expect, test } from "vitest";
import type { Dialect } from "#engine/index";
import { allocationInCallback } from "../../src/lint/allocation-in-callback.ts";
import { reachingSite, shadowFile, shadowLocation, shadowText } from "./shadow.ts";
import { type ContextParts, ruleContext } from "./sites.ts";

const variant = "apply_to_existing_page_range_nolazy";

function check(parts: Partial<ContextParts> = {}) {
  const context = ruleContext({
    dialect: "classic",
    callSites: [reachingSite()],
    texts: { [shadowFile]: shadowText },
    ...parts,
  });
  return allocationInCallback.check(context);
}

describe("a path of direct calls under a lazy walk", () => {
  test("is a warning at the walker's name in a classic tree", () => {
    expect(check()).toMatchObject([
      {
        rule: "allocation-in-callback",
        severity: "warning",
        confidence: "high",
        location: { file: shadowFile, line: 15, column: 2, endLine: 15, endColumn: 30 },
        path: reachingSite().path,
      },
    ]);
  });

  test.each<[Dialect, string]>([
    ["classic", "warning"],
    ["nolazy", "warning"],
    ["counted", "information"],
  ])("has in a %s tree the severity %s", (dialect, severity) => {
    expect(check({ dialect }).map((finding) => finding.severity)).toEqual([severity]);
  });

  test("is told with what, why, what to do, and the path", () => {
    expect(check()[0]?.message).toBe(
      "callback drop_entry() reaches the page allocator: __free_page() (mm/shadow.c:3) frees " +
        "while apply_to_existing_page_range() holds lazy MMU mode; " +
        "with DEBUG_PAGEALLOC its linear-map updates may be postponed, or may end the batching early; " +
        "free after the walk; " +
        "path: drop_entry() calls put_entry() (mm/shadow.c:8), " +
        "put_entry() calls __free_page() (mm/shadow.c:3)",
    );
  });

  test("names the variant where the tree declares it", () => {
    const [finding] = check({ dialect: "nolazy", declared: [variant] });
    expect(finding?.message).toContain(
      "; call apply_to_existing_page_range_nolazy(), or free after the walk; ",
    );
  });

  test("says in a counted tree why it is harmless, and offers no fix", () => {
    const [finding] = check({ dialect: "counted", declared: [variant] });
    expect(finding?.message).toBe(
      "callback drop_entry() reaches the page allocator: __free_page() (mm/shadow.c:3) frees " +
        "while apply_to_existing_page_range() holds lazy MMU mode; " +
        "in this tree a nested section flushes and batching goes on, so the cost is at most an early flush; " +
        "where that matters, put lazy_mmu_mode_pause() and lazy_mmu_mode_resume() around it (no quick fix); " +
        "path: drop_entry() calls put_entry() (mm/shadow.c:8), " +
        "put_entry() calls __free_page() (mm/shadow.c:3)",
    );
    expect(finding?.fixes).toEqual([]);
  });

  test("does not repeat a path of one step", () => {
    const path = reachingSite().path.slice(1);
    expect(check({ callSites: [reachingSite({ path })] })[0]?.message).not.toContain("path:");
  });

  test("relates the place where lazy mode is entered and every step", () => {
    expect(check()[0]?.related).toEqual([
      {
        location: shadowLocation("apply_to_existing_page_range", 1),
        message: "drop_range() enters lazy MMU mode here, through apply_to_existing_page_range()",
      },
      { location: shadowLocation("put_entry", 1), message: "drop_entry() calls put_entry()" },
      { location: shadowLocation("__free_page"), message: "put_entry() calls __free_page()" },
    ]);
  });
});

test("a doubtful path is information of moderate confidence and carries its doubts", () => {
  const site = reachingSite({
    verdict: "may-reach",
    allocator: "kfree",
    condition: "CONFIG_SWAP",
    doubt: "through slab",
  });
  const [finding] = check({ callSites: [site], dialect: "nolazy", declared: [variant] });
  expect(finding).toMatchObject({ severity: "information", confidence: "moderate" });
  expect(finding?.message).toMatch(
    /^callback drop_entry\(\) may reach the page allocator: kfree\(\) \(mm\/shadow\.c:3\) frees \(only if CONFIG_SWAP; through slab\) while /,
  );
  expect(finding?.fixes.map(({ safe, preferred }) => ({ safe, preferred }))).toEqual([
    { safe: false, preferred: false },
    { safe: false, preferred: false },
    { safe: false, preferred: false },
  ]);
});

test("a call of a forwarder names both functions and is not renamed", () => {
  const site = reachingSite({ api: "visit_present", walker: "apply_to_existing_page_range" });
  const [finding] = check({ callSites: [site], dialect: "nolazy", declared: [variant] });
  expect(finding?.message).toContain(
    "while apply_to_existing_page_range(), called by visit_present(), holds lazy MMU mode; ",
  );
  expect(finding?.message).toContain("; free after the walk; ");
  expect(finding?.fixes).toEqual([]);
});

test.each([
  ["a clean callback", reachingSite({ verdict: "clean", path: [] })],
  ["an unknown callback", reachingSite({ verdict: "unknown", path: [] })],
  ["a walk outside lazy mode", reachingSite({ lazy: false })],
])("%s is accepted", (_what, site) => {
  // The second site is reported, so that the rule is seen to have looked.
  const findings = check({ callSites: [site, reachingSite({ function: "witness" })] });
  expect(findings.map((finding) => finding.related[0]?.message)).toEqual([
    "witness() enters lazy MMU mode here, through apply_to_existing_page_range()",
  ]);
});

describe("the fixes", () => {
  test("are safe and one is preferred where the tree declares the variant", () => {
    const [finding] = check({ dialect: "nolazy", declared: [variant] });
    expect(
      finding?.fixes.map(({ title, safe, preferred }) => ({ title, safe, preferred })),
    ).toEqual([
      { title: `Call ${variant}()`, safe: true, preferred: true },
      { title: `Call ${variant}() and realign its arguments`, safe: true, preferred: false },
      {
        title: `Call ${variant}(), realign its arguments and name it in the comment above`,
        safe: true,
        preferred: false,
      },
    ]);
  });

  test("are neither safe nor preferred where it is not declared, and say so", () => {
    const [finding] = check();
    expect(
      finding?.fixes.map(({ title, safe, preferred }) => ({ title, safe, preferred })),
    ).toEqual([
      { title: `Call ${variant}() (not declared in this tree)`, safe: false, preferred: false },
      {
        title: `Call ${variant}() and realign its arguments (not declared in this tree)`,
        safe: false,
        preferred: false,
      },
      {
        title: `Call ${variant}(), realign its arguments and name it in the comment above (not declared in this tree)`,
        safe: false,
        preferred: false,
      },
    ]);
  });

  test("are not offered when the text is gone or no longer holds the name", () => {
    expect(check({ texts: {} })[0]?.fixes).toEqual([]);
    expect(check({ texts: { [shadowFile]: `\n${shadowText}` } })[0]?.fixes).toEqual([]);
  });
});
