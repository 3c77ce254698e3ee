/** Facts about kernel APIs as data, each with its source. */
export { findWalker, type Walker, walkers } from "./walkers.ts";
