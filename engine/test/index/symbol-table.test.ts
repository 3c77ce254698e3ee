/** The compact table answers what a plain map would, and its overlay replaces files. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CompactSymbolTable,
  hashOfName,
  mentions,
  outlineText,
  packEntry,
  parseConfiguration,
  readTreeFacts,
  sortDefinitions,
} from "#engine/index";

const files = ["a.c", "b.h", "c.c"];

function tableOf(
  rows: readonly (readonly [name: string, file: number, kind: number, isStatic: boolean])[],
) {
  const { hashes, entries } = sortDefinitions(
    Uint32Array.from(rows, ([name]) => hashOfName(name)),
    Uint32Array.from(rows, ([, file, kind, isStatic]) => packEntry(file, kind, isStatic)),
  );
  const data = { hashes, entries, mentions: Uint8Array.of(mentions.walker, 0, mentions.section) };
  return new CompactSymbolTable(files, data, (word, among) =>
    among.filter((file) => file.startsWith(word)),
  );
}

describe("the table", () => {
  it("lists where a name is defined, sorted, each once", () => {
    const table = tableOf([
      ["walk", 2, 0, true],
      ["walk", 0, 0, false],
      ["go", 1, 1, false],
      ["walk", 2, 0, true],
      ["walk", 2, 2, false],
    ]);
    expect(table.findDefinitions("walk")).toEqual([
      { file: "a.c", kind: "function", isStatic: false },
      { file: "c.c", kind: "function", isStatic: true },
      { file: "c.c", kind: "alias", isStatic: false },
    ]);
    expect(table.findDefinitions("go")).toEqual([{ file: "b.h", kind: "macro", isStatic: false }]);
    expect(table.findDefinitions("none")).toEqual([]);
    expect(table.filesMentioning(mentions.walker | mentions.section)).toEqual(["a.c", "c.c"]);
    expect(table.filesContaining("b")).toEqual(["b.h"]);
  });

  it("agrees with a map, whatever the names", () => {
    const row = fc.tuple(fc.string({ maxLength: 3 }), fc.nat(2), fc.nat(2), fc.boolean());
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const table = tableOf(rows);
        for (const [name, file] of rows) {
          const found = table.findDefinitions(name).map((entry) => entry.file);
          expect(found).toContain(files[file]);
          expect([...found].sort()).toEqual(found);
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it("a replaced file answers with its new definitions, a gone one with none", () => {
    const table = tableOf([
      ["walk", 0, 0, false],
      ["walk", 2, 0, false],
    ]);
    const edited = table.withReplaced("a.c", outlineText("static int go(void)\n{\n}\n"));
    expect(edited.findDefinitions("walk").map(({ file }) => file)).toEqual(["c.c"]);
    expect(edited.findDefinitions("go")).toEqual([
      { file: "a.c", kind: "function", isStatic: true },
    ]);
    expect(edited.filesMentioning(mentions.walker)).toEqual([]);
    const added = edited.withReplaced("b.c", outlineText("int walk(void)\n{\n lazy_mmu();\n}\n"));
    expect(added.files).toEqual(["a.c", "b.c", "b.h", "c.c"]);
    expect(added.filesMentioning(mentions.section)).toEqual(["b.c", "c.c"]);
    const gone = added.withReplaced("c.c", undefined);
    expect(gone.files).toEqual(["a.c", "b.c", "b.h"]);
    expect(gone.findDefinitions("walk").map(({ file }) => file)).toEqual(["b.c"]);
    expect(table.findDefinitions("walk").map(({ file }) => file)).toEqual(["a.c", "c.c"]);
  });
});

describe("what a tree says of itself", () => {
  const makefile = "# top\nVERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\nEXTRAVERSION = -rc1\n";
  const facts = (texts: Readonly<Record<string, string>>) =>
    readTreeFacts({ readText: (file) => texts[file], listFolders: () => ["x86", "arm64"] });

  it("release, architectures and kind come from its files", () => {
    expect(facts({ Makefile: makefile, "mm/memory.c": "" })).toEqual({
      isKernel: true,
      release: "6.12.3-rc1",
      dialect: "classic",
      architectures: ["arm64", "x86"],
      configuration: undefined,
    });
    expect(facts({ Makefile: "all:\n" })).toMatchObject({ isKernel: false, release: undefined });
  });

  it.each([
    ["classic", "int apply_to_page_range(int a);", ""],
    ["nolazy", "int apply_to_existing_page_range_nolazy(int a);", ""],
    ["counted", "", "static inline void lazy_mmu_mode_enable(void)\n{\n}\n"],
  ])("dialect %s", (dialect, memory, pageTable) => {
    const texts = { "include/linux/mm.h": memory, "include/linux/pgtable.h": pageTable };
    expect(facts(texts).dialect).toBe(dialect);
  });

  it("a configuration lists what is set", () => {
    const text = '# CONFIG_N is not set\r\nCONFIG_Y=y\r\nCONFIG_S="a b"\nCONFIG_V=4\nnonsense\n';
    expect([...parseConfiguration(text)]).toEqual([
      ["CONFIG_Y", "y"],
      ["CONFIG_S", "a b"],
      ["CONFIG_V", "4"],
    ]);
  });
});
