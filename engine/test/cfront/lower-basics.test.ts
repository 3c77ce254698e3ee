/** The first programs: a sum, and loops, calls and arrays together. */
import { expect, test } from "vitest";
import { resultOf } from "./run-text.ts";

test("a function returns a sum", () => {
  expect(resultOf("int main(void) { int a = 2; return a + 40; }")).toBe(42n);
});

test("loops, calls and arrays work together", () => {
  const text = `
    static int add(int a, int b) { return a + b; }
    int table[4] = { 1, 2, 3, [3] = 40 };
    int main(void) {
      int sum = 0;
      for (int i = 0; i < 4; i++) sum = add(sum, table[i]);
      return sum;
    }`;
  expect(resultOf(text)).toBe(46n);
});
