/** The library's functions for memory, strings, characters and numbers. */
import { expect, test } from "vitest";
import { exitStatusOf } from "../../src/hosted/library.ts";
import { LibraryHarness } from "./library-harness.ts";

test("a block of the heap is fenced, unwritten, and dead once freed", () => {
  const h = new LibraryHarness();
  const block = h.call("malloc", 20n) as bigint;
  const load = (offset: bigint) => h.machine.loadInteger(block + offset, 1);
  expect(block % 16n).toBe(0n);
  expect(h.call("memset", block, 7n, 20n)).toBe(block);
  expect([load(0n), load(19n)]).toEqual([7n, 7n]);
  expect(h.call("memset", block, 7n, 21n)).toBe("out-of-bounds");
  expect(h.call("memset", block - 1n, 7n, 1n)).toBe("out-of-bounds");
  expect(h.call("free", block + 4n)).toBe("bad-free");
  expect(h.call("free", 0n)).toBeTypeOf("bigint");
  expect(h.call("free", block)).toBeTypeOf("bigint");
  expect(h.call("strlen", block)).toBe("use-after-free");
  expect(h.call("free", block)).toBe("double-free");
  expect(h.call("realloc", block, 4n)).toBe("double-free");
  expect(h.call("strlen", h.call("malloc", 4n) as bigint)).toBe("uninitialised-read");
  expect(h.call("malloc", 1n << 40n)).toBe(0n);
  expect(h.call("calloc", 1n << 40n, 1n << 40n)).toBe(0n);
});

test("realloc takes the content along, and calloc has zeroes", () => {
  const h = new LibraryHarness();
  const block = h.call("calloc", 2n, 4n) as bigint;
  h.machine.storeInteger(block, 4, 0x11223344n);
  const larger = h.call("realloc", block, 40n) as bigint;
  expect(h.machine.loadInteger(larger, 8)).toBe(0x11223344n);
  expect(h.call("strlen", block)).toBe("use-after-free");
  expect(h.call("memchr", larger, 1n, 40n)).toBe("uninitialised-read");
  expect(h.call("realloc", 0n, 8n)).toBeTypeOf("bigint");
});

test("many blocks made and freed do not use up the memory, and never share a place", () => {
  const h = new LibraryHarness();
  const inUse = new Set<bigint>();
  for (let i = 0; i < 3000; i++) {
    const block = h.call("malloc", 8000n) as bigint;
    expect(inUse.has(block)).toBe(false);
    inUse.add(block);
    expect(h.call("memset", block, 0n, 8000n)).toBe(block);
    if (i % 10 !== 0) {
      h.call("free", block);
      inUse.delete(block);
    }
  }
  expect(h.machine.memory.nFrames).toBeLessThan(4000);
});

test("the heap goes back in time with the machine", () => {
  const h = new LibraryHarness();
  const block = h.call("malloc", 8n) as bigint;
  const id = h.machine.save();
  h.call("free", block);
  const next = h.call("malloc", 8n);
  h.machine.restore(id);
  expect(h.call("malloc", 8n)).toBe(next);
  expect(h.call("free", block)).toBeTypeOf("bigint");
  expect(h.call("free", block)).toBe("double-free");
});

test("bytes are copied, compared and found", () => {
  const h = new LibraryHarness();
  const text = h.string("abcdef");
  expect(h.call("memmove", text + 2n, text, 4n)).toBe(text + 2n);
  expect(h.text(text)).toBe("ababcd");
  expect(h.call("memcpy", text, h.string("xy"), 2n)).toBe(text);
  expect(h.text(text)).toBe("xyabcd");
  expect(Math.sign(h.callInt("memcmp", "abc", "abd", 3n) as number)).toBe(-1);
  expect(h.callInt("memcmp", "abc", "abd", 2n)).toBe(0);
  // A byte above 127 is larger than those below.
  expect(h.callInt("memcmp", "\xff", "a", 1n)).toBe(1);
  expect(h.call("memchr", text, 0x63n, 6n)).toBe(text + 4n);
  expect(h.call("memchr", text, 0x7an, 6n)).toBe(0n);
});

test("strings are measured, compared, copied and searched", () => {
  const h = new LibraryHarness();
  const text = h.string("hello, hello");
  expect(h.call("strlen", text)).toBe(12n);
  expect(h.call("strlen", "")).toBe(0n);
  expect(h.call("strnlen", text, 5n)).toBe(5n);
  const orders = [
    ["a", "a"],
    ["a", "b"],
    ["b", "a"],
    ["a", "ab"],
    ["ab", "a"],
    ["\xff", "a"],
  ].map(([left, right]) => h.callInt("strcmp", left as string, right as string));
  expect(orders).toEqual([0, -1, 1, -1, 1, 1]);
  expect(h.callInt("strncmp", "abx", "aby", 2n)).toBe(0);
  expect(h.callInt("strncmp", "abx", "aby", 3n)).toBe(-1);
  expect(h.call("strchr", text, 0x6cn)).toBe(text + 2n);
  expect(h.call("strrchr", text, 0x6cn)).toBe(text + 10n);
  expect(h.call("strchr", text, 0n)).toBe(text + 12n);
  expect(h.call("strchr", text, 0x7an)).toBe(0n);
  expect(h.call("strstr", text, "lo,")).toBe(text + 3n);
  expect(h.call("strstr", text, "")).toBe(text);
  expect(h.call("strstr", text, "z")).toBe(0n);
  expect(h.call("strspn", text, "leh")).toBe(4n);
  expect(h.call("strcspn", text, " ,")).toBe(5n);
  expect(h.call("strpbrk", text, " ,")).toBe(text + 5n);
  const copy = h.call("strdup", text) as bigint;
  expect(h.text(copy)).toBe("hello, hello");
  const to = h.room(6);
  expect(h.call("strcpy", to, "abc")).toBe(to);
  expect(h.call("strcat", to, "de")).toBe(to);
  expect(h.text(to)).toBe("abcde");
  expect(h.call("strcat", to, "f")).toBe("out-of-bounds");
  h.call("strcpy", to, "ab");
  expect(h.call("strncat", to, "cdefgh", 3n)).toBe(to);
  expect(h.text(to)).toBe("abcde");
  expect(h.call("strncpy", to, "xy", 6n)).toBe(to);
  expect([...(h.machine.loadBytes(to, 6) ?? [])]).toEqual([0x78, 0x79, 0, 0, 0, 0]);
  expect(h.call("strncpy", to, "abcdefgh", 6n)).toBe(to);
  expect(h.call("strlen", to)).toBe("out-of-bounds");
});

test("numbers are read as strtol does", () => {
  const h = new LibraryHarness();
  const end = h.room(8);
  const read = (name: string, text: string, base: bigint) => {
    const from = h.string(text);
    const value = h.call(name, from, end, base);
    if (typeof value === "string") return value;
    const length = Number((h.machine.loadInteger(end, 8) as bigint) - from);
    return [name === "strtol" ? BigInt.asIntN(64, value) : value, length];
  };
  expect(read("strtol", "  -42x", 10n)).toEqual([-42n, 5]);
  expect(read("strtol", "0x1F", 0n)).toEqual([31n, 4]);
  expect(read("strtol", "0x1F", 16n)).toEqual([31n, 4]);
  expect(read("strtol", "0xg", 16n)).toEqual([0n, 1]);
  expect(read("strtol", "0778", 0n)).toEqual([63n, 3]);
  expect(read("strtol", "zz", 36n)).toEqual([1295n, 2]);
  expect(read("strtol", "+", 10n)).toEqual([0n, 0]);
  expect(read("strtol", "9223372036854775808", 10n)).toEqual([2n ** 63n - 1n, 19]);
  const errno = h.call("__hosted_errno") as bigint;
  expect(h.machine.loadInteger(errno, 4)).toBe(34n);
  h.machine.storeInteger(errno, 4, 0n);
  expect(read("strtol", "-9223372036854775808", 10n)).toEqual([-(2n ** 63n), 20]);
  expect(read("strtoul", "-1", 10n)).toEqual([2n ** 64n - 1n, 2]);
  expect(h.machine.loadInteger(errno, 4)).toBe(0n);
  expect(read("strtoul", "99999999999999999999", 10n)).toEqual([2n ** 64n - 1n, 20]);
  expect(h.machine.loadInteger(errno, 4)).toBe(34n);
  expect(h.callInt("atoi", "-17 rest")).toBe(-17);
  expect(h.callInt("atoi", "none")).toBe(0);
});

test("absolute values fault where they do not fit", () => {
  const h = new LibraryHarness();
  expect(h.callInt("abs", -5n)).toBe(5);
  expect(h.callInt("abs", -0x80000000n)).toBe("signed-overflow");
  expect(h.call("labs", -5n)).toBe(5n);
  expect(h.call("llabs", -(2n ** 63n))).toBe("signed-overflow");
});

test("characters belong to the classes of the C locale", () => {
  const h = new LibraryHarness();
  const members = (name: string) => {
    const found: number[] = [];
    for (let code = -1; code < 256; code++) {
      if (h.callInt(name, BigInt(code)) !== 0) found.push(code);
    }
    return String.fromCharCode(...found);
  };
  const digits = "0123456789";
  expect(members("isdigit")).toBe(digits);
  expect(members("isxdigit")).toBe(`${digits}ABCDEFabcdef`);
  expect(members("isspace")).toBe("\t\n\v\f\r ");
  expect(members("isalpha").length).toBe(52);
  expect(members("isalnum").length).toBe(62);
  expect(members("isprint").length).toBe(95);
  expect(members("ispunct").length).toBe(32);
  expect(members("iscntrl").length).toBe(33);
  expect(h.callInt("toupper", 0x61n)).toBe(0x41);
  expect(h.callInt("tolower", 0x5an)).toBe(0x7a);
  expect(h.callInt("tolower", -1n)).toBe(-1);
});

test("a program ends by exit, abort or an assertion", () => {
  const h = new LibraryHarness();
  expect(h.call("exit", 3n)).toBe("host-stop");
  expect(exitStatusOf(h.stop)).toBe(3);
  expect(h.call("abort")).toBe("abort");
  expect(exitStatusOf(h.stop)).toBeUndefined();
  expect(h.call("__hosted_assert", "x > 0", "f.c", 3n)).toBe("assertion");
  expect(h.stop).toMatchObject({ message: "the assertion x > 0 does not hold" });
});

test("the random sequence is the same for the same seed", () => {
  const h = new LibraryHarness();
  const three = () => [h.callInt("rand"), h.callInt("rand"), h.callInt("rand")];
  h.callInt("srand", 5n);
  const first = three();
  expect(new Set(first).size).toBe(3);
  h.callInt("srand", 5n);
  expect(three()).toEqual(first);
});
