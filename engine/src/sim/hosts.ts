/** All host functions of a modelled kernel, and what inline assembly means. */
import type { AssemblyHook, HostFunction } from "#engine/cmachine";
import { diagnosticHosts } from "./diagnostic-hosts.ts";
import { entryHosts } from "./entry-hosts.ts";
import type { KernelState } from "./kernel-state.ts";
import { lockHosts } from "./lock-hosts.ts";
import { memoryHosts } from "./memory-hosts.ts";
import { pageHosts } from "./page-hosts.ts";
import { scenarioHosts } from "./scenario-hosts.ts";
import { sectionHosts } from "./section-hosts.ts";
import { walkHosts } from "./walk-hosts.ts";

/** By name; `kernelOf` is asked when one is called. */
export function createHosts(kernelOf: () => KernelState): ReadonlyMap<string, HostFunction> {
  return new Map(
    [
      entryHosts,
      sectionHosts,
      walkHosts,
      pageHosts,
      lockHosts,
      memoryHosts,
      diagnosticHosts,
      scenarioHosts,
    ].flatMap((hostsOf) => Object.entries(hostsOf(kernelOf))),
  );
}

/** Instructions that order accesses and compute nothing, by architecture manuals. */
const barrier =
  /^(?:[\s;]|\\n|\\t|(?:ptesync|isync|sync|lwsync|eieio|dsb|dmb|isb|fence|sfence\.vma|mfence|lfence|sfence|membar|bcr|nop|yield|pause|wfe|sev)\b[^;\n]*)*$/;

/** Barriers do what they say; anything else ends the run as not supported, by its text. */
export function assemblyHook(kernelOf: () => KernelState): AssemblyHook {
  return (machine, { template }) => {
    if (!barrier.test(template)) {
      const text = template.replace(/\s+/g, " ").trim().slice(0, 80);
      machine.stop({ kind: "unsupported", reason: `inline assembly: ${JSON.stringify(text)}` });
      return;
    }
    const kernel = kernelOf();
    for (const line of template.split(/[;\n]/)) kernel.mmu.barrier(line.trim());
    kernel.dropTranslations();
  };
}
