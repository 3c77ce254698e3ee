/**
 * Adds the `_nolazy` variants to a real tree and compares with what RFC PATCH v1 3/6 "mm: Avoid
 * calling page allocator from apply_to_page_range()" does; then checks the changed tree again.
 *
 * `node scripts/check-introduction.mjs TREE`. The tree itself stays as it is.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { introductionOf } from "./lib/introduction-patch.mjs";
import { replaceFile, withTreeCopy } from "./lib/tree-copy.mjs";
import { repositoryRoot, runNode } from "./run-command.mjs";

const core = "mm/memory.c";
const header = "include/linux/mm.h";

/** Rules that speak of sections: these are the tree's own, with the variants and without. */
const ofSections = /-section$|^stale-pte-read$|^access-through-pending-entry$/;

/** What is to be in mm/memory.c and include/linux/mm.h afterwards, in 6.1 and 6.12 alike. */
const expectedWalk = {
  flagged: [
    "apply_to_pte_range",
    "apply_to_pmd_range",
    "apply_to_pud_range",
    "apply_to_p4d_range",
    "__apply_to_page_range",
  ],
  handedOn: [
    "apply_to_pte_range",
    "apply_to_pmd_range",
    "apply_to_pud_range",
    "apply_to_p4d_range",
  ],
  conditional: ["arch_enter_lazy_mmu_mode", "arch_leave_lazy_mmu_mode"],
  /** The arguments `create` and `lazy_mmu`. */
  walkers: {
    apply_to_page_range: "true, true",
    apply_to_existing_page_range: "false, true",
    apply_to_page_range_nolazy: "true, false",
    apply_to_existing_page_range_nolazy: "false, false",
  },
  commented: [
    "apply_to_page_range",
    "apply_to_existing_page_range",
    "apply_to_page_range_nolazy",
    "apply_to_existing_page_range_nolazy",
  ],
  /** Each with the function that ends on the line above. */
  exports: [
    "apply_to_page_range behind apply_to_page_range",
    "apply_to_existing_page_range behind apply_to_existing_page_range",
  ],
  declared: [
    "apply_to_page_range",
    "apply_to_page_range_nolazy",
    "apply_to_existing_page_range",
    "apply_to_existing_page_range_nolazy",
  ],
};

/**
 * The calls that are converted, by release, and how often the new name comes: in the arena a comment
 * has it too.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, number>>>>}
 */
const expectedCalls = {
  6.12: { "kernel/bpf/arena.c": 2, "mm/kasan/shadow.c": 1 },
  6.1: { "mm/kasan/shadow.c": 1 },
};

/**
 * What the changed files say of the walk; the same words as in {@link expectedWalk}.
 *
 * @param {string} coreText
 * @param {string} headerText
 */
export function walkFacts(coreText, headerText) {
  const code = coreText.replace(/\/\*[\s\S]*?\*\//g, "");
  const definitions = [
    ...code.matchAll(/^(?:static )?int (\w+)\(([^)]*)\)\n\{\n([\s\S]*?)^\}\n/gm),
  ].map(([, name = "", parameters = "", body = ""]) => ({ name, parameters, body }));
  const walkers = definitions.filter(({ name }) => /^apply_to_(?:existing_)?page_range/.test(name));
  return {
    flagged: definitions
      .filter(({ parameters }) => /, bool lazy_mmu$/.test(parameters))
      .map(({ name }) => name),
    handedOn: [...code.matchAll(/(\w+)\([^();]*, lazy_mmu\);/g)].map((match) => match[1]),
    conditional: [...code.matchAll(/if \(lazy_mmu\)\n\t+(\w+)\(\);/g)].map((match) => match[1]),
    walkers: Object.fromEntries(
      walkers.map(({ name, body }) => [name, /, (\w+, \w+)\);\n$/.exec(body)?.[1] ?? body]),
    ),
    commented: [
      ...coreText.matchAll(
        /\/\*(?:(?!\*\/)[\s\S])*lazy mmu mode(?:(?!\*\/)[\s\S])*\*\/\nint (\w+)\(/gi,
      ),
    ].map((match) => match[1]),
    exports: [
      ...coreText.matchAll(
        /^int (\w+)\([^{}]*\)\n\{[^{}]*\}\nEXPORT_SYMBOL_GPL\((apply_to_\w+)\);/gm,
      ),
    ].map((match) => `${match[2]} behind ${match[1]}`),
    declared: [...headerText.matchAll(/\b(apply_to_(?:existing_)?page_range\w*)\(/g)].map(
      (match) => match[1],
    ),
  };
}

/**
 * What a converted file says that a renaming alone would not, or how often the new name came.
 *
 * @param {string} before
 * @param {string} after
 */
export function renamingFacts(before, after) {
  const name = /\b(apply_to_(?:existing_)?page_range)_nolazy\b/g;
  const count = [...after.matchAll(name)].length;
  // A comment may be wrapped anew.
  const words = (/** @type {string} */ text) => text.split(/[\s*]+/).join(" ");
  const isRenaming = words(after.replace(name, "$1")) === words(before);
  return isRenaming ? count : "more than a renaming";
}

/**
 * @param {string} tree
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function checkIntroduction(tree) {
  const { patch, before, after } = await introductionOf(tree);
  /** @type {string[]} */
  const problems = [];
  const compare = (
    /** @type {string} */ what,
    /** @type {unknown} */ found,
    /** @type {unknown} */ wanted,
  ) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
    if (a !== b) problems.push(`${what}: ${a}, not ${b}`);
  };
  const facts = walkFacts(after.get(core) ?? "", after.get(header) ?? "");
  for (const [what, wanted] of Object.entries(expectedWalk)) {
    compare(what, Object.entries(facts).find(([name]) => name === what)?.[1], wanted);
  }
  if (/^(?:From|Signed-off-by):/m.test(patch)) problems.push("the patch names a person");

  const report = await withTreeCopy(tree, async (copy) => {
    for (const [file, text] of after) await replaceFile(path.join(copy, file), text);
    return checkAgain(copy);
  });
  compare("dialect", report.tree.dialect, "nolazy");
  const release = Object.keys(expectedCalls).find((one) =>
    report.tree.release?.startsWith(`${one}.`),
  );
  const calls = expectedCalls[release ?? ""] ?? {};
  compare("files", [...after.keys()], [...Object.keys(calls), core, header].sort());
  for (const [file, count] of Object.entries(calls)) {
    compare(file, renamingFacts(before.get(file) ?? "", after.get(file) ?? ""), count);
  }
  compare(
    "findings of the changed tree that speak of walks",
    report.findings
      .filter(({ rule }) => !ofSections.test(rule))
      .map(({ rule, file, line }) => `${rule} ${file}:${line}`),
    [],
  );
  const summary = `${release}: ${after.size} files changed, ${report.callSites.length} call sites checked again\n`;
  return { code: problems.length > 0 ? 1 : 0, output: [...problems, summary].join("\n") };
}

/**
 * @typedef {object} Report
 * @property {{ release: string | null, dialect: string }} tree
 * @property {unknown[]} callSites
 * @property {{ rule: string, file: string, line: number }[]} findings
 */

/**
 * @param {string} tree
 * @returns {Promise<Report>}
 */
async function checkAgain(tree) {
  const cli = path.join(repositoryRoot, "dist/cli.cjs");
  const args = [cli, "check", "--no-cache", "--format", "json", "--root", tree, tree];
  const { code, stdout, output } = await runNode(args);
  if (code > 1) throw new Error(`${output}\nexit code ${code}`);
  return JSON.parse(stdout);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const tree = process.argv[2];
  if (tree === undefined) {
    process.stderr.write("usage: node scripts/check-introduction.mjs TREE\n");
    process.exit(2);
  }
  const { code, output } = await checkIntroduction(path.resolve(tree));
  process.stdout.write(output);
  process.exitCode = code;
}
