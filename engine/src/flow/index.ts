/** The control flow of one definition, and lazy MMU mode along it. */
export { joinFlows, modesAt, unreadFlow } from "./join-flows.ts";
export {
  type CallModes,
  type FlowExit,
  type FlowProblem,
  type FlowProblemKind,
  followLazyMode,
  type LazyFlow,
} from "./lazy-flow.ts";
export { fromCaller } from "./lazy-state.ts";
