/** What is shown over a walker's and a callback's name. */
import { describe, expect, test } from "vitest";
import { describeLazyMode } from "#engine/kernel";
import { callbackHover, walkerHover } from "#engine/lint";
import { reachingSite, shadowLocation } from "./shadow.ts";
import { callSite, treeFacts } from "./sites.ts";

const facts = treeFacts("classic", "6.12.117");
const quiet = reachingSite({
  api: "apply_to_page_range_nolazy",
  walker: "apply_to_page_range_nolazy",
  lazy: false,
});

describe("over a walker", () => {
  test("it says lazy or not, the verdict, and the path with its places", () => {
    expect(walkerHover(reachingSite(), facts)).toMatch(
      [
        "**`apply_to_existing_page_range()`** runs its callback **in lazy MMU mode**.",
        "Callback: `drop_entry()`",
        "Verdict: **reaches**. `__free_page()` frees.",
        "Path:",
        "1. `drop_entry()` calls put\\_entry\\(\\), `mm/shadow.c:8`\n" +
          "2. `put_entry()` calls \\_\\_free\\_page\\(\\), `mm/shadow.c:3`",
        "Lazy MMU mode in 6\\.12\\.117:",
      ].join("\n\n"),
    );
  });

  test("it says what the mode means on each architecture, those without any effect together", () => {
    const bullets = walkerHover(reachingSite(), facts).match(/^- \*\*.*$/gm) ?? [];
    const effects = describeLazyMode(facts.release, facts.dialect);
    const idle = effects.filter(({ effect }) => effect.startsWith("Nothing"));
    expect(idle.length).toBeGreaterThan(1);
    expect(bullets).toHaveLength(effects.length - idle.length + 1);
    expect(bullets[0]).toMatch(/^- \*\*powerpc, hash MMU\*\*: The entry is stored at once/);
    expect(bullets.at(-1)).toMatch(/^- \*\*arm64; .*; all others\*\*: nothing is postponed\.$/);
  });

  test("a walk outside lazy mode says so, and nothing of architectures", () => {
    const hover = walkerHover(quiet, facts);
    expect(hover).toContain("**`apply_to_page_range_nolazy()`** does **not** enter lazy MMU mode.");
    expect(hover).not.toContain("Lazy MMU mode in");
  });

  test("doubts, conditions and what was not followed are told", () => {
    const location = shadowLocation("put_entry", 1);
    const site = reachingSite({
      verdict: "may-reach",
      condition: "CONFIG_SWAP",
      doubt: "through slab",
      notFollowed: [{ name: "ops->put", location, reason: "no known target" }],
    });
    const hover = walkerHover(site, facts);
    expect(hover).toContain(
      "Verdict: **may-reach**. `__free_page()` frees (only if CONFIG\\_SWAP; through slab).",
    );
    expect(hover).toContain("Not followed:\n\n- `ops->put`, `mm/shadow.c:8`: no known target");
  });

  test("a forwarder names the walker behind it", () => {
    const site = reachingSite({ api: "visit_present", walker: "apply_to_page_range" });
    expect(walkerHover(site, facts)).toContain(
      "**`visit_present()`** runs its callback **in lazy MMU mode**, through `apply_to_page_range()`.",
    );
  });

  test.each([
    ["clean", "Everything was followed"],
    ["unknown", "not everything could be followed"],
  ] as const)("the verdict %s is put in words", (verdict, words) => {
    expect(walkerHover(callSite(shadowLocation("drop_range"), { verdict }), facts)).toContain(
      words,
    );
  });

  test("names and paths of a hostile tree do not become markup", () => {
    const location = { ...shadowLocation("drop_range"), file: "a`[x](command:y).c" };
    const name = "cb`<img>";
    const site = reachingSite({
      callbacks: [{ name, location }],
      path: [{ function: name, location, what: "calls [x](command:y)\n# z" }],
    });
    const hover = walkerHover(site, facts);
    expect(hover).toContain("Callback: ``cb`<img>()``");
    expect(hover).toContain(
      "1. ``cb`<img>()`` calls \\[x\\]\\(command\\:y\\) \\# z, ``a`[x](command:y).c:12``",
    );
  });
});

describe("over a callback", () => {
  test("it lists every walk that runs it, and the gravest verdict", () => {
    const other = reachingSite({ function: "quick", verdict: "clean", path: [] });
    const hover = callbackHover("drop_entry", [quiet, other, reachingSite()], facts);
    expect(hover).toContain(
      "**`drop_entry()`** is a page-table walk's callback and is run **in lazy MMU mode**.",
    );
    expect(hover).toContain("Verdict: **reaches**. ");
    expect(hover).toContain(
      [
        "Run by:\n",
        "- `apply_to_page_range_nolazy()` in `drop_range()`, `mm/shadow.c:15`: not lazy",
        "- `apply_to_existing_page_range()` in `quick()`, `mm/shadow.c:15`: lazy",
        "- `apply_to_existing_page_range()` in `drop_range()`, `mm/shadow.c:15`: lazy",
      ].join("\n"),
    );
    expect(hover).toContain("Lazy MMU mode in");
  });

  test("a callback of _nolazy walks alone is not lazy", () => {
    const hover = callbackHover("drop_entry", [quiet], facts);
    expect(hover).toContain("is **not** run in lazy MMU mode.");
    expect(hover).not.toContain("Lazy MMU mode in");
  });

  test("another callback's path is not passed off as its own", () => {
    const location = shadowLocation("drop_range");
    const callbacks = [...reachingSite().callbacks, { name: "skip_entry", location }];
    const hover = callbackHover("skip_entry", [reachingSite({ callbacks })], facts);
    expect(hover).toContain(
      "The verdict is that of the whole walk; its path begins in `drop_entry()`.",
    );
    expect(callbackHover("drop_entry", [reachingSite({ callbacks })], facts)).not.toContain(
      "The verdict is that of the whole walk",
    );
  });

  test("its own verdict counts before that of a walk with several callbacks", () => {
    const location = shadowLocation("drop_range");
    const own = { name: "skip_entry", location };
    const shared = reachingSite({ callbacks: [...reachingSite().callbacks, own] });
    const alone = reachingSite({ callbacks: [own], verdict: "clean", path: [] });
    expect(callbackHover("skip_entry", [shared, alone], facts)).toContain("Verdict: **clean**. ");
  });

  test("a name that no walk runs has none", () => {
    expect(callbackHover("put_entry", [reachingSite()], facts)).toBeUndefined();
  });

  test("a long list of walks is counted", () => {
    const sites = Array.from({ length: 11 }, () => reachingSite());
    expect(callbackHover("drop_entry", sites, facts)).toContain("\n- and 3 more");
  });
});
