/**
 * The state of a machine, which the run loop and the functions outside of it share.
 *
 * Program counters here are four times an instruction's index. While the loop runs, it keeps `pc`,
 * `window`, `depth` and `budget` in locals, and writes them back before it calls anything.
 */
import type { FaultCode, Image, PositionId } from "#engine/cfront";
import type { Access, AssemblyHook, HostFunction, Machine, MachineOptions } from "./contract.ts";
import { FrameStore, highLane, lowLane } from "./frame-store.ts";
import { ObjectTable } from "./object-table.ts";
import type { HostStop, Stop } from "./stop.ts";
import type { PreparedSwitch } from "./switch-table.ts";

/** Lanes of a record of the call stack: what RET needs, and whose code runs. */
export const callRecord = Object.freeze({
  returnPc: 0,
  callerWindow: 1,
  /** Index of the function that was called. */
  callee: 2,
  /** One when the callee has bytes on the stack; the next two count only then. */
  hasFrame: 3,
  callerFrame: 4,
  callerStack: 5,
  size: 6,
});

/** Lanes of a function's record in `Core.functions`. */
export const functionRecord = Object.freeze({
  /** Four times the index of the first instruction, or -1. */
  entry: 0,
  nLanes: 1,
  frameByteSize: 2,
  host: 3,
  size: 4,
});

const firstLanes = 1 << 14;

export class Core {
  readonly image: Image;
  readonly isIso: boolean;
  readonly memory: FrameStore;
  readonly options: MachineOptions;
  readonly assembly: AssemblyHook | undefined;
  readonly hosts: HostFunction[] = [];
  /** As `HostFunction` wants it; set once by the machine that owns this core. */
  machine: Machine | undefined = undefined;

  code: Int32Array<ArrayBuffer> = new Int32Array(0);
  functions = new Int32Array(0);
  switches: PreparedSwitch[] = [];
  readonly objects = new ObjectTable();

  lanes: Int32Array = new Int32Array(0);
  wide: BigUint64Array = new BigUint64Array(0);
  wideSigned: BigInt64Array = new BigInt64Array(0);
  /** One where a register is marked as uninitialised. */
  poison: Uint8Array = new Uint8Array(0);
  /** Lanes that calls may use before they have to ask. */
  laneLimit = 0;
  readonly calls: Int32Array;

  pc = 0;
  window = 0;
  /** Index of the innermost call's record in `calls`; -1 when nothing runs. */
  depth = -callRecord.size;
  /** Byte offsets from the stack's base: of the innermost frame, and of the lowest byte in use. */
  frame = 0;
  stack = 0;
  budget = 0;
  /** Statements executed before the present run of the loop. */
  statementsBefore = 0;
  /** Objects of the image that memory has; the next one to look at when the image has gained some. */
  nPlaced = 0;
  /** Those of them that have no bytes as yet. */
  undefinedObjects: number[] = [];
  /** Budget that the present run of the loop began with. */
  budgetBefore = 0;

  /** Lanes of the address of the first function, without a sign. */
  readonly codeLow: number;
  readonly codeHigh: number;
  readonly stackLow: number;
  readonly stackHigh: number;
  readonly stackByteSize: number;
  /** Index in memory of the stack's lowest byte; the stack's frames follow each other. */
  stackIndex = 0;

  /** Not zero when the loop has to leave: a stop is pending, or arrays were replaced. */
  signal = 0;
  pending: Stop | undefined = undefined;

  /** What a slow load has found, and a slow store takes. */
  valueLow = 0;
  valueHigh = 0;
  readonly access: { -readonly [K in keyof Access]: Access[K] } & { machine: Machine };

  constructor(options: MachineOptions) {
    this.options = options;
    this.image = options.image;
    this.isIso = options.profile === "iso";
    this.assembly = options.assembly;
    this.memory = new FrameStore(options.maxFrames ?? 1 << 15, () => {
      this.signal = 1;
    });
    this.calls = new Int32Array((options.maxCallDepth + 2) * callRecord.size);
    const { codeBase } = options.image.plan;
    this.codeLow = lowLane(codeBase) >>> 0;
    this.codeHigh = highLane(codeBase) >>> 0;
    this.stackLow = lowLane(options.stackBase);
    this.stackHigh = highLane(options.stackBase);
    this.stackByteSize = options.stackByteSize;
    this.stack = options.stackByteSize;
    this.access = {
      machine: undefined as unknown as Machine,
      frame: 0,
      offset: 0,
      addressLow: 0,
      addressHigh: 0,
      byteSize: 0,
      valueLow: 0,
      valueHigh: 0,
    };
    this.resizeLanes(firstLanes);
  }

  get statements(): number {
    return this.statementsBefore + (this.budgetBefore - this.budget);
  }

  get position(): PositionId {
    return this.image.codePositions[this.pc >> 2] ?? 0;
  }

  /** Ends the run with a fault at the present instruction, unless it has ended already. */
  fault(code: FaultCode, message: string, address: bigint | undefined): void {
    this.setStop({ kind: "fault", code, address, message, at: this.position });
  }

  setStop(stop: Stop): void {
    this.pending ??= stop;
    this.signal = 1;
  }

  stopFor(reason: HostStop): void {
    const at = this.position;
    if (reason.kind === "fault")
      this.setStop({ ...reason, address: reason.address ?? undefined, at });
    else this.setStop({ ...reason, at });
  }

  resizeLanes(nLanes: number): void {
    const buffer = new ArrayBuffer(nLanes * 4);
    const lanes = new Int32Array(buffer);
    lanes.set(this.lanes);
    const poison = new Uint8Array(nLanes >> 1);
    poison.set(this.poison);
    this.lanes = lanes;
    this.wide = new BigUint64Array(buffer);
    this.wideSigned = new BigInt64Array(buffer);
    this.poison = poison;
    this.signal = 1;
  }
}
