/** How many messages a page may send. */
import { expect, test } from "vitest";
import { MessageRate } from "../src/panel/message-rate.ts";

test("a burst passes, a flood does not, and a pause makes good", () => {
  const rate = new MessageRate();
  const passed = (count: number, now: number) =>
    Array.from({ length: count }, () => rate.allow(now)).filter(Boolean).length;
  expect(passed(1000, 0)).toBe(400);
  expect(passed(1000, 500)).toBe(200);
  expect(passed(1000, 100_000)).toBe(400);
});
