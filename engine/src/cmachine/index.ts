/** Runs the programs of cfront: one loop over typed arrays, memory in frames, checkpoints. */
export {
  type Access,
  type AssemblyHook,
  type CallFrame,
  type CheckpointId,
  type HostFunction,
  type Machine,
  type MachineOptions,
  type Memory,
  type Observer,
  type PageKind,
  type Resolver,
  type ShadowState,
  type ShownVariable,
  type Snapshotable,
  shadow,
} from "./contract.ts";
export { createMachine } from "./machine.ts";
export type { HostStop, Stop } from "./stop.ts";
