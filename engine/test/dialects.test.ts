/**
 * Every rule, its fixes and the hover in every dialect, as one table: the same code, in each tree's
 * own words, read with the facts that the tree itself gives.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { LineIndex } from "#engine/base";
import { readTreeFacts } from "#engine/index";
import { rules } from "#engine/lint";
import { Workspace } from "#engine/workspace";
import { loadParser } from "./harness/load-parser.ts";
import { memoryTree, workspaceInputs } from "./harness/memory-tree.ts";

const trees = ["classic-6.1", "classic-6.12", "nolazy-6.16", "counted-7.0"] as const;
type TreeName = (typeof trees)[number];

const needsLook = (title: string) => `${title} (not safe)`;
const callVariant = "Call apply_to_existing_page_range_nolazy()";
const pauseAround = "Pause lazy MMU mode around";

/** By rule, what each tree reports: "" for nothing, else the severity and the titles of fixes. */
const table: Readonly<Record<string, Readonly<Record<TreeName, readonly string[]>>>> = {
  "access-through-pending-entry": everywhere("warning"),
  "allocation-in-callback": {
    "classic-6.1": ["warning", needsLook(`${callVariant} (not declared in this tree)`)],
    "classic-6.12": ["warning", needsLook(`${callVariant} (not declared in this tree)`)],
    "nolazy-6.16": ["warning", callVariant],
    "counted-7.0": [
      "information",
      `${pauseAround} free_page() in drop_one()`,
      "Pause lazy MMU mode in all of drop_one()",
    ],
  },
  "allocation-in-section": {
    "classic-6.1": ["warning", "Leave lazy MMU mode around alloc_page() in allocate()"],
    "classic-6.12": ["warning", "Leave lazy MMU mode around alloc_page() in allocate()"],
    "nolazy-6.16": ["warning", "Leave lazy MMU mode around alloc_page() in allocate()"],
    "counted-7.0": ["information", `${pauseAround} alloc_page() in allocate()`],
  },
  "allocation-under-lazy-walk": everywhere("information"),
  "malformed-suppression": everywhere("warning"),
  "needless-nolazy": {
    "classic-6.1": [],
    "classic-6.12": [],
    "nolazy-6.16": [
      "information",
      needsLook(
        "Call apply_to_existing_page_range() (only if the callback needs no update at once and never sleeps)",
      ),
    ],
    "counted-7.0": [],
  },
  "nested-section": {
    "classic-6.1": ["warning"],
    "classic-6.12": ["warning"],
    "nolazy-6.16": ["warning"],
    "counted-7.0": [],
  },
  "sleep-in-section": everywhere("warning"),
  "stale-pte-read": everywhere("warning"),
  "unbalanced-section": everywhere("warning"),
  "unresolved-callback": everywhere("hint"),
  "unused-suppression": everywhere("information"),
};

/** What the message about a nested section says of the release. */
const nesting: Readonly<Record<TreeName, RegExp>> = {
  "classic-6.1": /that is a BUG on x86, Xen PV; leaving .* on powerpc, hash MMU and sparc64;/,
  "classic-6.12": /; leaving the inner section ends .* on powerpc, hash MMU and sparc64; move/,
  "nolazy-6.16":
    /that is a BUG on x86, Xen PV; leaving .* on arm64 and powerpc, hash MMU and sparc64;/,
  "counted-7.0": /^$/,
};

/** What the hover over a lazy walk says of x86 Xen PV and of arm64. */
const hovers: Readonly<Record<TreeName, readonly RegExp[]>> = {
  "classic-6.1": [
    /Xen PV\*\*: .*entering a nested section is a BUG/,
    /arm64; .*nothing is postponed/,
  ],
  "classic-6.12": [/Xen PV\*\*: .*batching goes on/, /arm64; .*nothing is postponed/],
  "nolazy-6.16": [/Xen PV\*\*: .*is a BUG/, /\*\*arm64\*\*: .*barriers .*ends the mode/],
  "counted-7.0": [/Xen PV\*\*: .*batching goes on/, /\*\*arm64\*\*: .*barriers .*batching goes on/],
};

test("the table speaks of every rule", () => {
  expect(Object.keys(table)).toEqual(rules.map(({ meta }) => meta.id));
});

describe.each(trees)("%s", (name) => {
  test.each(Object.keys(table))("%s", async (rule) => {
    const { findings } = (await openDialect(name)).checkTree();
    const found = findings.filter((finding) => finding.rule === rule);
    const said = found.flatMap(({ severity, fixes }) => [
      severity,
      ...fixes.map(({ title, safe }) => (safe ? title : needsLook(title))),
    ]);
    expect(said).toEqual(table[rule]?.[name]);
  });

  test("says of nesting what holds in the release", async () => {
    const { findings } = (await openDialect(name)).checkTree();
    const nested = findings.filter(({ rule }) => rule === "nested-section");
    expect(nested.map(({ message }) => message).join("\n")).toMatch(nesting[name]);
  });

  test("says over a walk what the mode does in the release", async () => {
    const workspace = await openDialect(name);
    const text = workspace.textOf(sample) ?? "";
    const place = new LineIndex(text).locate(sample, {
      start: text.indexOf("apply_to_existing"),
      end: text.indexOf("apply_to_existing") + 1,
    });
    const hover = workspace.hoverAt(sample, place.line, place.column)?.markdown ?? "";
    for (const pattern of hovers[name]) expect(hover).toMatch(pattern);
  });
});

const sample = "drivers/sample/sample.c";
const root = fileURLToPath(new URL("fixtures/dialects", import.meta.url));

function everywhere(severity: string): Record<TreeName, readonly string[]> {
  return {
    "classic-6.1": [severity],
    "classic-6.12": [severity],
    "nolazy-6.16": [severity],
    "counted-7.0": [severity],
  };
}

/** The tree of a folder with the common code laid under it. */
async function openDialect(name: TreeName): Promise<Workspace> {
  const isCounted = name.startsWith("counted");
  const texts = new Map<string, string>();
  for (const [file, text] of filesOf("common")) texts.set(file, isCounted ? counting(text) : text);
  for (const [file, text] of filesOf(name)) texts.set(file, text);
  const facts = readTreeFacts({ readText: (file) => texts.get(file), listFolders: () => [] });
  expect(name).toBe(`${facts.dialect}-${/^\d+\.\d+/.exec(facts.release ?? "")?.[0]}`);
  const tree = { ...memoryTree(texts), facts };
  return new Workspace(workspaceInputs(tree, await loadParser()));
}

/** The generic calls of trees that count sections. */
function counting(text: string): string {
  return text
    .replaceAll("arch_enter_lazy_mmu_mode", "lazy_mmu_mode_enable")
    .replaceAll("arch_leave_lazy_mmu_mode", "lazy_mmu_mode_disable");
}

function filesOf(folder: string): [string, string][] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(root, folder, file)).isFile())
    .map((file) => [file.replaceAll("\\", "/"), readFileSync(join(root, folder, file), "utf8")]);
}
