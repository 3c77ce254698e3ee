/**
 * The machine as the layers above see it: running, hosts, memory, checkpoints.
 *
 * A 64-bit value is two lanes (32-bit numbers, low first). Register n of a host's window has its
 * lanes at `base + 2 * n` of `lanes`, and is `wide[(base >> 1) + n]`.
 */
import type { AssemblyText, Image, ImageFunction, PositionId } from "#engine/cfront";
import type { HostStop, Stop } from "./stop.ts";

export interface MachineOptions {
  readonly image: Image;
  /** In ISO, an access that is not aligned is a fault. */
  readonly profile: "iso" | "kernel";
  /** Lowest address of the stack, which grows down from `stackBase + stackByteSize`. */
  readonly stackBase: bigint;
  readonly stackByteSize: number;
  /** Calls deeper than this are a "stack-overflow". */
  readonly maxCallDepth: number;
  /** Frames of 4096 bytes; asking for more is an "unsupported" stop. */
  readonly maxFrames?: number;
  readonly hosts: ReadonlyMap<string, HostFunction>;
  readonly assembly?: AssemblyHook;
  readonly observer?: Observer;
  readonly resolver?: Resolver;
}

/**
 * A leaf that the program calls. Arguments are in the registers from `base`, the result goes into
 * register 0 there. After `machine.stop` its result does not count.
 */
export type HostFunction = (machine: Machine, base: number, nArguments: number) => void;

/** Does what an inline assembly statement does; inputs and outputs are in the registers from `base`. */
export type AssemblyHook = (machine: Machine, text: AssemblyText, base: number) => void;

/** Told of every access of the program to frames that `Memory.setObserved` names. */
export interface Observer {
  /** Before the load: what the frame holds afterwards is what is loaded. */
  onLoad(access: Access): void;
  /** In place of the store: the observer writes the frame now, later or never. */
  onStore(access: Access): void;
}

/** One object, used again for every access. An access of 8 bytes has both lanes. */
export interface Access {
  readonly machine: Machine;
  readonly frame: number;
  /** In the frame. */
  readonly offset: number;
  readonly addressLow: number;
  readonly addressHigh: number;
  /** 1, 2, 4 or 8. */
  readonly byteSize: number;
  /** Of a store. */
  readonly valueLow: number;
  readonly valueHigh: number;
}

/** Answers for pages that are mapped as "checked" and for those that are not mapped. */
export interface Resolver {
  /**
   * The frame of the page that holds the address, or -1: a fault, "invalid-address" when the
   * resolver has not stopped the machine itself. The answer is kept until the translation is dropped.
   */
  resolve(addressLow: number, addressHigh: number, isWrite: boolean): number;
}

/** What a byte of memory is. */
export const shadow = Object.freeze({
  /** May be read and written. */
  ready: 0,
  /** May be written, and read once it is. */
  unwritten: 1,
  /** May be read. */
  readOnly: 0x80,
  redZone: 2,
  freed: 4,
  outOfScope: 6,
  code: 8,
});

export type ShadowState = (typeof shadow)[keyof typeof shadow];

export type PageKind = "plain" | "checked";

/** Frames of 4096 bytes, and the pages of 64-bit addresses that show them. */
export interface Memory {
  readonly nFrames: number;
  /** A frame of zeroes whose bytes are all in the state. */
  allocateFrame(state: ShadowState): number;
  freeFrame(frame: number): void;
  setObserved(frame: number, isObserved: boolean): void;
  setShadow(frame: number, offset: number, byteSize: number, state: ShadowState): void;

  // ---- physical access, unchecked and unobserved; offsets are aligned; bytes written become ready ----
  read32(frame: number, offset: number): number;
  write32(frame: number, offset: number, value: number): void;
  read64(frame: number, offset: number): bigint;
  write64(frame: number, offset: number, value: bigint): void;
  readBytes(frame: number, offset: number, byteSize: number): Uint8Array;
  writeBytes(frame: number, offset: number, bytes: Uint8Array): void;

  // ---- pages: any address in the page names it ----
  map(address: bigint, frame: number, kind: PageKind): void;
  unmap(address: bigint): void;
  /** The frame that a page is mapped to, or -1. */
  frameAt(address: bigint): number;
  /** Maps new frames, whose bytes are in the state, over all pages of the range that are not mapped. */
  mapRange(address: bigint, byteSize: number, state: ShadowState): void;
  /** Sets the state of bytes of mapped pages. */
  setRangeShadow(address: bigint, byteSize: number, state: ShadowState): void;
  /** Forgets resolved translations, so that the resolver is asked again. */
  dropTranslations(): void;
  dropTranslation(address: bigint): void;
}

/** A part outside of the machine that goes back in time with it. */
export interface Snapshotable {
  /** Plain data that later changes do not reach. */
  save(): unknown;
  restore(state: unknown): void;
}

export interface CallFrame {
  readonly function: ImageFunction;
  /** Of the instruction that runs next, or of the call for outer frames. */
  readonly pc: number;
  readonly at: PositionId;
}

export interface ShownVariable {
  readonly name: string;
  readonly typeText: string;
  /** Undefined when never written or not readable; bytes for records and arrays. */
  readonly value: bigint | Uint8Array | undefined;
}

export type CheckpointId = number;

export interface Machine {
  readonly image: Image;
  readonly memory: Memory;
  /** The registers, in lanes of 32 bits, and as 64-bit numbers. */
  readonly lanes: Int32Array;
  readonly wide: BigUint64Array;
  /** Statements executed since the machine was made. */
  readonly statements: number;
  /** The window of the innermost call; hosts get it as `base`. */
  readonly pc: number;

  /** Places what the image has gained since the last load. `run` does it too. */
  load(): void;
  /** Begins a call of the function from outside; `run` then runs it. Drops what ran before. */
  start(fn: ImageFunction, args: readonly bigint[]): void;
  /** Runs at most `nStatements` statements. After "out-of-budget" or "host-stop" it goes on where it was. */
  run(nStatements: number): Stop;
  /** Runs until `statements` is the number given, and is then about to begin the next statement. */
  runTo(statement: number): Stop;
  /** The result of the function that `start` began. */
  result(): bigint;

  /** From a host, hook, observer or resolver: the run stops after it. */
  stop(reason: HostStop): void;

  /** Loads as the program would: with faults, which stop the run. Undefined then. */
  loadBytes(address: bigint, byteSize: number): Uint8Array | undefined;
  loadInteger(address: bigint, byteSize: 1 | 2 | 4 | 8): bigint | undefined;
  /** Stores as the program would; false after a fault. */
  storeBytes(address: bigint, bytes: Uint8Array): boolean;
  storeInteger(address: bigint, byteSize: 1 | 2 | 4 | 8, value: bigint): boolean;
  /** Copies as COPY does, with what is initialised; regions may overlap. */
  copy(to: bigint, from: bigint, byteSize: number): boolean;
  fill(address: bigint, byteSize: number, byte: number): boolean;
  /** The bytes before the first zero; undefined after a fault. */
  loadString(address: bigint, maxByteSize?: number): Uint8Array | undefined;
  /** Names a block of a host's as an object, for the ISO checks of pointer arithmetic. */
  addObject(address: bigint, byteSize: number): void;

  /** Innermost first. */
  callStack(): readonly CallFrame[];
  /** The variables in scope in a frame of the call stack, 0 the innermost. */
  variables(depth: number): readonly ShownVariable[];

  /** Everything `save` and `restore` bring back besides the machine itself. */
  addSnapshotable(part: Snapshotable): void;
  save(): CheckpointId;
  /** Back, or forth, to a checkpoint; later ones stay until `save` makes a new one. */
  restore(id: CheckpointId): void;
  /** A number that two machines in the same state share. */
  stateHash(): string;
}
