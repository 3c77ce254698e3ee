/** Simulations of one tree for whoever asks: which callback is meant, settings, the newest run. */
export { findSubject } from "./subject.ts";
export {
  type HeldSimulation,
  type SimulatedAnswer,
  type SimulationRequest,
  sourceOf,
  TreeSimulations,
} from "./tree-simulations.ts";
