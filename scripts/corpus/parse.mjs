// @ts-check
/**
 * How much of a real tree's functions the parser reads: definitions with an error before and
 * after the dialect layer, calls that the result does not show, and the most frequent causes.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { loadEngine } from "#scripts/lib/load-engine";

const folders = ["mm", "kernel", "drivers/xen", "fs", "arch/arm64/mm", "arch/x86/mm"];
const causesShown = 10;
const { resolve } = createRequire(import.meta.url);

/** @typedef {{ start: number, end: number }} Span */
/** @typedef {Span & { kind: string, field?: string, children: SyntaxNode[] }} SyntaxNode */
/** @typedef {{ variants: SyntaxNode[], errors: Span[], truncated: boolean }} ParsedSource */

/** @param {{ tree: string }} options */
export async function run({ tree }) {
  const runtime = readFileSync(resolve("web-tree-sitter/web-tree-sitter.wasm"));
  const grammar = readFileSync(resolve("tree-sitter-c/tree-sitter-c.wasm"));
  const syntax = /** @type {any} */ (await loadEngine("syntax"));
  const index = /** @type {any} */ (await loadEngine("index"));
  const parser = await syntax.CParser.create(runtime, grammar);
  const totals = { functions: 0, before: 0, after: 0, variants: 0, calls: 0, missed: 0, units: 0 };
  let milliseconds = 0;
  /** @type {Map<string, { count: number, example: string }>} */
  const causes = new Map();
  for (const file of folders.flatMap((folder) => sourceFiles(tree, folder))) {
    const text = readFileSync(join(tree, file), "utf8");
    for (const definition of index.outlineText(text).definitions) {
      if (definition.kind !== "function") continue;
      const source = text.slice(definition.start, definition.end);
      totals.functions++;
      totals.units += source.length;
      if (parser.failsUnchanged(source)) totals.before++;
      const started = performance.now();
      /** @type {ParsedSource} */
      const parsed = parser.parseDefinition(source);
      milliseconds += performance.now() - started;
      if (parsed.variants.length > 1) totals.variants++;
      const [calls, missed] = countCalls(source, parsed);
      totals.calls += calls;
      totals.missed += missed;
      const first = parsed.errors[0];
      if (first === undefined && !parsed.truncated) continue;
      totals.after++;
      const at = first?.start ?? 0;
      const cause = causeOf(source, at);
      const line = text.slice(0, definition.start + at).split("\n").length;
      const known = causes.get(cause);
      if (known === undefined) causes.set(cause, { count: 1, example: `${file}:${line}` });
      else known.count++;
    }
  }
  /** @param {number} part */
  const percent = (part) => `${((100 * part) / Math.max(1, totals.functions)).toFixed(2)} %`;
  console.log(`Functions in ${folders.join(" ")}: ${totals.functions}`);
  console.log(`  with an error, raw text:           ${totals.before} (${percent(totals.before)})`);
  console.log(`  with an error, dialect layer:      ${totals.after} (${percent(totals.after)})`);
  console.log(`  read in several variants:          ${totals.variants}`);
  console.log(
    `  name-and-parenthesis pairs:        ${totals.calls}, not shown as calls: ${totals.missed}`,
  );
  console.log("    (attributes, heads of definitions, dead branches and function types included)");
  console.log(
    `  time: ${Math.round(milliseconds)} ms for ${totals.units} units, ` +
      `${(milliseconds / Math.max(1, totals.functions)).toFixed(3)} ms a function`,
  );
  console.log(`The ${causesShown} most frequent remaining causes:`);
  const sorted = [...causes].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  for (const [cause, { count, example }] of sorted.slice(0, causesShown)) {
    console.log(`  ${String(count).padStart(4)}  ${cause}  e.g. ${example}`);
  }
  parser.dispose();
  return totals;
}

/**
 * @param {string} tree
 * @param {string} folder
 * @returns {string[]}
 */
function sourceFiles(tree, folder) {
  return readdirSync(join(tree, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourceFiles(tree, path);
      return entry.isFile() && /\.[ch]$/.test(entry.name) ? [path] : [];
    });
}

const notCalled =
  /^(?:if|while|for|switch|return|sizeof|typeof|__typeof__|asm|__asm__|case|else|do|goto|int|void|char|long|unsigned|__attribute__)$/;

/**
 * How many `name (` pairs there are outside comments, strings and directives, and how many of
 * them are neither calls, declarators nor part of a reported error.
 *
 * @param {string} source
 * @param {ParsedSource} parsed
 * @returns {[pairs: number, missed: number]}
 */
function countCalls(source, parsed) {
  /** @type {Set<number>} */
  const shown = new Set();
  const pending = [...parsed.variants];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    pending.push(...node.children);
    if (/call_expression|_declarator$|macro_type|gnu_asm/.test(node.kind)) {
      shown.add(node.start);
      for (const child of node.children) {
        shown.add(child.start);
        const last = child.children.at(-1);
        if (child.field === "function" && last !== undefined) shown.add(last.start);
      }
    }
  }
  const code = source.replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|^[ \t]*#(?:\\\r?\n|.)*/gm,
    (match) => " ".repeat(match.length),
  );
  let pairs = 0;
  let missed = 0;
  for (const match of code.matchAll(/\b[A-Za-z_]\w*(?=\s*\()/g)) {
    if (notCalled.test(match[0])) continue;
    pairs++;
    const at = match.index;
    const isReported = parsed.errors.some((span) => span.start <= at && at < span.end);
    if (!shown.has(at) && !isReported) missed++;
  }
  return [pairs, missed];
}

/**
 * The words around an error, names made alike so that like causes count together.
 *
 * @param {string} source
 * @param {number} at
 */
function causeOf(source, at) {
  const words = (/** @type {string} */ text) =>
    (text.match(/[A-Za-z_]\w*|\d\w*|[^\s\w]/g) ?? []).map((word) =>
      /^[A-Z_][A-Z0-9_]*$/.test(word)
        ? "MACRO"
        : /^[A-Za-z_]\w{2,}$/.test(word) && !notCalled.test(word)
          ? "name"
          : word,
    );
  const before = words(source.slice(Math.max(0, at - 60), at)).slice(-3);
  const after = words(source.slice(at, at + 60)).slice(0, 3);
  return `${before.join(" ")} >>> ${after.join(" ")}`;
}
