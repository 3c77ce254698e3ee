/**
 * Checks Debian's linux-source-6.12 with the built command line and compares with what reading
 * that tree's code says. `node scripts/check-kernel-tree.mjs TREE`.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot, runNode } from "./run-command.mjs";

/**
 * The two walks whose callbacks reach the page allocator, and one whose callback looks as if it
 * did: it takes a page that was allocated before the walk, and only links it.
 */
const expected = {
  release: /^6\.12\b/,
  reaches: [
    "kernel/bpf/arena.c existing_page_cb",
    "mm/kasan/shadow.c kasan_depopulate_vmalloc_pte",
  ],
  clean: ["mm/kasan/shadow.c kasan_populate_vmalloc_pte"],
  /**
   * The two walks; zap_pte_range(), whose path ends in tlb_next_batch(); and pagemap_scan_pmd_entry(),
   * which unlocks before it leaves (upstream commit ad449d856bd7 mended that for 6.15).
   */
  warnings: [
    "fs/proc/task_mmu.c unbalanced-section",
    "kernel/bpf/arena.c allocation-in-callback",
    "mm/kasan/shadow.c allocation-in-callback",
    "mm/memory.c allocation-in-section",
  ],
};

/**
 * @typedef {object} Report
 * @property {{ release: string | null }} tree
 * @property {{ file: string, line: number, verdict: string, callbacks: { name: string }[] }[]} callSites
 * @property {{ rule: string, severity: string, file: string, line: number }[]} findings
 */

/**
 * What a report says that the code of 6.12 does not, one sentence each.
 *
 * @param {Report} report
 */
export function findDisagreements(report) {
  /** @type {string[]} */
  const problems = [];
  const { release } = report.tree;
  if (!expected.release.test(release ?? "")) problems.push(`the release is ${release}, not 6.12`);

  const reaching = namesOf(report.callSites, "reaches");
  const clean = new Set(namesOf(report.callSites, "clean"));
  if (reaching.join("; ") !== expected.reaches.join("; ")) {
    problems.push(`these sites reach the allocator: ${reaching.join("; ") || "none"}`);
  }
  for (const name of expected.clean) {
    if (!clean.has(name)) problems.push(`no site with ${name} is clean`);
  }
  for (const name of namesOf(report.callSites, "unknown")) problems.push(`${name} is unknown`);

  const warnings = report.findings.filter(({ severity }) => severity === "warning");
  for (const { rule, file, line } of warnings) {
    if (!expected.warnings.includes(`${file} ${rule}`))
      problems.push(`a warning that reading the code does not bear out: ${file}:${line} ${rule}`);
  }
  for (const name of expected.warnings) {
    const count = warnings.filter(({ rule, file }) => `${file} ${rule}` === name).length;
    if (count !== 1) problems.push(`${count} warnings like ${name}, not 1`);
  }
  return problems;
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
  const sites = `${report.callSites.length} call sites, ${report.findings.length} findings\n`;
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
