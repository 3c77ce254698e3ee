/** Lazy MMU mode by release: the whole table of what each architecture says, by value. */
import { expect, test } from "vitest";
import type { Dialect } from "#engine/index";
import { describeLazyMode, nestedSectionEffect } from "#engine/kernel";

const architectures = [
  "arm64",
  "powerpc, hash MMU",
  "powerpc, radix MMU and others",
  "sparc64",
  "x86, Xen PV",
  "x86, without Xen PV",
  "all others",
];

/** What is postponed, and what a nested section does, as one letter each. */
function summary(release: string, dialect: Dialect = "classic"): Record<string, string> {
  const rows = describeLazyMode(release, dialect);
  return Object.fromEntries(rows.map(({ architecture, effect }) => [architecture, short(effect)]));
}

function short(effect: string): string {
  const nested = ["BUG", "batching goes on", "ends the mode", "ends batching"];
  if (effect.startsWith("Nothing is postponed")) return "nothing";
  return nested.filter((part) => effect.includes(part)).join(" + ");
}

const none = {
  "powerpc, radix MMU and others": "nothing",
  "x86, without Xen PV": "nothing",
  "all others": "nothing",
};
const ends = { "powerpc, hash MMU": "ends batching", sparc64: "ends batching" };
const goesOn = { "powerpc, hash MMU": "batching goes on", sparc64: "batching goes on" };

test.each([
  ["6.1.192", { ...none, ...ends, arm64: "nothing", "x86, Xen PV": "BUG" }],
  ["6.5", { ...none, ...ends, arm64: "nothing", "x86, Xen PV": "BUG" }],
  ["6.6.1", { ...none, ...ends, arm64: "nothing", "x86, Xen PV": "batching goes on" }],
  ["6.12.117", { ...none, ...ends, arm64: "nothing", "x86, Xen PV": "batching goes on" }],
  ["6.14", { ...none, ...ends, arm64: "nothing", "x86, Xen PV": "batching goes on" }],
  ["6.15.0-rc1", { ...none, ...ends, arm64: "nothing", "x86, Xen PV": "BUG" }],
  ["6.16", { ...none, ...ends, arm64: "ends the mode", "x86, Xen PV": "BUG" }],
  ["v6.19", { ...none, ...ends, arm64: "ends the mode", "x86, Xen PV": "BUG" }],
  ["7.0-rc1", { ...none, ...goesOn, arm64: "batching goes on", "x86, Xen PV": "batching goes on" }],
  ["7.2", { ...none, ...goesOn, arm64: "batching goes on", "x86, Xen PV": "batching goes on" }],
])("%s", (release, expected) => {
  expect(summary(release)).toEqual(expected);
});

test("a tree that counts sections already goes on batching, whatever its Makefile says", () => {
  expect(summary("6.19.0-rc4", "counted")).toEqual(summary("7.0"));
  expect(summary("6.19.0-rc4", "nolazy")).toEqual(summary("6.19"));
  const xen = { "x86, Xen PV": "batching goes on" };
  expect(summary("6.12.1", "counted")).toEqual({ ...none, ...goesOn, ...xen, arm64: "nothing" });
});

test("every release describes every architecture once, in one sentence with its source", () => {
  for (const release of [
    "5.10",
    "6.1",
    "6.12",
    "6.15",
    "6.16",
    "6.19",
    "7.0",
    "7.1",
    "7.2",
    "8.0",
  ]) {
    const rows = describeLazyMode(release, "classic");
    expect(rows.map(({ architecture }) => architecture)).toEqual(architectures);
    for (const { effect, source } of rows) {
      expect(effect).toMatch(/^[A-Z][^.]*\.$/);
      expect(source).toMatch(/^(arch|include)\/.*\(\).*\d\.\d/);
    }
  }
});

test("only Xen PV postpones the write of the entry", () => {
  for (const release of ["6.1", "6.12", "6.19", "7.2"]) {
    const late = describeLazyMode(release, "classic").filter(({ effect }) =>
      effect.includes("write of the entry itself is postponed"),
    );
    expect(late.map(({ architecture }) => architecture)).toEqual(["x86, Xen PV"]);
  }
});

test.each([undefined, "", "next-20261101", "?.?", "6", "6.12345"])(
  "%j is said to be unknown",
  (release) => {
    const rows = describeLazyMode(release, "classic");
    expect(rows.map(({ architecture }) => architecture)).toEqual(["all"]);
    expect(rows[0]?.effect).toContain("is not known");
  },
);

test("an unknown release with counted sections still says what nesting does", () => {
  expect(describeLazyMode(undefined, "counted")[0]?.effect).toContain(nestedSectionEffect.effect);
  expect(describeLazyMode(undefined, "nolazy")[0]?.effect).not.toContain(
    nestedSectionEffect.effect,
  );
});

test("a nested section flushes and batching goes on", () => {
  expect(nestedSectionEffect.effect).toBe(
    "a nested section flushes what is pending when it ends, and batching goes on",
  );
  expect(nestedSectionEffect.source).toContain("lazy_mmu_mode_disable()");
});
