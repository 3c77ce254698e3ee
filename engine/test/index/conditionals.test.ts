/** Conditions in force, whether they hold, and includes. */
import { describe, expect, it } from "vitest";
import { conditionalsOf, evaluateCondition, includesOf, withKnownSymbols } from "#engine/index";

/** The conditions at the first "@" of the text. */
function at(text: string): readonly string[] {
  return conditionalsOf(text).conditionsAt(text.indexOf("@"));
}

describe("conditions in force", () => {
  it.each([
    ["none", "int @;", []],
    ["ifdef", "#ifdef A\n@\n#endif\n", ["defined(A)"]],
    ["ifndef", "#ifndef A\n@\n#endif\n", ["!defined(A)"]],
    ["behind the end", "#ifdef A\n#endif\n@", []],
    ["else of ifdef", "#ifdef A\n#else\n@\n#endif\n", ["!defined(A)"]],
    ["else of ifndef", "#ifndef A\n#else\n@\n#endif\n", ["defined(A)"]],
    ["elif", "#if A > 1\n#elif defined B || C\n@\n#endif\n", ["!(A > 1) && (defined(B) || C)"]],
    [
      "else negates all",
      "#ifdef A\n#elif defined(B)\n#else\n@\n#endif\n",
      ["!defined(A) && !defined(B)"],
    ],
    ["nested", "#ifdef A\n# if B == 1\n@\n# endif\n#endif\n", ["defined(A)", "B == 1"]],
    [
      "comments and joined lines",
      "#if defined ( A ) /* why */ && \\\n  ! B // yes\n@\n#endif\n",
      ["defined(A) && !B"],
    ],
    ["in a comment", "/*\n#ifdef A\n*/ @\n", []],
    [
      "include guard",
      "/* head */\n#ifndef H\n#define H\n#ifdef A\n@\n#endif\n#endif /* H */\n",
      ["defined(A)"],
    ],
    ["no guard with text behind", "#ifndef H\n#define H\n@\n#endif\nint a;\n", ["!defined(H)"]],
    ["stray ends", "#endif\n#else\n@", []],
    ["never ends", "#ifdef A\n@", ["defined(A)"]],
    ["CRLF", "#ifdef A\r\n@\r\n#endif\r\n", ["defined(A)"]],
  ])("%s", (_title, text, expected) => {
    expect(at(text)).toEqual(expected);
  });

  it.each([
    ["#if 0\n@\n#endif\n", true],
    ["#if 0\n#else\n@\n#endif\n", false],
    ["#if 0\n#ifdef A\n@\n#endif\n#endif\n", true],
    ["#if 1\n#else\n@\n#endif\n", true],
    ["#if 1\n@\n#endif\n", false],
    ["#ifdef A\n@\n#endif\n", false],
  ])("%j is dead: %s", (text, expected) => {
    expect(conditionalsOf(text).isDead(text.indexOf("@"))).toBe(expected);
  });

  it("a deep nest is read in time, without its innermost conditions", () => {
    const deep = "#ifdef A\n".repeat(20_000);
    expect(at(`${deep}@`)).toHaveLength(200);
  });
});

describe("whether a condition holds", () => {
  const configuration = new Map([
    ["CONFIG_Y", "y"],
    ["CONFIG_M", "m"],
    ["CONFIG_N", "n"],
    ["CONFIG_LEVELS", "4"],
    ["CONFIG_BASE", "0x10"],
  ]);
  it.each([
    ["defined(CONFIG_Y)", true],
    ["defined(CONFIG_M)", false],
    ["defined(CONFIG_M_MODULE)", true],
    ["defined(CONFIG_N)", false],
    ["defined(CONFIG_ABSENT)", false],
    ["!defined(CONFIG_ABSENT)", true],
    ["IS_ENABLED(CONFIG_M)", true],
    ["IS_BUILTIN(CONFIG_M)", false],
    ["IS_MODULE(CONFIG_M)", true],
    ["IS_REACHABLE(CONFIG_M)", undefined],
    ["CONFIG_LEVELS > 3", true],
    ["CONFIG_LEVELS <= 3 || CONFIG_BASE == 16", true],
    ["CONFIG_LEVELS == 5", false],
    ["defined(OTHER)", undefined],
    ["defined(OTHER) && defined(CONFIG_ABSENT)", false],
    ["defined(OTHER) || defined(CONFIG_Y)", true],
    ["!(defined(OTHER) || defined(CONFIG_Y))", false],
    ["defined(OTHER) && defined(CONFIG_Y)", undefined],
    ["!!CONFIG_Y", true],
    ["defined(__KERNEL__) && !defined(__ASSEMBLY__)", true],
    ["SOME(CONFIG_Y, 2)", undefined],
    ["1", true],
    ["0UL", false],
    ["", undefined],
    ["(defined(CONFIG_Y)", undefined],
    ["CONFIG_Y CONFIG_Y", undefined],
    ["&& CONFIG_Y", undefined],
    [`${"(".repeat(500)}1${")".repeat(500)}`, undefined],
  ])("%j: %s", (condition, expected) => {
    expect(evaluateCondition(condition, configuration)).toBe(expected);
  });
});

describe("symbols without a .config decide what asks for them alone", () => {
  const known = new Map([
    ["CONFIG_Y", "y"],
    ["CONFIG_M", "m"],
    ["CONFIG_N", "n"],
  ]);

  it.each([
    ["defined(CONFIG_Y)", true],
    ["IS_ENABLED(CONFIG_M)", true],
    ["defined(CONFIG_M_MODULE)", true],
    ["defined(CONFIG_N)", false],
    ["IS_MODULE(CONFIG_N)", false],
    ["CONFIG_N", false],
    ["defined(CONFIG_OTHER)", undefined],
    ["IS_ENABLED(CONFIG_OTHER)", undefined],
    ["CONFIG_OTHER > 3", undefined],
    ["defined(CONFIG_Y) || defined(CONFIG_OTHER)", true],
    ["defined(CONFIG_N) && defined(CONFIG_OTHER)", false],
  ])("%j: %s", (condition, expected) => {
    expect(evaluateCondition(condition, withKnownSymbols(undefined, known))).toBe(expected);
  });

  it("over a .config, whose other symbols are not set", () => {
    const whole = withKnownSymbols(new Map([["CONFIG_N", "y"]]), known);
    const conditions = ["defined(CONFIG_N)", "defined(CONFIG_Y)", "defined(CONFIG_OTHER)"];
    expect(conditions.map((one) => evaluateCondition(one, whole))).toEqual([false, true, false]);
  });
});

it("includes are listed in order, those in comments and strings are not", () => {
  const text = `#include <linux/mm.h>
 #  include "own.h" /* yes */
/* #include <a.h>
#include <b.h> */
// #include <c.h>
char *s = "x";
#include "last.h"`;
  expect(includesOf(text)).toEqual([
    { path: "linux/mm.h", quoted: false },
    { path: "own.h", quoted: true },
    { path: "last.h", quoted: true },
  ]);
});
