/** Macro expansion: the examples of C11 6.10.3, what GNU adds, and places that compilers differ on. */
import { describe, expect, it } from "vitest";
import { preprocessed, unitOf } from "./preprocess-text.ts";

const cases: Readonly<
  Record<string, readonly [definitions: string, text: string, result: string]>
> = {
  "a macro is not expanded inside of itself": [
    "#define x 2\n#define f(a) f(x * (a))\n#define z z[0]",
    "f(y+1) + f(f(z));",
    "f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) ;",
  ],
  "a name that was met inside of its own expansion stays as it is": [
    "#define t(a) a\n#define g f\n#define f(a) f(2 * (a))",
    "t(t(g)(0) + t)(1);",
    "f ( 2 * ( 0 ) ) + t ( 1 ) ;",
  ],
  "two macros that name each other end": ["#define AA BB\n#define BB AA", "AA BB;", "AA BB ;"],
  "## makes one token, also of nothing": [
    "#define t(x,y,z) x ## y ## z",
    "int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };",
    "int j [ ] = { 123 , 45 , 67 , 89 , 10 , 11 , 12 , } ;",
  ],
  "an argument next to ## is taken as written, any other is expanded": [
    '#define glue(a, b) a ## b\n#define xglue(a, b) glue(a, b)\n#define HIGHLOW "hello"\n#define LOW LOW ", world"',
    "glue(HIGH, LOW); xglue(HIGH, LOW);",
    '"hello" ; "hello" ", world" ;',
  ],
  "the ## that ## makes joins nothing": [
    "#define hash_hash # ## #\n#define mkstr(a) # a\n#define in_between(a) mkstr(a)\n#define join(c, d) in_between(c hash_hash d)",
    "char p[] = join(x, y);",
    'char p [ ] = "x ## y" ;',
  ],
  "# keeps one space where there was any, and escapes quotes": [
    "#define s(x) #x",
    "s( a   b\n c /* d */ e ) s(\"a\\n\" '\\'' L'x') s();",
    `"a b c e" "\\"a\\\\n\\" '\\\\'' L'x'" "" ;`,
  ],
  "variable arguments keep their commas": [
    "#define r(test, ...) ((test) ? puts(#test) : printf(__VA_ARGS__))",
    'r(x>y, "%d", x, y);',
    '( ( x > y ) ? puts ( "x>y" ) : printf ( "%d" , x , y ) ) ;',
  ],
  "the comma in front of ## goes when there are no variable arguments": [
    "#define e(f, a...) p(f, ## a)\n#define o(...) p(0, ## __VA_ARGS__)",
    "e(1); e(1,); e(1, 2, 3); o(); o(4);",
    "p ( 1 ) ; p ( 1 , ) ; p ( 1 , 2 , 3 ) ; p ( 0 ) ; p ( 0 , 4 ) ;",
  ],
  "__VA_OPT__ counts arguments that come to nothing as none": [
    "#define E\n#define e(x, ...) p(x __VA_OPT__(, [x ## _t]) __VA_ARGS__)",
    "e(a); e(a, E); e(a, b);",
    "p ( a ) ; p ( a ) ; p ( a , [ a_t ] b ) ;",
  ],
  "a function-like macro without arguments is a name": [
    "#define f() g",
    "f f() f\n() (f)();",
    "f g g ( f ) ( ) ;",
  ],
  "the arguments of a macro may stand behind its expansion": [
    "#define f(x) [x]\n#define g f\n#define open f(",
    "g (1) open 2);",
    "[ 1 ] [ 2 ] ;",
  ],
  "names of the compiler are not macros": ["", "__func__ __FUNCTION__;", "__func__ __FUNCTION__ ;"],
  "_Pragma disappears": ["#define P(x) _Pragma(#x) y", "P(once) z;", "y z ;"],
  "a definition goes on behind a splice and in a comment": [
    "#define M(a, \\\n  b) a /* x\n y */ - b",
    "M(1, 2);",
    "1 - 2 ;",
  ],
  "digraphs are spelled out": ["", "int a<:1:> = <%%>;", "int a [ 1 ] = { } ;"],
  "a sign belongs to a number behind the letter of an exponent only": [
    "#define e 5",
    "1e+3 0x1p-2 1+e .5e-e 1-e;",
    "1e+3 0x1p-2 1 + 5 .5e-e 1 - 5 ;",
  ],
  "a parenthesis behind a space belongs to the body": [
    "#define o (x)\n#define f(x) [x]",
    "o f (1);",
    "( x ) [ 1 ] ;",
  ],
  "# keeps a digraph as it is written": [
    "#define s(x) #x\n#define t(x) s(x <:)",
    "t(%:);",
    '"%: <:" ;',
  ],
  "a splice inside of a name joins it": ["", "int na\\\nme;", "int name ;"],
};

describe("expansion", () => {
  for (const [title, [definitions, text, result]] of Object.entries(cases)) {
    it(title, () => {
      expect(preprocessed(`${definitions}\n${text}\n`)).toBe(result);
    });
  }

  it("a use sees the definition in front of it", () => {
    const text =
      "int a = X;\n#define X 1\nint b = X;\n#undef X\nint c = X;\n#define X 2\nint d = X;";
    expect(preprocessed(text)).toBe("int a = X ; int b = 1 ; int c = X ; int d = 2 ;");
  });

  it("__LINE__ in a macro is that of its use, in an argument its own", () => {
    const text =
      '#define P(x) x __LINE__ __FILE__\n\nint a = P(\n__LINE__);\n#line 90 "o.c"\nint b = P(1);';
    expect(preprocessed(text)).toBe('int a = 4 3 "main.c" ; int b = 1 90 "o.c" ;');
  });

  it("__COUNTER__ counts as the compiler's does, however pieces are asked for", () => {
    const unit = unitOf("int a = __COUNTER__;\nint b = __COUNTER__ + __COUNTER__;\n");
    const texts = [1, 0, 1].map((index) =>
      unit
        .tokensOf({ index })
        .map(({ text }) => text)
        .join(""),
    );
    expect(texts).toStrictEqual(["intb=1+2;", "inta=0;", "intb=1+2;"]);
  });

  it("text of ours is expanded as at the end of the unit", () => {
    const unit = unitOf("#define X 1\n#undef X\n#define X 2\n");
    expect(unit.expand("X + Y").map(({ text }) => text)).toStrictEqual(["2", "+", "Y"]);
  });

  it("a token knows where it is spelled and which macros put it there", () => {
    const text = "#define IN 42\n#define OUT(x) (x IN)\nint a = OUT(7);\n";
    const unit = unitOf(text);
    const { positions } = unit;
    const places = unit
      .tokensOf({ index: 0 })
      .map(({ text: spelled, at }) => [
        spelled,
        text.slice(positions.offsetOf(at)).startsWith(spelled),
        positions.expansionsOf(at).map(({ macro }) => macro),
        positions.offsetOf(positions.outermost(at)),
      ]);
    const use = text.indexOf("OUT(7)");
    expect(places.slice(2, 7)).toStrictEqual([
      ["=", true, [], use - 2],
      ["(", true, ["OUT"], use],
      ["7", true, [], use + 4],
      ["42", true, ["IN", "OUT"], use],
      [")", true, ["OUT"], use],
    ]);
  });
});
