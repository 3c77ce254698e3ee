/**
 * Random trees with the two walkers: the same walk in the shapes that code can have, with other
 * names, parameters in another order, and other comments, braces, indentation and line ends. Every
 * tree is whole C, which {@link runWalks} of run-tree.ts can run.
 */
import * as fc from "fast-check";
import { coreFile, headerFile } from "./small-tree.ts";

/** Names of the parameters that go down the walk, whatever a function calls them. */
const roles = ["mm", "addr", "end", "fn", "data", "create"] as const;
type Role = (typeof roles)[number];

const types: Readonly<Record<Role, string>> = {
  mm: "struct mm_struct *",
  addr: "unsigned long ",
  end: "unsigned long ",
  fn: "pte_fn_t ",
  data: "void *",
  create: "bool ",
};

const namesOf: Readonly<Record<Role, readonly string[]>> = {
  mm: ["mm", "space"],
  addr: ["addr", "from"],
  end: ["end", "until"],
  fn: ["fn", "visit", "callback"],
  data: ["data", "arg"],
  create: ["create", "fill"],
};

interface Shape {
  readonly order: readonly Role[];
  readonly names: Readonly<Record<Role, string>>;
  readonly comment: (name: string) => string;
  readonly storage: string;
  readonly list: "column" | "commented" | "one-line" | "tabs" | "under";
  readonly brace: " {" | "\n{";
  readonly loop: "do" | "for" | "guard" | "while";
}

export interface RandomTree {
  readonly steps: readonly (Shape & { readonly name: string })[];
  readonly walkers: readonly Shape[];
  readonly isSwapped: boolean;
  readonly section: (typeof sections)[number];
  readonly exports: readonly (typeof exportsOf)[number][];
  readonly indent: "    " | "\t";
  readonly newline: "\n" | "\r\n";
  readonly tail: "" | "\n" | "\n\nint after;\n";
  readonly declarations: readonly ("bare" | "extern" | "one-line" | "wrapped")[];
}

const comments: readonly ((name: string) => string)[] = [
  () => "",
  (name) => `/* ${name}(): don't "nest" { */\n`,
  (name) => `/*\n * The part of ${name}() here.\n *\n * More on it.\n */\n`,
  (name) => `/**\n * ${name} - walk\n * @fn: the callback\n *\n * Return: what it returns.\n */\n`,
  (name) => `// ${name}() walks\n`,
  () => "/* One. */\n/* Another. */\n",
  () => "/*****\n * A box.\n *****/\n",
  () => "/* One that stands apart. */\n\n",
];

/** Where `ENTER` and `LEAVE` stand in the last step, around `BODY`. */
const sections = [
  "ENTER;\nBODY\nLEAVE;\nreturn err;",
  "ENTER; /* on */\nBODY\nLEAVE; // off\nreturn err;",
  "if (addr >= end)\n\treturn 0;\nENTER;\n\nBODY\n\nLEAVE;\nreturn err;",
  "{\n\tENTER;\n\tBODY\n\tLEAVE;\n}\nreturn err;",
  "/* first */ ENTER;\nBODY\nLEAVE;\nreturn err;",
  "ENTER;\nBODY\nLEAVE; return err;",
  "ENTER; BODY\nLEAVE;\nreturn err;",
  "if (create)\n\tENTER;\nBODY\nif (create)\n\tLEAVE;\nreturn err;",
  "ENTER;\nBODY\nif (err)\n\tgoto out;\nout:\nLEAVE;\nreturn err;",
  "#ifdef CONFIG_LAZY\nENTER;\n#endif\nBODY\n#ifdef CONFIG_LAZY\nLEAVE;\n#endif\nreturn err;",
] as const;

const exportsOf = [
  "",
  "EXPORT_SYMBOL(NAME);",
  "EXPORT_SYMBOL_GPL(NAME);",
  'EXPORT_SYMBOL_NS(NAME, "MM");',
  "\nEXPORT_SYMBOL_GPL(NAME);",
] as const;

const shape: fc.Arbitrary<Shape> = fc.record({
  order: fc.shuffledSubarray([...roles], { minLength: roles.length }),
  names: fc.record(
    Object.fromEntries(roles.map((role) => [role, fc.constantFrom(...namesOf[role])])) as Record<
      Role,
      fc.Arbitrary<string>
    >,
  ),
  comment: fc.constantFrom(...comments),
  storage: fc.constantFrom(
    "static int ",
    "static inline int ",
    "static int\n",
    "static noinline int ",
  ),
  list: fc.constantFrom("under", "one-line", "tabs", "column", "commented"),
  brace: fc.constantFrom("\n{", " {"),
  loop: fc.constantFrom("for", "while", "do", "guard"),
});

export const randomTree: fc.Arbitrary<RandomTree> = fc.record({
  steps: fc
    .uniqueArray(fc.constantFrom("each_entry", "walk_tables", "go", "visit_all_of_the_entries"), {
      minLength: 1,
      maxLength: 4,
    })
    .chain((names) => fc.tuple(...names.map((name) => shape.map((one) => ({ ...one, name }))))),
  walkers: fc.tuple(shape, shape),
  isSwapped: fc.boolean(),
  // The shapes that are understood come more often.
  section: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...sections.slice(0, 4)) },
    { weight: 1, arbitrary: fc.constantFrom(...sections.slice(4)) },
  ),
  exports: fc.tuple(fc.constantFrom(...exportsOf), fc.constantFrom(...exportsOf)),
  indent: fc.constantFrom("\t", "    "),
  newline: fc.constantFrom("\n", "\r\n"),
  tail: fc.constantFrom("\n", "", "\n\nint after;\n"),
  declarations: fc.tuple(
    ...[0, 1].map(() => fc.constantFrom("wrapped", "one-line", "extern", "bare")),
  ) as fc.Arbitrary<RandomTree["declarations"]>,
});

const walkerNames = ["apply_to_page_range", "apply_to_existing_page_range"];
const walkerRoles: readonly Role[] = ["mm", "addr", "end", "fn", "data"];

/** The texts of a tree, with a driver whose callback frees. */
export function textsOf(tree: RandomTree): Map<string, string> {
  const { newline } = tree;
  const withEnds = (text: string): string => text.replaceAll("\n", newline);
  return new Map([
    [headerFile, withEnds(headerText(tree))],
    [coreFile, withEnds(coreText(tree))],
    ["drivers/some/drop.c", withEnds(driver)],
  ]);
}

const driver = `#include <linux/mm.h>

static int drop_one(pte_t *pte, unsigned long addr, void *data)
{
	__free_page(pte);
	return 0;
}

/* apply_to_page_range() frees what is there. */
int drop_range(struct mm_struct *mm, unsigned long addr)
{
	return apply_to_page_range(mm, addr, 3 * PAGE_SIZE, drop_one, NULL) ||
	       apply_to_existing_page_range(mm, addr, PAGE_SIZE, drop_one, NULL);
}
`;

function headerText(tree: RandomTree): string {
  const declarations = walkerNames.map((name, index) => {
    const items = walkerRoles.map((role) => `${types[role]}${role === "end" ? "size" : role}`);
    switch (tree.declarations[index]) {
      case "one-line":
        return `int ${name}(${items.join(", ")});`;
      case "extern":
        return `extern int __must_check ${name}(${items.slice(0, 2).join(", ")},\n\t\t${items.slice(2).join(", ")});`;
      case "bare":
        return `int ${name}(${walkerRoles.map((role) => types[role].trim()).join(", ")});`;
      default:
        return `int ${name}(${items.join(`,\n${" ".repeat(name.length + 5)}`)});`;
    }
  });
  const guarded = [
    "#include <stdbool.h>",
    "#include <stddef.h>",
    "#define PAGE_SIZE 4096ul",
    "#define noinline",
    "#define __must_check",
    "#define EXPORT_SYMBOL(name) extern int exported",
    "#define EXPORT_SYMBOL_GPL(name) extern int exported",
    "#define EXPORT_SYMBOL_NS(name, space) extern int exported",
    "struct mm_struct { int nr; };",
    "typedef struct { unsigned long pte; } pte_t;",
    "typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);",
    "void arch_enter_lazy_mmu_mode(void);",
    "void arch_leave_lazy_mmu_mode(void);",
    "void __free_page(pte_t *pte);",
    ...declarations,
  ];
  return `#ifndef SOME_MM_H\n#define SOME_MM_H\n${guarded.join("\n")}\n#endif\n`;
}

function coreText(tree: RandomTree): string {
  const parts: string[] = ["#include <linux/mm.h>"];
  // The innermost function comes first, as C wants it.
  for (let index = tree.steps.length - 1; index >= 0; index--) parts.push(stepText(tree, index));
  const order = tree.isSwapped ? [1, 0] : [0, 1];
  parts.push(...order.map((index) => walkerText(tree, index)));
  return parts.join("\n\n") + tree.tail;
}

function stepText(tree: RandomTree, index: number): string {
  const step = tree.steps[index] as RandomTree["steps"][number];
  const next = tree.steps[index + 1];
  const { addr, end, fn, data } = step.names;
  const head = headText(step, step.name, step.storage, step.order, step.names);
  if (next !== undefined) {
    const call = `err = ${next.name}(${argumentsOf(next, step.names)});`;
    const body = step.loop === "guard" ? `if (${addr} < ${end})\n\t${call}` : call;
    return finished(tree, step, head, `int err = 0;\n\n${body}\nreturn err;`);
  }
  const call = `err = ${fn}(&pte, ${addr}, ${data});`;
  const section = tree.section
    .replace("BODY", () => loopText(step, call))
    .replaceAll("ENTER", "arch_enter_lazy_mmu_mode()")
    .replaceAll("LEAVE", "arch_leave_lazy_mmu_mode()")
    .replace("(addr >= end)", `(${addr} >= ${end})`)
    .replaceAll("(create)", `(${step.names.create})`);
  return finished(tree, step, head, `pte_t pte = { 0 };\nint err = 0;\n\n${section}`);
}

function loopText({ loop, names }: Shape, call: string): string {
  const { addr, end } = names;
  switch (loop) {
    case "for":
      return `for (; ${addr} < ${end} && !err; ${addr} += PAGE_SIZE)\n\t${call}`;
    case "while":
      return `while (${addr} < ${end} && !err) {\n\t${call}\n\t${addr} += PAGE_SIZE;\n}`;
    case "do":
      return `do {\n\t${call}\n} while (${addr} += PAGE_SIZE, ${addr} < ${end} && !err);`;
    case "guard":
      return `for (;;) {\n\tif (${addr} >= ${end})\n\t\tbreak;\n\t${call}\n\tif (err)\n\t\tbreak;\n\t${addr} += PAGE_SIZE;\n}`;
  }
}

function walkerText(tree: RandomTree, index: number): string {
  const walker = tree.walkers[index] as Shape;
  const name = walkerNames[index] as string;
  const first = tree.steps[0] as RandomTree["steps"][number];
  const { addr, end } = walker.names;
  const passed = {
    ...walker.names,
    end: `${addr} + ${end}`,
    create: index === 0 ? "true" : "false",
  };
  const head = headText(walker, name, "int ", walkerRoles, walker.names);
  const text = finished(tree, walker, head, `return ${first.name}(${argumentsOf(first, passed)});`);
  const macro = (tree.exports[index] ?? "").replace("NAME", name);
  return macro === "" ? text : `${text}\n${macro}`;
}

function argumentsOf(callee: Shape, values: Readonly<Record<Role, string>>): string {
  const items = callee.order.map((role) => values[role]);
  return callee.list === "one-line" ? items.join(", ") : wrapped(items, "\t\t", 3);
}

function headText(
  { list, comment }: Shape,
  name: string,
  storage: string,
  order: readonly Role[],
  names: Shape["names"],
): string {
  const items = order.map((role) => `${types[role]}${names[role]}`);
  const lead = `${storage}${name}(`;
  const column = " ".repeat(lead.length - lead.lastIndexOf("\n") - 1);
  const inner: Readonly<Record<Shape["list"], () => string>> = {
    "one-line": () => items.join(", "),
    under: () => wrapped(items, column, 2),
    tabs: () => wrapped(items, "\t\t", 2),
    column: () => `\n\t${items.join(",\n\t")}`,
    commented: () =>
      wrapped(
        items.map((item, at) => (at === 1 ? `${item} /* , */` : item)),
        column,
        2,
      ),
  };
  return `${comment(name)}${lead}${inner[list]()})`;
}

function wrapped(items: readonly string[], indent: string, perLine: number): string {
  let text = "";
  for (const [at, item] of items.entries()) {
    const separator = at === 0 ? "" : at % perLine === 0 ? `,\n${indent}` : ", ";
    text += separator + item;
  }
  return text;
}

function finished(tree: RandomTree, { brace }: Shape, head: string, body: string): string {
  const lines = body
    .split("\n")
    .map((line) => (line === "" || line.startsWith("#") ? line : `\t${line}`));
  const text = lines.join("\n").replace(/^\t+/gm, (tabs) => tree.indent.repeat(tabs.length));
  return `${head}${brace}\n${text}\n}`;
}
