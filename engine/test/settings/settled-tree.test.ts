/** What the settings of a tree change in what is found in it. */
import { describe, expect, test } from "vitest";
import { identifyFindings } from "#engine/lint";
import { type TreeReport, Workspace } from "#engine/workspace";
import { loadParser } from "../harness/load-parser.ts";
import { type MemoryTreeOptions, memoryTree, workspaceInputs } from "../harness/memory-tree.ts";
import { smallTree } from "../introduce/small-tree.ts";

async function check(
  texts: Readonly<Record<string, string>>,
  settings: unknown = {},
  options: MemoryTreeOptions = {},
): Promise<TreeReport> {
  return (await workspaceOf(texts, settings, options)).checkTree();
}

async function workspaceOf(
  texts: Readonly<Record<string, string>>,
  settings: unknown,
  options: MemoryTreeOptions = {},
): Promise<Workspace> {
  const all = new Map([
    ...Object.entries(texts),
    [".lazymmu.json", typeof settings === "string" ? settings : JSON.stringify(settings)],
  ]);
  return new Workspace(workspaceInputs(memoryTree(all, options), await loadParser()));
}

function verdicts({ callSites }: TreeReport): string[] {
  return callSites.map(({ location, verdict, allocator, use }) =>
    [location.file, verdict, ...(allocator === undefined ? [] : [allocator, use])].join(" "),
  );
}

function findings(report: TreeReport): string[] {
  return report.findings.map(
    ({ location, rule, severity }) => `${location.file}:${location.line} ${severity} ${rule}`,
  );
}

/** A walk whose callback calls `body`. */
function walk(body: string, name = "one"): string {
  return `static int ${name}(pte_t *pte, unsigned long addr, void *data)
{
	${body}
	return 0;
}

void walk_${name}(void)
{
	apply_to_page_range(&init_mm, 0, 4096, ${name}, 0);
}
`;
}

describe("allocators", () => {
  const texts = {
    "drivers/a.c": walk("take_one();"),
    "lib/take.c": "int take_one(void)\n{\n\treturn 0;\n}\n",
  };

  test("a function of the list counts as the page allocator, wherever it is defined", async () => {
    expect(verdicts(await check(texts))).toEqual(["drivers/a.c clean"]);
    const settings = { allocators: [{ name: "take_one", use: "allocates" }] };
    expect(verdicts(await check(texts, settings))).toEqual([
      "drivers/a.c reaches take_one allocates",
    ]);
    const own = {
      "drivers/a.c": `static int take_one(void)\n{\n\treturn 0;\n}\n${walk("take_one();")}`,
    };
    expect(verdicts(await check(own, settings))).toEqual([
      "drivers/a.c reaches take_one allocates",
    ]);
  });

  test("what is called through a pointer to it counts too", async () => {
    const pointer = { "drivers/a.c": walk("int (*take)(void) = take_one; take();") };
    const settings = { allocators: [{ name: "take_one", use: "allocates or frees" }] };
    expect(verdicts(await check(pointer, settings))).toEqual([
      "drivers/a.c reaches take_one allocates or frees",
    ]);
  });

  test("a function that is said not to allocate is not followed, also one that is known to", async () => {
    const direct = { "drivers/a.c": walk("free_page(addr);") };
    const helper = {
      "drivers/a.c": walk("drop(addr);"),
      "lib/drop.c": "void drop(unsigned long addr)\n{\n\tfree_page(addr);\n}\n",
    };
    const missing = { "drivers/a.c": walk("somewhere_else();") };
    for (const [tree, name, before] of [
      [direct, "free_page", "drivers/a.c reaches free_page frees"],
      [helper, "drop", "drivers/a.c reaches free_page frees"],
      [missing, "somewhere_else", "drivers/a.c unknown"],
    ] as const) {
      expect(verdicts(await check(tree))).toEqual([before]);
      expect(verdicts(await check(tree, { nonAllocators: [name] }))).toEqual(["drivers/a.c clean"]);
    }
  });
});

test("an architecture leaves the code of the others out", async () => {
  const texts = {
    "arch/arm64/mm/a.c": walk("free_page(addr);", "arm"),
    "arch/x86/mm/b.c": `/* lazymmu: ok(allocation-in-callback): of another architecture */\n${walk("free_page(addr);", "intel")}`,
    "drivers/c.c": walk("arch_drop();"),
    "arch/arm64/mm/drop.c": "void arch_drop(void)\n{\n}\n",
    "arch/x86/mm/drop.c": "void arch_drop(void)\n{\n\tfree_page(0);\n}\n",
  };
  expect(verdicts(await check(texts))).toEqual([
    "arch/arm64/mm/a.c reaches free_page frees",
    "arch/x86/mm/b.c reaches free_page frees",
    "drivers/c.c may-reach free_page frees",
  ]);
  const report = await check(texts, { architecture: "arm64" });
  expect(verdicts(report)).toEqual([
    "arch/arm64/mm/a.c reaches free_page frees",
    "drivers/c.c clean",
  ]);
  expect(report.findings.filter(({ rule }) => rule === "unused-suppression")).toEqual([]);
});

test("sections of other architectures are left out with them", async () => {
  const section = (name: string) => `void ${name}(void)
{
	arch_enter_lazy_mmu_mode();
	free_page(0);
	arch_leave_lazy_mmu_mode();
}
`;
  const texts = { "arch/arm64/mm/a.c": section("arm"), "arch/x86/mm/b.c": section("intel") };
  const sections = async (settings: unknown) =>
    (await check(texts, settings)).sections.map(({ location }) => location.file);
  expect(await sections({})).toEqual(["arch/arm64/mm/a.c", "arch/x86/mm/b.c"]);
  expect(await sections({ architecture: "x86" })).toEqual(["arch/x86/mm/b.c"]);
});

describe("severities", () => {
  const texts = { "drivers/a.c": walk("free_page(addr);"), "drivers/b.c": walk("kfree(data);") };
  const rest = { "allocation-under-lazy-walk": "off" };

  test.each([
    ["error", ["drivers/a.c:9 error", "drivers/b.c:9 information"]],
    ["warning", ["drivers/a.c:9 warning", "drivers/b.c:9 information"]],
    ["information", ["drivers/a.c:9 information", "drivers/b.c:9 information"]],
    ["hint", ["drivers/a.c:9 hint", "drivers/b.c:9 hint"]],
    ["off", []],
  ])("%s: a doubtful finding is never raised", async (level, expected) => {
    const report = await check(texts, { severities: { ...rest, "allocation-in-callback": level } });
    expect(findings(report)).toEqual(expected.map((place) => `${place} allocation-in-callback`));
  });

  test("a rule that reports at one level alone is raised", async () => {
    const settings = { severities: { "unresolved-callback": "error" } };
    expect(findings(await check({ "drivers/a.c": walk("somewhere_else();") }, settings))).toEqual([
      "drivers/a.c:9 error unresolved-callback",
    ]);
  });

  test("suppressed findings have them too, and a rule that is off suppresses nothing", async () => {
    const ok = "/* lazymmu: ok(allocation-in-callback): known */";
    const text = walk("free_page(addr);").replace("\tapply", `\t${ok}\n\tapply`);
    const report = await check(
      { "drivers/a.c": text },
      { severities: { ...rest, "allocation-in-callback": "hint" } },
    );
    expect(report.suppressed.map(({ finding }) => finding.severity)).toEqual(["hint"]);
    const off = await check(
      { "drivers/a.c": text },
      { rules: { "allocation-in-callback": "off" } },
    );
    expect([off.suppressed, findings(off)]).toEqual([
      [],
      ["drivers/a.c:3 information allocation-under-lazy-walk"],
    ]);
  });
});

describe("ignored sites", () => {
  const texts = {
    "drivers/a.c": walk("free_page(addr);") + walk("free_page(addr);", "two"),
    "drivers/ab/c.c": walk("free_page(addr);", "three"),
  };
  const reason = "reviewed";

  async function left(entry: object): Promise<string[]> {
    const { findings: found } = await check(texts, { ignore: [{ reason, ...entry }] });
    return found.map(({ location, rule }) => `${location.file}:${location.line} ${rule}`);
  }

  test("are a folder, a file, a function of it or a rule's findings there", async () => {
    const inCallback = "allocation-in-callback";
    const underWalk = "allocation-under-lazy-walk";
    expect(await left({ path: "." })).toEqual([]);
    expect(await left({ path: "drivers" })).toEqual([]);
    expect(await left({ path: "drivers/a.c" })).toEqual([
      `drivers/ab/c.c:3 ${underWalk}`,
      `drivers/ab/c.c:9 ${inCallback}`,
    ]);
    expect(await left({ path: "drivers/", rule: underWalk })).toEqual([
      `drivers/a.c:9 ${inCallback}`,
      `drivers/a.c:19 ${inCallback}`,
      `drivers/ab/c.c:9 ${inCallback}`,
    ]);
    // With the walk its other end is silent, which needs no entry of its own.
    expect(await left({ path: "drivers", function: "walk_two" })).toEqual([
      `drivers/a.c:3 ${underWalk}`,
      `drivers/a.c:9 ${inCallback}`,
      `drivers/ab/c.c:3 ${underWalk}`,
      `drivers/ab/c.c:9 ${inCallback}`,
    ]);
    expect(await left({ path: "drivers/a.c", function: "two" })).toEqual([
      `drivers/a.c:3 ${underWalk}`,
      `drivers/a.c:9 ${inCallback}`,
      `drivers/a.c:19 ${inCallback}`,
      `drivers/ab/c.c:3 ${underWalk}`,
      `drivers/ab/c.c:9 ${inCallback}`,
    ]);
  });

  test("rename no other finding", async () => {
    const fingerprintsOf = (report: TreeReport) =>
      new Set([...identifyFindings(report).values()].map(({ fingerprint }) => fingerprint));
    const all = await check(texts);
    const before = fingerprintsOf(all);
    const some = await check(texts, {
      ignore: [{ path: "drivers/a.c", function: "walk_one", reason }],
    });
    expect(some.suppressed).toHaveLength(2);
    expect(fingerprintsOf(some)).toEqual(before);
  });
});

test("a problem leaves the defaults, and is reported beside the findings", async () => {
  const report = await check({ "drivers/a.c": walk("free_page(addr);") }, '{ "rules": 1 }');
  expect(findings(report)).toHaveLength(2);
  expect(report.settingsProblems).toMatchObject([
    {
      location: { file: ".lazymmu.json", line: 1, column: 12 },
      message: '"rules" is a number, not an object',
    },
  ]);
  const workspace = await workspaceOf({}, '{ "rules": 1 }');
  expect(workspace.checkFile(".lazymmu.json").settingsProblems).toHaveLength(1);
  expect(workspace.checkFile("drivers/a.c").settingsProblems).toEqual([]);
});

test("a suppression may stand in unsaved text, and goes with it", async () => {
  const workspace = await workspaceOf({ "drivers/a.c": walk("free_page(addr);") }, {});
  const count = () => {
    const { findings: found, suppressed } = workspace.checkTree();
    return [found.length, suppressed.length];
  };
  expect(count()).toEqual([2, 0]);
  const ok = "\t// lazymmu: ok(allocation-in-callback): known\n";
  workspace.setDocument("drivers/a.c", walk("free_page(addr);").replace("\tapply", `${ok}\tapply`));
  expect(count()).toEqual([0, 2]);
  workspace.setDocument("drivers/a.c", undefined);
  expect(count()).toEqual([2, 0]);
});

test("no variant is brought for a call whose finding is suppressed", async () => {
  const calls = (plan: ReturnType<Workspace["planIntroduction"]>) =>
    plan.kind === "planned" ? plan.conversions.map(({ site }) => site.location.file) : plan.reason;
  const texts = Object.fromEntries(smallTree);
  expect(calls((await workspaceOf(texts, {})).planIntroduction())).toEqual([
    "drivers/small/drop.c",
    "drivers/small/fill.c",
  ]);
  const ignore = [{ path: "drivers/small/drop.c", reason: "known" }];
  expect(calls((await workspaceOf(texts, { ignore })).planIntroduction())).toEqual([
    "drivers/small/fill.c",
  ]);
});
