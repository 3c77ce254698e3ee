/** The machine: a core, what drives it, and what its hosts and its users may do with it. */
import { invariant } from "#engine/base";
import type { Image, ImageFunction } from "#engine/cfront";
import { enterFunction, markStack } from "./calls.ts";
import { Checkpoints } from "./checkpoints.ts";
import {
  type CallFrame,
  type CheckpointId,
  type Machine,
  type MachineOptions,
  type Memory,
  type ShownVariable,
  type Snapshotable,
  shadow,
} from "./contract.ts";
import { Core, callRecord } from "./core.ts";
import { highLane, lowLane, MemoryLimit, toAddress } from "./frame-store.ts";
import { hashState, showCallStack, showVariables } from "./inspection.ts";
import { toNumber } from "./iso-checks.ts";
import { runLoop } from "./operation-table.ts";
import { type Placed, placeCode, placeObjects } from "./placement.ts";
import { copyBytes, fillBytes, loadValue, plusHigh, storeValue } from "./slow-access.ts";
import { loadRange } from "./slow-range.ts";
import type { HostStop, Stop } from "./stop.ts";
import { createWarmUp } from "./warm-up.ts";

/** The loop counts in 32-bit numbers. */
const longestRun = 2 ** 30;

let isWarm = false;

export function createMachine(options: MachineOptions): Machine {
  if (!isWarm) warmUp();
  return new MachineOverCore(options);
}

function warmUp(): void {
  isWarm = true;
  const { image, main, statements } = createWarmUp();
  const machine = new MachineOverCore({
    image,
    profile: "kernel",
    stackBase: 0x80_0000n,
    stackByteSize: 4096,
    maxCallDepth: 8,
    hosts: new Map(),
  });
  machine.start(main, []);
  const stop = machine.run(statements);
  invariant(stop.kind === "returned", "a warm-up that runs to its end");
}

class MachineOverCore implements Machine {
  readonly image: Image;
  readonly #core: Core;
  readonly #checkpoints: Checkpoints;
  readonly #placed: Placed = { nInstructions: 0, bodiless: [], nFunctions: 0 };

  constructor(options: MachineOptions) {
    this.image = options.image;
    const core = new Core(options);
    this.#core = core;
    core.machine = this;
    core.access.machine = this;
    this.#checkpoints = new Checkpoints(core);
    const { stackBase, stackByteSize } = options;
    invariant(stackBase % 4096n === 0n && stackByteSize % 4096 === 0, "a stack of whole pages");
    // The first frames of the machine, so that they follow each other.
    core.stackIndex = core.memory.nFrames * 4096;
    core.memory.mapRange(stackBase, stackByteSize, shadow.outOfScope);
  }

  get memory(): Memory {
    return this.#core.memory;
  }

  get lanes(): Int32Array {
    return this.#core.lanes;
  }

  get wide(): BigUint64Array {
    return this.#core.wide;
  }

  get statements(): number {
    return this.#core.statements;
  }

  get pc(): number {
    return this.#core.pc >> 2;
  }

  load(): void {
    placeCode(this.#core, this.#placed);
    placeObjects(this.#core);
  }

  start(fn: ImageFunction, args: readonly bigint[]): void {
    const core = this.#core;
    core.pending = undefined;
    core.signal = 0;
    core.depth = -callRecord.size;
    core.window = 0;
    core.frame = 0;
    core.stack = core.stackByteSize;
    this.#guarded(() => {
      this.load();
      markStack(core, 0, core.stackByteSize, shadow.outOfScope);
      core.laneLimit = Math.max(core.laneLimit, args.length * 2);
      args.forEach((value, index) => {
        core.wide[index] = value;
      });
      core.pc = (fn.body?.entry ?? 0) * 4;
      if (fn.body === undefined) {
        core.setStop({ kind: "missing", name: fn.name, at: fn.at });
      } else {
        enterFunction(core, fn.index, 0, args.length, 0);
      }
    });
  }

  run(nStatements: number): Stop {
    const core = this.#core;
    this.#resume();
    let left = Math.max(0, nStatements);
    for (;;) {
      const chunk = Math.min(left, longestRun);
      core.statementsBefore = core.statements;
      core.budget = chunk;
      core.budgetBefore = chunk;
      const stop = this.#drive();
      left -= chunk - core.budget;
      if (stop.kind !== "out-of-budget" || left <= 0) return stop;
      core.pending = undefined;
    }
  }

  runTo(statement: number): Stop {
    return this.run(statement - this.statements);
  }

  result(): bigint {
    return this.#core.wide[0] ?? 0n;
  }

  stop(reason: HostStop): void {
    this.#core.stopFor(reason);
  }

  loadBytes(address: bigint, byteSize: number): Uint8Array | undefined {
    return loadRange(this.#core, address, byteSize, false);
  }

  loadInteger(address: bigint, byteSize: 1 | 2 | 4 | 8): bigint | undefined {
    const core = this.#core;
    if (!loadValue(core, lowLane(address), highLane(address), byteSize)) return undefined;
    return toAddress(core.valueLow, core.valueHigh);
  }

  storeBytes(address: bigint, bytes: Uint8Array): boolean {
    return this.#eachByte(address, bytes.length, (low, high, index) => {
      this.#core.valueLow = bytes[index] as number;
      return storeValue(this.#core, low, high, 1);
    });
  }

  storeInteger(address: bigint, byteSize: 1 | 2 | 4 | 8, value: bigint): boolean {
    const core = this.#core;
    core.valueLow = lowLane(value);
    core.valueHigh = highLane(value);
    return storeValue(core, lowLane(address), highLane(address), byteSize);
  }

  copy(to: bigint, from: bigint, byteSize: number): boolean {
    const toLow = lowLane(to);
    return copyBytes(this.#core, toLow, highLane(to), lowLane(from), highLane(from), byteSize);
  }

  fill(address: bigint, byteSize: number, byte: number): boolean {
    return fillBytes(this.#core, lowLane(address), highLane(address), byteSize, byte);
  }

  loadString(address: bigint, maxByteSize = 2 ** 24): Uint8Array | undefined {
    return loadRange(this.#core, address, maxByteSize, true);
  }

  addObject(address: bigint, byteSize: number): void {
    this.#core.objects.add(toNumber(lowLane(address), highLane(address)), byteSize);
  }

  callStack(): readonly CallFrame[] {
    return showCallStack(this.#core);
  }

  variables(depth: number): readonly ShownVariable[] {
    return showVariables(this.#core, depth);
  }

  addSnapshotable(part: Snapshotable): void {
    this.#checkpoints.addPart(part);
  }

  save(): CheckpointId {
    return this.#checkpoints.save();
  }

  restore(id: CheckpointId): void {
    this.#checkpoints.restore(id);
  }

  stateHash(): string {
    return hashState(this.#core);
  }

  /** Takes back a stop after which a run can go on. */
  #resume(): void {
    const core = this.#core;
    if (core.depth < 0 || core.pending?.kind === "fault") return;
    core.pending = undefined;
  }

  #drive(): Stop {
    const core = this.#core;
    while (core.pending === undefined) {
      this.#guarded(() => {
        this.load();
        core.signal = 0;
        runLoop(core);
      });
    }
    return core.pending;
  }

  /** Does something that may want more memory than there is. */
  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof MemoryLimit)) throw error;
      this.stop({ kind: "unsupported", reason: "the memory limit" });
    }
  }

  #eachByte(
    address: bigint,
    byteSize: number,
    visit: (low: number, high: number, index: number) => boolean,
  ): boolean {
    const low = lowLane(address);
    const high = highLane(address);
    for (let index = 0; index < byteSize; index++) {
      if (!visit((low + index) | 0, plusHigh(low, high, index), index)) return false;
    }
    return true;
  }
}
