/**
 * What the variables of a Makefile hold, as words with the symbols that guard them.
 *
 * Kbuild's Makefiles are lists: `obj-$(CONFIG_A) += a.o`. Nothing is run; of make's functions those
 * are known that such lists are built with, and what is not known stands for any text.
 */

export interface Word {
  /** With {@link anyText} in place of what is not known. */
  readonly text: string;
  /** Symbols without CONFIG_ that have to be on for the word to be there. */
  readonly guards: readonly string[];
}

export const anyText = "\u0000";

const maxWords = 20_000;
const maxDepth = 16;
const maxIncludes = 200;

interface Entry {
  readonly text: string;
  readonly guards: readonly string[];
}

export class Makefile {
  readonly #readText: (path: string) => string | undefined;
  readonly #variables = new Map<string, Entry[]>();
  #nIncludes = 0;
  #nWords = 0;

  /** `path` lies in `folder`, or is included by the Makefile there. */
  constructor(path: string, folder: string, readText: (path: string) => string | undefined) {
    this.#readText = readText;
    this.#variables.set("src", [{ text: folder === "" ? "." : folder, guards: [] }]);
    this.#variables.set("srctree", [{ text: ".", guards: [] }]);
    this.#read(path);
  }

  /** The words of `name-y`, `name-m`, `name-objs` and `name-$(CONFIG_X)`, or of a plain variable. */
  wordsOf(name: string): readonly Word[] {
    return this.#words(`$(${name})`, [], 0);
  }

  has(name: string): boolean {
    return this.#variables.has(name);
  }

  #read(path: string): void {
    const text = this.#readText(path);
    if (text === undefined) return;
    /** Of the conditions around a line: the symbols they want. */
    const around: string[][] = [];
    for (const line of text.replace(/\\\n/g, " ").split("\n")) {
      const bare = line.replace(/#.*/, "").trim();
      if (bare === "" || this.#readCondition(bare, around)) continue;
      const included = /^[-s]?include\s+(.*)$/.exec(bare);
      if (included !== null) {
        for (const word of this.#words(included[1] as string, [], 0)) {
          if (++this.#nIncludes <= maxIncludes) this.#read(normalPath(word.text));
        }
        continue;
      }
      const assignment = /^((?:[^\s:=+?$]|\$\([^=]*?\))+)\s*(\+=|:=|\?=|=)\s*(.*)$/.exec(bare);
      if (assignment === null) continue;
      const [, name = "", operator, value = ""] = assignment;
      this.#assign(name, operator === "+=", value, around.flat());
    }
  }

  #readCondition(line: string, around: string[][]): boolean {
    if (/^if(?:n?eq|n?def)\b/.test(line)) {
      around.push(conditionGuards(line));
      return true;
    }
    if (/^else\b/.test(line)) {
      if (around.length > 0) around[around.length - 1] = conditionGuards(line.slice(4).trim());
      return true;
    }
    if (/^endif\b/.test(line)) {
      around.pop();
      return true;
    }
    return false;
  }

  #assign(name: string, isAdded: boolean, text: string, outer: readonly string[]): void {
    const list = /^(.*)-(?:y|m|objs|\$\(.*\))$/.exec(name);
    const key = list === null ? name : `${list[1]}-y`;
    const own = list === null ? [] : guardsIn(name.slice((list[1] as string).length));
    const entry = { text, guards: [...outer, ...own] };
    const entries = this.#variables.get(key);
    // A list is kept whole though a later line sets it anew: either may be under a condition.
    if (entries === undefined || (list === null && !isAdded && outer.length === 0)) {
      this.#variables.set(key, [entry]);
    } else entries.push(entry);
  }

  #words(text: string, guards: readonly string[], depth: number): Word[] {
    if (depth > maxDepth || this.#nWords > maxWords) return [];
    const words: Word[] = [];
    for (const part of splitWords(text)) {
      const isReference = part.startsWith("$(") && closing(part, 2) === part.length - 1;
      if (isReference) words.push(...this.#reference(part.slice(2, -1), guards, depth + 1));
      else words.push({ text: this.#embedded(part, depth + 1), guards });
    }
    this.#nWords += words.length;
    return words;
  }

  #reference(inner: string, guards: readonly string[], depth: number): Word[] {
    const call = /^(addprefix|addsuffix|sort|strip|if|or|filter-out|filter)\s+(.*)$/s.exec(inner);
    if (call !== null) {
      const args = splitArguments(call[2] as string);
      const all = (from: number) => this.#words(args.slice(from).join(" "), guards, depth);
      switch (call[1]) {
        case "addprefix": {
          const prefix = this.#embedded((args[0] ?? "").trim(), depth);
          return all(1).map((word) => ({ ...word, text: prefix + word.text }));
        }
        case "addsuffix": {
          const suffix = this.#embedded((args[0] ?? "").trim(), depth);
          return all(1).map((word) => ({ ...word, text: word.text + suffix }));
        }
        case "sort":
        case "strip":
        case "or":
          return all(0);
        default:
          return all(1);
      }
    }
    const entries = this.#variables.get(inner.replace(/-(?:m|objs)$/, "-y"));
    if (entries === undefined) return [];
    return entries.flatMap((entry) =>
      this.#words(entry.text, [...new Set([...guards, ...entry.guards])], depth),
    );
  }

  /** A word with references within it; a reference to other than one word is any text. */
  #embedded(text: string, depth: number): string {
    if (depth > maxDepth) return anyText;
    let expanded = "";
    for (let at = 0; at < text.length; ) {
      const start = text.indexOf("$(", at);
      if (start < 0) return expanded + text.slice(at);
      const end = closing(text, start + 2);
      const words = this.#reference(text.slice(start + 2, end), [], depth + 1);
      expanded += text.slice(at, start) + (words.length === 1 ? words[0]?.text : anyText);
      at = end + 1;
    }
    return expanded;
  }
}

/** Symbols that a condition wants on; none when it is of another form. */
function conditionGuards(line: string): string[] {
  const defined = /^ifdef\s+CONFIG_(\w+)/.exec(line);
  if (defined !== null) return [defined[1] as string];
  const equal = /^ifeq\s*\((.*),\s*y+\s*\)$/.exec(line) ?? /^ifneq\s*\((.*),\s*\)$/.exec(line);
  return equal === null ? [] : guardsIn(equal[1] as string);
}

/** Of `$(or …)` the first will do; of other functions all that they mention. */
function guardsIn(text: string): string[] {
  const found = [...text.matchAll(/\$\(CONFIG_(\w+)\)/g)].map((match) => match[1] as string);
  return /\$\(or\s/.test(text) ? found.slice(0, 1) : found;
}

/** A path in the tree without dots. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return text.length;
}

function splitWords(text: string): string[] {
  return splitOutside(text, /\s/).filter((part) => part !== "");
}

function splitArguments(text: string): string[] {
  return splitOutside(text, /,/);
}

/** Splits where no parenthesis is open. */
function splitOutside(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth === 0 && separator.test(character)) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
