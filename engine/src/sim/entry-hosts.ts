/** Host functions that write last-level page-table entries: each goes through the policy. */
import type { HostFunction } from "#engine/cmachine";
import { kernelSpace } from "#engine/mm";
import type { KernelState } from "./kernel-state.ts";

/** What became of a write, by `setCodes`. */
const writeNotes = ["in force", "barrier or invalidation owed", "queued", "paid at once"] as const;

export function entryHosts(kernelOf: () => KernelState): Readonly<Record<string, HostFunction>> {
  return {
    /** (mm, address, ptep, pte) */
    __sim_set_pte(_machine, base) {
      const kernel = kernelOf();
      const slot = kernel.physicalOf(kernel.low(base, 2), kernel.high(base, 2));
      const page = kernel.virtualPageOf(kernel.low(base, 1), kernel.high(base, 1));
      const space = kernel.spaceOf(base, 0);
      writeEntry(kernel, slot, kernel.low(base, 3), entryHigh(kernel, base, 3), space, page);
    },

    /** (ptep, pte): whose entry it is, the tables say. */
    __sim_store_pte(_machine, base) {
      const kernel = kernelOf();
      const slot = kernel.physicalOf(kernel.low(base, 0), kernel.high(base, 0));
      const range = kernel.rangeOf(slot);
      const page = range === undefined ? -1 : kernel.pageOfSlot(slot, range);
      const space = range?.space ?? kernelSpace;
      writeEntry(kernel, slot, kernel.low(base, 1), entryHigh(kernel, base, 1), space, page);
    },

    /** (mm, address, ptep) */
    __sim_clear_pte(_machine, base) {
      const kernel = kernelOf();
      const slot = kernel.physicalOf(kernel.low(base, 2), kernel.high(base, 2));
      if (!isEntry(kernel, slot)) return;
      const page = kernel.virtualPageOf(kernel.low(base, 1), kernel.high(base, 1));
      const code = kernel.mmu.clearPte(slot, kernel.spaceOf(base, 0), page);
      afterWrite(kernel, slot, code);
    },

    /** (mm, address, ptep): answers the entry as it was. */
    __sim_take_pte(_machine, base) {
      const kernel = kernelOf();
      const slot = kernel.physicalOf(kernel.low(base, 2), kernel.high(base, 2));
      if (!isEntry(kernel, slot)) return;
      const page = kernel.virtualPageOf(kernel.low(base, 1), kernel.high(base, 1));
      const code = kernel.mmu.getAndClearPte(slot, kernel.spaceOf(base, 0), page);
      const { oldLow, oldHigh } = kernel.mmu;
      afterWrite(kernel, slot, code);
      kernel.answer(base, oldLow, oldHigh);
    },

    /** (mm, address, ptep, clear, set), bits as the processor has them: answers the old entry. */
    __sim_update_pte(_machine, base) {
      const kernel = kernelOf();
      const slot = kernel.physicalOf(kernel.low(base, 2), kernel.high(base, 2));
      if (!isEntry(kernel, slot)) return;
      const page = kernel.virtualPageOf(kernel.low(base, 1), kernel.high(base, 1));
      const { bits } = kernel;
      const code = kernel.mmu.updatePte(
        slot,
        bits.low(kernel.low(base, 3), kernel.high(base, 3)),
        bits.high(kernel.low(base, 3), kernel.high(base, 3)),
        bits.low(kernel.low(base, 4), kernel.high(base, 4)),
        bits.high(kernel.low(base, 4), kernel.high(base, 4)),
        kernel.spaceOf(base, 0),
        page,
      );
      const { oldLow, oldHigh } = kernel.mmu;
      afterWrite(kernel, slot, code);
      kernel.answer(base, bits.low(oldLow, oldHigh), bits.high(oldLow, oldHigh));
    },
  };
}

/** An entry of four bytes has no high lane, whatever the register holds. */
function entryHigh(kernel: KernelState, base: number, index: number): number {
  return kernel.isWideEntry ? (kernel.machine.lanes[base + 2 * index + 1] as number) : 0;
}

function writeEntry(
  kernel: KernelState,
  slot: number,
  low: number,
  high: number,
  space: number,
  page: number,
): void {
  if (!isEntry(kernel, slot)) return;
  afterWrite(kernel, slot, kernel.mmu.setPte(slot, low, high, space, page));
}

/** A write that hits no page table ends the run: in the kernel it corrupts memory. */
function isEntry(kernel: KernelState, slot: number): boolean {
  if (slot === kernel.record.ownSlot || kernel.rangeOf(slot) !== undefined) return true;
  kernel.record.problem({
    kind: "rule-broken",
    isWrong: true,
    code: "write-outside-page-table",
    message: kernel.frames.has(slot)
      ? `A page-table entry is written at physical address 0x${slot.toString(16)}, which is in no page table.`
      : "A page-table entry is written through a pointer that is none to a page table.",
    citations: [],
  });
  kernel.stop("write outside the page table");
  return false;
}

function afterWrite(kernel: KernelState, slot: number, code: number): void {
  const { mmu, record } = kernel;
  const { oldLow, oldHigh } = mmu;
  const newLow = mmu.newestLow(slot);
  const newHigh = mmu.newestHigh(slot);
  const note = writeNotes[code] ?? "";
  record.write(slot, oldLow, oldHigh, newLow, newHigh, record.recorder.note(note));
  noteMapping(kernel, slot, oldLow, oldHigh, newLow, newHigh);
  kernel.dropTranslations();
  if (mmu.isStopped) kernel.stopIfStopped();
}

/** Pages that come and go in page tables; a write to the linear map's entries is told by itself. */
function noteMapping(
  kernel: KernelState,
  slot: number,
  oldLow: number,
  oldHigh: number,
  newLow: number,
  newHigh: number,
): void {
  const { format } = kernel.options;
  const was = format.pteIsValid(oldLow, oldHigh);
  const is = format.pteIsValid(newLow, newHigh);
  if (slot !== kernel.record.ownSlot) {
    const range = kernel.rangeOf(slot);
    const pfn =
      range?.space === kernelSpace ? kernel.linear.pfnOf(kernel.pageOfSlot(slot, range)) : -1;
    if (pfn >= 0) {
      if (was !== is) kernel.record.note(is ? "linear-map" : "linear-unmap", 0, 0, pfn, 0, "");
      return;
    }
  }
  if (was) kernel.allocator.changeMapCount(format.ptePfn(oldLow, oldHigh), -1);
  if (is) kernel.allocator.changeMapCount(format.ptePfn(newLow, newHigh), 1);
}
