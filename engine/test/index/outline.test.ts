/** What the byte scan takes for a definition, and what it leaves alone. */
import { describe, expect, it } from "vitest";
import { FileScanner, findBytes, mentions, outlineText } from "#engine/index";

/** Each definition as "kind name", "static" before a static function. */
function listed(text: string): string[] {
  return outlineText(text).definitions.map(
    ({ kind, name, isStatic }) => `${isStatic ? "static " : ""}${kind} ${name}`,
  );
}

describe("functions", () => {
  const cases: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
    ["plain", "int walk(int a)\n{\n\treturn a;\n}\n", ["function walk"]],
    [
      "static inline on one line",
      "static inline int one(void) { return 1; }\n",
      ["static function one"],
    ],
    [
      "empty body",
      "static void none(void) {}\nint more(void) { }\n",
      ["static function none", "function more"],
    ],
    [
      "brace on the head's line",
      "int walk(void) {\n\treturn 0;\n}\nint next(void)\n{\n}\n",
      ["function walk", "function next"],
    ],
    [
      "type on the line above",
      "static struct page *\nfind(int a,\n     int b)\n{\n}\n",
      ["static function find"],
    ],
    [
      "attributes before and behind",
      "static __init __attribute__((cold)) int\nsetup(void) __acquires(lock) __releases(other)\n{\n}\n",
      ["static function setup"],
    ],
    [
      "attribute with arguments before the type",
      "__printf(1, 2) static void say(const char *f, ...)\n{\n}\n",
      ["static function say"],
    ],
    [
      "returns a pointer to a function",
      "static int (*pick(int which))(void *)\n{\n\treturn 0;\n}\n",
      ["static function pick"],
    ],
    ["returns a typedef by pointer", "word_t (*pick(int which))(void)\n{\n}\n", ["function pick"]],
    ["returns a struct", "struct pair make(int a)\n{\n}\n", ["function make"]],
    ["old style", "int add(a, b)\n\tint a;\n\tint b;\n{\n\treturn a + b;\n}\n", ["function add"]],
    [
      "system call",
      "SYSCALL_DEFINE2(fetch, int, a, long, b)\n{\n\treturn 0;\n}\n",
      ["function __do_sys_fetch"],
    ],
    [
      "compat system call",
      "COMPAT_SYSCALL_DEFINE1(fetch, int, a)\n{\n}\n",
      ["function __do_compat_sys_fetch"],
    ],
    [
      "defining macro",
      "BPF_CALL_1(bpf_fetch, int, a)\n{\n\treturn a;\n}\n",
      ["function bpf_fetch"],
    ],
    ["defining macro with a type", "int PROG(entry, struct ctx *c)\n{\n}\n", ["function entry"]],
    [
      "a name in capitals is no defining macro when it has parameters",
      "static void DUMP(struct ctx *c)\n{\n}\nvoid RESET(void)\n{\n}\n",
      ["static function DUMP", "function RESET"],
    ],
    ["macro that makes a name", "static int NAME(walk)(int a)\n{\n}\n", ["static function NAME"]],
    [
      "macro call without semicolon before",
      "EXPORT_SYMBOL(a)\nint walk(void)\n{\n}\n",
      ["function walk"],
    ],
    [
      "lower-case macro call without semicolon before",
      "module_init(a)\nstatic int walk(void)\n{\n}\n",
      ["static function walk"],
    ],
    [
      "a hundred macro calls before",
      `${"FUNCS(a, 1)\n".repeat(100)}static bool walk(int a)\n{\n}\n`,
      ["static function walk"],
    ],
    [
      "two heads of one body",
      "#ifdef A\nint walk(int a)\n#else\nint walk(int a, int b)\n#endif\n{\n\treturn a;\n}\n",
      ["function walk"],
    ],
    [
      "two names of one body",
      "#ifdef A\nint near(int a)\n#else\nint far(int a)\n#endif\n{\n}\nint next(void)\n{\n}\n",
      ["function near", "function far", "function next"],
    ],
    [
      "macro calls without semicolon, in a branch before",
      "SET_START(a)\n#ifdef A\nENTRY(func, b)\n#endif\nSET_END(a)\n\nstatic int walk(int a)\n{\n}\n",
      ["static function walk"],
    ],
    [
      "a lower-case macro call without semicolon, in a branch before",
      "module_init(a)\n#endif\n\n#ifdef B\nstatic int walk(int a)\n{\n}\n#endif\n",
      ["static function walk"],
    ],
    [
      "a head in each branch, and a third behind them",
      "#ifdef A\nint near(int a)\n#else\nFETCH(far, int a)\n#endif\nSYSCALL_DEFINE1(fetch, int, a)\n{\n}\n",
      ["function near", "function __do_sys_fetch"],
    ],
    [
      "braces that branches leave open",
      "int walk(int a)\n{\n#ifdef A\n\tif (a) {\n#else\n\tif (!a) {\n#endif\n\t}\n}\nint next(void)\n{\n}\n",
      ["function walk", "function next"],
    ],
    [
      "closing brace that is not in column 0",
      "int walk(void)\n{\n\treturn 0;\n }\nint next(void)\n{\n}\n",
      ["function walk", "function next"],
    ],
    [
      "a parameter of unnamed type",
      "int walk(struct {\n\tint a;\n} *b)\n{\n}\nint next(void)\n{\n}\n",
      ["function walk", "function next"],
    ],
    [
      "body indented as a whole",
      "int walk(int a)\n  {\n    if (a)\n      {\n      }\n  }\n\nstatic int next(void)\n  {\n  }\nint a[] = {\n};\n",
      ["function walk", "static function next"],
    ],
    [
      "brace in column 0 that closes nothing",
      "int walk(int a)\n{\nif (a) {\n} else {\n}\n}\nint next(void)\n{\n}\n",
      ["function walk", "function next"],
    ],
    [
      "indented",
      "\tint walk(void)\n\t{\n\t\tif (1) { }\n\t}\n\tint next(void) { return 1; }\n",
      ["function walk", "function next"],
    ],
    ["linkage block", 'extern "C" {\nint walk(void)\n{\n}\n}\n', ["function walk"]],
    [
      "parameters split by a branch",
      "int walk(int a,\n#ifdef A\n\t int b)\n#else\n\t long b)\n#endif\n{\n}\nint next(void)\n{\n}\n",
      ["function walk", "function next"],
    ],
  ];
  it.each(cases)("%s", (_title, text, expected) => {
    expect(listed(text)).toEqual(expected);
    expect(listed(text.replaceAll("\n", "\r\n"))).toEqual(expected);
  });
});

describe("what is no function", () => {
  it.each([
    ["prototype", "int walk(int a);\nextern void go(void) __cold;\n"],
    [
      "struct, union, enum",
      "struct a { int (*go)(void); };\nunion b {\n\tint c;\n};\nenum d { E = (1) };\n",
    ],
    [
      "struct with an attribute",
      "struct __aligned(8) a {\n\tint b;\n};\nstruct PACKED(1) c {\n\tint d;\n};\n",
    ],
    [
      "initialiser",
      "static const struct ops o = {\n\t.go = walk,\n};\nint a[] = { F(1), F(2) };\n",
    ],
    ["initialiser by macro", "static DEFINE_LOCK(lock) = { .a = 1 };\n"],
    ["typedef", "typedef int (*fn_t)(int);\ntypedef struct { int a; } a_t;\n"],
    ["comment", "/* int walk(void)\n{\n}\n*/\n// int go(void) { }\n"],
    ["string", 'const char *a = "int walk(void) { }";\n'],
    [
      "constant zero",
      "#if 0\nint walk(void)\n{\n}\n# if 1\nint more(void)\n{\n}\n# endif\n#endif\n",
    ],
    ["constant zero in an and", "#if 0 && defined(A)\nint walk(void)\n{\n}\n#endif\n"],
  ])("%s", (_title, text) => {
    expect(listed(text).filter((entry) => entry.includes("function"))).toEqual([]);
  });

  it("the other branch of a constant zero is alive", () => {
    expect(
      listed("#if 0\nint a(void)\n{\n}\n#else\nint b(void)\n{\n}\n#endif\nint c(void)\n{\n}\n"),
    ).toEqual(["function b", "function c"]);
  });

  it("a brace in column 0 under a constant zero closes no body", () => {
    const text =
      "int a(void)\n{\n#if 0\n}\nint b(void)\n{\n#endif\n\treturn 0;\n}\nint c(void)\n{\n}\n";
    const { definitions } = outlineText(text);
    expect(
      definitions.map(({ name, end }) => [name, text.slice(0, end).split("\n").length]),
    ).toEqual([
      ["a", 9],
      ["c", 12],
    ]);
  });
});

describe("macros", () => {
  it.each([
    ["function-like", "#define twice(a) ((a) + (a))\n", ["macro twice"]],
    [
      "joined lines",
      "#define both(a, b) \\\n\tdo { a; b; } \\\n\twhile (0)\nint x;\n",
      ["macro both"],
    ],
    ["alias", "#define walk arch_walk\n", ["alias walk"]],
    ["alias with a comment", "# define walk arch_walk /* here */\n", ["alias walk"]],
    [
      "a call without arguments of its own",
      "#define RIGHT_NOW read_clock(0)\n",
      ["object RIGHT_NOW"],
    ],
    ["a call in brackets", "#define RIGHT_NOW \\\n\t(read_clock (0) + 1)\n", ["object RIGHT_NOW"]],
    ["a call in a comment is none", "#define LIMIT 3 /* see read_clock() */\n", []],
    ["a number is neither", "#define LIMIT (1 << 3)\n", []],
    ["an alias of itself says nothing", "#define walk walk\n", []],
    [
      "constant, expression, nothing",
      "#define A 1\n#define B (a)\n#define C a + b\n#define D\n",
      [],
    ],
    [
      "inside a body",
      "int walk(void)\n{\n#define near(a) a\n\treturn near(1);\n}\n",
      ["macro near", "function walk"],
    ],
    [
      "a comment that spans lines",
      "#define a(b) b /* one\n two */ + 1\n#define c(d) d\n",
      ["macro a", "macro c"],
    ],
    ["a quote in an error is no string", "#error don't\n#define a(b) b\n", ["macro a"]],
    [
      "a quote character",
      "#define q(a) (a == '\"')\n#define r(a) (a == '\\'')\nint b(void)\n{\n}\n",
      ["macro q", "macro r", "function b"],
    ],
  ])("%s", (_title, text, expected) => {
    expect(listed(text)).toEqual(expected);
  });
});

it("spans are those of the text, whatever its letters", () => {
  const text =
    '/* ä → 𝒞 */\nstatic int walk(void)\n{\n\tsay("é");\n}\n#define go(a) \\\n\twalk(a)\n';
  expect(
    outlineText(text).definitions.map(({ start, end, nameSpan, body }) => [
      text.slice(start, end),
      text.slice(nameSpan.start, nameSpan.end),
      text.slice(body.start, body.end),
    ]),
  ).toEqual([
    ['static int walk(void)\n{\n\tsay("é");\n}', "walk", '{\n\tsay("é");\n}'],
    ["#define go(a) \\\n\twalk(a)", "go", " \\\n\twalk(a)"],
  ]);
});

it("a definition begins behind the macro calls above it", () => {
  const text = "MODULE(a)\nstatic int walk(void)\n{\n}\n";
  const [walk] = outlineText(text).definitions;
  expect(text.slice(walk?.start, walk?.end)).toBe("static int walk(void)\n{\n}");
});

it("a definition begins behind the macro calls in branches above it", () => {
  const text = "SET(a)\n#ifdef A\nENTRY(walk, b)\n#endif\nSET(a)\nint walk(void)\n{\n}\n";
  const { definitions } = outlineText(text);
  expect(definitions.map(({ start, end }) => text.slice(start, end))).toEqual([
    "int walk(void)\n{\n}",
  ]);
});

it("a definition with a head in each branch begins with the first head", () => {
  const text =
    "#ifdef A\nint walk(int a)\n#else\nint walk(int a, int b)\n#endif\n{\n\treturn a;\n}\n";
  const [walk] = outlineText(text).definitions;
  expect(text.slice(walk?.start, walk?.end)).toBe(text.slice(text.indexOf("int"), -1));
});

describe("mentions", () => {
  it.each([
    ["walker", "x = apply_to_existing_page_range_nolazy(a);", mentions.walker],
    ["section", "arch_enter_lazy_mmu_mode();", mentions.section],
    ["callback type", "int f(pte_fn_t fn);", mentions.callbackType],
    ["suppression", "/* lazymmu: ok(a): b */", mentions.suppression],
    ["all", "apply_to_page_range lazy_mmu lazymmu: pte_fn_t", 15],
    ["none, though parts look like it", "y_to_page_range try_to_apply_to_page xzy_mmu pte_fn", 0],
  ])("%s", (_title, text, bits) => {
    expect(outlineText(text).mentions).toBe(bits);
  });
});

describe("hostile text", () => {
  it.each([
    ["empty", "", []],
    ["no final newline", "int walk(void)\n{\n}", ["function walk"]],
    ["body that never closes", "int walk(void)\n{\n\tif (1) {\n", ["function walk"]],
    [
      "comment that never closes",
      "int walk(void)\n{\n}\n/* int go(void)\n{\n}\n",
      ["function walk"],
    ],
    ["string that never closes", 'char *a = "x;\nint walk(void)\n{\n}\n', ["function walk"]],
    [
      "parenthesis that never closes",
      "int a = f(1;\nint walk(void)\n{\n}\nint go(void)\n{\n}\n",
      ["function go"],
    ],
    ["branch that never ends", "#if 0\nint walk(void)\n{\n}\n", []],
    ["stray ends", "#endif\n#else\n}\n)\nint walk(void)\n{\n}\n", ["function walk"]],
    ["zero bytes", "int\0walk(void)\n{\n\0}\n}\n", ["function walk"]],
    ["a hash and nothing", "#", []],
    ["a define and nothing", "#define", []],
    ["backslash at the end", "#define a(b) \\", ["macro a"]],
  ])("%s", (_title, text, expected) => {
    expect(listed(text)).toEqual(expected);
  });

  it("a hundred thousand nested braces are one body", () => {
    const deep = "{".repeat(100_000) + "}".repeat(100_000);
    expect(listed(`int a(void)\n${deep}\nint b(void)\n{\n}\n`)).toEqual([
      "function a",
      "function b",
    ]);
    expect(listed(`int a(void)\n${"{\n".repeat(100_000)}`)).toEqual(["function a"]);
  });
});

describe("work grows with the text and not faster", () => {
  /** Bytes read through the array, and bytes passed by searches. */
  function work(text: string): number {
    let count = 0;
    const bytes = new Proxy(new Uint8Array([...text].map((unit) => unit.charCodeAt(0))), {
      get(target, key) {
        if (typeof key === "string" && /^\d+$/.test(key)) count++;
        const value: unknown = Reflect.get(target, key, target);
        if (key !== "indexOf") return value;
        return (byte: number, from = 0) => {
          const at = target.indexOf(byte, from);
          count += (at < 0 ? target.length : at) - from;
          return at;
        };
      },
    });
    new FileScanner(findBytes, { addDefinition: () => undefined }).scan(bytes);
    return count;
  }

  it.each([
    ["heads without bodies' ends", "int f(void)\n{\n\tif (a) {\n"],
    ["heads on one line", "int f(void) { if (a) {"],
    ["open comments", "/* a "],
    ["open strings", 'a = "b'],
    ["hashes", "# # a#"],
    ["constant zeros", "#if 0\n"],
    ["constant zeros in bodies", "int f(void)\n{\n#if 0\n"],
    ["open parentheses", "f(("],
    ["words before parentheses", "a (b) c (d) "],
    ["branches in heads", "#ifdef A\nint f(void)\n#else\n"],
    ["old-style parameters", "int f(a) int a;\n"],
    ["defines", "#define a(b \\\n"],
    ["column braces", "int f(void)\n{\n {\n{\n }\n"],
    ["else in column 0", "int f(void)\n{\n} else {\n"],
    ["blanks", "int     \n   f \t"],
  ])("%s", (_title, piece) => {
    const small = work(piece.repeat(100));
    const large = work(piece.repeat(200));
    expect(large).toBeLessThan(small * 2.3 + 100);
    expect(large).toBeLessThan(piece.length * 200 * 40);
  });
});
