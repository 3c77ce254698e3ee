/** What a build would know of a tree: configuration, compiler, include folders, generated headers. */
export {
  type BuildArchitecture,
  buildArchitectures,
  forcedIncludes,
  includeFoldersOf,
  macrosOf,
} from "./architectures.ts";
export { type CompileFlags, findCompileFlags } from "./compile-flags.ts";
export {
  type Configuration,
  ConfigurationSource,
  readConfiguration,
} from "./configuration.ts";
export { generatedHeaders } from "./generated-headers.ts";
export { createModuleAnswers, type ModuleAnswer } from "./module-answer.ts";
export { findObjectGuards, type ObjectGuards } from "./object-guards.ts";
