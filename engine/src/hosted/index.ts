/** A C library for programs of their own: headers, host functions, and the part that is C itself. */
export { hostedHeaders } from "./header-table.ts";
export { createLibrary, exitStatusOf, hostedPlan, type Library } from "./library.ts";
export { libraryFunctions, librarySource } from "./library-source-table.ts";
export type { StreamName, Writer } from "./print-hosts.ts";
