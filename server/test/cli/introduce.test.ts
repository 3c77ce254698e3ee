/** `lazymmu fix --introduce` over hand-made plans: patches, messages, and what stops them. */
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IntroductionPlan } from "#engine/introduce";
import type { CallSite } from "#engine/model";
import type { CliServices, OpenedTree } from "../../src/cli/cli-io.ts";
import { hashText } from "../../src/cli/edit-file.ts";
import {
  createSample,
  locate,
  mapFile,
  mapText,
  readSampleFile,
  type Sample,
  sampleReport,
  unchanging,
} from "./sample-tree.ts";

const header = "int apply_to_page_range(void);\n";
const core = "int apply_to_page_range(void)\n{\n\treturn 0;\n}\n";
const files = { "include/linux/mm.h": header, "mm/memory.c": core };
const variant = "apply_to_page_range_nolazy";

/** A plan of one insertion in each of the two files, and one converted call. */
function samplePlan(change: Partial<IntroductionPlan> = {}): IntroductionPlan {
  const site = sampleReport().callSites[1] as CallSite;
  return {
    kind: "planned",
    additions: [
      insertion("include/linux/mm.h", header, `int ${variant}(void);\n`),
      insertion("mm/memory.c", core, `int ${variant}(void)\n{\n\treturn 0;\n}\n`),
    ],
    steps: ["walk_all", "walk_one"],
    variants: [variant],
    exported: [],
    conversions: [
      {
        site,
        to: variant,
        isInModule: "no",
        edits: [{ location: site.location, newText: variant }],
      },
    ],
    left: [],
    ...change,
  };
}

function insertion(file: string, text: string, newText: string) {
  const location = locate(file, text, text.slice(0, 3));
  return { location: { ...location, endColumn: location.column }, newText };
}

describe("fix --introduce", () => {
  let sample: Sample;
  beforeEach(async () => {
    sample = await createSample({}, files);
  });
  afterEach(() => sample.remove());

  /** The services of the sample with a plan, and with `hashOf` in place of what was read. */
  function withPlan(
    plan: ReturnType<OpenedTree["planIntroduction"]>,
    hashOf: (file: string) => string | undefined = (file) =>
      hashText(new Map(Object.entries({ ...files, [mapFile]: mapText })).get(file) ?? ""),
  ): { readonly services: Partial<CliServices> } {
    const tree: OpenedTree = {
      root: sample.root,
      reader: { readText: () => undefined },
      stats: { files: 2, bytes: 321 },
      filesDefining: () => [],
      listFiles: () => [],
      ...unchanging,
      settingsProblems: [],
      hashOfReadText: hashOf,
      check: () => sample.report,
      checkWith: () => ({ ...sample.report, findings: [] }),
      planIntroduction: () => plan,
      dispose: () => {},
    };
    return { services: { openTree: async () => tree } };
  }

  it("prints a patch for the variants and one for each folder, with messages and no trailer", async () => {
    const result = await sample.run(["fix", "--introduce"], withPlan(samplePlan()));
    expect(
      result.stdout,
    ).toBe(`Subject: [PATCH 1/2] mm: add _nolazy variants of apply_to_page_range()

apply_to_page_range() and apply_to_existing_page_range() call their
callback in lazy MMU mode, and some callbacks allocate or free pages.
With CONFIG_DEBUG_PAGEALLOC the page allocator changes page tables too.
Its changes may then be postponed with those of the walk, or, where they
are made in a section of their own, that nested section may end the
batching of the walk.

Add variants of both that do not enter lazy MMU mode, for callbacks that
need the page allocator. A flag is passed down to walk_one(); the
existing functions work as before.

The same was proposed in the RFC "mm: Avoid calling page allocator from
apply_to_page_range()" of 30 May 2025.

---
diff --git a/include/linux/mm.h b/include/linux/mm.h
--- a/include/linux/mm.h
+++ b/include/linux/mm.h
@@ -1 +1,2 @@
+int apply_to_page_range_nolazy(void);
 int apply_to_page_range(void);
diff --git a/mm/memory.c b/mm/memory.c
--- a/mm/memory.c
+++ b/mm/memory.c
@@ -1,3 +1,7 @@
+int apply_to_page_range_nolazy(void)
+{
+	return 0;
+}
 int apply_to_page_range(void)
 {
 	return 0;

Subject: [PATCH 2/2] drivers/foo: call apply_to_page_range_nolazy()

drop_range() walks page tables with apply_to_page_range(), whose
callback drop_one() reaches the page allocator: free_page()
(drivers/foo/map.c:4) frees. Call apply_to_page_range_nolazy(), so that
this happens outside of lazy MMU mode.

Found by lazymmu (rule allocation-in-callback).

---
diff --git a/drivers/foo/map.c b/drivers/foo/map.c
--- a/drivers/foo/map.c
+++ b/drivers/foo/map.c
@@ -7,5 +7,5 @@
 
 int drop_range(unsigned long start, unsigned long size)
 {
-	return apply_to_page_range(&init_mm, start, size, drop_one, NULL);
+	return apply_to_page_range_nolazy(&init_mm, start, size, drop_one, NULL);
 }
`);
    expect(result.code).toBe(1);
    expect(await readSampleFile(sample, "mm/memory.c")).toBe(core);
    const options = { cwd: sample.root, input: result.stdout };
    execFileSync("git", ["apply", "-"], options);
    expect(await readSampleFile(sample, mapFile)).toContain(`return ${variant}(`);
  });

  it("says what is exported and why, what may be a module, and what is in doubt", async () => {
    const [conversion] = samplePlan().conversions;
    if (conversion === undefined) throw new Error("the plan has no conversion");
    const doubtful: CallSite = { ...conversion.site, verdict: "may-reach", doubt: "through slab" };
    const conversions = [
      { ...conversion, isInModule: "yes" as const },
      { ...conversion, site: doubtful, isInModule: "unknown" as const },
    ];
    const plan = samplePlan({ conversions, exported: [variant] });
    const result = await sample.run(["fix", "--introduce"], withPlan(plan));
    expect(result.stdout).toContain(
      "\nExport apply_to_page_range_nolazy(), called from what can be built as a\nmodule: drivers/foo/map.c.\n",
    );
    expect(result.stdout).toContain("callback drop_one() may reach the page allocator");
    expect(result.stderr.split("\n")).toEqual([
      "note: drivers/foo/map.c:10 is converted though its callback only may reach the page allocator",
      "note: drivers/foo/map.c:10: whether this can be built as a module is not known; a module needs the variant exported",
      "note: the messages are templates: check the subjects' prefixes with git log, and what they say, before you sign them off",
      "",
    ]);
  });

  it("writes with --write, and says what it did", async () => {
    const result = await sample.run(["fix", "--introduce", "--write"], withPlan(samplePlan()));
    expect(result).toEqual({
      code: 0,
      stdout:
        "added apply_to_page_range_nolazy() to include/linux/mm.h and mm/memory.c\n" +
        "fixed drivers/foo/map.c:10: Call apply_to_page_range_nolazy() (allocation-in-callback)\n" +
        "1 fixed in 3 files, 0 left\n",
      stderr: "",
    });
    expect(await readSampleFile(sample, "include/linux/mm.h")).toBe(
      `int ${variant}(void);\n${header}`,
    );
  });

  it("writes nothing when one of the files cannot be written", async () => {
    const plan = withPlan(samplePlan(), (file) =>
      file === mapFile
        ? hashText("an older text")
        : hashText(file === "mm/memory.c" ? core : header),
    );
    for (const argv of [
      ["fix", "--introduce", "--write"],
      ["fix", "--introduce"],
    ]) {
      expect(await sample.run(argv, plan)).toEqual({
        code: 2,
        stdout: "",
        stderr:
          "lazymmu: the variants are not added: drivers/foo/map.c: it changed since it was checked\n",
      });
    }
    expect(await readSampleFile(sample, "include/linux/mm.h")).toBe(header);
  });

  it("says why it refuses, and where", async () => {
    const location = locate("mm/memory.c", core, "apply_to_page_range");
    const reason = "apply_to_page_range() is static";
    const result = await sample.run(
      ["fix", "--introduce"],
      withPlan({ kind: "refused", reason, location }),
    );
    expect(result).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "lazymmu: the variants are not added: mm/memory.c:1: apply_to_page_range() is static\n",
    });
  });

  it("names what it leaves, and adds nothing for that alone", async () => {
    const left = sampleReport()
      .callSites.slice(1)
      .map((site) => ({ ...site, api: "walk" }));
    const plan = samplePlan({ conversions: [], left });
    const result = await sample.run(["fix", "--introduce"], withPlan(plan));
    expect(result).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "note: drivers/foo/map.c:10 stays as it is: walk() calls the walker, and has other callers\n" +
        "note: no call here needs the variants, so none are added\n",
    });
  });

  it("changes a file that gets the variants in the first patch alone", async () => {
    const memory = `${core}${mapText}`;
    await writeFile(path.join(sample.root, "mm/memory.c"), memory);
    const location = locate("mm/memory.c", memory, "apply_to_page_range(&");
    const place = { ...location, endColumn: location.endColumn - 2 };
    const [conversion] = samplePlan().conversions;
    if (conversion === undefined) throw new Error("the plan has no conversion");
    const conversions = [
      {
        ...conversion,
        site: { ...conversion.site, location: place },
        edits: [{ location: place, newText: variant }],
      },
    ];
    const result = await sample.run(
      ["fix", "--introduce"],
      withPlan(samplePlan({ conversions }), (file) =>
        hashText(file === "mm/memory.c" ? memory : header),
      ),
    );
    expect(result.stdout.match(/^Subject.*$/gm)).toEqual([
      "Subject: [PATCH] mm: add _nolazy variants of apply_to_page_range()",
    ]);
    expect(result.stdout).toContain("drop_range() walks page tables");
  });
});
