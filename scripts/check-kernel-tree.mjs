/**
 * Checks Debian's linux-source-6.12 or -6.1 with the built command line and compares with what
 * reading that tree's code says. `node scripts/check-kernel-tree.mjs TREE`.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot, runNode } from "./run-command.mjs";

/**
 * @typedef {object} Expected
 * @property {readonly string[]} reaches walks whose callbacks reach the page allocator
 * @property {readonly string[]} clean a callback that looks as if it did: it takes a page that was
 *   allocated before the walk, and only links it
 * @property {readonly string[]} warnings by file and rule, one for each time
 * @property {Readonly<Record<string, readonly string[]>>} sections by verdict, each as its function
 */

const lazyHash = ["__flush_hash_table_range", "flush_hash_table_pmd_range", "hpte_flush_range"];
const referenceDrops = [
  "copy_pte_range",
  "lru_gen_look_around",
  "madvise_cold_or_pageout_pte_range",
  "madvise_free_pte_range",
  "migrate_vma_collect_pmd",
  "walk_pmd_range_locked",
  "walk_pte_range",
];
/** A special page's hook, LSM hooks, and cross calls of sparc64: pointers that nothing settles. */
const hooked = ["change_pte_range", "move_ptes", "remap_pte_range"];

/** @type {Readonly<Record<string, Expected>>} */
export const expectations = {
  6.12: {
    reaches: [
      "kernel/bpf/arena.c existing_page_cb",
      "mm/kasan/shadow.c kasan_depopulate_vmalloc_pte",
    ],
    clean: ["mm/kasan/shadow.c kasan_populate_vmalloc_pte"],
    // pagemap_scan_pmd_entry() unlocks before it leaves; upstream commit ad449d856bd7 mended that
    // for 6.15. zap_pte_range() ends in tlb_next_batch().
    warnings: [
      "fs/proc/task_mmu.c unbalanced-section",
      "kernel/bpf/arena.c allocation-in-callback",
      "mm/kasan/shadow.c allocation-in-callback",
      "mm/memory.c allocation-in-section",
    ],
    sections: {
      clean: [...lazyHash, "apply_to_pte_range", "xen_end_context_switch"],
      "may-reach": [...referenceDrops, "pagemap_scan_pmd_entry"],
      reaches: ["zap_pte_range"],
      unknown: hooked,
    },
  },
  6.1: {
    reaches: ["mm/kasan/shadow.c kasan_depopulate_vmalloc_pte"],
    clean: ["mm/kasan/shadow.c kasan_populate_vmalloc_pte"],
    // Both functions of madvise drop the lock around the splitting of a huge page without leaving.
    warnings: [
      "mm/kasan/shadow.c allocation-in-callback",
      "mm/madvise.c unbalanced-section",
      "mm/madvise.c unbalanced-section",
      "mm/memory.c allocation-in-section",
    ],
    sections: {
      clean: [...lazyHash, "apply_to_pte_range", "paravirt_end_context_switch"],
      "may-reach": referenceDrops,
      reaches: ["zap_pte_range"],
      unknown: hooked,
    },
  },
};

/**
 * @typedef {object} Report
 * @property {{ release: string | null }} tree
 * @property {{ file: string, line: number, verdict: string, callbacks: { name: string }[] }[]} callSites
 * @property {{ function: string, verdict: string }[]} sections
 * @property {{ rule: string, severity: string, file: string, line: number }[]} findings
 */

/**
 * What a report says that the code of its release does not, one sentence each.
 *
 * @param {Report} report
 */
export function findDisagreements(report) {
  const { release } = report.tree;
  const series = /^\d+\.\d+/.exec(release ?? "")?.[0] ?? "";
  const expected = expectations[series];
  if (expected === undefined) return [`nothing is known of the release ${release}`];
  /** @type {string[]} */
  const problems = [];

  const reaching = namesOf(report.callSites, "reaches");
  const clean = new Set(namesOf(report.callSites, "clean"));
  if (reaching.join("; ") !== expected.reaches.join("; ")) {
    problems.push(`these sites reach the allocator: ${reaching.join("; ") || "none"}`);
  }
  for (const name of expected.clean) {
    if (!clean.has(name)) problems.push(`no site with ${name} is clean`);
  }
  for (const name of namesOf(report.callSites, "unknown")) problems.push(`${name} is unknown`);

  const wanted = Object.entries(expected.sections).flatMap(([verdict, functions]) =>
    functions.map((name) => `${name} ${verdict}`),
  );
  const sections = report.sections.map((section) => `${section.function} ${section.verdict}`);
  problems.push(...differences("section", sections, wanted));

  const warnings = report.findings.filter(({ severity }) => severity === "warning");
  const names = warnings.map(({ rule, file }) => `${file} ${rule}`);
  problems.push(...differences("warning", names, expected.warnings));
  return problems;
}

/**
 * @param {string} what
 * @param {readonly string[]} found
 * @param {readonly string[]} wanted
 */
function differences(what, found, wanted) {
  const count = (/** @type {readonly string[]} */ all, /** @type {string} */ name) =>
    all.filter((one) => one === name).length;
  return [...new Set([...wanted, ...found])]
    .filter((name) => count(found, name) !== count(wanted, name))
    .sort()
    .map((name) => `${what} ${name}: ${count(found, name)}, not ${count(wanted, name)}`);
}

/**
 * Runs the built command line on a tree.
 *
 * @param {string} tree
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function checkKernelTree(tree) {
  const cli = path.join(repositoryRoot, "dist/cli.cjs");
  const args = [cli, "check", "--no-cache", "--format", "json", "--root", tree, tree];
  const { code, stdout, output } = await runNode(args);
  if (code !== 1)
    return { code: 1, output: `${output}\nexit code ${code}, where findings make it 1\n` };
  const report = parseReport(stdout);
  if (report === undefined) return { code: 1, output: `${output}\nno JSON report on stdout\n` };
  const problems = findDisagreements(report);
  const { callSites, findings, sections } = report;
  const sites = `${callSites.length} call sites, ${sections.length} sections, ${findings.length} findings\n`;
  return { code: problems.length > 0 ? 1 : 0, output: [...problems, sites].join("\n") };
}

/**
 * @param {string} stdout
 * @returns {Report | undefined}
 */
function parseReport(stdout) {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

/**
 * "file callback" of the sites with a verdict, sorted.
 *
 * @param {Report["callSites"]} callSites
 * @param {string} verdict
 */
function namesOf(callSites, verdict) {
  return callSites
    .filter((site) => site.verdict === verdict)
    .map(({ file, callbacks }) => `${file} ${callbacks.map(({ name }) => name).join(", ")}`)
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const tree = process.argv[2];
  if (tree === undefined) {
    process.stderr.write("usage: node scripts/check-kernel-tree.mjs TREE\n");
    process.exit(2);
  }
  const { code, output } = await checkKernelTree(path.resolve(tree));
  process.stdout.write(output);
  process.exitCode = code;
}
