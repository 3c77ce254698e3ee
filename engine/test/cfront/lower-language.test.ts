/** The constructs of the language, each as a small program whose result says that it is right. */
import { describe, expect, test } from "vitest";
import { resultOf } from "./run-text.ts";

const cases: Readonly<Record<string, readonly [string, string, bigint][]>> = {
  values: [
    ["unsigned char wraps", "unsigned char c = 250; c += 10; return c;", 4n],
    ["int times unsigned is unsigned", "int i = -7; return i / 2u > 1000;", 1n],
    ["division rounds to zero", "int i = -7; return i / 2 * 10 + i % 3;", -31n],
    [
      "a shift takes the type of its left operand",
      "unsigned long x = 1; return (x << 40) >> 38;",
      4n,
    ],
    ["a boolean is one or zero", "_Bool b = 256; return b;", 1n],
    ["a ?: b evaluates a once", "int n = 0; int y = ++n ?: 9; return y * 10 + n;", 11n],
    ["a comma gives its right operand", "int a = 1; return (a = 5, a + 1);", 6n],
    ["&& does not evaluate what it need not", "int n = 0; int r = 0 && ++n; return n + r;", 0n],
    ["a statement expression gives its last value", "return ({ int t = 4; t * 2; }) + 1;", 9n],
    ["_Generic looks at the type", "return _Generic(1L, int: 1, long: 2, default: 3);", 2n],
    ["typeof takes a type over", "short s = 3; typeof(s) t = 70000; return t == 4464;", 1n],
    ["__auto_type takes the type of the value", "__auto_type x = 1UL << 33; return x >> 32;", 2n],
  ],
  statements: [
    [
      "case ranges",
      "int r = 0; for (int i = 0; i < 20; i++) switch (i) { case 0 ... 9: r++; break; case 15: r += 100; } return r;",
      110n,
    ],
    [
      "a switch enters the middle of a loop",
      "int n = 7, r = 0; switch (n % 4) { do { case 0: r++; case 3: r++; case 2: r++; case 1: r++; } while ((n -= 4) > 0); } return r;",
      7n,
    ],
    ["goto goes back", "int i = 0; again: if (i < 5) { i++; goto again; } return i;", 5n],
    [
      "goto through the address of a label",
      "void *to = &&second; goto *to; return 1; second: return 2;",
      2n,
    ],
    [
      "labels of a block of its own",
      "int k = 0; { __label__ l; l: if (k++ < 3) goto l; } { __label__ l; l: if (k++ < 8) goto l; } return k;",
      9n,
    ],
    [
      "continue runs the step",
      "int r = 0; for (int i = 0; i < 6; i++) { if (i & 1) continue; r += i; } return r;",
      6n,
    ],
    [
      "an array of variable length",
      "int n = 5; int a[n]; for (int i = 0; i < n; i++) a[i] = i; return a[4] * 100 + sizeof a;",
      420n,
    ],
  ],
  records: [
    [
      "structs are assigned as a whole",
      "struct s { int a, b; char c[9]; } x = { 1, 2, \"abc\" }, y; y = x; return y.b * 10 + (y.c[2] == 'c');",
      21n,
    ],
    [
      "bitfields keep their neighbours",
      "struct { unsigned a : 3; int b : 5; unsigned c : 8; } f = { 7, -3, 200 }; f.a += 2; f.b -= 10; return f.a * 10000 + f.b * 100 + f.c % 100;",
      8700n,
    ],
    [
      "an anonymous member's members are the record's",
      "struct { int k; union { int x; struct { short lo, hi; }; }; } s = { 1, { .hi = 2 } }; return s.x >> 16;",
      2n,
    ],
    [
      "designators and ranges",
      "int a[] = { [2] = 5, 6, [0] = 1, [6 ... 8] = 4 }; return sizeof a / sizeof *a * 1000 + a[2] * 100 + a[3] * 10 + a[7];",
      9564n,
    ],
    [
      "brace elision",
      "struct { int a; struct { int b, c; } in[2]; int d; } n = { 1, 2, 3, 4, 5, 6 }; return n.in[1].c * 10 + n.d;",
      56n,
    ],
    ["a compound literal is a place", "int *p = (int[]){ 3, 4, 5 }; p[1]++; return p[1];", 5n],
    [
      "a record of one scalar has a place, too",
      "typedef struct { unsigned long pte; } pte_t; pte_t p = { 5 }, *q = &p; q->pte++; p = (pte_t){ p.pte * 2 }; return p.pte;",
      12n,
    ],
  ],
  builtins: [
    [
      "bits",
      "volatile unsigned long v = 0xff00; return __builtin_ffsl(v) * 10000 + __builtin_clzl(v) * 100 + __builtin_popcountl(v);",
      94808n,
    ],
    [
      "checked arithmetic",
      "int r; int o = __builtin_add_overflow(0x7fffffff, 1, &r); return o && r < 0;",
      1n,
    ],
    ["bytes swapped", "return __builtin_bswap32(0x01020304) == 0x04030201;", 1n],
    [
      "types compared",
      'return __builtin_types_compatible_p(int, typeof(1)) * 10 + __builtin_choose_expr(0, "a", 3);',
      13n,
    ],
    [
      "the offset of an element",
      "struct s { char c; int a[4]; }; return __builtin_offsetof(struct s, a[2]);",
      12n,
    ],
    [
      "an assembly barrier ties its operands",
      'int a = 5, b; __asm__ ("" : "=r" (b) : "0" (a + 1)); return b;',
      6n,
    ],
  ],
};

for (const [group, list] of Object.entries(cases)) {
  describe(group, () => {
    test.each(list)("%s", (_title, body, result) => {
      expect(resultOf(`int main(void) { ${body} }`)).toBe(result);
      expect(resultOf(`int main(void) { ${body} }`, { profile: "iso" })).toBe(result);
    });
  });
}

test("records are passed and returned by value", () => {
  const text = `
    struct big { int a; char b[20]; long c; };
    struct big make(int a, long c) { struct big r = { a, "x", c }; return r; }
    long sum(struct big b, struct big *p) { b.a++; return b.a + b.c + p->c; }
    int main(void) { struct big b = make(3, 4); return sum(b, &b) * 100 + b.a * 10 + make(1, 9).c; }`;
  expect(resultOf(text)).toBe(1239n);
});

test("variadic arguments are taken in order, records among them", () => {
  const text = `
    struct big { long a, b, c; };
    long all(const char *f, ...) {
      __builtin_va_list ap; long s = 0;
      __builtin_va_start(ap, f);
      for (; *f; f++)
        s = s * 10 + (*f == 'i' ? __builtin_va_arg(ap, int)
          : *f == 'b' ? __builtin_va_arg(ap, struct big).c : *__builtin_va_arg(ap, char *) - '0');
      __builtin_va_end(ap);
      return s;
    }
    int main(void) { struct big b = { 1, 2, 3 }; return all("ibsi", 1, b, "4", 5); }`;
  expect(resultOf(text)).toBe(1345n);
});

test("a cleanup runs however its scope is left", () => {
  const text = `
    int log;
    void note(int *p) { log = log * 10 + *p; }
    int f(int k) {
      int a __attribute__((cleanup(note))) = 1;
      for (int i = 0; i < 3; i++) {
        int b __attribute__((cleanup(note))) = 2 + i;
        if (i == 0) continue;
        if (i == k) goto out;
      }
      return a + log * 0;
    out:
      return 9;
    }
    int main(void) { int r = f(1); return log * 10 + r; }`;
  expect(resultOf(text)).toBe(2319n);
});

test("static objects are filled before the program runs", () => {
  const text = `
    typedef struct { unsigned long pte; } pte_t;
    int f(int a) { return a + 1; }
    static int (*table[3])(int) = { [1] = f };
    static const char *names[] = { "zero", [2] = "two" };
    static struct { pte_t p; int *q; } s = { (pte_t){ 7 }, (int *)((char *)&names[2] + 1) };
    int count(void) { static int n = 10; return ++n; }
    int main(void) {
      count();
      return table[1](4) * 10000 + (names[1] == 0) * 1000 + s.p.pte * 100
        + ((char *)s.q - (char *)names) + count();
    }`;
  expect(resultOf(text)).toBe(51729n);
});
