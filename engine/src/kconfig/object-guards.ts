/** Which symbols the Makefiles want on for a file to be compiled. */
import { anyText, Makefile, normalPath, type Word } from "./makefile-words.ts";

export interface ObjectGuards {
  /** The symbols without CONFIG_, outermost folder first; those of the first alternative. */
  readonly symbols: readonly string[];
  /** Every set of symbols that leads to the object; an object may stand in several lists. */
  readonly alternatives: readonly (readonly string[])[];
  /** False when no Makefile names the object: the file may be included by another. */
  readonly isObject: boolean;
}

type ReadText = (path: string) => string | undefined;

const maxFolders = 16;
const maxAlternatives = 8;
const maxDepth = 8;
/** Lists of what is linked (Documentation/kbuild/makefiles.rst, 6.12). */
const roots: readonly string[] = ["obj", "lib", "core", "drivers", "libs", "net", "virt", "head"];

export function findObjectGuards(file: string, readText: ReadText): ObjectGuards {
  let found: readonly (readonly string[])[] | undefined;
  const slash = file.lastIndexOf("/");
  let folder = file.slice(0, Math.max(0, slash));
  let name = file.slice(slash + 1).replace(/\.[cS]$/, ".o");
  // Makefiles above may name an object with its path, as xfs's does.
  for (let level = 0; level < maxFolders; level++) {
    const guards = guardsOf(folder, name, readText);
    if (guards !== undefined) {
      found = joined(guards, found);
      name = "";
    } else if (found === undefined) {
      const elsewhere = guardsElsewhere(folder, name, readText);
      if (elsewhere !== undefined) {
        found = elsewhere.alternatives;
        folder = elsewhere.folder;
        name = "";
      }
    }
    if (folder === "") break;
    const up = folder.lastIndexOf("/");
    const own = folder.slice(up + 1);
    name = name === "" ? `${own}/` : `${own}/${name}`;
    folder = folder.slice(0, Math.max(0, up));
  }
  const alternatives = found ?? [];
  return { symbols: alternatives[0] ?? [], alternatives, isObject: found !== undefined };
}

/** Objects that a Makefile of another folder names by a path upwards. */
function guardsElsewhere(
  folder: string,
  name: string,
  readText: ReadText,
): { readonly folder: string; readonly alternatives: readonly (readonly string[])[] } | undefined {
  // What architectures include into their own folders (virt/kvm/Makefile.kvm, 6.12).
  const shared = readText(`${folder}/Makefile.kvm`);
  if (shared !== undefined) {
    const makefile = new Makefile(`${folder}/Makefile.kvm`, folder, readText);
    const guards = makefile
      .wordsOf("kvm-y")
      .filter((word) => word.text.endsWith(`/${name}`))
      .map((word) => ["KVM", ...word.guards]);
    if (guards.length > 0) return { folder, alternatives: guards };
  }
  // All of amdgpu's parts are linked from one folder (drivers/gpu/drm/amd/amdgpu/Makefile, 6.12).
  if (folder === "drivers/gpu/drm/amd") {
    const linker = `${folder}/amdgpu`;
    const alternatives = guardsOf(linker, `../${name}`, readText);
    if (alternatives !== undefined) return { folder: linker, alternatives };
  }
  return undefined;
}

function joined(
  outer: readonly (readonly string[])[],
  inner: readonly (readonly string[])[] | undefined,
): readonly (readonly string[])[] {
  if (inner === undefined) return outer.slice(0, maxAlternatives);
  const all = inner.flatMap((own) => outer.map((around) => [...new Set([...around, ...own])]));
  return all.slice(0, maxAlternatives);
}

/** The guards of an object or subfolder in one folder's Makefile; undefined when it names neither. */
function guardsOf(
  folder: string,
  name: string,
  readText: ReadText,
): readonly (readonly string[])[] | undefined {
  const prefix = folder === "" ? "" : `${folder}/`;
  const path = readText(`${prefix}Kbuild`) === undefined ? `${prefix}Makefile` : `${prefix}Kbuild`;
  if (readText(path) === undefined) return undefined;
  const makefile = new Makefile(path, folder, readText);
  const found: string[][] = [];
  const seen = new Set<string>();
  const visit = (words: readonly Word[], outer: readonly string[], depth: number): void => {
    for (const { text, guards } of words) {
      if (found.length >= maxAlternatives) return;
      const all = [...new Set([...outer, ...guards])];
      if (isNamed(text, name)) found.push(all);
      // A composite object is made of the words of the list of its name.
      const list = `${text.replace(/\.o$/, "")}-y`;
      if (!text.endsWith(".o") || seen.has(list) || !makefile.has(list) || depth > maxDepth)
        continue;
      seen.add(list);
      visit(makefile.wordsOf(list), all, depth + 1);
      seen.delete(list);
    }
  };
  for (const root of roots) visit(makefile.wordsOf(`${root}-y`), [], 0);
  if (found.length === 0) return undefined;
  // The fewest symbols first, in the order of the Makefile.
  return found.sort((a, b) => a.length - b.length);
}

function isNamed(word: string, name: string): boolean {
  if (word === name || `${word}/` === name) return true;
  if (!word.includes("..") && !word.startsWith("./") && !word.includes(anyText)) return false;
  if (!word.includes(anyText)) {
    return !word.startsWith("../") && normalPath(word) === normalPath(name);
  }
  const [first = "", ...rest] = word.split(anyText);
  // A word that is nothing but unknown would name everything.
  if (word.replaceAll(anyText, "").replace(/\.o$/, "") === "") return false;
  let at = first.length;
  if (!name.startsWith(first)) return false;
  for (const [index, part] of rest.entries()) {
    if (index === rest.length - 1) return name.endsWith(part) && name.length - part.length >= at;
    const next = name.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return true;
}
