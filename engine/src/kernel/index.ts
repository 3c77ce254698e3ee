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
export { type EntryAccess, entryAccessOf, touchesMemory } from "./entry-accesses.ts";
export {
  describeLazyMode,
  describeNesting,
  type LazyModeEffect,
  nestedSectionEffect,
} from "./lazy-mode.ts";
export { mayConcernLazyMode } from "./lazy-words.ts";
export { answersLock, type LockCall, lockCallOf } from "./page-table-locks.ts";
export { findPrimitive, isKeywordLike, type Primitive } from "./primitives.ts";
export { type ModeRole, modeRoleOf } from "./section-functions.ts";
export { findSleeper, flagsMaySleep, type Sleeper } from "./sleepers.ts";
export { findWalker, type Walker, walkers } from "./walkers.ts";
