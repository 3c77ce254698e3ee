/** The two profiles: what ISO C leaves undefined stops there, and wraps in the kernel; data models. */
import { describe, expect, test } from "vitest";
import { runText } from "./run-text.ts";

describe("the ISO profile stops what C leaves undefined", () => {
  test.each([
    ["signed-overflow", "int i = 0x7fffffff; i += 1; return i;"],
    ["signed-overflow", "long x = 1L << 62; x *= 2; return x > 0;"],
    ["bad-shift", "int n = 32; return 1 << n;"],
    ["division-by-zero", "int z = 0; return 5 / z;"],
    ["uninitialised-read", "int x; return x + 1;"],
    ["uninitialised-read", "int x, *p = &x; return *p;"],
    [
      "uninitialised-read",
      "int s = 0; for (int i = 0; i < 2; i++) { int x; if (i == 0) x = 1; s += x; } return s;",
    ],
    ["effective-type", "int x = 1; int *q = &x; *q = 2; return *(short *)q;"],
    ["pointer-arithmetic", "int a[4] = { 0 }; int n = 6; int *p = a + n; return p == a;"],
    ["null-dereference", "int *p = 0; return *p;"],
    ["missing-return", "return f(3);"],
    ["read-only-write", "const int c = 1; static const int d = 1; *(int *)&d = 2; return c;"],
  ])("%s: %s", (code, body) => {
    const text = `int f(int a) { if (a < 0) return 1; } int main(void) { ${body} }`;
    expect(runText(text, { profile: "iso" }).stop).toMatchObject({ kind: "fault", code });
  });
});

describe("what is defined runs", () => {
  test.each([
    ["unsigned arithmetic wraps", "unsigned u = 0; u--; return u == 0xffffffffu;"],
    [
      "one past the end may be pointed at",
      "int a[3] = { 1, 2, 3 }, s = 0; for (int *p = a; p != a + 3; p++) s += *p; return s == 6;",
    ],
    [
      "a union shows its bytes",
      "union { int i; char c[4]; short s; } u; u.i = 0x01020304; return u.c[0] == 4 && u.s == 0x304;",
    ],
    ["characters see all", "long x = 5; return *(unsigned char *)&x == 5;"],
    ["a variable is assigned before it is read", "int x; x = 1; return x;"],
    [
      "a bitfield of a record without a value",
      "struct { unsigned a : 3, b : 4; } s; s.a = 5; s.b = 2; return s.a == 5;",
    ],
  ])("%s", (_title, body) => {
    expect(runText(`int main(void) { ${body} }`, { profile: "iso" })).toMatchObject({
      stop: { kind: "returned" },
      result: 1n,
    });
  });
});

test("the kernel profile wraps where gcc does with -fwrapv", () => {
  const { result } = runText("int main(void) { int i = 0x7fffffff; i += 1; return i < 0; }");
  expect(result).toBe(1n);
});

test("plain char is as the option says", () => {
  const text = "int main(void) { char c = 200; return c; }";
  expect(runText(text).result).toBe(-56n);
  expect(runText(text, { isCharUnsigned: true }).result).toBe(200n);
});

test("words of 32 bits", () => {
  const text =
    "int x; int *p = &x; struct { char c; long l; void *q; } s; int main(void) { *p = 3; unsigned long u = -1; return (u == 0xffffffff) * 1000 + sizeof s * 10 + x + sizeof(long long); }";
  expect(runText(text, { dataModel: "ilp32" }).result).toBe(1131n);
});
