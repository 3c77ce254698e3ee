/** What a file says of its variables, whatever the file: each answer, and texts made to take long. */
import { describe, expect, test } from "vitest";
import {
  assignmentsTo,
  definesType,
  elementsOf,
  functionsIn,
  memberValues,
} from "../../src/model/file-values.ts";
import { SourceFile } from "../../src/model/source-file.ts";

function file(text: string): SourceFile {
  return new SourceFile("drivers/sample/sample.c", text);
}

test("a variable holds what it is initialised with and assigned, each said once", () => {
  const source = file(
    "static int (*hook)(void) = one;\nvoid set(void)\n{\n\thook = two;\n\thook = one;\n\tif (hook == four)\n\t\thook += five;\n}\n",
  );
  expect(assignmentsTo(source, "hook")).toEqual([
    { expression: "one", isStatic: true },
    { expression: "two", isStatic: false },
  ]);
});

test("a static function's assignments are no static declarations", () => {
  const source = file("static void set(void)\n{\n\thook = one;\n}\n");
  expect(assignmentsTo(source, "hook")).toEqual([{ expression: "one", isStatic: false }]);
});

test("what #if 0 hides is not assigned", () => {
  const source = file("#if 0\nhook = one;\nops.map = one;\n#endif\n");
  expect(assignmentsTo(source, "hook")).toEqual([]);
  expect(memberValues(source, "map")).toEqual([]);
});

test("a member is given names in initialisers and assignments, and nothing by comparisons", () => {
  const source = file(
    "struct ops o = {\n\t.map = one,\n\t.unmap = other\n};\nvoid set(void)\n{\n\tp->map = &two;\n\tp->map == three;\n\tp->map = four();\n}\n",
  );
  expect(memberValues(source, "map")).toEqual(["one", "two"]);
  expect(memberValues(source, "unmap")).toEqual(["other"]);
});

test("an array's elements are the plain names of its initialiser", () => {
  const source = file("fn_t table[] = {\n\tone, [2] = &two, three(), 4,\n};\nfn_t x = one;\n");
  expect(elementsOf(source, "table")).toEqual(["one", "two"]);
  expect(elementsOf(source, "x")).toEqual([]);
});

test("a type definition's last name is a type", () => {
  const source = file("typedef unsigned long addr_t;\ntypedef u8 block_t[16];\nint count;\n");
  expect(
    ["addr_t", "block_t", "count", "long"].filter((name) => definesType(source, name)),
  ).toEqual(["addr_t", "block_t"]);
});

test("functions are the names that are neither called nor cast to", () => {
  expect(functionsIn("(int (*)(void))one")).toEqual(["one"]);
  expect(functionsIn("is_new() ? one : 0x1F")).toEqual(["one"]);
});

describe("texts made to take long", () => {
  const length = 2_000_000;
  const fill = (piece: string) => piece.repeat(length / piece.length);
  test.each([
    ["blanks behind a sign", `name =${fill("\n")}x.name =${fill("\n")}1`],
    ["blanks before a sign", `name${fill("\n")}`],
    ["assignments without an end", fill("name = ")],
    ["statics without an end", fill("static name\n")],
    ["types without an end", fill("typedef name\n")],
    ["open parentheses", fill("name)(")],
    ["open brackets", fill("name[")],
    ["initialisers", fill("name = {\n")],
    ["one word", fill("a")],
    [
      "many names",
      Array.from({ length: 100_000 }, (_, i) => `f${i} = g${i};\n.m = h${i};\n`).join(""),
    ],
  ])("%s", (_, text) => {
    const source = file(text);
    for (let index = 0; index < 20_000; index++) {
      assignmentsTo(source, `f${index}`);
      memberValues(source, `f${index}`);
      elementsOf(source, `f${index}`);
      definesType(source, `f${index}`);
    }
    expect(assignmentsTo(source, "name").length + memberValues(source, "m").length).toBeLessThan(
      1_000_000,
    );
  });

  test("an expression with a long word behind a parenthesis", () => {
    expect(functionsIn(`(${"a".repeat(300)} + b`)).toHaveLength(2);
  });
});
