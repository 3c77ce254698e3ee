/** Whether a file can become part of a module, by the Makefiles and the types of their symbols. */
import { buildArchitectures } from "./architectures.ts";
import { ConfigurationSource } from "./configuration.ts";
import { findObjectGuards } from "./object-guards.ts";

/**
 * "yes" when a symbol that may be `m` decides over the object, "no" when all that decide are known
 * and none may, "unknown" otherwise: no Makefile names the object, or no Kconfig file the symbol.
 */
export type ModuleAnswer = "no" | "unknown" | "yes";

/** Asked about several files, it reads the Kconfig files of an architecture once. */
export function createModuleAnswers(tree: {
  readonly readText: (path: string) => string | undefined;
  readonly release: string;
}): (file: string) => ModuleAnswer {
  const source = new ConfigurationSource(tree.readText, tree.release);
  return (file) => {
    const { alternatives, isObject } = findObjectGuards(file, tree.readText);
    if (!isObject) return "unknown";
    const symbols = new Set(alternatives.flat());
    if (symbols.size === 0) return "no";
    const folder = /^arch\/([^/]+)\//.exec(file)?.[1] ?? "x86";
    const architecture = [...buildArchitectures.values()].find((one) => one.folder === folder);
    if (architecture === undefined) return "unknown";
    const types = [...symbols].map((symbol) => source.typeOf(architecture, symbol));
    if (types.includes("tristate")) return "yes";
    return types.every((type) => type === "bool") ? "no" : "unknown";
  };
}
