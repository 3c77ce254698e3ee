/** Finding a kernel tree, and comparing a report on it with what its code says. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectations, findDisagreements } from "../check-kernel-tree.mjs";
import { kernelSource, NoKernelSource } from "../kernel-source.mjs";

describe("kernelSource", () => {
  let folder = "";
  /** @param {string} line */
  const quiet = (line) => expect.unreachable(line);

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "lazymmu-kernel-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("takes the tree that the environment names", async () => {
    writeFileSync(path.join(folder, "Makefile"), "VERSION = 6\n");
    const env = { LAZYMMU_KERNEL_6_12: folder };
    expect(await kernelSource("6.12", quiet, env)).toBe(folder);
  });

  it("refuses a named folder that holds no kernel", async () => {
    const env = { LAZYMMU_KERNEL_6_1: folder };
    await expect(kernelSource("6.1", quiet, env)).rejects.toThrow(NoKernelSource);
  });

  it("takes a tree that is in the cache already, and writes nothing", async () => {
    const cached = path.join(folder, "lazymmu/kernels/linux-source-6.12");
    mkdirSync(cached, { recursive: true });
    writeFileSync(path.join(cached, "Makefile"), "VERSION = 6\n");
    expect(await kernelSource("6.12", quiet, { XDG_CACHE_HOME: folder })).toBe(cached);
  });

  it("says so when there is no such package, and leaves nothing behind", async () => {
    const none = kernelSource("0.0-none", () => {}, { XDG_CACHE_HOME: folder, PATH: folder });
    await expect(none).rejects.toThrow(NoKernelSource);
    const kernels = path.join(folder, "lazymmu/kernels");
    expect(readdirSync(kernels)).toEqual([]);
  });
});

describe("findDisagreements", () => {
  const arena = site("kernel/bpf/arena.c", 1, "existing_page_cb", "reaches");
  const depopulate = site("mm/kasan/shadow.c", 2, "kasan_depopulate_vmalloc_pte", "reaches");
  const populate = site("mm/kasan/shadow.c", 3, "kasan_populate_vmalloc_pte", "clean");
  const zap = warning("allocation-in-section", "mm/memory.c", 4);
  const scan = warning("unbalanced-section", "fs/proc/task_mmu.c", 5);
  const walks = [arena, depopulate].map(({ file, line }) =>
    warning("allocation-in-callback", file, line),
  );
  const warnings = [...walks, zap, scan];
  const sections = Object.entries(expectations["6.12"]?.sections ?? {}).flatMap(
    ([verdict, functions]) => functions.map((name) => ({ function: name, verdict })),
  );
  const right = {
    tree: { release: "6.12.1" },
    sections,
    callSites: [arena, depopulate, populate],
    findings: [...warnings, { ...warning("some-rule", "mm/memory.c", 4), severity: "information" }],
  };

  it("agrees with a right report", () => {
    expect(findDisagreements(right)).toEqual([]);
  });

  it("notices another release", () => {
    const tree = { release: "6.11.12" };
    expect(findDisagreements({ ...right, tree })).toEqual([
      "nothing is known of the release 6.11.12",
    ]);
  });

  it("notices a site that is lost, and one too many", () => {
    expect(findDisagreements({ ...right, callSites: [arena, populate] })).toEqual([
      "these sites reach the allocator: kernel/bpf/arena.c existing_page_cb",
    ]);
    const extra = site("mm/vmalloc.c", 5, "other", "reaches");
    const found = findDisagreements({ ...right, callSites: [...right.callSites, extra] });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("mm/vmalloc.c other");
  });

  it("notices a clean site that is not, and an unknown one", () => {
    const callSites = [arena, depopulate, { ...populate, verdict: "unknown" }];
    expect(findDisagreements({ ...right, callSites })).toEqual([
      "no site with mm/kasan/shadow.c kasan_populate_vmalloc_pte is clean",
      "mm/kasan/shadow.c kasan_populate_vmalloc_pte is unknown",
    ]);
  });

  it("notices a warning too many, one twice, and one that is missing", () => {
    const findings = [...walks, zap, zap, warning("some-rule", "mm/vmalloc.c", 5)];
    expect(findDisagreements({ ...right, findings })).toEqual([
      `warning ${scan.file} ${scan.rule}: 0, not 1`,
      `warning ${zap.file} ${zap.rule}: 2, not 1`,
      "warning mm/vmalloc.c some-rule: 1, not 0",
    ]);
  });

  it("notices a section with another verdict, and one that is lost", () => {
    const [, ...others] = sections;
    const changed = others.map((one) =>
      one.function === "zap_pte_range" ? { ...one, verdict: "clean" } : one,
    );
    expect(findDisagreements({ ...right, sections: changed })).toEqual([
      "section __flush_hash_table_range clean: 0, not 1",
      "section zap_pte_range clean: 1, not 0",
      "section zap_pte_range reaches: 0, not 1",
    ]);
  });
});

/**
 * @param {string} file
 * @param {number} line
 * @param {string} name
 * @param {string} verdict
 */
function site(file, line, name, verdict) {
  return { file, line, verdict, callbacks: [{ name }] };
}

/**
 * @param {string} rule
 * @param {string} file
 * @param {number} line
 */
function warning(rule, file, line) {
  return { rule, severity: "warning", file, line };
}
