/** Finding code, comments and imports in source text. */
import { describe, expect, it } from "vitest";
import { blankOut, commentsOf, findImports } from "../source-text.mjs";

describe("blankOut", () => {
  it("takes comments, templates and regular expressions out, and keeps every line", () => {
    const text = "a(); // b\n/* c\n d */ e(`f $" + "{g({})} h`, /[/`]i/g, 'j') / k;\n";
    const code = blankOut(text);
    expect(code).toHaveLength(text.length);
    expect(code.split("\n")).toHaveLength(text.split("\n").length);
    expect(code.replace(/\s+/g, " ")).toBe("a(); e(` $" + "{g({})} `, , 'j') / k; ");
  });

  it("takes the contents of strings out on request", () => {
    expect(blankOut(`x("export *", 'y')`, { strings: true })).toBe(`x("        ", ' ')`);
  });

  it("is not led astray by quotes inside other texts", () => {
    const text = `const a = "it's"; // don't\nconst b = /"/.test(a) ? \`"\` : '"';\nconst c = 1;`;
    expect(blankOut(text)).toContain("const c = 1;");
    expect(blankOut(text)).not.toContain("don't");
  });
});

it("commentsOf keeps nothing but comments", () => {
  const comments = commentsOf('#!/bin/x\nf("// no"); // yes\n`/* no */`; /* also */');
  expect(comments.replace(/\s+/g, " ").trim()).toBe("#!/bin/x // yes /* also */");
});

describe("findImports", () => {
  it("sees every form, with its line and whether it is of types alone", () => {
    const text = `/** import "comment"; */
import "a";
import b, { c } from "b";
import type { D } from "d";
import { type E, type F } from "ef";
import { type G, h } from "gh";
export { i } from "i";
export type { J } from "j";
import {
  k,
} from "k";
const l = await import("l");
const m = require("m");
const n = \`import "n";\`;
export const o = { from: "o" };
`;
    expect(findImports(text)).toEqual([
      { specifier: "a", isType: false, line: 2 },
      { specifier: "b", isType: false, line: 3 },
      { specifier: "d", isType: true, line: 4 },
      { specifier: "ef", isType: true, line: 5 },
      { specifier: "gh", isType: false, line: 6 },
      { specifier: "i", isType: false, line: 7 },
      { specifier: "j", isType: true, line: 8 },
      { specifier: "k", isType: false, line: 9 },
      { specifier: "l", isType: false, line: 12 },
      { specifier: "m", isType: false, line: 13 },
    ]);
  });
});
