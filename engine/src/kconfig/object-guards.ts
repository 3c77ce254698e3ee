/** Which symbols the Makefiles want on for a file to be compiled. */

export interface ObjectGuards {
  /** The symbols without CONFIG_, outermost folder first. */
  readonly symbols: readonly string[];
  /** False when no Makefile names the object: the file may be included by another. */
  readonly isObject: boolean;
}

type ReadText = (path: string) => string | undefined;

const maxFolders = 12;

export function findObjectGuards(file: string, readText: ReadText): ObjectGuards {
  const symbols: string[] = [];
  const slash = file.lastIndexOf("/");
  let folder = file.slice(0, Math.max(0, slash));
  let name = file.slice(slash + 1).replace(/\.c$/, ".o");
  let isObject = false;
  // Makefiles above may name an object with its path, as i915's does.
  for (let level = 0; level < maxFolders; level++) {
    const rules = rulesOf(folder, readText);
    const guards = rules === undefined ? undefined : guardsOf(rules, name, 0);
    if (guards !== undefined) {
      isObject = true;
      symbols.unshift(...guards);
      name = "";
    }
    if (folder === "") break;
    const up = folder.lastIndexOf("/");
    const own = folder.slice(up + 1);
    name = name === "" ? `${own}/` : `${own}/${name}`;
    folder = folder.slice(0, Math.max(0, up));
    if (isObject && !name.endsWith("/")) break;
  }
  return { symbols: [...new Set(symbols)], isObject };
}

interface Rule {
  /** obj-y is "obj" with no guard; `x-$(CONFIG_A)` and `x-objs` belong to x.o. */
  readonly target: string;
  readonly guard: string | undefined;
  readonly members: readonly string[];
}

function rulesOf(folder: string, readText: ReadText): Rule[] | undefined {
  const prefix = folder === "" ? "" : `${folder}/`;
  const text = readText(`${prefix}Kbuild`) ?? readText(`${prefix}Makefile`);
  if (text === undefined) return undefined;
  const rules: Rule[] = [];
  /** Conditions of `ifdef CONFIG_X` and `ifeq ($(CONFIG_X),y)` around a line. */
  const around: (string | undefined)[] = [];
  for (const line of text.replace(/\\\n/g, " ").split("\n")) {
    const bare = line.replace(/#.*/, "").trim();
    const condition = /^(?:ifdef\s+CONFIG_(\w+)|ifeq\s*\(\s*\$\(CONFIG_(\w+)\)\s*,\s*y\s*\))/.exec(
      bare,
    );
    if (condition !== null) {
      around.push(condition[1] ?? condition[2]);
      continue;
    }
    if (/^if(?:n?eq|n?def)\b/.test(bare)) around.push(undefined);
    else if (bare === "endif") around.pop();
    const match = /^([\w.-]+?)-(?:\$\(CONFIG_(\w+)\)|(y|m|objs))\s*[:+]?=\s*(.*)$/.exec(bare);
    if (match === null) continue;
    const [, target, guard, , members] = match;
    const outer = around.findLast((one) => one !== undefined);
    rules.push({
      target: target as string,
      guard: guard ?? outer,
      members: (members as string).split(/\s+/).filter((member) => member !== ""),
    });
  }
  return rules;
}

/** The guards of an object or subfolder in one Makefile; undefined when it does not name it. */
function guardsOf(rules: readonly Rule[], name: string, depth: number): string[] | undefined {
  if (depth > 6) return undefined;
  for (const { target, guard, members } of rules) {
    const isNamed = members.some((member) => member === name || `${member}/` === name);
    if (!isNamed) continue;
    const own = guard === undefined ? [] : [guard];
    if (/^(?:obj|lib|core|drivers|libs|head)$/.test(target)) return own;
    const outer = guardsOf(rules, `${target}.o`, depth + 1);
    if (outer !== undefined) return [...outer, ...own];
  }
  return undefined;
}
