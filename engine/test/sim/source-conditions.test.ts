/** What #if lines around a place ask for, and where functions are defined. */
import { expect, test } from "vitest";
import { findDefinition, symbolsAround } from "../../src/sim/source-conditions.ts";

const around = (text: string) => symbolsAround(text, text.indexOf("HERE"));

test("conditions around a place name the symbols that are wanted, and those that are not", () => {
  expect(around("#ifdef CONFIG_A\n#ifndef CONFIG_B\nHERE\n#endif\n#endif")).toEqual({
    wanted: ["A"],
    unwanted: ["B"],
  });
  expect(around("#if defined(CONFIG_A) && \\\n !IS_ENABLED(CONFIG_B)\nHERE")).toEqual({
    wanted: ["A"],
    unwanted: ["B"],
  });
  expect(around("#if defined(CONFIG_A) || defined(CONFIG_B)\nHERE")).toEqual({
    wanted: ["A"],
    unwanted: [],
  });
});

test("the other branch wants the opposite", () => {
  expect(around("#ifdef CONFIG_A\n#else\nHERE\n#endif")).toEqual({ wanted: [], unwanted: ["A"] });
  expect(around("#ifndef CONFIG_A\n#else\nHERE\n#endif")).toEqual({ wanted: ["A"], unwanted: [] });
  expect(around("#ifdef CONFIG_A\n#elif defined(CONFIG_B)\nHERE\n#endif")).toEqual({
    wanted: ["B"],
    unwanted: [],
  });
});

test("conditions that are closed or about no symbol ask for nothing", () => {
  const nothing = { wanted: [], unwanted: [] };
  expect(around("#ifdef CONFIG_A\n#endif\nHERE\n#ifdef CONFIG_B")).toEqual(nothing);
  expect(around("#if 0\n#if PAGE_SIZE > 4096\n#ifdef __ASSEMBLY__\nHERE")).toEqual(nothing);
  expect(around("#endif\n#else\n#endif\nHERE")).toEqual(nothing);
});

test("a definition is found by its look, and a prototype, call or other name is none", () => {
  const text =
    "int f(int a);\nint g(void) { return f(1); }\nstatic int\nf2(void) { }\nint f(int a)\n{ }\n";
  expect(findDefinition(text, "f")).toBe(text.lastIndexOf("int f"));
  expect(findDefinition(text, "g")).toBe(text.indexOf("int g"));
  expect(findDefinition(text, "h")).toBe(-1);
});
