/** The machines that a simulation can be asked for. */

/** As users name machines. */
export const machineNames = [
  "arm64",
  "powerpc-hash",
  "sparc64",
  "xen-pv",
  "x86",
  "riscv",
  "s390",
  "generic",
  "rfc-direct",
  "rfc-nested",
] as const;

export type MachineName = (typeof machineNames)[number];
