/** Host functions that only a scenario's set-up calls: pages and entries, with nothing postponed. */
import type { HostFunction } from "#engine/cmachine";
import { kernelSpace } from "#engine/mm";
import type { KernelState } from "./kernel-state.ts";

export function scenarioHosts(kernelOf: () => KernelState): Readonly<Record<string, HostFunction>> {
  return {
    /** A zeroed page with one reference, in the linear map: answers its struct. */
    __sim_new_page(_machine, base) {
      const kernel = kernelOf();
      const pfn = kernel.takePreparedPage();
      kernel.answerAddress(base, pfn < 0 ? 0n : kernel.structPageOf(pfn));
    },

    /** (space): the linear-map address of its top table. */
    __sim_root(_machine, base) {
      const kernel = kernelOf();
      const tables = kernel.low(base, 0) === kernelSpace ? kernel.kernelTables : kernel.userTables;
      kernel.answerAddress(base, kernel.linearAddressOf(tables.root));
    },

    /** (mm, address, pte): the entry is in memory and in force, and its tables exist. */
    __sim_populate(machine, base) {
      const kernel = kernelOf();
      const space = kernel.spaceOf(base, 0);
      const page = kernel.virtualPageOf(kernel.low(base, 1), kernel.high(base, 1));
      const tables = space === kernelSpace ? kernel.kernelTables : kernel.userTables;
      const slot = tables.ensureSlot(page);
      if (slot < 0) {
        machine.stop({ kind: "unsupported", reason: "a scenario with more page tables than fit" });
        return;
      }
      kernel.registerTable(space, slot, page);
      const low = kernel.low(base, 2);
      const high = kernel.isWideEntry ? (machine.lanes[base + 5] as number) : 0;
      if (kernel.isWideEntry) kernel.frames.write(slot, low, high);
      else kernel.frames.writeLow(slot, low);
      const { format } = kernel.options;
      if (format.pteIsValid(low, high)) {
        kernel.allocator.changeMapCount(format.ptePfn(low, high), 1);
      }
    },

    /** (pages): the linear-map address of that many neighbouring pages that are allocated. */
    __sim_linear_range(_machine, base) {
      const kernel = kernelOf();
      const pages = kernel.number(base, 0);
      const first = kernel.takePreparedRange(pages);
      const address = first < 0 ? 0n : kernel.linearAddressOf(first * kernel.pageByteSize);
      kernel.answerAddress(base, address);
    },
  };
}
