/** Which entries map pages before a walk: how it is written, and what the walk then meets. */
import { expect, test } from "vitest";
import { formatPopulation, parsePopulation, readPopulation } from "#engine/trace";
import { callbackText, simulation } from "./tiny-kernel.ts";

test.each([
  ["all", "all"],
  ["none", "none"],
  [" 3 ", "3"],
  ["0-3, 8", "0-3,8"],
  ["8 0-3", "0-3,8"],
  ["0-3,2-5,6", "0-6"],
])("%j is read, and written as %j", (text, written) => {
  const population = parsePopulation(text);
  expect(population && formatPopulation(population)).toBe(written);
});

test.each(["", "some", "3-1", "-1", "1.5", "0-99999999", "1,,"])("%j is refused", (text) => {
  expect(parsePopulation(text)).toBeUndefined();
});

test.each([[[]], [[[1]]], [[[0, "3"]]], [[[3, 1]]], [{}], [null], [[[0, 2 ** 21]]]])(
  "%j from outside is refused",
  (value) => {
    expect(readPopulation(value)).toBeUndefined();
  },
);

const frees = callbackText(`	if (!pte_none(ptep_get(pte)))
		__free_page(pte_page(ptep_get(pte)));
	return 0;`);

test("a walk meets pages where they were asked for, and nowhere else", () => {
  const { report } = simulation(frees, {
    machine: "generic",
    pages: 16,
    population: [
      [2, 4],
      [9, 9],
      [14, 30],
    ],
  });
  expect(report.walk.populated).toEqual([
    [2, 4],
    [9, 9],
    [14, 30],
  ]);
  expect(report.runs[0]?.counters.frees).toBe(6);
});
