/**
 * The modelled kernel of one run: page tables, pages, locks and lazy MMU mode over the memory of
 * one machine, with the translations between the C program's words and the model's numbers.
 *
 * Host functions read their arguments through it. An address is two lanes; a physical address and a
 * virtual page number are plain numbers.
 */
import { invariant } from "#engine/base";
import type { HostFunction, Machine, Snapshotable } from "#engine/cmachine";
import {
  type ContextCounts,
  ExecutionContext,
  type Geometry,
  HardwareView,
  type HeldLock,
  kernelSpace,
  LazyMmu,
  type LazyPolicy,
  LinearMap,
  LockSet,
  PageAllocator,
  type PageSwitches,
  PageTables,
  type SavedAllocator,
  type SavedLazyMmu,
  type SavedTlb,
  type TableFormat,
  Tlb,
} from "#engine/mm";
import { type EntryBits, entryBitsOf } from "./entry-bits.ts";
import { FrameTable, type SavedFrames } from "./frame-table.ts";
import { KernelHeap, type SavedHeap } from "./kernel-heap.ts";
import type { MemoryMap } from "./memory-map.ts";
import { frameByteSize, PhysicalFrames, type SavedPhysicalFrames } from "./physical-frames.ts";
import { RunRecord } from "./run-record.ts";

/** Of a process, in the model. */
export const userSpace = 1;

export interface KernelOptions {
  readonly policy: LazyPolicy;
  readonly geometry: Geometry;
  readonly format: TableFormat;
  readonly map: MemoryMap;
  /** Pages of memory beyond the pool for page tables. */
  readonly nPages: number;
  readonly poolByteSize: number;
  readonly isIlp32: boolean;
  readonly switches: PageSwitches;
  readonly debugPagealloc: boolean;
  /** Ordinals of the allocations that fail, from 0. */
  readonly failing: readonly number[];
  /** 0 as written, 1 without lazy mode, 2 paused around each call. */
  readonly variantCode: 0 | 1 | 2;
  /** major * 1000 + minor, of the walk's rules. */
  readonly release: number;
  readonly facts: KernelFacts;
}

/** What the model has to know of the tree's own types and constants. */
export interface KernelFacts {
  readonly initMm: bigint;
  readonly structPageByteSize: number;
  readonly refcountOffset: number;
  /** Bits of GFP flags. */
  readonly gfpZero: number;
  readonly gfpDirectReclaim: number;
  readonly errors: { readonly noMemory: number; readonly invalid: number };
}

export type Hosts = Map<string, HostFunction>;

interface SavedKernel {
  readonly mmu: SavedLazyMmu;
  readonly tlb: SavedTlb;
  readonly context: ContextCounts;
  readonly locks: readonly HeldLock[];
  readonly allocator: SavedAllocator;
  readonly linear: Uint8Array | undefined;
  readonly heap: SavedHeap;
  readonly pool: SavedPhysicalFrames;
  readonly walkDepth: number;
  readonly entries: number;
  readonly ownSlot: number;
  readonly isAllocatorAtWork: boolean;
  readonly structFrames: SavedFrames;
  readonly heldAtCall: readonly HeldLock[];
}

interface TableRange {
  readonly space: number;
  /** Virtual page of the table's first entry. */
  readonly firstPage: number;
}

export class KernelState implements Snapshotable {
  readonly options: KernelOptions;
  readonly machine: Machine;
  readonly frames: PhysicalFrames;
  /** Of the array of page structs. */
  readonly structFrames: FrameTable;
  readonly context = new ExecutionContext();
  readonly tlb = new Tlb();
  readonly record: RunRecord;
  readonly mmu: LazyMmu;
  readonly view: HardwareView;
  readonly kernelTables: PageTables;
  readonly userTables: PageTables;
  readonly linear: LinearMap;
  readonly allocator: PageAllocator;
  readonly locks: LockSet;
  readonly heap: KernelHeap;
  readonly pageShift: number;
  readonly pageByteSize: number;
  readonly isWideEntry: boolean;
  readonly bits: EntryBits;
  readonly firstPfn: number;
  /** First page that the allocator may give away. */
  readonly firstFreePfn: number;
  readonly nPages: number;
  /** Calls of walkers that are open; only entries of the outermost are told apart. */
  walkDepth = 0;
  entries = 0;
  /** True while the page allocator itself touches pages. */
  isAllocatorAtWork = false;
  /** True when a translation was given out since the last drop. */
  hasTranslations = false;
  #heldAtCall: readonly HeldLock[] = [];
  readonly #initMmLow: number;
  readonly #initMmHigh: number;
  readonly #linearLow: number;
  readonly #linearHigh: number;
  readonly #tableByteSize: number;
  readonly #pageFactor: number;
  /** By physical address of a table of last-level entries. */
  readonly #tables = new Map<number, TableRange>();

  constructor(machine: Machine, options: KernelOptions) {
    const { policy, geometry, format, map } = options;
    this.options = options;
    this.machine = machine;
    this.pageShift = geometry.pageShift;
    this.pageByteSize = 2 ** geometry.pageShift;
    this.record = new RunRecord(machine, this.pageByteSize);
    this.#pageFactor = 2 ** (32 - geometry.pageShift);
    this.isWideEntry = format.entryByteSize("pte") === 8;
    this.bits = entryBitsOf(geometry.architecture);
    const last = geometry.levels[geometry.levels.length - 1];
    invariant(last !== undefined, "a geometry has a last level");
    this.#tableByteSize =
      last.entries * format.entryByteSize("pte") + format.extraTableBytes("pte");
    const poolPages = Math.ceil(options.poolByteSize / this.pageByteSize);
    this.nPages = poolPages + options.nPages;
    const structBytes = this.nPages * options.facts.structPageByteSize;
    this.structFrames = new FrameTable(Math.ceil(structBytes / frameByteSize));
    this.frames = new PhysicalFrames(machine.memory, {
      base: map.physicalBase,
      byteSize: this.nPages * this.pageByteSize,
      poolByteSize: poolPages * this.pageByteSize,
    });
    const { initMm } = options.facts;
    this.#initMmLow = Number(BigInt.asIntN(32, initMm));
    this.#initMmHigh = Number(BigInt.asIntN(32, initMm >> 32n));
    this.#linearLow = Number(BigInt.asUintN(32, map.linearBase));
    this.#linearHigh = Number(map.linearBase >> 32n);
    const { frames: memory, context, tlb, record: sink, pageByteSize } = this;
    this.mmu = new LazyMmu(policy, { memory, format, context, tlb, sink, pageByteSize });
    this.kernelTables = new PageTables({ geometry, format, memory, isKernel: true });
    this.userTables = new PageTables({ geometry, format, memory, isKernel: false });
    this.view = new HardwareView(this.mmu);
    this.view.addSpace(kernelSpace, this.kernelTables);
    this.view.addSpace(userSpace, this.userTables);
    this.firstPfn = map.physicalBase / pageByteSize;
    this.firstFreePfn = this.firstPfn + poolPages;
    const firstPage = Number(map.linearBase >> BigInt(geometry.pageShift));
    this.linear = new LinearMap({
      view: this.view,
      firstPfn: this.firstPfn,
      nPages: this.nPages,
      firstPage,
      isBolted: policy.machine === "powerpc-hash",
    });
    const { counters } = this.mmu;
    this.allocator = new PageAllocator({
      firstPfn: this.firstPfn,
      nPages: this.nPages,
      counters,
      sink,
      failing: options.failing,
    });
    this.allocator.reserve(this.firstPfn, poolPages);
    this.locks = new LockSet(context, sink);
    this.heap = new KernelHeap(machine, map.heapBase, sink);
    if (policy.machine !== "powerpc-hash") this.#mapLinear(firstPage);
    machine.addSnapshotable(this);
  }

  /** All of memory is mapped, and with debug_pagealloc free pages are not. */
  #mapLinear(firstPage: number): void {
    const { format } = this.options;
    const { firstPfn } = this;
    this.kernelTables.populate(firstPage, firstPage + this.nPages, (page) => {
      const pfn = firstPfn + page - firstPage;
      const entry = format.linearPte(pfn);
      const isHidden = this.options.switches.mapsPages && pfn >= this.firstFreePfn;
      return isHidden ? format.unmapped(entry.low, entry.high) : entry;
    });
    this.registerTables(kernelSpace, firstPage, firstPage + this.nPages);
  }

  /** Remembers which pages the tables that exist for a range are of. */
  registerTables(space: number, from: number, to: number): void {
    const tables = space === kernelSpace ? this.kernelTables : this.userTables;
    for (let at = from; at < to; ) {
      const piece = tables.nextPiece(at, to, false);
      if (piece.kind !== "table") return;
      this.registerTable(space, piece.slot, piece.from);
      at = piece.to;
    }
  }

  registerTable(space: number, slot: number, page: number): void {
    const offset = slot % this.#tableByteSize;
    const first = page - offset / this.options.format.entryByteSize("pte");
    this.#tables.set(slot - offset, { space, firstPage: first });
  }

  /** Whose entry a slot is, or undefined when it lies in no table of last-level entries. */
  rangeOf(slot: number): TableRange | undefined {
    return this.#tables.get(slot - (slot % this.#tableByteSize));
  }

  /** The virtual page that an entry maps. */
  pageOfSlot(slot: number, range: TableRange): number {
    const offset = slot % this.#tableByteSize;
    return range.firstPage + offset / this.options.format.entryByteSize("pte");
  }

  // ---- words ----

  /** The high lane of argument `index`; zero where words have 32 bits. */
  high(base: number, index: number): number {
    return this.options.isIlp32 ? 0 : (this.machine.lanes[base + 2 * index + 1] as number);
  }

  low(base: number, index: number): number {
    return this.machine.lanes[base + 2 * index] as number;
  }

  /** An argument that is small, such as a size or a page's number, as a number. */
  number(base: number, index: number): number {
    return (this.high(base, index) >>> 0) * 0x1_0000_0000 + (this.low(base, index) >>> 0);
  }

  address(base: number, index: number): bigint {
    return toBigInt(this.low(base, index), this.high(base, index));
  }

  answer(base: number, low: number, high = low >> 31): void {
    this.machine.lanes[base] = low;
    this.machine.lanes[base + 1] = high;
  }

  answerNumber(base: number, value: number): void {
    this.answer(base, value | 0, Math.floor(value / 0x1_0000_0000) | 0);
  }

  answerAddress(base: number, value: bigint): void {
    this.answer(base, Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)));
  }

  // ---- addresses ----

  /** The physical address that a linear-map address names; outside of memory for others. */
  physicalOf(low: number, high: number): number {
    const above = ((high >>> 0) - this.#linearHigh) * 0x1_0000_0000;
    return above + (low >>> 0) - this.#linearLow + this.options.map.physicalBase;
  }

  linearAddressOf(physical: number): bigint {
    return this.options.map.linearBase + BigInt(physical - this.options.map.physicalBase);
  }

  virtualPageOf(low: number, high: number): number {
    return (high >>> 0) * this.#pageFactor + (low >>> this.pageShift);
  }

  /** The physical address of a page's struct in the array of them, as a virtual address. */
  structPageOf(pfn: number): bigint {
    const index = BigInt(pfn - this.firstPfn);
    return this.options.map.vmemmapBase + index * BigInt(this.options.facts.structPageByteSize);
  }

  /** 0 for init_mm, else the process. */
  spaceOf(base: number, index: number): number {
    const isKernel =
      this.low(base, index) === this.#initMmLow && this.high(base, index) === this.#initMmHigh;
    return isKernel ? kernelSpace : userSpace;
  }

  /** The name of the program's object that holds an address, or undefined. */
  objectAt(address: bigint): string | undefined {
    return this.machine.image.objects.find(
      (object) => object.address <= address && address < object.address + BigInt(object.byteSize),
    )?.name;
  }

  /** What the set-up counted and cached does not belong to the run. */
  beginRun(): void {
    const { counters } = this.mmu;
    for (const name of Object.keys(counters) as (keyof typeof counters)[]) counters[name] = 0;
    this.entries = 0;
    this.hasTranslations = true;
    this.dropTranslations();
  }

  // ---- pages that a scenario's set-up takes ----

  /** A page with one reference, zeroed and in the linear map; -1 without memory. */
  takePreparedPage(): number {
    const pfn = this.allocator.take(0);
    if (pfn < 0) return -1;
    this.#showPrepared(pfn);
    return pfn;
  }

  /** The first of neighbouring pages, each taken by itself; -1 without memory. */
  takePreparedRange(nPages: number): number {
    let first = -1;
    let next = -1;
    for (let taken = 0; taken < nPages; taken++) {
      const pfn = this.takePreparedPage();
      if (pfn < 0) return -1;
      if (first < 0) first = pfn;
      else if (pfn !== next) return -1;
      next = pfn + 1;
    }
    return first;
  }

  /** The page's entry of the linear map says that it is mapped, at once. */
  #showPrepared(pfn: number): void {
    this.writeCount(pfn);
    if (!this.options.switches.mapsPages) return;
    const slot = this.linear.slotOf(pfn);
    if (slot < 0) return;
    const { low, high } = this.options.format.linearPte(pfn);
    if (this.isWideEntry) this.frames.write(slot, low, high);
    else this.frames.writeLow(slot, low);
  }

  // ---- reference counts: the page's struct in memory is the truth, since inline functions change it ----

  /** As the page's struct says now; the model's own where that cannot be read. */
  countOf(pfn: number): number {
    const known = this.allocator.stateOf(pfn).count;
    const stored = this.machine.loadInteger(this.#countAddress(pfn), 4);
    return stored === undefined ? known : Number(BigInt.asIntN(32, stored));
  }

  /** Brings the allocator's count in line with memory's. */
  readCount(pfn: number): void {
    if (!this.allocator.has(pfn)) return;
    const known = this.allocator.stateOf(pfn).count;
    const stored = this.machine.loadInteger(this.#countAddress(pfn), 4);
    if (stored === undefined) return;
    const count = Number(BigInt.asIntN(32, stored));
    if (count >= 0 && count !== known) this.allocator.changeCount(pfn, count - known);
  }

  writeCount(pfn: number): void {
    const { count } = this.allocator.stateOf(pfn);
    this.machine.storeInteger(this.#countAddress(pfn), 4, BigInt(count));
  }

  #countAddress(pfn: number): bigint {
    return this.structPageOf(pfn) + BigInt(this.options.facts.refcountOffset);
  }

  // ---- rules at the callback's return ----

  /** Locks and contexts have to be as they were at the call. */
  checkReturn(): void {
    if (this.locks.held.length > this.#heldAtCall.length) this.locks.checkReturn(this.#heldAtCall);
  }

  noteCall(): void {
    this.#heldAtCall = this.locks.held;
  }

  // ---- what changes translations ----

  /** Translations that the machine has kept may be wrong from here on. */
  dropTranslations(): void {
    if (!this.hasTranslations) return;
    this.hasTranslations = false;
    this.machine.memory.dropTranslations();
  }

  /** Stops the run when the model has found that the kernel stops. */
  stopIfStopped(): void {
    if (this.mmu.isStopped) this.stop("the kernel stops");
  }

  stop(payload: string): void {
    this.machine.stop({ kind: "host-stop", payload });
  }

  save(): SavedKernel {
    return {
      mmu: this.mmu.save(),
      tlb: this.tlb.save(),
      context: this.context.save(),
      locks: this.locks.save(),
      allocator: this.allocator.save(),
      linear: this.linear.save(),
      heap: this.heap.save(),
      pool: this.frames.save(),
      walkDepth: this.walkDepth,
      entries: this.entries,
      ownSlot: this.record.ownSlot,
      isAllocatorAtWork: this.isAllocatorAtWork,
      structFrames: this.structFrames.save(),
      heldAtCall: this.#heldAtCall,
    };
  }

  restore(state: unknown): void {
    const saved = state as SavedKernel;
    this.mmu.restore(saved.mmu);
    this.tlb.restore(saved.tlb);
    this.context.restore(saved.context);
    this.locks.restore(saved.locks);
    this.allocator.restore(saved.allocator);
    this.linear.restore(saved.linear);
    this.heap.restore(saved.heap);
    this.frames.restore(saved.pool);
    this.walkDepth = saved.walkDepth;
    this.entries = saved.entries;
    this.record.ownSlot = saved.ownSlot;
    this.isAllocatorAtWork = saved.isAllocatorAtWork;
    this.structFrames.restore(saved.structFrames);
    this.#heldAtCall = saved.heldAtCall;
    this.hasTranslations = true;
    this.dropTranslations();
  }
}

/** Both lanes as an unsigned number of 64 bits. */
export function toBigInt(low: number, high: number): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}
