/** Facts about kernel APIs as data, each with its source. */
export {
  type Allocator,
  AllocatorNames,
  type AllocatorReach,
  type AllocatorUse,
  allocators,
  type ExtraAllocator,
  findAllocator,
  isAllocatorHome,
} from "./allocators.ts";
export { describeLazyMode, type LazyModeEffect, nestedSectionEffect } from "./lazy-mode.ts";
export { mayConcernLazyMode } from "./lazy-words.ts";
export { findPrimitive, isKeywordLike, type Primitive } from "./primitives.ts";
export { findWalker, type Walker, walkers } from "./walkers.ts";
