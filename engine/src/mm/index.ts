/**
 * The model of memory management: page tables, pages, what the hardware sees, lazy MMU mode.
 *
 * Order of making: a `PhysicalMemory`, an `ExecutionContext`, a `Tlb` and an `MmSink`; from these
 * a `LazyMmu` with its policy; `PageTables` for each space; a `HardwareView` that is told the
 * spaces; then `LinearMap`, `PageAllocator` and `LockSet`. Each keeps its own state, and all but
 * `PageTables` and `HardwareView`, which have none worth keeping, `save` and `restore` it.
 */
export { type BalancePoint, balancePoint, findImbalances } from "./balance.ts";
export { type Entry, entryValue, toEntry } from "./entry.ts";
export { type ContextCounts, ExecutionContext } from "./execution-context.ts";
export { formatFor } from "./formats.ts";
export {
  bytesPerTable,
  findGeometry,
  type Geometry,
  geometries,
  getGeometry,
  type Level,
  type LevelName,
  toVirtualPage,
} from "./geometry.ts";
export { type AccessResult, HardwareView, type Reach } from "./hardware-view.ts";
export { kernelSpace } from "./lazy-core.ts";
export { LazyMmu, type SavedLazyMmu } from "./lazy-mmu.ts";
export {
  findPolicy,
  lazyPolicies,
  type PolicyChoice,
  policyFor,
  releaseNumber,
} from "./lazy-policies.ts";
export type { LazyPolicy, PolicyMachine, SetCode } from "./lazy-policy.ts";
export { LinearMap, type LinearMapOptions } from "./linear-map.ts";
export { type HeldLock, type LockKind, LockSet } from "./lock-set.ts";
export {
  type Citation,
  citationText,
  type MmCounters,
  type MmEventKind,
  type MmLostBatching,
  type MmProblem,
  type MmSink,
} from "./outcome.ts";
export {
  PageAllocator,
  type PageAllocatorOptions,
  type PageState,
  type SavedAllocator,
  takeFailures,
} from "./page-allocator.ts";
export {
  type AllocationStep,
  allocationSteps,
  type FreeStep,
  freeSteps,
  type PageDebugOptions,
  type PageSwitches,
  pageSwitches,
  poisonByte,
} from "./page-steps.ts";
export {
  modifiedBit,
  PageTables,
  type WalkPiece,
  type WalkStep,
  type WalkWarning,
} from "./page-tables.ts";
export type { PhysicalMemory } from "./physical-memory.ts";
export type { TableFormat } from "./table-format.ts";
export { anySpace, anyUserSpace, type SavedTlb, Tlb } from "./tlb.ts";
