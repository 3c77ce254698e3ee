/**
 * Checkpoints: registers and bookkeeping are copied, of memory only the frames that have changed
 * since the checkpoint before. Going to a checkpoint takes every frame's newest copy that is not
 * younger, whichever way in time that is.
 */
import { invariant } from "#engine/base";
import type { CheckpointId, Snapshotable } from "./contract.ts";
import { type Core, callRecord } from "./core.ts";
import type { FrameStore } from "./frame-store.ts";
import type { Stop } from "./stop.ts";

interface FrameCopy {
  readonly id: CheckpointId;
  readonly bytes: Uint8Array;
  /** A number when all bytes have the same state, as most frames have. */
  readonly states: Uint8Array | number;
  readonly types: Uint16Array | undefined;
}

interface Checkpoint {
  readonly lanes: Int32Array;
  readonly poison: Uint8Array;
  readonly calls: Int32Array;
  readonly scalars: readonly number[];
  readonly pending: Stop | undefined;
  readonly undefinedObjects: readonly number[];
  readonly nFrames: number;
  readonly freeFrames: readonly number[];
  readonly observed: Uint8Array;
  readonly maps: readonly SavedMap[];
  readonly objects: unknown;
  readonly parts: readonly unknown[];
}

interface SavedMap {
  readonly version: number;
  readonly entries: Int32Array;
}

export class Checkpoints {
  readonly #core: Core;
  readonly #parts: Snapshotable[] = [];
  readonly #checkpoints: Checkpoint[] = [];
  /** Of each frame, oldest first. */
  readonly #copies: FrameCopy[][] = [];
  /** The checkpoint whose copy a frame holds, or held before it changed; -1 for none. */
  readonly #held: number[] = [];
  /** The checkpoint that was saved or restored last. */
  #present = -1;

  constructor(core: Core) {
    this.#core = core;
  }

  addPart(part: Snapshotable): void {
    this.#parts.push(part);
  }

  save(): CheckpointId {
    this.#forgetAfter(this.#present);
    const core = this.#core;
    const { memory } = core;
    const id = this.#checkpoints.length;
    for (let frame = 0; frame < memory.nFrames; frame++) {
      if (memory.changed[frame] === 0) continue;
      const from = frame * 4096;
      this.#copies[frame] ??= [];
      this.#copies[frame]?.push({
        id,
        bytes: memory.bytes.slice(from, from + 4096),
        states: copyStates(memory, from),
        types: memory.types?.slice(from, from + 4096),
      });
      this.#held[frame] = id;
      memory.changed[frame] = 0;
    }
    memory.writeCache.fill(-1);
    const before = this.#checkpoints[id - 1];
    const maps = [memory.pages, memory.resolvedReads, memory.resolvedWrites];
    this.#checkpoints.push({
      lanes: core.lanes.slice(0, core.laneLimit),
      poison: core.poison.slice(0, core.laneLimit >> 1),
      calls: core.calls.slice(0, core.depth + callRecord.size),
      scalars: saveScalars(core),
      pending: core.pending,
      undefinedObjects: core.undefinedObjects.slice(),
      nFrames: memory.nFrames,
      freeFrames: memory.freeFrames.slice(),
      observed: memory.observed.slice(0, memory.nFrames),
      maps: maps.map((map, index) => {
        const old = before?.maps[index];
        return old?.version === map.version ? old : { version: map.version, entries: map.save() };
      }),
      objects: core.isIso ? core.objects.save() : undefined,
      parts: this.#parts.map((part) => part.save()),
    });
    this.#present = id;
    return id;
  }

  restore(id: CheckpointId): void {
    const saved = this.#checkpoints[id];
    invariant(saved !== undefined, "a checkpoint that exists");
    const core = this.#core;
    const { memory } = core;
    for (let frame = 0; frame < saved.nFrames; frame++) this.#restoreFrame(frame, id);
    memory.nFrames = saved.nFrames;
    memory.freeFrames = saved.freeFrames.slice();
    memory.observed.fill(0);
    memory.observed.set(saved.observed);
    memory.clearCaches();
    const maps = [memory.pages, memory.resolvedReads, memory.resolvedWrites];
    maps.forEach((map, index) => {
      const { version, entries } = saved.maps[index] as SavedMap;
      if (map.version !== version) map.restore(entries, version);
    });
    core.laneLimit = saved.lanes.length;
    core.lanes.fill(0);
    core.lanes.set(saved.lanes);
    core.poison.fill(0);
    core.poison.set(saved.poison);
    core.calls.set(saved.calls);
    restoreScalars(core, saved.scalars);
    core.pending = saved.pending;
    core.undefinedObjects = saved.undefinedObjects.slice();
    core.signal = 1;
    if (core.isIso) core.objects.restore(saved.objects);
    this.#parts.forEach((part, index) => {
      part.restore(saved.parts[index]);
    });
    this.#present = id;
  }

  #restoreFrame(frame: number, id: CheckpointId): void {
    const { memory } = this.#core;
    const copy = this.#copies[frame]?.findLast((one) => one.id <= id);
    invariant(copy !== undefined, "a copy of every frame that a checkpoint has");
    if (memory.changed[frame] === 0 && this.#held[frame] === copy.id) return;
    const from = frame * 4096;
    memory.bytes.set(copy.bytes, from);
    if (typeof copy.states === "number") {
      memory.shadowBytes.fill(copy.states, from, from + 4096);
    } else {
      memory.shadowBytes.set(copy.states, from);
    }
    if (copy.types !== undefined) memory.getTypes().set(copy.types, from);
    else memory.types?.fill(0, from, from + 4096);
    memory.changed[frame] = 0;
    this.#held[frame] = copy.id;
  }

  /** Drops the checkpoints of a future that a run from an earlier one replaces. */
  #forgetAfter(id: CheckpointId): void {
    if (this.#checkpoints.length <= id + 1) return;
    this.#checkpoints.length = id + 1;
    this.#copies.forEach((copies, frame) => {
      const kept = copies.filter((one) => one.id <= id);
      if (kept.length === copies.length) return;
      this.#copies[frame] = kept;
      // What the frame holds may be of the dropped future.
      if ((this.#held[frame] as number) > id) this.#held[frame] = -1;
    });
  }
}

function copyStates({ shadowBytes, shadowWords }: FrameStore, from: number): Uint8Array | number {
  const state = shadowBytes[from] as number;
  const pattern = Math.imul(state, 0x01010101);
  for (let at = from >> 2; at < (from + 4096) >> 2; at++) {
    if (shadowWords[at] !== pattern) return shadowBytes.slice(from, from + 4096);
  }
  return state;
}

function saveScalars(core: Core): number[] {
  return [core.pc, core.window, core.depth, core.frame, core.stack, core.statements, core.nPlaced];
}

function restoreScalars(core: Core, saved: readonly number[]): void {
  [core.pc, core.window, core.depth, core.frame, core.stack, core.statementsBefore, core.nPlaced] =
    saved as [number, number, number, number, number, number, number];
  core.budget = 0;
  core.budgetBefore = 0;
}
