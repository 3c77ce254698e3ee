/**
 * What Makefiles add to the compiler's command line for a file: folders of headers, macros, and
 * headers in front (Documentation/kbuild/makefiles.rst, "Compilation flags", 6.12).
 */
import { anyText, Makefile, normalPath, type Word } from "./makefile-words.ts";

export interface CompileFlags {
  readonly includeFolders: readonly string[];
  /** Those that depend on no symbol. */
  readonly definitions: Readonly<Record<string, string>>;
  readonly forcedIncludes: readonly string[];
}

const maxFolders = 16;

export function findCompileFlags(
  file: string,
  readText: (path: string) => string | undefined,
): CompileFlags {
  const words: Word[] = [];
  const slash = file.lastIndexOf("/");
  const object = file.slice(slash + 1).replace(/\.[cS]$/, ".o");
  let folder = file.slice(0, Math.max(0, slash));
  for (let level = 0; level < maxFolders && folder !== ""; level++) {
    const makefile = ["Kbuild", "Makefile"].find(
      (name) => readText(`${folder}/${name}`) !== undefined,
    );
    if (makefile !== undefined) {
      const lists = new Makefile(`${folder}/${makefile}`, folder, readText);
      words.push(...lists.wordsOf("subdir-ccflags-y"));
      // Flags of a folder above hold for the objects that its Makefile names by a path.
      words.push(...lists.wordsOf("ccflags-y"));
      words.push(...lists.wordsOf(`CFLAGS_${file.slice(folder.length + 1, slash + 1)}${object}`));
    }
    const up = folder.lastIndexOf("/");
    folder = folder.slice(0, Math.max(0, up));
  }
  return flagsOf(words);
}

function flagsOf(words: readonly Word[]): CompileFlags {
  const includeFolders = new Set<string>();
  const forcedIncludes = new Set<string>();
  const definitions: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const { text, guards } = words[at] as Word;
    if (text.includes(anyText)) continue;
    if (text === "-include") {
      const next = words[++at]?.text;
      if (next !== undefined && !next.includes(anyText)) forcedIncludes.add(normalPath(next));
    } else if (text.startsWith("-I")) {
      const path = text === "-I" ? words[++at]?.text : text.slice(2);
      if (path !== undefined && !path.includes(anyText)) includeFolders.add(normalPath(path));
    } else if (text.startsWith("-D") && guards.length === 0) {
      const [, name, value] = /^-D(\w+)(?:=(.*))?$/.exec(text) ?? [];
      // A shell would take quotes and backslashes away.
      if (name !== undefined) definitions[name] = value?.replace(/\\(.)|'/g, "$1") ?? "1";
    }
  }
  return {
    includeFolders: [...includeFolders],
    definitions,
    forcedIncludes: [...forcedIncludes],
  };
}
