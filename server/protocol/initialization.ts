/** What a client may say of itself in `initializationOptions`. All of it is optional. */
import type { LspLocation, LspPosition } from "./methods.ts";
import type { Settings } from "./settings.ts";

export interface InitializationOptions {
  /** For clients without `workspace/configuration`. */
  readonly settings?: Partial<Settings>;
  /** Commands that the client can run when a code lens or a code action names them. */
  readonly commands?: readonly ClientCommand[];
  /** True to be sent `lazymmu/analysed`. */
  readonly timings?: boolean;
  /** Milliseconds from a change to its analysis; 150 when left out. */
  readonly debounce?: number;
}

export type ClientCommand = "lazymmu.openRuleDocs" | "lazymmu.showPath" | "lazymmu.simulate";

/** The arguments of `lazymmu.simulate`: a walker's call, or a place in a callback. */
export type SimulateArguments = readonly [uri: string, position: LspPosition];

/** The arguments of `lazymmu.showPath`: where to show what, starting with the call site. */
export type ShowPathArguments = readonly [
  uri: string,
  position: LspPosition,
  locations: readonly LspLocation[],
];
