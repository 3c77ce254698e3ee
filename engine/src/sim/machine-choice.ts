/** Which machine a run is on: the architecture that is built for, and the policy of lazy MMU mode. */
import type { Configuration } from "#engine/kconfig";
import {
  findGeometry,
  findPolicy,
  type Geometry,
  type LazyPolicy,
  type PolicyMachine,
  policyFor,
} from "#engine/mm";
import type { MachineName } from "#engine/trace";

const machines: Readonly<
  Partial<Record<MachineName, { readonly architecture: string; readonly policy: PolicyMachine }>>
> = {
  arm64: { architecture: "arm64", policy: "arm64" },
  "powerpc-hash": { architecture: "powerpc", policy: "powerpc-hash" },
  sparc64: { architecture: "sparc64", policy: "sparc64" },
  "xen-pv": { architecture: "x86", policy: "xen-pv" },
  x86: { architecture: "x86", policy: "x86" },
  riscv: { architecture: "riscv", policy: "other" },
  s390: { architecture: "s390", policy: "other" },
};

/** Architectures to build a file for that is no architecture's own, the best first. */
const buildOrder = ["arm64", "x86", "riscv", "powerpc", "s390", "sparc64", "arm"] as const;

const folders: Readonly<Record<string, string>> = { sparc: "sparc64" };

/** The build architectures that a machine's name allows for a file, the best first. */
export function architecturesFor(
  machine: MachineName | undefined,
  file: string,
): readonly string[] {
  const own = machine === undefined ? undefined : machines[machine];
  if (own !== undefined) return [own.architecture];
  const folder = /^arch\/([^/]+)\//.exec(file)?.[1];
  if (folder !== undefined) return [folders[folder] ?? folder];
  return buildOrder;
}

export interface MachineChoice {
  readonly policy: LazyPolicy;
  /** Why the choice is less than certain, or undefined. */
  readonly caveat: string | undefined;
}

/** The policy of a machine in a release; without a name, the architecture's own. */
export function choosePolicy(
  machine: MachineName | undefined,
  architecture: string,
  release: string,
): MachineChoice {
  const named = machine === undefined ? undefined : findPolicy(machine);
  if (named !== undefined) return { policy: named, caveat: undefined };
  return policyFor(
    machines[machine ?? "generic"]?.policy ?? ownPolicies[architecture] ?? "other",
    release,
  );
}

const ownPolicies: Readonly<Record<string, PolicyMachine>> = {
  arm64: "arm64",
  sparc64: "sparc64",
  powerpc: "powerpc-radix",
  x86: "x86",
};

/** The page tables that a configuration has. */
export function chooseGeometry(
  architecture: string,
  { values }: Configuration,
  isHash: boolean,
): Geometry | undefined {
  const isOn = (name: string) => values.get(name) === "y";
  switch (architecture) {
    case "arm64": {
      const page = isOn("ARM64_64K_PAGES") ? "64k" : isOn("ARM64_16K_PAGES") ? "16k" : "4k";
      const bits = values.get("ARM64_VA_BITS") ?? "48";
      // A kernel for 52 bits runs with fewer on a processor without LPA2 or LVA
      // (arch/arm64/include/asm/memory.h, VA_BITS_MIN, 6.12), which is the one that is modelled.
      const used = bits !== "52" ? bits : page === "16k" ? "47" : "48";
      return findGeometry(`arm64-${page}-${used}`);
    }
    case "x86":
      return findGeometry("x86-4k-48");
    case "riscv":
      return findGeometry("riscv64-sv48");
    case "powerpc": {
      const page = isOn("PPC_64K_PAGES") ? "64k" : "4k";
      return findGeometry(`powerpc-${isHash ? "hash" : "radix"}-${page}`);
    }
    case "s390":
      return findGeometry("s390-4level") ?? findGeometry("s390-4k-4level");
    case "sparc64":
      return findGeometry("sparc64-8k");
    case "arm":
      return findGeometry(isOn("ARM_LPAE") ? "arm-lpae" : "arm-2level");
    default:
      return undefined;
  }
}
