/** Text that is no C, or too much of it: cut or reported, never thrown, and every tree freed. */
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { type CParser, liveTreeCount, type ParsedSource } from "#engine/syntax";
import { calledNames, createParser, nodesOf } from "./read-c.ts";

let parser: CParser;
beforeAll(async () => {
  parser = await createParser();
});
afterEach(() => {
  expect(liveTreeCount()).toBe(0);
});

function expectSound(parsed: ParsedSource, text: string): void {
  for (const span of [...parsed.errors, ...parsed.variants.flatMap(nodesOf)]) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.start).toBeLessThanOrEqual(span.end);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
}

describe("limits", { timeout: 60_000 }, () => {
  const body = (inner: string): string => `void f(void) {\n${inner}\n}`;
  test.each([
    ["long text", body("g(1);\n".repeat(100_000))],
    ["deep parentheses", body(`x = ${"(".repeat(5000)}1${")".repeat(5000)};`)],
    ["deep blocks", body("{".repeat(100_000) + "}".repeat(100_000))],
    ["deep operators", body(`x = ${"a+".repeat(5000)}a;`)],
    ["deep ifs", body(`${"if (a) ".repeat(3000)}g();`)],
  ])("%s is cut and says so", (_, text) => {
    expect(parser.parseDefinition(text).truncated).toBe(true);
    expect(parser.parseMacroBody(text).truncated).toBe(true);
  });

  test("a long function within the limits is read whole", () => {
    const text = body("g(1);\n".repeat(10_000));
    const parsed = parser.parseDefinition(text);
    expect(parsed.truncated).toBe(false);
    expect(parsed.variants.flatMap((root) => [...calledNames(root)])).toHaveLength(10_000);
  });

  test.each([
    ["words without an operator", `f(a, ${"b c ".repeat(50_000)})`],
    ["annotations behind stars", "x * __foo ".repeat(50_000)],
  ])("%s are rewritten in one pass", { timeout: 20_000 }, (_, inner) => {
    expectSound(parser.parseDefinition(body(inner)), body(inner));
  });

  test("a head full of macro calls is rewritten in one pass", { timeout: 20_000 }, () => {
    const text = `${"M(x) ".repeat(60_000)} int f(int a)\n{\n}\n`;
    expectSound(parser.parseDefinition(text), text);
  });

  test("the time budget ends a parse, and the next one is not harmed", () => {
    const text = "/*".repeat(100) + "~!{(".repeat(120);
    expectSound(parser.parseDefinition(text), text);
    expect(parser.parseDefinition("int f(void) { return g(); }").errors).toEqual([]);
  });
});

describe("odd characters", () => {
  test.each([
    ["lone surrogates", 'void f(void) { g("\ud800"); h(\udc00); /* \ud800 */ k(); }'],
    ["NUL", "void f(void) { g(1);\0 k(); }"],
    ["CRLF", "void f(void)\r\n{\r\n#ifdef A\r\n\tg(1);\r\n#endif\r\n\th(\\\r\n2); k();\r\n}"],
    ["byte order mark", "\ufeffvoid f(void) { k(); }"],
    ["other scripts", 'void f(void) { g("日本語"); /* ü */ größe(ß); k(); }'],
  ])("%s", (_, text) => {
    const parsed = parser.parseDefinition(text);
    expectSound(parsed, text);
    expect(parsed.variants.some((root) => calledNames(root).has(text.indexOf("k()")))).toBe(true);
  });

  test("unterminated comments, strings and brackets", () => {
    for (const text of [
      "void f(void) { /* ",
      'void f(void) { g("a',
      "void f(void) { g('",
      "f(",
      "}",
      "",
      "#if",
      "\\",
    ]) {
      expectSound(parser.parseDefinition(text), text);
      expectSound(parser.parseMacroBody(text), text);
    }
  });
});

/** Pieces of C and of nonsense, so that random text comes near to what the passes look for. */
const piece = fc.constantFrom(
  ..."if ( ) { } ; , else while do for_each(x) g(1) struct foo * & && ... case : default switch return goto out".split(
    " ",
  ),
  ..."# ## #if #else #endif #ifdef \\ \n \r\n typeof(x) asm volatile __free(kfree) __init u64 (u64) (x) \" ' /* */ // 0x1 = static int".split(
    " ",
  ),
  "\n#if A\n",
  "\n#else\n",
  "\n#endif\n",
  '"s"',
  " ",
  "\ud800",
  "\0",
  "list_for_each(a, b)",
  "SYSCALL_DEFINE1(x, int, y) {",
);
const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(" "));

describe("properties", { timeout: 120_000 }, () => {
  test("any text: no throw, spans in the text, the same result whatever was read before", async () => {
    const fresh = await createParser();
    fc.assert(
      fc.property(soup, fc.boolean(), (inner, isBare) => {
        const text = isBare ? inner : `int f(int a)\n{\n${inner}\n}`;
        const definition = parser.parseDefinition(text);
        expectSound(definition, text);
        const macro = parser.parseMacroBody(text);
        expectSound(macro, text);
        expect(parser.parseDefinition(text)).toEqual(definition);
        expect(fresh.parseDefinition(text)).toEqual(definition);
        expect(parser.parseMacroBody(text)).toEqual(macro);
      }),
      { numRuns: 150 },
    );
    fresh.dispose();
  });

  test("a call that is read as a type is an error, not nothing", () => {
    const expression = "(u64)(alloc_it(({ x; }))) + ({ (u64)(x); })";
    const text = `static int f(void)\n{\n\tx = ${expression};\n}`;
    const at = text.indexOf("alloc_it");
    const { errors } = parser.parseDefinition(text);
    expect(errors.some(({ start, end }) => start <= at && at < end)).toBe(true);
  });

  test("every call in generated C is seen", () => {
    const name = fc.constantFrom("alloc_it", "put", "a_b", "free2");
    const { statement } = fc.letrec((tie) => ({
      expression: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("x", "1", "p->y", "&z", '"s"', "*q"),
        fc.tuple(name, tie("expression")).map(([callee, item]) => `${callee}(${String(item)})`),
        tie("expression").map((item) => `(u64)(${String(item)})`),
        tie("expression").map((item) => `({ ${String(item)}; })`),
        tie("expression").map((item) => `container_of(${String(item)}, struct s, m)`),
        fc
          .tuple(tie("expression"), tie("expression"))
          .map(([a, b]) => `${String(a)} + ${String(b)}`),
        fc
          .tuple(tie("expression"), tie("expression"))
          .map(([a, b]) => `(${String(a)} ? ${String(b)} : 0)`),
      ),
      statement: fc.oneof(
        { depthSize: "small" },
        tie("expression").map((item) => `x = ${String(item)};`),
        fc
          .tuple(tie("expression"), tie("statement"))
          .map(([item, inner]) => `if (${String(item)}) ${String(inner)}`),
        fc
          .tuple(tie("expression"), tie("statement"))
          .map(([item, inner]) => `list_for_each(p, ${String(item)}) ${String(inner)}`),
        fc
          .tuple(tie("expression"), tie("statement"))
          .map(([item, inner]) => `scoped_guard(m, ${String(item)}) { ${String(inner)} }`),
        fc
          .tuple(tie("statement"), tie("statement"))
          .map(([a, b]) => `\n#ifdef A\n${String(a)}\n#else\n${String(b)}\n#endif\n`),
        fc
          .tuple(tie("expression"), tie("expression"))
          .map(([a, b]) => `y =\n#ifdef A\n${String(a)}\n#else\n${String(b)}\n#endif\n;`),
        tie("expression").map((item) => `asm volatile("i %0" : : "r" (${String(item)}));`),
        tie("expression").map((item) => `typeof(*p) t __maybe_unused = ${String(item)};`),
        fc
          .tuple(tie("statement"), tie("statement"))
          .map(([a, b]) => `{ ${String(a)} ${String(b)} }`),
      ),
    }));
    fc.assert(
      fc.property(statement, (inner) => {
        const text = `static int __init f(void)\n{\n${String(inner)}\n}`;
        const parsed = parser.parseDefinition(text);
        const seen = new Set(parsed.variants.flatMap((root) => [...calledNames(root)]));
        const missed = [
          ...text.matchAll(
            /\b(?:alloc_it|put|a_b|free2|container_of|list_for_each|scoped_guard)(?=\()/g,
          ),
        ]
          .filter((match) => !seen.has(match.index))
          .filter(
            (match) =>
              !parsed.errors.some((span) => span.start <= match.index && match.index < span.end),
          );
        expect(missed.map((match) => text.slice(match.index, match.index + 30))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
