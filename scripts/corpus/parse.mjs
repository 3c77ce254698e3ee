// @ts-check
/**
 * How much of a real tree's functions the parser reads: definitions with an error before and
 * after the dialect layer, the most frequent causes of what remains, and words before a
 * parenthesis that the result does not show as calls, by what they are instead.
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
  /** @type {typeof causes} */
  const notCalls = new Map();
  for (const file of folders.flatMap((folder) => sourceFiles(tree, folder))) {
    const text = readFileSync(join(tree, file), "utf8");
    const conditionals = index.conditionalsOf(text);
    const lineOf = (/** @type {number} */ offset) => text.slice(0, offset).split("\n").length;
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
      totals.missed += missed.length;
      for (const at of missed) {
        const offset = definition.start + at;
        const isDead = conditionals.isDead(offset);
        const what = isDead ? "inside #if 0" : whatElse(source, at, definition, parsed);
        addCase(notCalls, what, () => `${file}:${lineOf(offset)}`);
      }
      const first = parsed.errors[0];
      if (first === undefined && !parsed.truncated) continue;
      totals.after++;
      const at = first?.start ?? 0;
      addCase(causes, causeOf(source, at), () => `${file}:${lineOf(definition.start + at)}`);
    }
  }
  /** @param {number} part */
  const percent = (part) => `${((100 * part) / Math.max(1, totals.functions)).toFixed(2)} %`;
  console.log(`Functions in ${folders.join(" ")}: ${totals.functions}`);
  console.log(`  with an error, raw text:           ${totals.before} (${percent(totals.before)})`);
  console.log(`  with an error, dialect layer:      ${totals.after} (${percent(totals.after)})`);
  console.log(`  read in several variants:          ${totals.variants}`);
  console.log(
    `  time: ${Math.round(milliseconds)} ms for ${totals.units} units, ` +
      `${(milliseconds / Math.max(1, totals.functions)).toFixed(3)} ms a function`,
  );
  console.log(`The ${causesShown} most frequent remaining causes:`);
  showCases(causes, causesShown);
  console.log(
    `Words before a parenthesis: ${totals.calls}; neither calls nor in a reported error: ` +
      `${totals.missed}, namely`,
  );
  showCases(notCalls, Number.POSITIVE_INFINITY);
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

/** @typedef {Map<string, { count: number, example: string }>} Cases */

/**
 * @param {Cases} cases
 * @param {string} what
 * @param {() => string} example
 */
function addCase(cases, what, example) {
  const known = cases.get(what);
  if (known === undefined) cases.set(what, { count: 1, example: example() });
  else known.count++;
}

/**
 * @param {Cases} cases
 * @param {number} limit
 */
function showCases(cases, limit) {
  const sorted = [...cases].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  for (const [what, { count, example }] of sorted.slice(0, limit)) {
    console.log(`  ${String(count).padStart(4)}  ${what}  e.g. ${example}`);
  }
}

const notCalled =
  /^(?:if|while|for|switch|return|sizeof|typeof|__typeof__|asm|__asm__|volatile|case|else|do|goto|int|void|char|long|unsigned|__attribute__)$/;

/**
 * How many `name (` pairs there are outside comments, strings and directives, and where those are
 * that are neither calls, declarators nor part of a reported error.
 *
 * @param {string} source
 * @param {ParsedSource} parsed
 * @returns {[pairs: number, missed: number[]]}
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
  /** @type {number[]} */
  const missed = [];
  for (const match of code.matchAll(/\b[A-Za-z_]\w*(?=\s*\()/g)) {
    if (notCalled.test(match[0])) continue;
    pairs++;
    const at = match.index;
    const isReported = parsed.errors.some((span) => span.start <= at && at < span.end);
    if (!shown.has(at) && !isReported) missed.push(at);
  }
  return [pairs, missed];
}

/**
 * What a word before a parenthesis is, judged by the text alone, if the tree has no call there.
 *
 * @param {string} source
 * @param {number} at
 * @param {Span & { body: Span }} definition
 * @param {ParsedSource} parsed
 */
function whatElse(source, at, definition, parsed) {
  const isInHead = definition.start + at < definition.body.start;
  const rest = source.slice(at);
  const before = source.slice(0, at);
  if (/^\w+\s*\(\s*[*^]/.test(rest)) return "type of a pointer to a function or an array";
  if (isInHead) {
    if (/^__(?:acquires|releases|must_hold|printf|scanf)\w*/.test(rest))
      return "attribute of the head";
    return "attribute or macro in the head";
  }
  if (/^__[a-z_]+\s*\(/.test(rest) && /[}\w\])]\s+$/.test(before)) {
    return "attribute of a declaration";
  }
  if (/"\s*$/.test(before) || /^\w+\s*\([^()]*\)\s*"/.test(rest))
    return "macro for a part of a string";
  if (/\basm(?:\s+volatile)?\s*\(\s*$/.test(before)) return "macro for a part of assembly";
  if (/^\w+\([^()]*\) = \{/.test(rest)) return "macro for a type";
  if (parsed.truncated) return "behind a limit of the parser";
  if (parsed.errors.length > 0) return "MISS: in a function with a reported error elsewhere";
  return "MISS: in a function without an error";
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
