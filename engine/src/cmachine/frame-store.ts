/**
 * The machine's memory: frames of 4096 bytes, a shadow byte per byte, pages that show frames.
 *
 * Two direct-mapped caches, one for loads and one for stores, hold translations that the run loop
 * may use without asking: four lanes an entry, the page's address (low lane -1 when free) and the
 * byte index of its frame. A store's entry also says that its frame is marked as changed since the
 * last checkpoint. Pages whose frame is observed are never in a cache.
 */
import { invariant } from "#engine/base";
import { type Memory, type PageKind, type ShadowState, shadow } from "./contract.ts";
import { PageMap } from "./page-map.ts";

/** Lanes of a translation cache. The run loop has the mask written out. */
const cacheLanes = 4 * 256;
const firstCapacity = 256;
/** Frames by which the arrays grow at least. */
const leastGrowth = 256;
const pageSize = 4096;
const checkedKind = 1;

export class FrameStore implements Memory {
  bytes: Uint8Array;
  halves: Uint16Array;
  words: Int32Array;
  longs: BigUint64Array;
  shadowBytes: Uint8Array;
  shadowHalves: Uint16Array;
  shadowWords: Int32Array;
  /** Effective types, a class a byte; undefined while nothing has set one. */
  types: Uint16Array | undefined = undefined;
  readonly readCache = new Int32Array(cacheLanes).fill(-1);
  readonly writeCache = new Int32Array(cacheLanes).fill(-1);
  /** One where a frame has changed since the last checkpoint. */
  changed: Uint8Array;
  observed: Uint8Array;
  nFrames = 0;
  freeFrames: number[] = [];
  readonly pages = new PageMap();
  /** What the resolver has answered for loads and for stores. */
  readonly resolvedReads = new PageMap();
  readonly resolvedWrites = new PageMap();
  readonly #maxFrames: number;
  /** Called when the arrays are replaced by larger ones. */
  readonly #onRenewed: () => void;
  #capacity = firstCapacity;

  constructor(maxFrames: number, onRenewed: () => void) {
    this.#maxFrames = maxFrames;
    this.#onRenewed = onRenewed;
    const data = new ArrayBuffer(firstCapacity * pageSize);
    const states = new ArrayBuffer(firstCapacity * pageSize);
    this.bytes = new Uint8Array(data);
    this.halves = new Uint16Array(data);
    this.words = new Int32Array(data);
    this.longs = new BigUint64Array(data);
    this.shadowBytes = new Uint8Array(states);
    this.shadowHalves = new Uint16Array(states);
    this.shadowWords = new Int32Array(states);
    this.changed = new Uint8Array(firstCapacity);
    this.observed = new Uint8Array(firstCapacity);
  }

  /** Whether so many more frames can be had. */
  hasRoom(nFrames: number): boolean {
    return this.nFrames - this.freeFrames.length + nFrames <= this.#maxFrames;
  }

  allocateFrame(state: ShadowState): number {
    const reused = this.freeFrames.pop();
    const frame = reused ?? this.#newFrame();
    this.changed[frame] = 1;
    const from = frame * pageSize;
    this.bytes.fill(0, from, from + pageSize);
    this.shadowBytes.fill(state, from, from + pageSize);
    this.types?.fill(0, from, from + pageSize);
    return frame;
  }

  freeFrame(frame: number): void {
    this.#assertFrame(frame);
    this.observed[frame] = 0;
    this.freeFrames.push(frame);
    this.clearCaches();
  }

  setObserved(frame: number, isObserved: boolean): void {
    this.#assertFrame(frame);
    this.observed[frame] = isObserved ? 1 : 0;
    this.clearCaches();
  }

  setShadow(frame: number, offset: number, byteSize: number, state: ShadowState): void {
    this.changed[frame] = 1;
    const from = frame * pageSize + offset;
    this.shadowBytes.fill(state, from, from + byteSize);
    this.types?.fill(0, from, from + byteSize);
  }

  read32(frame: number, offset: number): number {
    return this.words[(frame * pageSize + offset) >> 2] as number;
  }

  write32(frame: number, offset: number, value: number): void {
    this.changed[frame] = 1;
    const at = (frame * pageSize + offset) >> 2;
    this.words[at] = value;
    this.shadowWords[at] = 0;
  }

  read64(frame: number, offset: number): bigint {
    return this.longs[(frame * pageSize + offset) >> 3] as bigint;
  }

  write64(frame: number, offset: number, value: bigint): void {
    this.changed[frame] = 1;
    const at = (frame * pageSize + offset) >> 3;
    this.longs[at] = value;
    this.shadowWords[at * 2] = 0;
    this.shadowWords[at * 2 + 1] = 0;
  }

  readBytes(frame: number, offset: number, byteSize: number): Uint8Array {
    const from = frame * pageSize + offset;
    return this.bytes.slice(from, from + byteSize);
  }

  writeBytes(frame: number, offset: number, bytes: Uint8Array): void {
    this.changed[frame] = 1;
    const from = frame * pageSize + offset;
    this.bytes.set(bytes, from);
    this.shadowBytes.fill(0, from, from + bytes.length);
  }

  map(address: bigint, frame: number, kind: PageKind): void {
    this.#assertFrame(frame);
    const low = lowLane(address);
    const high = highLane(address);
    this.pages.set(low, high, frame, kind === "checked" ? checkedKind : 0);
    this.#dropEntry(low, high);
  }

  unmap(address: bigint): void {
    const low = lowLane(address);
    const high = highLane(address);
    this.pages.remove(low, high);
    this.#dropEntry(low, high);
  }

  frameAt(address: bigint): number {
    return this.pages.get(lowLane(address), highLane(address));
  }

  mapRange(address: bigint, byteSize: number, state: ShadowState): void {
    for (const page of pagesOf(address, byteSize)) {
      if (this.frameAt(page) < 0) this.map(page, this.allocateFrame(state), "plain");
    }
  }

  setRangeShadow(address: bigint, byteSize: number, state: ShadowState): void {
    this.#eachPiece(address, byteSize, (frame, offset, length) =>
      this.setShadow(frame, offset, length, state),
    );
  }

  /** Writes bytes of mapped pages, whatever their state, and makes them ready. */
  placeBytes(address: bigint, bytes: Uint8Array): void {
    let done = 0;
    this.#eachPiece(address, bytes.length, (frame, offset, length) => {
      this.writeBytes(frame, offset, bytes.subarray(done, done + length));
      done += length;
    });
  }

  dropTranslations(): void {
    this.resolvedReads.clear();
    this.resolvedWrites.clear();
    this.clearCaches();
  }

  dropTranslation(address: bigint): void {
    this.#dropEntry(lowLane(address), highLane(address));
  }

  clearCaches(): void {
    this.readCache.fill(-1);
    this.writeCache.fill(-1);
  }

  /** Whether the resolver decides about a page: it is mapped as checked, or not mapped. */
  isChecked(at: number): boolean {
    return at < 0 || this.pages.first(at) < 0 || this.pages.second(at) === checkedKind;
  }

  /** Keeps a translation for the run loop. */
  remember(low: number, high: number, frame: number, isWrite: boolean): void {
    if (isWrite) this.changed[frame] = 1;
    if (this.observed[frame] !== 0) return;
    const cache = isWrite ? this.writeCache : this.readCache;
    const at = (low >>> 10) & (cacheLanes - 4);
    cache[at] = low & -4096;
    cache[at + 1] = high;
    cache[at + 2] = frame * pageSize;
  }

  /** The effective types, made when first asked for. */
  getTypes(): Uint16Array {
    this.types ??= new Uint16Array(this.bytes.length);
    return this.types;
  }

  /** Makes sure that frames up to a number exist, for going to a checkpoint that has more. */
  reserve(nFrames: number): void {
    while (this.#capacity < nFrames) this.#grow();
  }

  #newFrame(): number {
    if (this.nFrames >= this.#maxFrames) throw new MemoryLimit();
    if (this.nFrames === this.#capacity) this.#grow();
    return this.nFrames++;
  }

  #grow(): void {
    // Doubling what is large already would hold as much again for nothing.
    this.#capacity += Math.max(leastGrowth, this.#capacity >> 3);
    const data = new ArrayBuffer(this.#capacity * pageSize);
    const states = new ArrayBuffer(this.#capacity * pageSize);
    const bytes = new Uint8Array(data);
    bytes.set(this.bytes);
    const shadowBytes = new Uint8Array(states);
    shadowBytes.set(this.shadowBytes);
    this.bytes = bytes;
    this.halves = new Uint16Array(data);
    this.words = new Int32Array(data);
    this.longs = new BigUint64Array(data);
    this.shadowBytes = shadowBytes;
    this.shadowHalves = new Uint16Array(states);
    this.shadowWords = new Int32Array(states);
    this.changed = enlarged(this.changed, this.#capacity);
    this.observed = enlarged(this.observed, this.#capacity);
    if (this.types !== undefined) {
      const types = new Uint16Array(this.#capacity * pageSize);
      types.set(this.types);
      this.types = types;
    }
    this.#onRenewed();
  }

  #dropEntry(low: number, high: number): void {
    this.resolvedReads.remove(low, high);
    this.resolvedWrites.remove(low, high);
    const at = (low >>> 10) & (cacheLanes - 4);
    this.readCache[at] = -1;
    this.writeCache[at] = -1;
  }

  #eachPiece(
    address: bigint,
    byteSize: number,
    visit: (frame: number, offset: number, length: number) => void,
  ): void {
    let at = address;
    let left = byteSize;
    while (left > 0) {
      const offset = lowLane(at) & (pageSize - 1);
      const length = Math.min(left, pageSize - offset);
      const frame = this.frameAt(at);
      invariant(frame >= 0, "the range is mapped");
      visit(frame, offset, length);
      at += BigInt(length);
      left -= length;
    }
  }

  #assertFrame(frame: number): void {
    invariant(frame >= 0 && frame < this.nFrames, "a frame that exists");
  }
}

/** More frames were asked for than the machine may have; ends a run as "unsupported". */
export class MemoryLimit extends Error {
  override readonly name = "MemoryLimit";
}

export function lowLane(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

export function highLane(value: bigint): number {
  return Number(BigInt.asIntN(32, value >> 32n));
}

/** The unsigned 64-bit number of two lanes. */
export function toAddress(low: number, high: number): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

export function isReadableState(state: number): boolean {
  return (state & 0x7f) === shadow.ready;
}

export function isWritableState(state: number): boolean {
  return state <= shadow.unwritten;
}

function* pagesOf(address: bigint, byteSize: number): Generator<bigint> {
  const end = address + BigInt(byteSize);
  for (let page = address & ~0xfffn; page < end; page += BigInt(pageSize)) yield page;
}

function enlarged(bytes: Uint8Array, length: number): Uint8Array {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}
