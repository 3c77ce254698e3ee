/** Where lazy MMU mode may be on, along every kind of statement. */
import { describe, expect, test } from "vitest";
import { follow, followBody, followMacro } from "./follow.ts";

const enter = "arch_enter_lazy_mmu_mode();";
const leave = "arch_leave_lazy_mmu_mode();";

describe("one section", () => {
  test("calls before, in and behind it", () => {
    const { inside, either, outside, problems, exits } = followBody(`
a();
${enter}
b(c());
${leave}
d();`);
    expect({ inside, either, outside }).toEqual({
      inside: ["b", "c"],
      either: [],
      outside: ["a", "d"],
    });
    expect(problems).toEqual([]);
    expect(exits).toEqual(["8"]);
  });

  test("a call says in which section it is made", () => {
    const { flow } = followBody(`${enter} a(); ${leave} ${enter} b(); ${leave}`);
    const sections = [...flow.calls.values()].flatMap((modes) => modes.sections);
    const enters = flow.changes.filter(({ role }) => role === "enter").map(({ offset }) => offset);
    expect(enters).toHaveLength(2);
    expect(sections).toEqual([enters[0], enters[0], enters[1], enters[1]]);
  });

  test("an early return leaves it open on that path only", () => {
    const { inside, exits, problems } = followBody(`
${enter}
if (a())
  return;
b();
${leave}`);
    expect(inside).toEqual(["a", "b"]);
    expect(exits).toEqual(["4 +1 of 2", "8"]);
    expect(problems).toEqual([]);
  });

  test("what a return evaluates is in it", () => {
    const { inside, exits } = follow(`int f(void) {\n${enter}\nreturn a();\n}`);
    expect(inside).toEqual(["a"]);
    expect(exits).toEqual(["3 +1 of 2"]);
  });

  test("gotos meet at one leave", () => {
    const { inside, outside, exits } = followBody(`
if (a()) goto out;
${enter}
if (b()) goto leave;
c();
leave:
${leave}
out:
d();`);
    expect({ inside, outside, exits }).toEqual({
      inside: ["b", "c"],
      outside: ["a", "d"],
      exits: ["11"],
    });
  });

  test("a goto past the leave is seen", () => {
    const { either, exits } = followBody(`
${enter}
if (a()) goto out;
${leave}
out:
b();`);
    expect(either).toEqual(["b"]);
    expect(exits).toEqual(["8", "8 +1 of 2"]);
  });

  test("left twice, or left before it was entered", () => {
    expect(followBody(`${enter}\n${leave}\n${leave}`).problems).toEqual([
      "leave-outside 4: arch_leave_lazy_mmu_mode",
    ]);
    const { problems, exits, inside } = followBody(`${leave}\na();\n${enter}\nb();`);
    expect(problems).toEqual(["leave-outside 2: arch_leave_lazy_mmu_mode"]);
    expect(exits).toEqual(["7"]);
    expect(inside).toEqual([]);
  });
});

describe("the caller's section", () => {
  test("is open from the beginning", () => {
    const { inside, exits, flow } = followBody("a();", { isInside: true });
    expect(inside).toEqual(["a"]);
    expect(exits).toEqual(["4"]);
    expect([...flow.calls.values()]).toEqual([{ sections: [-1], outside: false }]);
  });

  test("is left and entered again around a call", () => {
    const { inside, outside, problems, exits, flow } = followBody(
      `a(); ${leave} b(); ${enter} c();`,
      { isInside: true },
    );
    expect([...flow.calls.values()].at(-1)?.sections).toEqual([-1]);
    expect({ inside, outside, problems, exits }).toEqual({
      inside: ["a", "c"],
      outside: ["b"],
      problems: [],
      exits: ["4"],
    });
  });

  test("is left for good on one path", () => {
    const { either, exits } = followBody(`if (a()) ${leave}\nb();`, { isInside: true });
    expect(either).toEqual(["b"]);
    expect(exits).toEqual(["5 -1", "5"]);
  });
});

describe("conditions", () => {
  test.each([
    ["if (lazy)", "if (lazy)"],
    ["if (lazy)", "if (lazy == true)"],
    ["if (!lazy)", "if (lazy != true)"],
    ["if (!lazy)", "if (lazy == false)"],
    ["if (lazy)", "if (lazy != 0)"],
    ["if (p)", "if (p != NULL)"],
    ["if (likely(lazy))", "if ((lazy))"],
    ["if (!lazy) ; else", "if (lazy)"],
    ["if (a->lazy & 1)", "if (a->lazy&1)"],
    ["if (a != b)", "if (!(a == b))"],
    ["if (lazy && !busy)", "if (lazy && !busy)"],
    ["if (IS_ENABLED(CONFIG_A))", "if (IS_ENABLED(CONFIG_A))"],
    ["if ((p = find()))", "if (p)"],
  ])("%s … %s are one", (first, second) => {
    const { either, exits, problems } = followBody(`
${first} ${enter}
b();
${second} ${leave}
c();`);
    expect(either).toEqual(["b"]);
    expect(exits).toEqual(["7"]);
    expect(problems).toEqual([]);
  });

  test.each([
    ["another flag", "if (busy)"],
    ["a flag assigned between", "lazy = other; if (lazy)"],
    ["a flag whose address was given away", "change(&lazy); if (lazy)"],
    ["a flag counted up between", "lazy++; if (lazy)"],
    ["a flag added to between", "lazy += 0; if (lazy)"],
    ["a call, which may answer otherwise", "if (test())"],
  ])("%s is not one", (_, second) => {
    const first = second.includes("test") ? "test()" : "lazy";
    const { exits, problems } = followBody(`if (${first}) ${enter}\n${second} ${leave}`);
    expect(exits).toEqual(["5 -1", "5", "5 +1 of 2"]);
    expect(problems).toEqual(["leave-outside 3: arch_leave_lazy_mmu_mode"]);
  });

  test("an assigned constant is known", () => {
    const { either, problems } = followBody(`
bool entered = false;
if (a()) {
  ${enter}
  entered = true;
}
b();
if (entered) ${leave}
c();`);
    expect(either).toEqual(["b"]);
    expect(problems).toEqual([]);
  });

  test("a member of the same name is another variable", () => {
    const pairs = [
      ["lazy", "q->lazy"],
      ["q->lazy", "lazy"],
      ["q.lazy", "lazy"],
    ];
    for (const [flag, other] of pairs) {
      const { exits } = followBody(`if (${flag}) ${enter}\n${other} = 0;\nif (${flag}) ${leave}`);
      expect(exits).toEqual(["6"]);
    }
  });

  test("a goto past the enter and one past the leave", () => {
    const { either, exits, problems } = followBody(`
if (!lazy)
  goto plain;
${enter}
plain:
a();
if (!lazy) {
  b();
  goto out;
}
${leave}
out:
c();`);
    expect({ either, exits, problems }).toEqual({ either: ["a"], exits: ["15"], problems: [] });
  });

  test("asking for the mode is answered by the state", () => {
    const ask = `if (arch_in_lazy_mmu_mode()) ${leave}`;
    expect(followBody(`if (x) ${enter}\n${ask}`).exits).toEqual(["5"]);
    expect(
      followBody(`bool was = is_lazy_mmu_mode_active();\nif (was) ${leave}`, { isInside: true })
        .exits,
    ).toEqual(["5 -1"]);
  });

  test("each part of a condition is evaluated where C evaluates it", () => {
    const { inside, either, outside } = followBody(`
if (a() && (arch_enter_lazy_mmu_mode(), b()) || c())
  d();`);
    expect({ inside, either, outside }).toEqual({
      inside: ["b"],
      either: ["c", "d"],
      outside: ["a"],
    });
  });

  test("what holds behind && held in front of it", () => {
    const { inside } = followBody("if (a() && (arch_enter_lazy_mmu_mode(), b())) c();");
    expect(inside).toEqual(["b", "c"]);
  });

  test("a constant condition has one way", () => {
    const { inside, outside } = followBody(
      `if (0) ${enter}\na();\nif (1) ${enter}\nb();\n${leave}`,
    );
    expect({ inside, outside }).toEqual({ inside: ["b"], outside: ["a"] });
  });
});

describe("parts of expressions that are not always evaluated", () => {
  test.each([
    "x = a ? enter(), 1 : 0;",
    "a && (enter(), 1);",
    "x = a || (enter(), 1);",
    "x = a ?: (enter(), 1);",
    "({ if (a) enter(); });",
    "({ for (i = 0; i < n; i++) enter(); });",
  ])("%s", (statement) => {
    const { either, exits } = followBody(`
${statement.replace("enter()", enter.slice(0, -1))}
b();`);
    expect(either).toEqual(["b"]);
    expect(exits).toEqual(["5", "5 +1 of 2"]);
  });

  test("a path that ends in one of them goes on in the other", () => {
    const { outside, exits } = followBody(
      "x = p ? p->x : panic();\na();\n(void)(q || BUG());\nb();",
    );
    expect(outside).toEqual(["a", "b"]);
    expect(exits).toEqual(["7"]);
  });

  test("both ways of a conditional are called in the mode", () => {
    const { inside } = followBody(`${enter}\nx = a() ? b() : c();\ny = ({ d(); e(); });\n${leave}`);
    expect(inside).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("what is not evaluated is not called", () => {
    const { inside, flow } = followBody(
      `${enter} x = sizeof(*a()) + sizeof a(); typeof(b()) y; ${leave}`,
    );
    expect(inside).toEqual([]);
    expect(flow.changes).toHaveLength(2);
  });
});

describe("loops", () => {
  test("left and entered again around a call", () => {
    const { inside, outside, exits, problems } = followBody(`
${enter}
for (; a(); b()) {
  if (c()) {
    ${leave}
    d();
    ${enter}
  }
  e();
}
${leave}
g();`);
    expect({ inside, outside, exits, problems }).toEqual({
      inside: ["a", "b", "c", "e"],
      outside: ["d", "g"],
      exits: ["14"],
      problems: [],
    });
  });

  test("entered in each turn and never left", () => {
    const { either, problems } = followBody(`while (a()) {\n${enter}\n}\nb();`);
    expect(either).toEqual(["a", "b"]);
    expect(problems).toEqual(["nested 3: arch_enter_lazy_mmu_mode"]);
  });

  test("break and continue", () => {
    const { inside, either, outside, exits } = followBody(`
for (;; g()) {
  a();
  ${enter}
  if (b()) break;
  ${leave}
  if (c()) continue;
  d();
}
e();
${leave}`);
    expect({ inside, either, outside, exits }).toEqual({
      inside: ["b", "e"],
      either: [],
      outside: ["g", "a", "c", "d"],
      exits: ["13"],
    });
  });

  test("the body of do … while runs before its condition", () => {
    const { inside, outside, exits } = followBody(`
do {
  ${enter}
  if (a()) continue;
  b();
} while (({ c(); ${leave} 0; }));
d();`);
    expect({ inside, outside, exits }).toEqual({
      inside: ["a", "b", "c"],
      outside: ["d"],
      exits: ["9"],
    });
  });

  test("what a for does between its turns comes behind continue", () => {
    const { inside, outside } = followBody(
      `for (; a(); ${leave.slice(0, -1)}) {\n${enter}\nif (b()) continue;\nc();\n}`,
    );
    expect({ inside, outside }).toEqual({ inside: ["b", "c"], outside: ["a"] });
  });

  test("do … while (0) runs once", () => {
    const { exits, problems, inside } = followBody(
      `do { ${enter} if (a()) break; } while (0);\nb();\n${leave}`,
    );
    expect({ exits, problems, inside }).toEqual({ exits: ["6"], problems: [], inside: ["a", "b"] });
  });

  test("the body of an iterating macro may be passed over", () => {
    const { inside, either } = followBody(`
list_for_each_entry(p, head(), list) {
  ${enter}
  a(p);
}
b();`);
    expect(inside).toEqual(["a"]);
    expect(either).toEqual(expect.arrayContaining(["b"]));
  });

  test("a loop without an end has no exit", () => {
    const { exits, inside } = followBody(`${enter} for (;;) a(); b();`);
    expect({ exits, inside }).toEqual({ exits: [], inside: ["a"] });
  });
});

describe("switch", () => {
  test("falls through, and is passed over without a default", () => {
    const { inside, either, outside } = followBody(`
switch (a()) {
case 1:
  ${enter}
  b();
case 2:
  c();
  break;
case 3 ... 5:
  d();
}
e();`);
    expect({ inside, either, outside }).toEqual({
      inside: ["b"],
      either: ["c", "e"],
      outside: ["a", "d"],
    });
  });

  test.each([
    ["", ["4", "4 +1 of 2"]],
    ["case 3 ... 5: a();", ["4", "4 +1 of 2"]],
    ["default: a(); panic();", ["4 +1 of 2"]],
  ])("with %j behind the case that enters", (rest, expected) => {
    const { exits } = followBody(`switch (x) { case 1: ${enter} break; ${rest} }`);
    expect(exits).toEqual(expected);
  });

  test("a case inside a loop is reached by the switch", () => {
    const { either, isWhole } = followBody(`
switch (n % 2) {
case 0: do { a();
case 1: b(); ${enter}
  } while (c());
}`);
    expect(either).toEqual(["a", "b"]);
    expect(isWhole).toBe(true);
  });
});

describe("jumps", () => {
  test("behind a return is nothing but what a label has", () => {
    const { flow, inside } = followBody(`
${enter}
goto there;
a();
there:
b();
return;
c();
nowhere:
d();`);
    expect(inside).toEqual(["b"]);
    expect(flow.calls.size).toBe(2);
  });

  test("a computed goto may go to any label", () => {
    const { inside, either, outside } = followBody(`
void *to[] = { &&one, &&two };
one:
a();
${enter}
goto *to[b()];
two:
c();`);
    expect({ inside, either, outside }).toEqual({ inside: ["b", "c"], either: ["a"], outside: [] });
  });

  test("a label that a macro or an asm statement is given", () => {
    const { inside, outside, isWhole } = followBody(`
copy_or_goto(to, from, fault);
${enter}
asm goto("nop" : : : : patched);
a();
${leave}
return;
fault:
b();
return;
patched:
c();`);
    expect(outside).toEqual(["copy_or_goto", "b"]);
    expect(inside).toEqual(["a", "c"]);
    expect(isWhole).toBe(true);
  });

  test("a label that is not there", () => {
    const { isWhole, exits } = followBody(`${enter}\nif (a()) goto elsewhere;\n${leave}`);
    expect(isWhole).toBe(false);
    expect(exits).toEqual(["6"]);
  });

  test.each(["BUG();", 'panic("no");', "do_exit(1);"])("%s ends a path", (call) => {
    const { exits } = followBody(`${enter}\nif (a()) ${call}\n${leave}`);
    expect(exits).toEqual(["6"]);
  });
});

describe("directives", () => {
  test("the same condition at both ends", () => {
    const { either, exits } = followBody(`
#ifdef CONFIG_A
${enter}
#endif
a();
#ifndef CONFIG_A
b();
#else
${leave}
#endif
c();`);
    expect(either).toEqual(["a"]);
    expect(exits).toEqual(["13"]);
  });

  test("the opposite condition in front of the end", () => {
    const { exits, problems } = followBody(`
#ifdef CONFIG_A
${enter}
#endif
a();
#ifndef CONFIG_A
return;
#endif
${leave}`);
    expect({ exits, problems }).toEqual({ exits: ["7", "11"], problems: [] });
  });

  test("another condition at the end", () => {
    const { exits } = followBody(`
#ifdef CONFIG_A
${enter}
#endif
#ifdef CONFIG_B
${leave}
#endif`);
    expect(exits).toEqual(["9 -1", "9", "9 +1 of 3"]);
  });

  test("one within another", () => {
    const { inside, either, exits } = followBody(`
#ifdef CONFIG_A
a();
#ifdef CONFIG_B
${enter}
b();
#endif
c();
#endif
d();
#if defined(CONFIG_A) && defined(CONFIG_B)
e();
#endif`);
    expect({ inside, either }).toEqual({ inside: ["b"], either: ["c", "d", "e"] });
    expect(exits).toEqual(["15", "15 +1 of 5"]);
  });

  test("dead code is not followed", () => {
    const { flow, exits } = followBody(`#if 0\n${enter}\n#endif\na();`);
    expect(flow.changes).toEqual([]);
    expect(exits).toEqual(["7"]);
    const unmet = followBody(`#ifdef CONFIG_A\n${enter}\n#else\na();\n#endif`, {
      unmet: "defined(CONFIG_A)",
    });
    expect(unmet.flow.changes).toEqual([]);
    expect(unmet.outside).toEqual(["a"]);
  });
});

describe("macros", () => {
  test("statements", () => {
    const { inside, exits } = followMacro(
      `do { \\\n ${enter} \\\n work(x); \\\n ${leave} \\\n} while (0)`,
    );
    expect({ inside, exits }).toEqual({ inside: ["work"], exits: ["5"] });
  });

  test("an expression", () => {
    const { outside, exits } = followMacro("(arch_leave_lazy_mmu_mode(), work(x))");
    expect({ outside, exits }).toEqual({ outside: ["work"], exits: ["1 -1"] });
  });

  test("one that opens a block it does not close", () => {
    expect(followMacro(`if (ok) { ${enter}`).exits).toEqual(["1", "1 +1 of 1"]);
  });

  test("one without a semicolon between statements", () => {
    const { inside } = followBody(`${enter}\nSOME_MACRO(a())\nb();\n${leave}`);
    expect(inside).toEqual(expect.arrayContaining(["a", "b"]));
  });
});

describe("helpers", () => {
  test("change the mode for their caller", () => {
    const { inside, exits, problems, flow } = followBody("begin();\na();\nend();", {
      helpers: { begin: [1], end: [-1] },
    });
    expect({ inside, exits, problems }).toEqual({
      inside: ["a", "end"],
      exits: ["6"],
      problems: [],
    });
    expect(flow.changes.map(({ name, role }) => `${name} ${role}`)).toEqual([
      "begin helper",
      "end helper",
    ]);
  });

  test("that may do one or the other give both", () => {
    const { either, exits } = followBody("maybe();\na();", { helpers: { maybe: [0, 1] } });
    expect(either).toEqual(["a"]);
    expect(exits).toEqual(["5", "5 +1 of 2"]);
  });
});
