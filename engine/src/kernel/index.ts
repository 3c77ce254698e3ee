/** Facts about kernel APIs as data, each with its source. */
export {
  type Allocator,
  type AllocatorReach,
  type AllocatorUse,
  allocators,
  findAllocator,
  isAllocatorHome,
} from "./allocators.ts";
export { findWalker, type Walker, walkers } from "./walkers.ts";
