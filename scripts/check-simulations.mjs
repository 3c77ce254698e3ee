// @ts-check
/**
 * Runs the two callbacks of Linux 6.12 that free pages on the machines that matter to them, with
 * the built command line, and compares with what the kernel's rules say.
 * `node scripts/check-simulations.mjs TREE`.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot, runNode } from "./run-command.mjs";

const pages = 32;
const arena = "kernel/bpf/arena.c:existing_page_cb";
const kasan = "mm/kasan/shadow.c:kasan_depopulate_vmalloc_pte";

/**
 * What each run as written ends in. existing_page_cb() stores no entry, and what
 * kasan_depopulate_vmalloc_pte() stores is invalid, which owes no barrier on arm64: there the end of
 * the outer section costs neither anything. Where every entry takes part, all updates but the first
 * come after the nested section.
 *
 * @typedef {object} Expected
 * @property {string} subject
 * @property {readonly string[]} machine
 * @property {string} outcome
 * @property {number} updates
 * @property {boolean} nests
 */

/** @type {readonly Expected[]} */
const expected = [
  ...[arena, kasan].flatMap((subject) => [
    { subject, machine: ["arm64", "6.16"], outcome: "nothing-wrong", updates: 0, nests: true },
    { subject, machine: ["arm64", "7.0"], outcome: "nothing-wrong", updates: 0, nests: true },
    { subject, machine: ["rfc-direct"], outcome: "lost-detection", updates: 0, nests: false },
    { subject, machine: ["generic"], outcome: "nothing-wrong", updates: 0, nests: false },
  ]),
  { subject: arena, machine: ["rfc-nested"], outcome: "nothing-wrong", updates: 0, nests: true },
  {
    subject: kasan,
    machine: ["rfc-nested"],
    outcome: "lost-batching",
    updates: pages - 1,
    nests: true,
  },
  {
    subject: kasan,
    machine: ["xen-pv", "6.12"],
    outcome: "nothing-wrong",
    updates: 0,
    nests: false,
  },
];

/**
 * @param {string} tree
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function checkSimulations(tree) {
  /** @type {string[]} */
  const problems = [];
  for (const one of expected) problems.push(...(await checkOne(tree, one)));
  const done = `${expected.length} simulations\n`;
  return { code: problems.length > 0 ? 1 : 0, output: [...problems, done].join("\n") };
}

/**
 * @param {string} tree
 * @param {Expected} one
 */
async function checkOne(tree, { subject, machine, outcome, updates, nests }) {
  const [arch, release] = machine;
  const cli = path.join(repositoryRoot, "dist/cli.cjs");
  const where = [
    "--root",
    tree,
    "--format",
    "json",
    "--pages",
    String(pages),
    "--arch",
    arch ?? "",
  ];
  const of = release === undefined ? [] : ["--release", release];
  const { code, stdout, output } = await runNode([cli, "simulate", subject, ...where, ...of]);
  const title = `${subject} on ${machine.join(" ")}`;
  const wanted = outcome === "nothing-wrong" ? 0 : 1;
  if (code !== wanted) return [`${title}: exit code ${code}, not ${wanted}\n${output}`];
  const { runs } = JSON.parse(stdout);
  /** @type {string[]} */
  const problems = [];
  const [written, nolazy] = runs;
  if (written.outcome !== outcome) problems.push(`${title}: ${written.outcome}, not ${outcome}`);
  if (written.entries !== pages) problems.push(`${title}: ${written.entries} calls, not ${pages}`);
  if (written.lostBatching.updates !== updates) {
    problems.push(`${title}: ${written.lostBatching.updates} updates lost, not ${updates}`);
  }
  const hasNested = written.notes.some(
    (/** @type {{ code: string }} */ note) => note.code === "nested-section",
  );
  if (hasNested !== nests) problems.push(`${title}: ${nests ? "no nested" : "a nested"} section`);
  if (nolazy.outcome !== "nothing-wrong") problems.push(`${title}, _nolazy: ${nolazy.outcome}`);
  return problems;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const tree = process.argv[2];
  if (tree === undefined) {
    process.stderr.write("usage: node scripts/check-simulations.mjs TREE\n");
    process.exit(2);
  }
  const { code, output } = await checkSimulations(path.resolve(tree));
  process.stdout.write(output);
  process.exitCode = code;
}
