/** Host functions of warnings, BUG(), printk(), and hypercalls whose effect is not modelled. */
import type { HostFunction } from "#engine/cmachine";
import type { KernelState } from "./kernel-state.ts";

export function diagnosticHosts(
  kernelOf: () => KernelState,
): Readonly<Record<string, HostFunction>> {
  return {
    /** (condition): answers it. */
    __sim_warn(_machine, base) {
      const kernel = kernelOf();
      if (kernel.low(base, 0) === 0) return;
      kernel.record.note("warning", 0, 0, 0, 0, "WARN_ON()");
      kernel.record.problem({
        kind: "rule-broken",
        isWrong: true,
        code: "kernel-warning",
        message: "The kernel's own check fails: a WARN_ON() is true.",
        citations: [],
      });
      kernel.answer(base, 1);
    },
    __sim_bug() {
      const kernel = kernelOf();
      kernel.mmu.core.bug("kernel-bug", "A BUG() or BUG_ON() is hit: the kernel stops.", []);
      kernel.stopIfStopped();
    },
    /** (format, ...): what is printed is not formatted. */
    __sim_printk(machine, base) {
      const kernel = kernelOf();
      const format = machine.loadString(kernel.address(base, 0), 256);
      if (format === undefined) return;
      const text = String.fromCharCode(...format.filter((byte) => byte >= 0x20 && byte < 0x7f));
      kernel.record.note("print", 0, 0, 0, 0, text);
      kernel.answer(base, 0);
    },
    /** (name, operation, argument): counted, and answered with 0. */
    __sim_hypercall(machine, base) {
      const kernel = kernelOf();
      const name = machine.loadString(kernel.address(base, 0), 64);
      if (name === undefined) return;
      kernel.mmu.counters.hypercalls++;
      kernel.record.note("hypercall", 0, 0, 0, 0, String.fromCharCode(...name));
      kernel.answer(base, 0);
    },
  };
}
