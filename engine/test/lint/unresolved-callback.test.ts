/** What unresolved-callback reports about walks that could not be followed. */
import { expect, test } from "vitest";
import type { CallSite } from "#engine/model";
import { unresolvedCallback } from "../../src/lint/unresolved-callback.ts";
import { reachingSite, shadowFile, shadowLocation, shadowText } from "./shadow.ts";
import { ruleContext } from "./sites.ts";

function check(...callSites: readonly CallSite[]) {
  return unresolvedCallback.check(
    ruleContext({ dialect: "classic", callSites, texts: { [shadowFile]: shadowText } }),
  );
}

const notFollowed = ["a", "b", "c", "d", "e"].map((name) => ({
  name,
  location: shadowLocation("put_entry", 1),
  reason: "no definition in this tree",
}));

const unknown = { verdict: "unknown", path: [], use: undefined, allocator: undefined } as const;

test("an unknown verdict is a hint that names what was not followed and why", () => {
  const site = reachingSite({ ...unknown, notFollowed: notFollowed.slice(0, 1) });
  expect(check(site)).toEqual([
    {
      rule: "unresolved-callback",
      severity: "hint",
      confidence: "low",
      location: site.location,
      message:
        "callback drop_entry() could not be followed to the end: a (no definition in this tree); " +
        "it must not allocate or free pages while apply_to_existing_page_range() holds lazy MMU mode; " +
        "check by hand",
      path: [],
      related: [
        {
          location: shadowLocation("put_entry", 1),
          message: "a was not followed: no definition in this tree",
        },
      ],
      fixes: [],
    },
  ]);
});

test("a long list is cut in the message and whole in the related notes", () => {
  const [finding] = check(reachingSite({ ...unknown, notFollowed }));
  expect(finding?.message).toContain("c (no definition in this tree) and 2 more; ");
  expect(finding?.related).toHaveLength(5);
});

test("a callback that could not be determined is said to be so", () => {
  expect(check(reachingSite({ ...unknown, callbacks: [] }))[0]?.message).toBe(
    "the callback of this walk could not be determined; it must not allocate or free pages " +
      "while apply_to_existing_page_range() holds lazy MMU mode; check by hand",
  );
});

test("found paths, clean walks and walks outside lazy mode are accepted", () => {
  const accepted = [
    reachingSite({ notFollowed }),
    reachingSite({ notFollowed, callbacks: [] }),
    reachingSite({ verdict: "clean", callbacks: [], path: [] }),
    reachingSite({ ...unknown, lazy: false, notFollowed }),
  ];
  expect(check(...accepted)).toEqual([]);
  expect(check(...accepted, reachingSite({ ...unknown }))).toHaveLength(1);
});
