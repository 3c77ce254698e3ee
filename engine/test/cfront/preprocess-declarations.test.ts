/** Where declarations end, which names they may declare, and what the prelude hides. */

import { describe, expect, it } from "vitest";
import { PositionTable, SourceCache } from "#engine/cfront";
import { candidatesOf, textOf, unitOf } from "./preprocess-text.ts";

function piecesOf(text: string): string[] {
  const unit = unitOf(text);
  return unit.declarations().map((ref) =>
    unit
      .tokensOf(ref)
      .map((token) => token.text)
      .join(" "),
  );
}

describe("declarations", () => {
  it("end with a semicolon or the brace of a function", () => {
    const text = `int a, b[2] = { 1, 2 }; struct s { int m; } c;
int f(void) { return ({ int x = 1; x; }); } static int g(a) int a; { return a; }
typedef struct __attribute__((packed)) t { int m; } t; enum e : char { A, B = (1, 2) }; int h;`;
    expect(piecesOf(text)).toStrictEqual([
      "int a , b [ 2 ] = { 1 , 2 } ;",
      "struct s { int m ; } c ;",
      "int f ( void ) { return ( { int x = 1 ; x ; } ) ; }",
      "static int g ( a ) int a ; { return a ; }",
      "typedef struct __attribute__ ( ( packed ) ) t { int m ; } t ;",
      "enum e : char { A , B = ( 1 , 2 ) } ;",
      "int h ;",
    ]);
  });

  it("a macro at file scope needs no semicolon, and its arguments may hold some", () => {
    const text = `#define EXPORT(x) extern int e_##x;
#define EVENT(n, ...) int n(void) { __VA_ARGS__ }
EXPORT(a)
static int b;
EVENT(c, int x; if (x) { x = 1; })
int d;`;
    expect(piecesOf(text)).toStrictEqual([
      "extern int e_a ;",
      "static int b ;",
      "int c ( void ) { int x ; if ( x ) { x = 1 ; } }",
      "int d ;",
    ]);
  });

  it("an attribute in front belongs to what follows", () => {
    const text = `#define __printf(a, b) __attribute__((format(printf, a, b)))
#define DECLARE(x) extern int x
__printf(1, 2) int a(const char *f, ...);
#define __late __attribute__((late))
DECLARE(b) __late;`;
    expect(piecesOf(text)).toStrictEqual([
      "__attribute__ ( ( format ( printf , 1 , 2 ) ) ) int a ( const char * f , ... ) ;",
      "extern int b __attribute__ ( ( late ) ) ;",
    ]);
  });

  it("a parenthesis too many does not reach beyond its file", () => {
    const unit = unitOf({ "main.c": '#include "a.h"\nint b;', "a.h": "int a = (1;" });
    expect(candidatesOf(unit, "b")).toStrictEqual(["int b ;"]);
  });
});

describe("candidates", () => {
  const text = `#define DEFINE_THING(type, name) type thing_##name = { 0 }
#define __ATOMIC(op) static inline int atomic_##op(void) { return 0; }
#define renamed real
#define LIST(x) x(ONE) x(TWO)
#define ENTRY(x) E_##x,
DEFINE_THING(struct s, foo);
__ATOMIC(add)
int renamed(void);
enum list { LIST(ENTRY) LAST };
struct s { int m; struct inner { int n; } i; enum { IN_STRUCT } e; };
int *(*pointer)(int parameter), array[3], plain = other, (parenthesised);
typedef int (*type)(void);
int f(int parameter) { enum { LOCAL } x; return x; }
extern int g(void) __attribute__((pure));
static int
#if 1
  split
#endif
  = 1;`;

  it.each([
    ["thing_foo", 0],
    ["atomic_add", 1],
    ["real", 2],
    ["E_ONE", 3],
    ["E_TWO", 3],
    ["LAST", 3],
    ["list", 3],
    ["s", 4],
    ["inner", 4],
    ["IN_STRUCT", 4],
    ["pointer", 5],
    ["array", 5],
    ["plain", 5],
    ["parenthesised", 5],
    ["type", 6],
    ["f", 7],
    ["g", 8],
    ["split", 9],
  ])("%s is declared by piece %i", (name, index) => {
    expect(unitOf(text).candidates(name)).toContainEqual({ index });
  });

  it.each(["LOCAL", "x", "parameter", "m", "n", "nothing", "__proto__"])(
    "%s is not declared at file scope",
    (name) => {
      expect(unitOf(text).candidates(name)).toStrictEqual([]);
    },
  );

  it("all declarations of a name are given, in order", () => {
    const unit = unitOf("extern int a; int b; int a = 1;");
    expect(candidatesOf(unit, "a")).toStrictEqual(["extern int a ;", "int a = 1 ;"]);
  });
});

describe("the prelude", () => {
  const prelude = `#include <tree.h>
int hidden(void);
#define hidden hidden
#define fixed 1
`;
  const files = {
    "main.c": `#include <tree.h>
#define hidden renamed
#undef fixed
#define fixed 2
int hidden(void) { return fixed; }
int other(void) { return hidden(); }`,
    "first/tree.h": "#ifndef T\n#define T\nextern int hidden(void);\n#define free 3\n#endif\n",
  };

  it("hides what the tree declares of the same name", () => {
    expect(candidatesOf(unitOf(files, { prelude }), "hidden")).toStrictEqual([
      "int hidden ( void ) ;",
    ]);
  });

  it("does not hide the types of what it declares", () => {
    const unit = unitOf("typedef int T;\ntypedef int U;\nint a;", {
      prelude: "#define f f\nint g(T);\nU f(T a);\n",
    });
    expect(candidatesOf(unit, "T")).toContain("typedef int T ;");
    expect(candidatesOf(unit, "U")).toContain("typedef int U ;");
  });

  it("keeps its macros, whatever the tree defines", () => {
    expect(candidatesOf(unitOf(files, { prelude }), "other")).toStrictEqual([
      "int other ( void ) { return hidden ( ) ; }",
    ]);
    expect(textOf(unitOf(files, { prelude }))).toContain("return 1 ;");
  });

  it("does not lock what the headers that it includes define", () => {
    const unit = unitOf(
      { ...files, "main.c": "#undef free\n#define free 4\nint a = free;" },
      { prelude },
    );
    expect(candidatesOf(unit, "a")).toStrictEqual(["int a = 4 ;"]);
  });
});

it("units that share a cache read a file once, and each sees its own macros", () => {
  const texts: Readonly<Record<string, string>> = {
    "a.c": "#define NAME a\n#include <h.h>\n",
    "b.c": "#define NAME b\n#include <h.h>\n",
    "first/h.h": "#define D(x) int x##_, x\nD(NAME);",
  };
  const read: string[] = [];
  const readText = (path: string) => {
    const text = texts[path];
    if (text !== undefined) read.push(path);
    return text;
  };
  const cache = new SourceCache(readText);
  const positions = new PositionTable();
  const units = ["a.c", "b.c"].map((file) => unitOf("", { file, readText, cache, positions }));
  expect(
    units.map((unit) => ["NAME_", "a", "b"].map((name) => candidatesOf(unit, name))),
  ).toStrictEqual([
    [["int NAME_ , a ;"], ["int NAME_ , a ;"], []],
    [["int NAME_ , b ;"], [], ["int NAME_ , b ;"]],
  ]);
  expect(read.sort()).toStrictEqual(["a.c", "b.c", "first/h.h"]);
});
