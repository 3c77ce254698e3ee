/** Host functions of lazy MMU mode, barriers and translation caches. */
import type { HostFunction } from "#engine/cmachine";
import { anySpace, anyUserSpace, kernelSpace } from "#engine/mm";
import type { KernelState } from "./kernel-state.ts";

const tlbScopes = { kernel: 1, user: 2, local: 3 } as const;

export function sectionHosts(kernelOf: () => KernelState): Readonly<Record<string, HostFunction>> {
  const act = (does: (kernel: KernelState) => void) => (): void => {
    const kernel = kernelOf();
    does(kernel);
    kernel.dropTranslations();
    kernel.stopIfStopped();
  };
  const answerActive: HostFunction = (_machine, base) => {
    const kernel = kernelOf();
    kernel.answer(base, kernel.mmu.isActive() ? 1 : 0);
  };
  return {
    // The walker's own section follows the policy; the tree's code calls what its release has.
    __sim_section_enter: act(({ mmu }) => mmu.enterSection()),
    __sim_section_leave: act(({ mmu }) => mmu.leaveSection()),
    arch_enter_lazy_mmu_mode: act(({ mmu }) => mmu.enterSection()),
    arch_leave_lazy_mmu_mode: act(({ mmu }) => mmu.leaveSection()),
    arch_flush_lazy_mmu_mode: act(({ mmu }) => mmu.flush()),
    lazy_mmu_mode_enable: act(({ mmu }) => mmu.enterSection()),
    lazy_mmu_mode_disable: act(({ mmu }) => mmu.leaveSection()),
    lazy_mmu_mode_pause: act(({ mmu }) => mmu.pause()),
    lazy_mmu_mode_resume: act(({ mmu }) => mmu.resume()),
    is_lazy_mmu_mode_active: answerActive,
    arch_in_lazy_mmu_mode: answerActive,

    /** (name): a barrier by its name. */
    __sim_barrier(machine, base) {
      const kernel = kernelOf();
      const name = machine.loadString(kernel.address(base, 0), 64);
      if (name === undefined) return;
      kernel.mmu.barrier(String.fromCharCode(...name));
      kernel.dropTranslations();
    },

    /** (start, end, scope) */
    __sim_flush_tlb(_machine, base) {
      const kernel = kernelOf();
      const from = kernel.virtualPageOf(kernel.low(base, 0), kernel.high(base, 0));
      const to = kernel.virtualPageOf(kernel.low(base, 1), kernel.high(base, 1));
      const scope = kernel.low(base, 2);
      const space =
        scope === tlbScopes.kernel
          ? kernelSpace
          : scope === tlbScopes.user
            ? anyUserSpace
            : anySpace;
      kernel.mmu.flushTlb(space, from, Math.max(from + 1, to));
      kernel.dropTranslations();
      kernel.stopIfStopped();
    },
  };
}
