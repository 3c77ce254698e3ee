/** The machine and the modelled kernel at the moment at which they stand, as plain data. */
import type { ShownVariable } from "#engine/cmachine";
import { kernelSpace } from "#engine/mm";
import {
  type CallView,
  type EntryState,
  type EntryView,
  entryStateLetters,
  type Moment,
  type PageView,
  type TraceEvent,
  viewLimits,
} from "#engine/trace";
import { type KernelState, toBigInt, userSpace } from "./kernel-state.ts";
import type { Run } from "./run.ts";
import { isOwnFile, type SourcePlaces } from "./source-places.ts";

const maxCalls = 40;
const maxVariables = 60;
const maxBytesShown = 32;
const entriesBefore = 24;
const entriesShown = 64;
const maxPages = 64;

/**
 * `event` is the one that led to the moment, and `calls` were open when it happened. Entries around its call are shown, and the pages that
 * these entries map or that `recent` events took and gave back.
 */
export function showMoment(
  run: Run,
  event: TraceEvent | undefined,
  recent: readonly TraceEvent[],
  calls: readonly CallView[],
): Moment {
  const { kernel } = run;
  const range = new WalkedRange(run);
  const entry = event?.entry ?? Math.max(0, kernel.entries - 1);
  const first = Math.max(0, Math.min(entry - entriesBefore, range.pages - entriesShown));
  const entries: EntryView[] = [];
  const pfns = new Set<number>();
  for (let at = first; at < Math.min(range.pages, first + entriesShown); at++) {
    entries.push(range.view(at));
    const pfn = range.pfnOf(at);
    if (pfn !== undefined) pfns.add(pfn);
  }
  for (const { kind, address } of recent) {
    if ((kind === "page-alloc" || kind === "page-free") && address !== null) {
      pfns.add(Number(address));
    }
  }
  return {
    statement: event?.statement ?? 0,
    statements: run.statements,
    event: event ?? null,
    calls,
    pending: kernel.mmu.nPending,
    depth: kernel.mmu.depth,
    locks: kernel.locks.held.map(({ name }) => name),
    entries,
    cells: range.cells(),
    pages: showPages(kernel, pfns),
  };
}

/** The calls of the tree's own functions at the moment at which the machine stands. */
export function showCalls({ machine }: Run, places: SourcePlaces): readonly CallView[] {
  return machine
    .callStack()
    .map(({ function: { name }, at }, depth) => ({ name, place: places.placeOf(at), depth }))
    .filter(({ name, place }) => !name.startsWith("__sim_") && !isOwnFile(place?.file ?? "<"))
    .slice(0, maxCalls)
    .map(({ name, place, depth }) => ({
      name,
      place,
      variables: machine
        .variables(depth)
        .filter((variable) => /^[A-Za-z_]/.test(variable.name))
        .slice(0, maxVariables)
        .map(({ name: variable, typeText, value }) => ({
          name: variable,
          type: typeText,
          value: showValue(value, typeText),
        })),
    }));
}

function showValue(value: ShownVariable["value"], type: string): string | null {
  if (value === undefined) return null;
  if (typeof value === "bigint") {
    const isAddress = type.includes("*") || value > 0xffffn || value < -0xffffn;
    return isAddress ? `0x${BigInt.asUintN(64, value).toString(16)}` : value.toString();
  }
  const shown = [...value.subarray(0, maxBytesShown)].map((byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  return `{ ${shown.join(" ")}${value.length > maxBytesShown ? " …" : ""} }`;
}

/** The entries that the walk is about, by their number in it. */
class WalkedRange {
  readonly pages: number;
  readonly #kernel: KernelState;
  readonly #isUser: boolean;
  readonly #firstPage: number;

  constructor({ kernel, program: { scenario } }: Run) {
    this.#kernel = kernel;
    this.pages = scenario.pages;
    this.#isUser = !scenario.isKernel;
    // Where a range of the linear map lies, only the run knows.
    const [low, high] = kernel.record.recorder.addressOf(0);
    this.#firstPage = kernel.virtualPageOf(low, high);
  }

  view(entry: number): EntryView {
    const { mmu, pageShift } = this.#kernel;
    const slot = this.#slotOf(entry);
    const address = BigInt(this.#firstPage + entry) << BigInt(pageShift);
    const hex = (low: number, high: number) => `0x${this.#wide(low, high).toString(16)}`;
    return {
      entry,
      address: `0x${address.toString(16)}`,
      newest: slot < 0 ? null : hex(mmu.newestLow(slot), mmu.newestHigh(slot)),
      visible: slot < 0 ? null : hex(mmu.visibleLow(slot), mmu.visibleHigh(slot)),
      state: this.#stateOf(slot),
    };
  }

  /** Of the modelled memory; undefined when the entry maps none of it. */
  pfnOf(entry: number): number | undefined {
    const { mmu, allocator, options } = this.#kernel;
    const slot = this.#slotOf(entry);
    if (slot < 0) return undefined;
    for (const [low, high] of [
      [mmu.newestLow(slot), mmu.newestHigh(slot)],
      [mmu.visibleLow(slot), mmu.visibleHigh(slot)],
    ] as const) {
      if (!options.format.pteIsValid(low, high)) continue;
      const pfn = options.format.ptePfn(low, high);
      if (allocator.has(pfn)) return pfn;
    }
    return undefined;
  }

  /** A cell shows an entry of it that waits, if there is one, else its first. */
  cells(): string {
    const n = Math.min(this.pages, viewLimits.cells);
    const cellOf = (entry: number) => Math.floor((entry * n) / this.pages);
    const letters = Array.from({ length: n }, (_, cell) => {
      const first = Math.ceil((cell * this.pages) / n);
      return entryStateLetters[this.#stateOf(this.#slotOf(first))];
    });
    const { pending } = this.#kernel.mmu.core;
    for (let at = 0; at < pending.n; at++) {
      const entry = (pending.page[at] as number) - this.#firstPage;
      if (!(entry >= 0 && entry < this.pages)) continue;
      const slot = this.#slotOf(entry);
      if (slot !== pending.slot[at]) continue;
      const state = this.#stateOf(slot);
      if (state.startsWith("pending")) letters[cellOf(entry)] = entryStateLetters[state];
    }
    return letters.join("");
  }

  #stateOf(slot: number): EntryState {
    if (slot < 0) return "none";
    const { mmu, options, isWideEntry } = this.#kernel;
    const newLow = mmu.newestLow(slot);
    const newHigh = isWideEntry ? mmu.newestHigh(slot) : 0;
    const oldLow = mmu.visibleLow(slot);
    const oldHigh = isWideEntry ? mmu.visibleHigh(slot) : 0;
    const isNew = options.format.pteIsValid(newLow, newHigh);
    const isOld = options.format.pteIsValid(oldLow, oldHigh);
    if (isNew && isOld) {
      return newLow === oldLow && newHigh === oldHigh ? "visible" : "pending-change";
    }
    if (isNew) return "pending-map";
    return isOld ? "pending-unmap" : "none";
  }

  #slotOf(entry: number): number {
    const { view } = this.#kernel;
    const tables = view.tablesOf(this.#isUser ? userSpace : kernelSpace);
    return tables?.findSlot(this.#firstPage + entry) ?? -1;
  }

  #wide(low: number, high: number): bigint {
    return toBigInt(low, this.#kernel.isWideEntry ? high : 0);
  }
}

function showPages(kernel: KernelState, pfns: ReadonlySet<number>): readonly PageView[] {
  return [...pfns]
    .filter((pfn) => kernel.allocator.has(pfn))
    .sort((a, b) => a - b)
    .slice(0, maxPages)
    .map((pfn) => {
      const { status, isPoisoned } = kernel.allocator.stateOf(pfn);
      return {
        pfn: `0x${pfn.toString(16)}`,
        linearAddress: `0x${kernel.linearAddressOf(pfn * kernel.pageByteSize).toString(16)}`,
        status,
        references: kernel.countOf(pfn),
        isPoisoned,
        reach: kernel.linear.reach(pfn),
      };
    });
}
