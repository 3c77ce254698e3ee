/** Constructs of kernel C that the grammar lacks: each parses, and shows its calls. */
import { beforeAll, describe, expect, test } from "vitest";
import type { CParser } from "#engine/syntax";
import { callsOf, createParser, nodesOfKind, shapeOf, textOf } from "./read-c.ts";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});

function read(text: string): { calls: string[]; errors: string[] } {
  const parsed = parser.parseDefinition(text);
  return {
    calls: [...new Set(parsed.variants.flatMap((root) => callsOf(text, root)))],
    errors: parsed.errors.map((span) => text.slice(span.start, span.end)),
  };
}

interface Case {
  readonly name: string;
  /** A whole definition. */
  readonly code: string;
  readonly calls: readonly string[];
}

const definitions: readonly Case[] = [
  { name: "plain", code: "int f(void)\n{\n\treturn g(1);\n}", calls: ["g(1)"] },
  {
    name: "section marker between type and name",
    code: "static int __init f(void) { g(); return 0; }",
    calls: ["g()"],
  },
  {
    name: "marker before the type",
    code: "static __always_inline void f(void) { g(); }",
    calls: ["g()"],
  },
  {
    name: "unknown markers by shape",
    code: "static __frobnicated unsigned long __odd_one f(void) { g(); }",
    calls: ["g()"],
  },
  {
    name: "marker and typedef name",
    code: "static noinline pte_t f(pte_t x) { return g(x); }",
    calls: ["g(x)"],
  },
  {
    name: "name that looks like a marker",
    code: "static struct foo *__take(struct foo *__p) { return g(__p); }",
    calls: ["g(__p)"],
  },
  {
    name: "function named like a marker after a tag",
    code: "enum mode __pick(struct foo *f) { return g(f); }",
    calls: ["g(f)"],
  },
  {
    name: "asmlinkage and visible",
    code: "asmlinkage __visible void __init f(void) { g(); }",
    calls: ["g()"],
  },
  {
    name: "format attribute",
    code: "static __printf(1, 2) int f(const char *s, ...) { g(s); }",
    calls: ["g(s)"],
  },
  {
    name: "attribute with parentheses",
    code: 'static void __attribute__((noinline, section(".x"))) f(void) { g(); }',
    calls: ["g()"],
  },
  {
    name: "lock annotation behind the parameters",
    code: "void f(struct l *l)\n\t__acquires(&l->lock)\n\t__releases(m)\n{ g(l); }",
    calls: ["g(l)"],
  },
  {
    name: "parameter markers",
    code: "long f(const char __user *u, int x __maybe_unused, void * __restrict p) { return g(u); }",
    calls: ["g(u)"],
  },
  {
    name: "attribute after a star",
    code: "void f(void) { int * __attribute__((aligned(8))) p = g(); }",
    calls: ["g()"],
  },
  {
    name: "marker on a local",
    code: "void f(void) { int x __maybe_unused = g(), y __aligned(8); h(y); }",
    calls: ["g()", "h(y)"],
  },
  {
    name: "marker before a parenthesised declarator",
    code: "void f(void) { u8 __user (*t)[4]; g(t); }",
    calls: ["g(t)"],
  },
  {
    name: "old style definition",
    code: "int f(a, b)\n\tint a;\n\tchar *b;\n{\n\treturn g(a, b);\n}",
    calls: ["g(a | b)"],
  },
  {
    name: "macro calls before the definition",
    code: "LIST_ID(func, x)\nLIST_END(y)\n\nstatic bool f(int a)\n{ return g(a); }",
    calls: ["g(a)"],
  },
  {
    name: "name made by a macro",
    code: "static int NAME(walk)(struct v *v) { return g(v); }",
    calls: ["g(v)"],
  },
  {
    name: "function returning a function pointer",
    code: "void (*f(int a))(int) { return g(a); }",
    calls: ["g(a)"],
  },
];

const statements: readonly Case[] = [
  {
    name: "loop macro with a block",
    code: "list_for_each_entry(p, &h->list, node) { g(p); }",
    calls: ["list_for_each_entry(p | &h->list | node)", "g(p)"],
  },
  {
    name: "loop macro with one statement",
    code: "for_each_thing(p)\n\t\tg(p);",
    calls: ["for_each_thing(p)", "g(p)"],
  },
  {
    name: "loop macro in an if with else",
    code: "if (a)\n\t\tfor_each_thing(p)\n\t\t\tg(p);\n\telse\n\t\th();",
    calls: ["for_each_thing(p)", "g(p)", "h()"],
  },
  {
    name: "call in a loop macro's head",
    code: "for_each_in(p, first(x), *next(x)) { }",
    calls: ["for_each_in(p | first(x) | *next(x))", "first(x)", "next(x)"],
  },
  {
    name: "loop macro with a type",
    code: "for_each_of(struct foo *, p, l) g(p);",
    calls: ["for_each_of(struct foo * | p | l)", "g(p)"],
  },
  { name: "loop macro with a short name", code: "each(p) { g(p); }", calls: ["each(p)", "g(p)"] },
  {
    name: "loop macro and a parenthesised statement",
    code: "for_each_thing(p)\n\t\t(void) g(p);",
    calls: ["for_each_thing(p)", "g(p)"],
  },
  {
    name: "nested loop macros",
    code: "for_each_a(a) for_each_b(b, a) { if (c) g(a, b); }",
    calls: ["for_each_a(a)", "for_each_b(b | a)", "g(a | b)"],
  },
  {
    name: "macro that ends a loop",
    code: "do { g(); } while_each_thing(p);\n\th();",
    calls: ["g()", "while_each_thing(p)", "h()"],
  },
  {
    name: "guards",
    code: "guard(mutex)(&lock(x)->m);\n\tscoped_guard(spinlock, &l) { g(); }\n\tscoped_guard(rcu) h();",
    calls: [
      "guard(mutex)(&lock(x)->m)",
      "guard(mutex)",
      "lock(x)",
      "scoped_guard(spinlock | &l)",
      "g()",
      "scoped_guard(rcu)",
      "h()",
    ],
  },
  {
    name: "cleanup attribute is a call",
    code: "char *p __free(kfree) = g();",
    calls: ["__free(kfree)", "g()"],
  },
  {
    name: "macro statement without semicolon",
    code: "BEGIN_THING(x)\n\tg();\n\tEND_THING(x)\n\tint y = h();",
    calls: ["BEGIN_THING(x)", "g()", "END_THING(x)", "h()"],
  },
  {
    name: "macro statement without semicolon at the end",
    code: "g();\n\tFINISH(x)\n",
    calls: ["g()", "FINISH(x)"],
  },
  {
    name: "static macro",
    code: "static DEFINE_LIMIT(state, 5 * HZ, g(1));\n\th();",
    calls: ["DEFINE_LIMIT(state | 5 * HZ | g(1))", "g(1)", "h()"],
  },
  {
    name: "macro with an initialiser",
    code: "DECLARE_MAP(m, N) = { g(1), 2 };",
    calls: ["DECLARE_MAP(m | N)", "g(1)"],
  },
  {
    name: "statements as an argument",
    code: 'CHECK(a == b, dump(a); warn("x"););',
    calls: ['CHECK(a == b | dump(a) | warn("x"))', "dump(a)", 'warn("x")'],
  },
  {
    name: "container_of",
    code: "p = container_of(get(q), struct foo, member.list);",
    calls: ["container_of(get(q) | struct foo | member.list)", "get(q)"],
  },
  {
    name: "va_arg with a pointer",
    code: "x = va_arg(ap, const char *);",
    calls: ["va_arg(ap | const char *)"],
  },
  {
    name: "offsetof with a path",
    code: "x = offsetof(struct foo, a.b[g(1)]);",
    calls: ["offsetof(struct foo | a.b[g(1)])", "g(1)"],
  },
  {
    name: "compatible types",
    code: "x = __builtin_types_compatible_p(typeof(*p), unsigned long);",
    calls: ["__builtin_types_compatible_p(typeof(*p) | unsigned long)"],
  },
  {
    name: "allocation by type",
    code: "p = kmalloc_obj(struct foo, gfp());",
    calls: ["kmalloc_obj(struct foo | gfp())", "gfp()"],
  },
  { name: "multiplication is no type", code: "x = g(a * b, c *d);", calls: ["g(a * b | c *d)"] },
  {
    name: "operator as an argument",
    code: "x = compare(a, <=, b);",
    calls: ["compare(a | <= | b)"],
  },
  { name: "empty argument", code: "x = g(a, , b);", calls: ["g(a |   | b)"] },
  {
    name: "typeof in a declaration",
    code: "typeof(*p) x = g();\n\t__typeof__(y) *z = &x;\n\t__auto_type w = h(x);",
    calls: ["g()", "h(x)"],
  },
  { name: "typeof in a cast", code: "x = (typeof(x))g(y);", calls: ["g(y)"] },
  {
    name: "per-cpu and other definitions by type",
    code: "DEFINE_THING(struct foo, name);\n\tg(this_ptr(&name));",
    calls: ["DEFINE_THING(struct foo | name)", "g(this_ptr(&name))", "this_ptr(&name)"],
  },
  {
    name: "type made by a macro",
    code: "ARRAY_OF(struct foo, 3) a;\n\tg(a);",
    calls: ["ARRAY_OF(struct foo | 3)", "g(a)"],
  },
  {
    name: "case range",
    code: "switch (x) { case 1 ... 5: g(); break; case 'a'...'z': h(); }",
    calls: ["g()", "h()"],
  },
  { name: "switch without braces", code: "switch (g()) case 1: h();", calls: ["g()", "h()"] },
  {
    name: "computed goto",
    code: "static void *t[] = { &&a, &&b };\n\tgoto *t[g()];\na:\n\th();\nb:\n",
    calls: ["g()", "h()"],
  },
  { name: "label before a brace", code: "if (x) goto out;\n\tg();\nout:\n", calls: ["g()"] },
  { name: "statement expression", code: "x = ({ int y = g(); h(y); });", calls: ["g()", "h(y)"] },
  {
    name: "statement expression as argument",
    code: "wait(q, ({ g(); 1; }), { h(); });",
    calls: ["wait(q | ({ g(); 1; }) | { h(); })", "g()", "h()"],
  },
  {
    name: "asm with operands",
    code: 'asm volatile(PREFIX "mov %0, %1" : "=r" (x), [y] "+m" (*g(y)) : "r" (h(z)) : "memory");',
    calls: ["g(y)", "h(z)"],
  },
  {
    name: "asm goto",
    code: 'asm goto("jmp %l[out]" : : "i" (g()) : : out);\nout:\n\th();',
    calls: ["g()", "h()"],
  },
  {
    name: "asm with a macro template",
    code: 'asm volatile(ALTERNATIVE("a", "b", X) ::: "memory");\n\tg();',
    calls: ["g()"],
  },
  {
    name: "asm name of a register variable",
    code: 'register unsigned long sp asm("rsp");\n\tg(sp);',
    calls: ["g(sp)"],
  },
  {
    name: "strings and macros side by side",
    code: 'printk(KERN_ERR PFX "a" PRIx64 "b" __stringify(C) "\\n", g());',
    calls: ['printk(KERN_ERR PFX "a" PRIx64 "b" __stringify(C) "\\n" | g())', "g()"],
  },
  {
    name: "log level before a call",
    code: "print(c, KERN_INFO prefixed(c, fmt), x);",
    calls: ["print(c | prefixed(c, fmt) | x)", "prefixed(c | fmt)"],
  },
  {
    name: "unnamed bit-field",
    code: "struct { int a : 3; int : 5; int b; } s = { .a = g() };",
    calls: ["g()"],
  },
  {
    name: "initialisers",
    code: "struct foo s = { .a = g(1), .b = { [0 ... 3] = h(2) }, };\n\tk((struct foo){ .a = l() });",
    calls: ["g(1)", "h(2)", "k((struct foo){ .a = l() })", "l()"],
  },
  {
    name: "calls through pointers",
    code: "(*fp)(1);\n\tops->fn(2);\n\ta.b[i](3);\n\t(fp)(4);",
    calls: ["(*fp)(1)", "ops->fn(2)", "a.b[i](3)", "(fp)(4)"],
  },
  {
    name: "directives inside",
    code: "\n#define LOCAL(x) \\\n\tg(x)\n\tLOCAL(1);\n#undef LOCAL\n\th();",
    calls: ["LOCAL(1)", "h()"],
  },
  {
    name: "comments and splices",
    code: "g(/* a( */ 1); // h(\n\tk(\\\n\t2);",
    calls: ["g(1)", "k(2)"],
  },
  { name: "omitted operand", code: "x = g() ?: h();", calls: ["g()", "h()"] },
];

describe("definitions", () => {
  test.each(definitions)("$name", ({ code, calls }) => {
    expect(read(code)).toEqual({ calls, errors: [] });
    const roots = parser.parseDefinition(code).variants;
    expect(roots.flatMap((root) => root.children.map((child) => child.kind))).toEqual([
      "function_definition",
    ]);
  });
});

describe("statements", () => {
  test.each(statements)("$name", ({ code, calls }) => {
    const text = `void f(void)\n{\n\t${code}\n}`;
    const { calls: found, errors } = read(text);
    expect(errors).toEqual([]);
    expect([...found].sort()).toEqual([...calls].sort());
  });
});

describe("heads made by macros", () => {
  test.each([
    [
      "SYSCALL_DEFINE2(open, const char __user *, name, int, mode)\n{ return g(name); }",
      "SYSCALL_DEFINE2",
      5,
    ],
    ["COMPAT_SYSCALL_DEFINE1(x, u32, a) { return g(a); }", "COMPAT_SYSCALL_DEFINE1", 3],
    ["BPF_CALL_1(bpf_x, struct foo *, p) { return g(p); }", "BPF_CALL_1", 3],
    ["static DEFINE_SHOW(name) { g(1); }", "DEFINE_SHOW", 1],
    ['KUNIT_CASE_OF("x", 1 + 2) { g(1); }', "KUNIT_CASE_OF", 2],
  ])("%s", (code, name, parameters) => {
    const parsed = parser.parseDefinition(code);
    expect(parsed.errors).toEqual([]);
    const [declarator] = nodesOfKind(parsed, "function_declarator");
    expect(declarator?.children.map((child) => textOf(code, child))[0]).toBe(name);
    expect(nodesOfKind(parsed, "parameter_declaration")).toHaveLength(parameters);
    expect(nodesOfKind(parsed, "call_expression")).toHaveLength(1);
  });
});

test("a loop macro keeps its head as a call and its body", () => {
  const parsed = parser.parseDefinition("void f(void) { for_each(a, b) g(); }");
  const [loop] = nodesOfKind(parsed, "while_statement");
  expect(loop === undefined ? "" : shapeOf({ ...loop, field: undefined })).toBe(
    "(while_statement condition:(call_expression function:identifier arguments:(argument_list identifier identifier)) " +
      "body:(expression_statement (call_expression function:identifier arguments:argument_list)))",
  );
});

test("an asm shows its operands and nothing else", () => {
  const text = 'void f(void) { asm volatile("x" : "=r" (a) : "r" (b + 1) : "cc"); }';
  const [asm] = nodesOfKind(parser.parseDefinition(text), "gnu_asm_expression");
  expect(asm?.children.map((child) => textOf(text, child))).toEqual(["(a)", "(b + 1)"]);
});

test("what cannot be read is reported where it stands", () => {
  const text = "void f(void) { g(); @@ ) h(; }";
  const parsed = parser.parseDefinition(text);
  expect(parsed.errors.length).toBeGreaterThan(0);
  for (const span of parsed.errors) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
});

test("the grammar alone fails where the layer helps", () => {
  expect(parser.failsUnchanged("void f(void) { switch (x) { case 1 ... 5: g(); } }")).toBe(true);
  expect(parser.failsUnchanged("void f(void) { g(p); }")).toBe(false);
});
