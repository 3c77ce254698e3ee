/** Runs C programs of their own: headers, a library of host functions, and how a program ends. */

export type { Stop as ProgramStop } from "#engine/cmachine";
export type { StreamName, Writer } from "./print-hosts.ts";
export {
  createProgram,
  describeStop,
  type Program,
  type ProgramEnd,
  type ProgramOptions,
  runProgram,
} from "./program.ts";
