/** Lines that are jumped over must be exactly those that define nothing the scan reports. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOfNumberDefines } from "../../src/index/number-defines.ts";
import { outlineText } from "../../src/index/outline-text.ts";

function jump(text: string, from = 0): number {
  const bytes = new TextEncoder().encode(text);
  return endOfNumberDefines(bytes, new DataView(bytes.buffer), from);
}

describe("lines that define numbers", () => {
  it("are jumped over up to the first other line", () => {
    const run = "#define A 1\n#define\tLONGER_NAME__SHIFT \t   0x1fL  \n";
    expect(jump(`${run}#define TWICE(x) (2 * (x))\n`)).toBe(run.length - 1);
    expect(jump(`int a;\n${run}\n`, 7)).toBe(7 + run.length - 1);
  });

  it.each([
    "#define A(x) 1\n#define B 22222\n",
    "#define A other\n#define B 22222\n",
    "#define A 1 + f(2)\n#define B 2\n",
    "#define A 0x1\\\n f(x)\n#define B 2\n",
    "#define A\\\n 12 f(x)\n#define B 2\n",
    "#define A 1 /* one\n#define B f(x)\n*/\n",
    "#define A\n#define B 333333\n",
    "#undef AAAAA\n#define B 333333\n",
    "#defined A 1\n#define B 333333\n",
  ])("stay for the scan when they are something else: %j", (text) => {
    expect(jump(text)).toBe(0);
  });

  it("end at the text's end without reading behind it", () => {
    expect(jump("#define ABCDEFGH 12")).toBe(0);
    expect(jump("#define A 1")).toBe(0);
    expect(jump("#define ABCDEFGH 12\n")).toBe("#define ABCDEFGH 12".length);
  });

  it("make no difference to what is found, whatever stands in them", () => {
    const piece = fc.constantFrom(
      ...[
        "#define ",
        "#define\t",
        "A",
        "B2",
        "LONG_NAME__MASK",
        " ",
        "   ",
        "\t",
        "0x10",
        "7",
        "(",
      ],
      ...[
        ")",
        "\\",
        "\n",
        "\\\n",
        "\r\n",
        "/*",
        "*/",
        "//",
        '"',
        "'",
        "#",
        "f(x)",
        "other",
        "{",
        "}",
      ],
      ...["é", ":", "void f(void) {", "\n}\n", "#if 0\n", "#endif\n"],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        // Behind a blank no line begins with "#", so that none is jumped over.
        const slow = outlineText(text.replaceAll("#define", "# define"));
        const fast = outlineText(text);
        expect(fast.definitions.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
          slow.definitions.map(({ kind, name }) => `${kind} ${name}`),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
