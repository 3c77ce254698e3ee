/**
 * One run of a program under one policy, and going back to any moment of it.
 *
 * The run is cut into stretches of statements with a checkpoint before each. Going to a moment
 * restores the checkpoint before it and repeats the statements between, without recording.
 */
import { invariant } from "#engine/base";
import {
  type CheckpointId,
  createMachine,
  type HostFunction,
  type Machine,
  type Stop,
} from "#engine/cmachine";
import {
  balancePoint,
  bytesPerTable,
  findImbalances,
  type LazyPolicy,
  type PageDebugOptions,
  pageSwitches,
} from "#engine/mm";
import type { Variant } from "#engine/trace";
import { AddressSpace } from "./address-space.ts";
import { assemblyHook, createHosts } from "./hosts.ts";
import { KernelState } from "./kernel-state.ts";
import type { Program } from "./program.ts";

export interface RunSettings {
  readonly policy: LazyPolicy;
  readonly variant: Variant;
  readonly debug: PageDebugOptions;
  /** major * 1000 + minor. */
  readonly release: number;
  /** Statements of the run itself. */
  readonly budget: number;
  readonly failing: readonly number[];
}

/** Statements between checkpoints: repeating this many takes a few milliseconds. */
const firstStretch = 1 << 17;
const maxCheckpoints = 256;
/** What checkpoints may hold together, in bytes of the allocator's tables. */
const maxCheckpointBytes = 96 << 20;
const bytesPerPage = 27;
const stackByteSize = 1 << 16;
const maxCallDepth = 400;
const sparePages = 1024;
const variantCodes = { "as-written": 0, nolazy: 1, paused: 2 } as const;

interface Checkpoint {
  readonly statement: number;
  readonly id: CheckpointId;
}

export class Run {
  readonly program: Program;
  readonly settings: RunSettings;
  readonly machine: Machine;
  readonly kernel: KernelState;
  /** Statements of the set-up, which come before those of the run. */
  #before = 0;
  #prepared: Stop | undefined;
  #stop: Stop | undefined;
  readonly #checkpoints: Checkpoint[] = [];
  /** Checkpoints after which stretches double. */
  readonly #perStretch: number;
  #returned = 0;
  #ended = 0;
  #stretch = firstStretch;

  constructor(program: Program, settings: RunSettings) {
    const { image, map, geometry, format, isIlp32, facts, scenario } = program;
    this.program = program;
    this.settings = settings;
    const kernelOf = (): KernelState => this.kernel;
    const space = new AddressSpace(kernelOf);
    const pages = scenario.preparedPages + (program.mayAllocate ? scenario.pages : 0) + sparePages;
    const poolByteSize = poolFor(program, pages);
    const frames = (poolByteSize + pages * 2 ** geometry.pageShift) / 4096;
    this.machine = createMachine({
      image,
      profile: "kernel",
      stackBase: map.stackTop - BigInt(stackByteSize),
      stackByteSize,
      maxCallDepth,
      maxFrames: Math.ceil(frames) + 65_536,
      hosts: new Map([
        ...createHosts(kernelOf),
        ...program.stubs.map((name) => [name, answerZero] as const),
      ]),
      assembly: assemblyHook(kernelOf),
      observer: space,
      resolver: space,
    });
    this.machine.load();
    this.kernel = new KernelState(this.machine, {
      policy: settings.policy,
      geometry,
      format,
      map,
      nPages: pages,
      poolByteSize,
      isIlp32,
      switches: pageSwitches(settings.debug),
      debugPagealloc: settings.debug.debugPagealloc,
      failing: settings.failing,
      variantCode: variantCodes[settings.variant],
      release: settings.release,
      facts,
    });
    const allocatorBytes = this.kernel.nPages * bytesPerPage;
    this.#perStretch = Math.max(
      4,
      Math.min(maxCheckpoints, Math.floor(maxCheckpointBytes / allocatorBytes)),
    );
  }

  /** How the run ended. */
  get stop(): Stop {
    invariant(this.#stop !== undefined, "the run was executed");
    return this.#stop;
  }

  /** Statements of the set-up, by which those of the record are counted on. */
  get firstStatement(): number {
    return this.#before;
  }

  /** Statements that the run executed. */
  get statements(): number {
    return this.#ended - this.#before;
  }

  /** What the walker returned, or undefined when it did not get to return. */
  get returned(): number | undefined {
    return this.stop.kind === "returned" ? this.#returned : undefined;
  }

  /** The set-up, which is no part of the run and is not recorded. */
  prepare(): void {
    const { machine, kernel } = this;
    kernel.record.isRecording = false;
    machine.start(this.program.prepare, []);
    this.#prepared = machine.run(prepareBudget(this.program.scenario.pages));
    this.#before = machine.statements;
    kernel.record.isRecording = true;
  }

  /** Runs to the end, after the set-up. A run is executed once. */
  execute(): void {
    if (this.#prepared === undefined) this.prepare();
    const { machine, kernel, settings } = this;
    const { record } = kernel;
    const prepared = this.#prepared;
    invariant(prepared !== undefined, "the set-up was run");
    if (prepared.kind !== "returned") {
      this.#end(prepared);
      return;
    }
    kernel.beginRun();
    machine.start(this.program.run, []);
    const point = balancePoint(kernel.mmu);
    for (;;) {
      this.#keep();
      const left = this.#before + settings.budget - machine.statements;
      const stop = machine.run(Math.min(this.#stretch, left));
      if (stop.kind === "out-of-budget" && left > this.#stretch) continue;
      if (stop.kind === "returned") {
        this.#returned = Number(BigInt.asIntN(32, machine.result()));
        kernel.locks.checkReturn([]);
        for (const problem of findImbalances(kernel.mmu, point)) record.problem(problem);
      }
      record.recorder.finish();
      this.#end(stop);
      return;
    }
  }

  /**
   * Brings the machine to where `statement` of the run (from 0) is about to begin, without
   * recording; the machine and the kernel then show that moment.
   */
  goTo(statement: number): void {
    const target = this.#before + Math.max(0, Math.min(statement, this.statements));
    const checkpoint = this.#checkpoints.findLast((one) => one.statement <= target);
    invariant(checkpoint !== undefined, "a run begins with a checkpoint");
    this.kernel.record.isRecording = false;
    this.machine.restore(checkpoint.id);
    this.machine.runTo(target);
  }

  /** What comes of an object that nothing defines, or of data not known, is no fault of the program's. */
  #named(stop: Stop): Stop {
    if (stop.kind !== "fault" || stop.address === undefined) return stop;
    const { address } = stop;
    if (stop.code === "null-dereference" && this.program.scenario.isDataUnknown) {
      const reason =
        "a null pointer is followed, and NULL stands in for the data that the caller passes, which is not known here";
      return { kind: "unsupported", reason, at: stop.at };
    }
    const object = this.machine.image.objects.find(
      (one) => one.address <= address && address < one.address + BigInt(one.byteSize),
    );
    if (object === undefined || object.bytes !== undefined) return stop;
    return { kind: "missing", name: object.name, at: stop.at };
  }

  #end(stop: Stop): void {
    this.#stop = this.#named(stop);
    this.#ended = this.machine.statements;
  }

  /** Stretches double as their number grows, so that a long run keeps few checkpoints. */
  #keep(): void {
    this.#checkpoints.push({ statement: this.machine.statements, id: this.machine.save() });
    if (this.#checkpoints.length % this.#perStretch === 0) this.#stretch *= 2;
  }
}

const answerZero: HostFunction = (machine, base) => {
  machine.lanes[base] = 0;
  machine.lanes[base + 1] = 0;
};

function prepareBudget(pages: number): number {
  return 1_000_000 + pages * 2_000;
}

/** Bytes of page tables that the linear map and the walk's range can want, with room to spare. */
function poolFor({ geometry, format, scenario }: Program, pages: number): number {
  const last = geometry.levels[geometry.levels.length - 1];
  invariant(last !== undefined, "a geometry has a last level");
  const lastBytes = last.entries * format.entryByteSize("pte") + format.extraTableBytes("pte");
  const upperBytes = Math.max(
    ...geometry.levels.map((level) => level.entries * format.entryByteSize(level.name)),
  );
  const pageByteSize = 2 ** geometry.pageShift;
  const perTable = bytesPerTable(geometry) / pageByteSize;
  const tables = (n: number) => Math.ceil(n / perTable) + 2;
  let pool = 0;
  // The pool's own pages are in the linear map, too.
  for (let round = 0; round < 3; round++) {
    const mapped = pages + pool / pageByteSize;
    pool = (tables(mapped) + 2 * tables(scenario.pages)) * lastBytes + 24 * upperBytes;
    pool = Math.ceil(pool / pageByteSize) * pageByteSize;
  }
  return pool;
}
