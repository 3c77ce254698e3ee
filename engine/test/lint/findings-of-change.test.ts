/** Of the findings of a tree, those that a change brought, made worse or touches. */
import { expect, test } from "vitest";
import { CodeText, type Finding, filesNamedBy, findingsOfChange } from "#engine/lint";
import { Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "../harness/memory-tree.ts";

const walk = "drivers/a/walk.c";
const help = "drivers/a/help.c";
const call = `	apply_to_page_range(&init_mm, start,
			    4096, drop, NULL);
`;
const walkText = `int drop(pte_t *pte, unsigned long addr, void *data)
{
	help(addr);
	return 0;
}

void walk(unsigned long start)
{
${call}}
`;
const frees = "void help(unsigned long addr)\n{\n\tfree_page(addr);\n}\n";
const maySleep = "void help(unsigned long addr)\n{\n\tkfree(addr);\n}\n";
const clean = "void help(unsigned long addr)\n{\n\tcount(addr);\n}\n";

type Files = Readonly<Record<string, string>>;

async function report(files: Files) {
  const tree = memoryTree(new Map(Object.entries(files)));
  return new Workspace(workspaceInputs(tree, await loadParser())).checkTree();
}

/** The findings of the change as "STATE FILE:LINE RULE"; lines of `after` that `before` has not are changed. */
async function changeOf(
  before: Files,
  after: Files,
  renames: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const later = await report(after);
  const oldName = Object.fromEntries(Object.entries(renames).map(([from, to]) => [to, from]));
  const states = findingsOfChange(await report(before), later, {
    nameOf: (file) => renames[file] ?? file,
    isChanged: (file, first, last) => {
      const old = before[oldName[file] ?? file]?.split("\n") ?? [];
      const lines = after[file]?.split("\n").slice(first - 1, last) ?? [];
      return lines.some((line) => !old.includes(line));
    },
    textOf: (file) => new CodeText(after[file] ?? ""),
  });
  return later.findings
    .filter((finding) => states.has(finding))
    .map((one) => `${states.get(one)} ${one.location.file}:${one.location.line} ${one.rule}`)
    .sort();
}

const base = { [walk]: walkText, [help]: frees };

test("what was there and stands apart is left out, also where it moved", async () => {
  expect(await changeOf(base, base)).toEqual([]);
  expect(await changeOf(base, { ...base, [walk]: `/* One. */\n\n${walkText}` })).toEqual([]);
  expect(await changeOf(base, { ...base, "drivers/a/other.c": clean })).toEqual([]);
});

test("a callee that begins to free makes the unchanged call and callback new", async () => {
  expect(await changeOf({ ...base, [help]: clean }, base)).toEqual([
    `new ${walk}:3 allocation-under-lazy-walk`,
    `new ${walk}:9 allocation-in-callback`,
  ]);
});

test("a call that nothing but deleted lines made a finding is new", async () => {
  const off = { ...base, [help]: `${clean}#if 0\n${frees}#endif\n` };
  const after = { ...base, [help]: `${clean}${frees}` };
  expect(await changeOf(off, off)).toEqual([]);
  expect(await changeOf(off, after)).toContain(`new ${walk}:9 allocation-in-callback`);
});

test("each place that a finding names is looked at by itself", () => {
  const at = (line: number) => ({ file: walk, line, column: 1, endLine: line, endColumn: 5 });
  const finding: Finding = {
    rule: "allocation-in-section",
    severity: "warning",
    confidence: "high",
    location: at(1),
    message: "",
    path: [{ function: "walk", location: at(2), what: "calls help()" }],
    related: [{ location: at(3), message: "entered here" }],
    fixes: [],
  };
  const found = { findings: [finding], suppressed: [], callSites: [] };
  const stateAt = (line: number) =>
    findingsOfChange(found, found, {
      nameOf: (file) => file,
      isChanged: (_, first, last) => first <= line && line <= last,
      textOf: () => undefined,
    }).get(finding);
  expect([1, 2, 3, 4].map(stateAt)).toEqual(["updated", "updated", "updated", undefined]);
});

test("a finding that gets more severe is updated, and one that gets less is left out", async () => {
  const doubtful = { ...base, [help]: `/* free_page(addr); */\n${maySleep}` };
  const certain = { ...base, [help]: `/* kfree(addr); */\n${frees}` };
  const inAnyLine = { isChanged: () => false };
  const judge = async (before: Files, after: Files) => {
    const later = await report(after);
    const states = findingsOfChange(await report(before), later, {
      ...inAnyLine,
      nameOf: (file) => file,
      textOf: () => undefined,
    });
    return [...states].map(([{ rule, severity }, state]) => `${state} ${severity} ${rule}`);
  };
  expect(await judge(doubtful, certain)).toEqual(["updated warning allocation-in-callback"]);
  expect(await judge(certain, doubtful)).toEqual([]);
});

test.each([
  ["the called name", "\tapply_to_page_range(", "\t apply_to_page_range("],
  ["an argument on a further line", "4096, drop", "8192, drop"],
  ["the step in the callback", "help(addr);", "help(addr + 1);"],
])("a changed line of %s touches the finding", async (_, from, to) => {
  const after = { ...base, [walk]: walkText.replace(from, to) };
  expect(after).not.toEqual(base);
  expect(await changeOf(base, after)).toContain(`updated ${walk}:9 allocation-in-callback`);
});

test("a changed line of a step in another file touches the finding, one beside it does not", async () => {
  const step = { ...base, [help]: frees.replace("free_page(addr)", "free_page(addr + 1)") };
  expect(await changeOf(base, step)).toEqual([
    `updated ${walk}:3 allocation-under-lazy-walk`,
    `updated ${walk}:9 allocation-in-callback`,
  ]);
  const beside = { ...base, [help]: frees.replace("{\n", "{\n\tcount(addr);\n") };
  expect(await changeOf(base, beside)).toEqual([]);
  const behind = { ...base, [walk]: walkText.replace("NULL);\n", "NULL);\n\tcount(start);\n") };
  expect(await changeOf(base, behind)).toEqual([]);
});

test("of equal findings the one that was written is new, wherever it stands", async () => {
  const other = call.replace("4096", "8192");
  const above = { ...base, [walk]: walkText.replace(call, other + call) };
  const below = { ...base, [walk]: walkText.replace(call, call + other) };
  // The finding in the callback names each walk that runs it.
  const inCallback = `updated ${walk}:3 allocation-under-lazy-walk`;
  expect(await changeOf(base, above)).toEqual([`new ${walk}:9 allocation-in-callback`, inCallback]);
  expect(await changeOf(base, below)).toEqual([
    `new ${walk}:11 allocation-in-callback`,
    inCallback,
  ]);
  expect(await changeOf(above, base)).toEqual([]);
});

test("a renamed file's findings are those that it had", async () => {
  const moved = { [help]: frees, "drivers/b/walk.c": walkText };
  expect(await changeOf(base, moved, { [walk]: "drivers/b/walk.c" })).toEqual([]);
  expect(await changeOf(base, moved)).toEqual([
    "new drivers/b/walk.c:3 allocation-under-lazy-walk",
    "new drivers/b/walk.c:9 allocation-in-callback",
  ]);
});

test("a call that is never closed is looked at for its first lines alone", async () => {
  const open = `${walkText.replace("NULL);", "NULL")}${"/* filler */\n".repeat(2000)}/* end */\n`;
  const before = { ...base, [walk]: open };
  expect(await changeOf(before, { ...base, [walk]: open.replace("end", "END") })).toEqual([]);
});

test("the files of a finding are its own, and those of its path and notes", async () => {
  expect([...filesNamedBy(await report(base))].sort()).toEqual([help, walk]);
});
