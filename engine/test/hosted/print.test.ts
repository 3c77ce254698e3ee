/** `printf`, against what glibc prints. */
import { expect, test } from "vitest";
import { LibraryHarness } from "./library-harness.ts";

const harness = new LibraryHarness();

/** The text, or why there is none. */
function print(format: string, ...values: (bigint | string)[]): string {
  harness.written = "";
  const length = harness.callInt("printf", format, harness.slots(values));
  if (typeof length === "string") return length;
  expect(length).toBe(harness.written.length);
  return harness.written;
}

test.each([
  ["%d %i %u", [-1n, 5n, -1n], "-1 5 4294967295"],
  [
    "%ld %lu %lld %llu",
    [-1n, -1n, 1n << 62n, -1n],
    "-1 18446744073709551615 4611686018427387904 18446744073709551615",
  ],
  ["%hhd %hhu %hd %hu", [0x1ffn, 0x1ffn, 0x18000n, 0x18000n], "-1 255 -32768 32768"],
  ["%zu %td %jd", [-1n, -1n, -2n], "18446744073709551615 -1 -2"],
  [
    "%x %X %o %lx",
    [0xdeadbeefn, 0xdeadbeefn, 8n, 0x1234_5678_9abcn],
    "deadbeef DEADBEEF 10 123456789abc",
  ],
  ["%#x %#X %#o %#x %#o", [255n, 255n, 8n, 0n, 0n], "0xff 0XFF 010 0 0"],
  [
    "[%5d|%-5d|%05d|%+d|% d|%+05d]",
    [42n, 42n, 42n, 42n, 42n, -42n],
    "[   42|42   |00042|+42| 42|-0042]",
  ],
  ["[%5.3d|%-6.3x|%.0d|%.0d|%08.3d]", [7n, 10n, 0n, 1n, 7n], "[  007|00a   ||1|     007]"],
  ["[%*d|%-*d|%.*d|%*d]", [4n, 1n, 4n, 1n, 3n, 1n, -4n, 1n], "[   1|1   |001|1   ]"],
  [
    "[%#08x|%#-8x|%#.4o|%#08o|%#5o]",
    [255n, 255n, 8n, 8n, 8n],
    "[0x0000ff|0xff    |0010|00000010|  010]",
  ],
  ["%c%c%c|%3c|%-3c|", [72n, 105n, 33n, 65n, 66n], "Hi!|  A|B  |"],
  [
    "%s|%8s|%-8s|%.2s|%8.2s|",
    ["abc", "abc", "abc", "abc", "abc"],
    "abc|     abc|abc     |ab|      ab|",
  ],
  ["%p %p", [0n, 0x1234n], "(nil) 0x1234"],
  ["100%% %d%%", [5n], "100% 5%"],
  ["no conversion", [], "no conversion"],
  ["", [], ""],
] as const)("%j", (format, values, expected) => {
  expect(print(format, ...values)).toBe(expected);
});

test("a width of one million is printed, a much larger one is not", () => {
  expect(print("%1000000d", 1n).length).toBe(1_000_000);
  expect(print("%2000000000d", 1n)).toBe("unsupported");
  expect(print("%.20000000d", 1n)).toBe("unsupported");
});

test("floating-point conversions and unknown ones are not supported", () => {
  expect(print("%f", 0n)).toBe("unsupported");
  expect(harness.stop).toMatchObject({ reason: "the conversion %f in printf" });
  expect(print("%Lf", 0n)).toBe("unsupported");
  expect(print("%y", 0n)).toBe("unsupported");
  expect(print("100%")).toBe("unsupported");
});

test("an argument too few is a fault, and so is a string that is none", () => {
  expect(print("%d %d", 1n)).toBe("out-of-bounds");
  expect(print("%s", 0n)).toBe("null-dereference");
});

test("a precision keeps %s from reading on", () => {
  expect(print("%.3s", harness.place(Buffer.from("abc")))).toBe("abc");
  expect(print("%.4s", harness.place(Buffer.from("abc")))).toBe("out-of-bounds");
});

test("%n stores the number of bytes so far", () => {
  const place = harness.room(4);
  expect(print("four%n.", place)).toBe("four.");
  expect(harness.machine.loadInteger(place, 4)).toBe(4n);
});

test("snprintf cuts, ends with a zero, and returns the whole length", () => {
  const to = harness.room(4);
  const slots = harness.slots([123456n]);
  expect(harness.callInt("snprintf", to, 4n, "%d", slots)).toBe(6);
  expect(harness.text(to)).toBe("123");
  expect(harness.callInt("snprintf", 0n, 0n, "%d", slots)).toBe(6);
  expect(harness.callInt("sprintf", to, "%d", slots)).toBe("out-of-bounds");
  expect(harness.callInt("vsprintf", to, "abc", slots)).toBe(3);
});

test("puts ends the line; streams other than the two are refused", () => {
  harness.written = "";
  harness.callInt("puts", "line");
  harness.callInt("putchar", 0x41n);
  harness.callInt("fputs", "text", 2n);
  harness.callInt("fprintf", 1n, "%d", harness.slots([7n]));
  expect(harness.written).toBe("line\nAtext7");
  expect(harness.callInt("fputc", 0x41n, 3n)).toBe("invalid-address");
});
