/** Conditions, includes and the other directives. */
import { describe, expect, it } from "vitest";
import { preprocessed, textOf, unitOf } from "./preprocess-text.ts";

function holds(condition: string, definitions = ""): boolean {
  return preprocessed(`${definitions}\n#if ${condition}\nyes;\n#endif\n`) === "yes ;";
}

describe("conditions", () => {
  const kernelMacros = `
#define __ARG_PLACEHOLDER_1 0,
#define __take_second_arg(__ignored, val, ...) val
#define __or(x, y) ___or(x, y)
#define ___or(x, y) ____or(__ARG_PLACEHOLDER_##x, y)
#define ____or(arg1_or_junk, y) __take_second_arg(arg1_or_junk 1, y)
#define __is_defined(x) ___is_defined(x)
#define ___is_defined(val) ____is_defined(__ARG_PLACEHOLDER_##val)
#define ____is_defined(arg1_or_junk) __take_second_arg(arg1_or_junk 1, 0)
#define IS_BUILTIN(option) __is_defined(option)
#define IS_MODULE(option) __is_defined(option##_MODULE)
#define IS_ENABLED(option) __or(IS_BUILTIN(option), IS_MODULE(option))
#define CONFIG_A 1
#define CONFIG_B_MODULE 1
`;
  it.each([
    "1 + 2 * 3 == 7 && (1 + 2) * 3 == 9",
    "-1 > 0u",
    "(1 ? -1 : 0u) > 0",
    "18446744073709551615u == -1",
    "0x7fffffffffffffff + 1 < 0",
    "1 << 63 < 0 && -8 >> 1 == -4",
    "-7 / 2 == -3 && -7 % 3 == -1",
    "1 || 1 / 0",
    "'a' == 97 && '\\n' == 10 && '\\x41' == '\\101' && '\\377' < 0 && 'ab' == 24930",
    "010 == 8 && 0b11 == 3 && 10ull == 10L",
    "undefined == 0 && !defined undefined && !defined(undefined)",
    "defined(CONFIG_A) && IS_ENABLED(CONFIG_A) && IS_ENABLED(CONFIG_B) && !IS_ENABLED(CONFIG_C)",
    "IS_MODULE(CONFIG_B) && !IS_BUILTIN(CONFIG_B)",
    "__has_attribute(packed) && !__has_include(<none.h>) && defined __has_include",
    "(2, 1)",
  ])("%s holds", (condition) => {
    expect(holds(condition, kernelMacros)).toBe(true);
  });

  it.each(["0", "1 == 2", "0 && 1", "1 - 1", "undefined", "~0u != -1", "1 &&", "(1", "1 2", ""])(
    "'%s' does not hold",
    (condition) => {
      expect(holds(condition)).toBe(false);
    },
  );

  it("a condition that is no expression is a problem", () => {
    const { problems } = unitOf("int a;\n#if 1 +\n#endif\n");
    expect(problems).toStrictEqual([
      { file: "main.c", offset: 7, message: "the condition is not understood" },
    ]);
  });

  it("one branch of several is taken, and none within an inactive one", () => {
    const text = `
#if 0
a;
#if 1
b;
#else
c;
#endif
#elif 1
d;
#ifdef X
e;
#elifndef X
f;
#else
g;
#endif
#elif 1
h;
#else
i;
#endif
j;`;
    expect(preprocessed(text)).toBe("d ; f ; j ;");
  });

  it("directives inside of a function choose its text", () => {
    const text = `int f(int x) {
#if 1
  if (x) {
#else
  while (x) {
#endif
    return "#if }"[0];
  }
#define LATE 5
  return LATE;
}
int g = LATE;`;
    expect(preprocessed(text)).toBe(
      'int f ( int x ) { if ( x ) { return "#if }" [ 0 ] ; } return 5 ; } int g = 5 ;',
    );
  });

  it("a directive in a comment is none, and a comment may stand in front of one", () => {
    const text = "/*\n#define A 1\n*/ #define B 2\n// \\\n#define C 3\nint a = A + B + C;";
    expect(preprocessed(text)).toBe("int a = A + 2 + C ;");
  });
});

describe("includes", () => {
  it("quotes look beside the file first, and brackets in the folders' order", () => {
    const unit = unitOf(
      {
        "sub/main.c": '#include "a.h"\n#include <a.h>\n#include "b.h"\n',
        "sub/a.h": "beside;",
        "first/a.h": "first;",
        "second/a.h": "second;",
        "second/b.h": "other;",
      },
      { file: "sub/main.c" },
    );
    expect(textOf(unit)).toBe("beside ; first ; other ;");
  });

  it("include_next goes on behind the folder of the present file", () => {
    const unit = unitOf({
      "main.c": "#include <a.h>",
      "first/a.h": "one;\n#include_next <a.h>\n",
      "second/a.h": "two;",
    });
    expect(textOf(unit)).toBe("one ; two ;");
  });

  it("a macro may name a header", () => {
    const unit = unitOf({
      "main.c":
        "#define H <dir/a.h>\n#define S(x) #x\n#define T(x) S(x)\n#include H\n#include T(dir/b.h)\n",
      "first/dir/a.h": "a;",
      "first/dir/b.h": "b;",
    });
    expect(textOf(unit)).toBe("a ; b ;");
  });

  it("a guard and #pragma once let a file in once, and only when they are for all of it", () => {
    const unit = unitOf({
      "main.c": ["a", "b", "c", "a", "b", "c"].map((name) => `#include <${name}.h>\n`).join(""),
      "first/a.h": "/* a */\n#ifndef A\n#define A\na;\n#endif\n",
      "first/b.h": "#pragma once\nb;\n",
      "first/c.h": "#ifndef C\n#define C\n#endif\nc;\n",
    });
    expect(textOf(unit)).toBe("a ; b ; c ; c ;");
  });

  it("given texts stand for generated headers, and come before files", () => {
    const files = { "main.c": "#include <generated/x.h>\n#include <y.h>\n", "first/y.h": "file;" };
    const overrides = new Map([
      ["generated/x.h", "given;"],
      ["first/y.h", "also;"],
    ]);
    expect(textOf(unitOf(files, { overrides }))).toBe("given ; also ;");
  });

  it("what is not found and what #error says are problems, and the rest goes on", () => {
    const unit = unitOf("#include <none.h>\n#error no  good\n#if 0\n#error no\n#endif\nint a;");
    expect(unit.problems).toStrictEqual([
      { file: "main.c", offset: 0, message: "<none.h> is not found" },
      { file: "main.c", offset: 18, message: "#error no  good" },
    ]);
    expect(textOf(unit)).toBe("int a ;");
  });

  it("forced includes and the compiler's macros stand in front", () => {
    const unit = unitOf(
      { "main.c": "int b = ONE(X);", "k.h": "#define X FOUR\n" },
      { forcedIncludes: ["k.h"], predefined: { "ONE(x)": "[x]", FOUR: "4" } },
    );
    expect(textOf(unit)).toBe("int b = [ 4 ] ;");
  });
});
