/** Why a run ended, or paused. A stop is plain data: nothing in it refers to the machine. */
import type { FaultCode, PositionId } from "#engine/cfront";

export type Stop =
  /** The called function returned; its result is in register 0 of the outermost window. */
  | { readonly kind: "returned" }
  | {
      readonly kind: "fault";
      readonly code: FaultCode;
      /** Of the byte that is wrong, when an access is. */
      readonly address: bigint | undefined;
      readonly message: string;
      readonly at: PositionId;
    }
  | { readonly kind: "unsupported"; readonly reason: string; readonly at: PositionId }
  /** A function was called that has neither a body nor a host. */
  | { readonly kind: "missing"; readonly name: string; readonly at: PositionId }
  /** The next statement does not fit into the budget; `run` goes on with it. */
  | { readonly kind: "out-of-budget"; readonly at: PositionId }
  | { readonly kind: "host-stop"; readonly payload: unknown; readonly at: PositionId };

/** A stop as a host asks for it; the machine adds where. */
export type HostStop =
  | {
      readonly kind: "fault";
      readonly code: FaultCode;
      readonly address?: bigint;
      readonly message: string;
    }
  | { readonly kind: "unsupported"; readonly reason: string }
  | { readonly kind: "missing"; readonly name: string }
  | { readonly kind: "host-stop"; readonly payload: unknown };
