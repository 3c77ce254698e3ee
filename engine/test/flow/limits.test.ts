/** Functions that no one writes: followed in bounded time, and told to be cut where they are. */
import { describe, expect, test } from "vitest";
import { followBody } from "./follow.ts";

const enter = "arch_enter_lazy_mmu_mode();";
const leave = "arch_leave_lazy_mmu_mode();";

function repeated(count: number, statement: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => statement(index)).join("\n");
}

describe("cut, and said to be", { timeout: 60_000 }, () => {
  test.each([
    ["nested ifs", `${"if (a) ".repeat(10_000)}${enter}`],
    ["nested blocks", `${"{".repeat(10_000)}${enter}${"}".repeat(10_000)}`],
    ["a chain of else", `${repeated(10_000, (i) => `if (a == ${i}) f(); else`)} g();`],
    ["nested loops", `${"for (;;) ".repeat(10_000)}${enter}`],
    ["nested conditionals", `x = ${"a ? (b) : (".repeat(5_000)}c${")".repeat(5_000)};`],
    ["more statements than steps", `${enter}\n${repeated(50_000, () => "f();")}\n${leave}`],
    ["changes under flags of their own", repeated(400, (i) => `if (a${i}) ${enter} else ${leave}`)],
    [
      "writes under flags of their own",
      `${enter}${repeated(60, (i) => `if (a) set_pte(p${i}, v);`)}`,
    ],
    [
      "locks under flags of their own",
      `${enter}${repeated(60, (i) => `if (a()) spin_lock(ptl${i});`)}`,
    ],
    [
      "a call with as many ways as arguments",
      `f(${repeated(2_000, () => "a ? arch_enter_lazy_mmu_mode(), 1 : 0,")} 0); g();`,
    ],
    ["words that are no C", `${enter} x = = 3 ] ; f(@); ${leave}`],
  ])("%s", (_, body) => {
    expect(followBody(body).isWhole).toBe(false);
  });

  test("what comes behind is followed all the same", () => {
    const writes = repeated(60, (i) => `if (a) set_pte(p${i}, v);`);
    const { inside, outside, exits } = followBody(
      `if (a()) { b(); return; }\n${enter}\n${writes}\nc();\n${leave}\nd();`,
    );
    expect(inside).toContain("c");
    expect(outside).toEqual(["a", "b", "d"]);
    expect(exits).toHaveLength(2);
  });
});

describe("long, and followed whole", { timeout: 60_000 }, () => {
  test.each([
    ["statements", repeated(2_000, () => "f();")],
    ["writes", repeated(1_500, (i) => `set_pte(p${i}, v);`)],
    ["a switch", `switch (x) {\n${repeated(1_500, (i) => `case ${i}: f(); break;`)}\n}`],
    [
      "a switch that falls through",
      `switch (x) {\n${repeated(1_500, (i) => `case ${i}: f();`)}\n}`,
    ],
    ["labels and gotos", repeated(1_000, (i) => `if (a()) goto l${i};\nl${i}: f();`)],
    ["labels and computed gotos", `${repeated(800, (i) => `l${i}: if (a()) goto *to;`)}\nb();`],
    ["conditions", repeated(1_500, () => "if (a) f();")],
    ["ways in one expression", `x = ${repeated(150, () => "(a && f()) +")} 0;`],
    ["directives", repeated(800, (i) => `#ifdef A${i}\nf();\n#endif`)],
    ["nested directives", `${"#ifdef A\n".repeat(150)}f();${"\n#endif".repeat(150)}`],
  ])("%s", (_, statements) => {
    const { isWhole, exits, outside } = followBody(`${enter}\n${statements}\n${leave}`);
    expect(isWhole).toBe(true);
    expect(exits).toHaveLength(1);
    expect(outside).toEqual([]);
  });

  test("long names and expressions", () => {
    const long = "a".repeat(50_000);
    const { isWhole, problems } = followBody(
      `${enter}\nset_pte(${long}, v);\nptep_get(${long});\nif (${long}) f(${long});\n${leave}`,
    );
    expect(isWhole).toBe(true);
    expect(problems).toEqual([]);
  });
});
