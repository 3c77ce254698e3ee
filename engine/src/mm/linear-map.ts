/**
 * The linear map: which virtual page is a physical page's, and whether the hardware reaches it.
 *
 * On the powerpc hash MMU the linear map is not in Linux' page tables; its bolted entries of the
 * hash table are a bit a page here (arch/powerpc/mm/book3s64/hash_utils.c,
 * hash__kernel_map_pages(), 6.12).
 */
import type { AccessResult, HardwareView, Reach } from "./hardware-view.ts";
import { kernelSpace } from "./lazy-core.ts";

export interface LinearMapOptions {
  readonly view: HardwareView;
  readonly firstPfn: number;
  readonly nPages: number;
  /** Virtual page of `firstPfn`. */
  readonly firstPage: number;
  readonly isBolted: boolean;
}

export class LinearMap {
  readonly #view: HardwareView;
  readonly #firstPfn: number;
  readonly #nPages: number;
  readonly #firstPage: number;
  /** With bolted entries: 1 for a page whose entry was removed. */
  readonly #removed: Uint8Array | undefined;

  constructor({ view, firstPfn, nPages, firstPage, isBolted }: LinearMapOptions) {
    this.#view = view;
    this.#firstPfn = firstPfn;
    this.#nPages = nPages;
    this.#firstPage = firstPage;
    this.#removed = isBolted ? new Uint8Array(nPages) : undefined;
  }

  has(pfn: number): boolean {
    return pfn >= this.#firstPfn && pfn < this.#firstPfn + this.#nPages;
  }

  /** The virtual page of a physical one. */
  pageOf(pfn: number): number {
    return this.#firstPage + pfn - this.#firstPfn;
  }

  /** The physical page of a virtual one, or -1 when it lies outside. */
  pfnOf(page: number): number {
    const pfn = page - this.#firstPage + this.#firstPfn;
    return this.has(pfn) ? pfn : -1;
  }

  /** The entry that maps it, or -1 (bolted, or a larger page). */
  slotOf(pfn: number): number {
    if (this.#removed !== undefined) return -1;
    return this.#view.tablesOf(kernelSpace)?.findSlot(this.pageOf(pfn)) ?? -1;
  }

  access(pfn: number, isWrite: boolean): AccessResult {
    if (this.#removed === undefined) {
      return this.#view.access(kernelSpace, this.pageOf(pfn), isWrite);
    }
    return this.#removed[pfn - this.#firstPfn] === 1 ? "not-mapped" : "ok";
  }

  reach(pfn: number): Reach {
    if (this.#removed === undefined) return this.#view.reach(kernelSpace, this.pageOf(pfn));
    return this.#removed[pfn - this.#firstPfn] === 1 ? "no" : "mapped";
  }

  /**
   * What the host does for a policy whose linear map is not written by the kernel's code
   * (`policy.linearMap`), and for bolted entries: at once there, in a section or not as the policy
   * says elsewhere.
   */
  setValid(pfn: number, nPages: number, isValid: boolean): void {
    const { mmu } = this.#view;
    if (this.#removed !== undefined) {
      const from = pfn - this.#firstPfn;
      this.#removed.fill(isValid ? 0 : 1, from, from + nPages);
      return;
    }
    const hasSection = mmu.policy.linearMap === "own-section";
    if (hasSection) mmu.enterSection();
    for (let one = pfn; one < pfn + nPages; one++) this.#setOne(one, isValid);
    if (hasSection) mmu.leaveSection();
  }

  save(): Uint8Array | undefined {
    return this.#removed?.slice();
  }

  restore(saved: Uint8Array | undefined): void {
    if (saved !== undefined) this.#removed?.set(saved);
  }

  #setOne(pfn: number, isValid: boolean): void {
    const { mmu } = this.#view;
    const { format, memory } = mmu.core;
    const slot = this.slotOf(pfn);
    if (slot < 0) return;
    const low = memory.readLow(slot);
    const high = mmu.core.readHigh(slot);
    const hasValue = !format.pteIsNone(low, high);
    const entry = isValid
      ? hasValue
        ? format.mapped(low, high)
        : format.linearPte(pfn)
      : format.unmapped(low, high);
    mmu.setPte(slot, entry.low, entry.high, kernelSpace, this.pageOf(pfn));
  }
}
