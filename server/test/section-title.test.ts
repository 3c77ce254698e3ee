/** The line above a section's entering call. */
import { expect, test } from "vitest";
import type { LazySection } from "#engine/model";
import { sectionTitle } from "#server/convert";
import { sampleSection } from "./cli/sample-tree.ts";

test.each<[Partial<LazySection>, string]>([
  [{}, "reaches alloc_page()"],
  [{ verdict: "may-reach", allocator: "folio_put" }, "may reach folio_put()"],
  [{ verdict: "clean", allocator: undefined }, "nothing reaches the page allocator"],
  [
    { verdict: "clean", allocator: undefined, runsCallbacks: true },
    "runs callbacks, and nothing else reaches the page allocator",
  ],
  [{ verdict: "unknown", allocator: undefined }, "not known what it reaches"],
])("with %j it says what is reached", (change, words) => {
  expect(sectionTitle(sampleSection(change))).toBe(`lazy MMU section: ${words}`);
});
