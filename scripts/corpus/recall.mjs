// @ts-check
/**
 * How many of the functions that Universal Ctags finds in a tree the byte scan finds, too.
 *
 * Functions are compared by file and name, each of the scan's once. Every miss is put into a class
 * by looking at the text, and each class is printed with its count and an example; so is a sample
 * of what only the scan finds. The output of ctags is kept in the temporary folder, since it takes
 * half a minute.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { loadEngine } from "#scripts/lib/load-engine";

const goal = 0.995;

/**
 * The part of the engine's façade that is used here.
 *
 * @typedef {{ start: number, end: number }} Span
 * @typedef {Span & { kind: string, name: string, nameSpan: Span, body: Span }} Definition
 * @typedef {{ isDead(offset: number): boolean }} ConditionalMap
 * @typedef {{
 *   outlineText(text: string): { definitions: readonly Definition[] },
 *   conditionalsOf(text: string): ConditionalMap,
 * }} Index
 */

/**
 * Prints the comparison for the tree at `tree`; the result has the figures.
 *
 * @param {{ tree: string }} options
 * @returns {Promise<{ listed: number, found: number, recall: number, reachesGoal: boolean }>}
 */
export async function run({ tree }) {
  const index = /** @type {Index} */ (await loadEngine("index"));
  const files = await sourceFiles(tree);
  const listed = await ctagsFunctions(tree, files);
  let total = 0;
  let found = 0;
  let underArgument = 0;
  let missed = 0;
  /** @type {Map<string, { count: number, example: string }>} */
  const misses = new Map();
  let extras = 0;
  /** @type {string[]} */
  const extraSample = [];
  for (const file of files) {
    const tags = listed.get(file) ?? [];
    const text = await readFile(join(tree, file), "latin1");
    const { definitions } = index.outlineText(text);
    const functions = definitions.filter((definition) => definition.kind === "function");
    /** @type {Map<string, number>} */
    const names = new Map();
    for (const { name } of functions) names.set(name, (names.get(name) ?? 0) + 1);
    const known = new Set(tags.map((tag) => tag.name));
    for (const name of names.keys()) {
      if (known.has(name)) continue;
      extras++;
      if (extras % 97 === 1 && extraSample.length < 12) extraSample.push(`${file}: ${name}`);
    }
    /** @type {ConditionalMap | undefined} */
    let conditionals;
    const left = new Map(names);
    for (const tag of tags) {
      total++;
      const count = left.get(tag.name) ?? 0;
      if (count > 0) {
        left.set(tag.name, count - 1);
        found++;
        continue;
      }
      conditionals ??= index.conditionalsOf(text);
      const reason = classify(text, tag, functions, conditionals);
      if (reason === classes.argument) underArgument++;
      if (reason === classes.swallowed || reason === classes.unknown) missed++;
      const entry = misses.get(reason) ?? { count: 0, example: `${file}:${tag.line} ${tag.name}` };
      entry.count++;
      misses.set(reason, entry);
    }
  }
  const recall = (found + underArgument) / Math.max(total, 1);
  const reachesGoal = recall >= goal;
  const lines = [
    `definitions: ctags lists ${total} functions in ${files.length} files`,
    `  found under the same name       ${found} (${percent(found, total)})`,
    `  found, or under its own name    ${found + underArgument} (${percent(found + underArgument, total)}), goal ${goal * 100}%: ${reachesGoal ? "reached" : "MISSED"}`,
    `  functions missed                ${missed}; all else that ctags lists is no C function's name`,
    "  what ctags lists and the scan does not list under that name:",
    ...[...misses]
      .sort((a, b) => b[1].count - a[1].count)
      .map(
        ([reason, { count, example }]) => `  ${String(count).padStart(7)}  ${reason}; ${example}`,
      ),
    `  what only the scan finds: ${extras}, such as`,
    ...extraSample.map((line) => `           ${line}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return { listed: total, found: found + underArgument, recall, reachesGoal };
}

const classes = {
  argument: "a macro defines the function: ctags gives the macro's name, the scan the function's",
  dead: "inside #if 0",
  attribute: "ctags takes an attribute for the name; the scan has the function's name",
  type: "ctags takes an attribute of a type for a function",
  call: "ctags takes a macro call without semicolon for a function",
  cpp: "C++, not C",
  other:
    "ctags takes something else before the body for the name; the scan has another name for it",
  swallowed: "MISS: the scan takes it for a part of the definition before it",
  unknown: "MISS: not found",
};

/**
 * @param {string} text
 * @param {Tag} tag
 * @param {readonly Definition[]} functions
 * @param {ConditionalMap} conditionals
 */
function classify(text, tag, functions, conditionals) {
  const lineStart = offsetOfLine(text, tag.line);
  const at = Math.max(lineStart, text.indexOf(tag.name, lineStart));
  const head = functions.find(({ start, body }) => start <= at && at < body.start);
  if (conditionals.isDead(at)) return classes.dead;
  const lineEnd = text.indexOf("\n", at);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  if (/^(?:static\s+)?(?:struct|union|enum)\s+\w+\s*\(/.test(line)) return classes.type;
  const after = behindGroup(text, at + tag.name.length);
  if (head !== undefined && head.nameSpan.start > at) {
    if (!/[a-z]/.test(tag.name) && head.nameSpan.start < after) return classes.argument;
    return tag.name.startsWith("__") && !tag.name.startsWith("__do_sys_")
      ? classes.attribute
      : classes.other;
  }
  if (/^\s*(?:class\s+\w+|public:|private:|protected:|virtual\s)/m.test(text)) return classes.cpp;
  const body = functions.find(({ body: { start, end } }) => start <= at && at < end);
  if (body !== undefined) return classes.swallowed;
  if (isCallBefore(text, after, functions)) return classes.call;
  return head === undefined ? classes.unknown : classes.other;
}

/**
 * True when the body that follows, if any, is one of a function that the scan has found.
 *
 * @param {string} text
 * @param {number} from behind what may be a macro call
 * @param {readonly Definition[]} functions
 */
function isCallBefore(text, from, functions) {
  const passed =
    /\/\*[\s\S]*?\*\/|\/\/.*|^[ \t]*#(?:\\\r?\n|.)*|"(?:\\[\s\S]|[^"\\\n])*"|[(){};=]/gm;
  passed.lastIndex = from;
  let depth = 0;
  for (let match = passed.exec(text); match !== null; match = passed.exec(text)) {
    const [mark] = match;
    if (mark === "(") depth++;
    else if (mark === ")" && --depth < 0) return false;
    else if (depth === 0 && mark === "{") {
      const { index } = match;
      return functions.some(({ body }) => body.start === index);
    } else if (depth === 0 && /^[};=]$/.test(mark)) return true;
  }
  return true;
}

/**
 * Behind the parenthesised group at `from`.
 *
 * @param {string} text
 * @param {number} from
 */
function behindGroup(text, from) {
  let at = skipBlank(text, from);
  if (text[at] !== "(") return from;
  let depth = 0;
  for (; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at + 1;
  }
  return at;
}

/**
 * @param {string} text
 * @param {number} from
 */
function skipBlank(text, from) {
  const blank = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/y;
  blank.lastIndex = from;
  blank.exec(text);
  return blank.lastIndex;
}

/**
 * @param {string} text
 * @param {number} line
 */
function offsetOfLine(text, line) {
  let at = 0;
  for (let number = 1; number < line; number++) {
    const newline = text.indexOf("\n", at);
    if (newline < 0) return at;
    at = newline + 1;
  }
  return at;
}

/** @typedef {{ name: string, line: number }} Tag */

/**
 * The functions of every file according to ctags.
 *
 * @param {string} tree
 * @param {readonly string[]} files
 * @returns {Promise<Map<string, Tag[]>>}
 */
async function ctagsFunctions(tree, files) {
  const key = createHash("sha256")
    .update(`${tree}\n${files.join("\n")}`)
    .digest("hex");
  const folder = join(tmpdir(), "lazymmu-recall");
  const output = join(folder, `${key.slice(0, 16)}.tsv`);
  if (!existsSync(output)) {
    await mkdir(folder, { recursive: true });
    const half = Math.ceil(files.length / 2);
    const parts = await Promise.all([
      runCtags(tree, files.slice(0, half), `${output}.1`),
      runCtags(tree, files.slice(half), `${output}.2`),
    ]);
    await writeFile(`${output}.tmp`, parts.join(""));
    await rename(`${output}.tmp`, output);
  }
  /** @type {Map<string, Tag[]>} */
  const byFile = new Map();
  for (const row of (await readFile(output, "utf8")).split("\n")) {
    const [name, file, line] = row.split("\t");
    if (name === undefined || file === undefined || line === undefined) continue;
    const tags = byFile.get(file) ?? [];
    tags.push({ name, line: Number(line) });
    byFile.set(file, tags);
  }
  return byFile;
}

/**
 * @param {string} tree
 * @param {readonly string[]} files
 * @param {string} list
 */
async function runCtags(tree, files, list) {
  await writeFile(list, files.join("\n"));
  const options = ["--options=NONE", "--languages=C", "--langmap=C:.c.h", "--kinds-C=f"];
  const format = ["-x", "--_xformat=%N\t%F\t%n", "--sort=no", "-f", "-"];
  const { stdout } = await promisify(execFile)("ctags", [...options, ...format, "-L", list], {
    cwd: tree,
    maxBuffer: 1 << 30,
  });
  return stdout;
}

/**
 * @param {string} tree
 * @returns {Promise<string[]>}
 */
async function sourceFiles(tree) {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.[ch]$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.length).replace(/^\/+/, ""))
    .sort();
}

/**
 * @param {number} part
 * @param {number} whole
 */
function percent(part, whole) {
  return `${((100 * part) / Math.max(whole, 1)).toFixed(2)}%`;
}
