/**
 * The headers that number system calls, from an architecture's tables (scripts/syscallhdr.sh,
 * 6.12). The tables' own headers, which list entry points, are empty: only assembly and the
 * dispatchers include them.
 */

type ReadText = (path: string) => string | undefined;

interface HeaderPlan {
  readonly name: string;
  readonly table: string;
  /** What the second column of a line begins with. */
  readonly abis: readonly string[];
  readonly prefix?: string;
  /** Added to each number. */
  readonly offset?: string;
  readonly count?: "__NR_syscalls" | "NR_syscalls";
}

const x86Tables = "arch/x86/entry/syscalls";
const genericAbis = ["common", "renameat", "rlimit", "memfd_secret"];
const generic = "scripts/syscall.tbl";

const plans: Readonly<Record<string, readonly HeaderPlan[]>> = {
  x86: [
    counted("asm/unistd_32.h", `${x86Tables}/syscall_32.tbl`, ["i386"]),
    {
      ...counted("asm/unistd_32_ia32.h", `${x86Tables}/syscall_32.tbl`, ["i386"]),
      prefix: "ia32_",
    },
    counted("asm/unistd_64.h", `${x86Tables}/syscall_64.tbl`, ["common", "64"]),
    { ...counted("asm/unistd_64_x32.h", `${x86Tables}/syscall_64.tbl`, ["x32"]), prefix: "x32_" },
    {
      ...counted("asm/unistd_x32.h", `${x86Tables}/syscall_64.tbl`, ["common", "x32"]),
      offset: "__X32_SYSCALL_BIT",
    },
  ],
  arm64: [
    counted("asm/unistd_64.h", "arch/arm64/tools/syscall_64.tbl", [...genericAbis, "64"]),
    counted("asm/unistd_32.h", "arch/arm64/tools/syscall_32.tbl", ["common", "32"]),
    {
      ...counted("asm/unistd_compat_32.h", "arch/arm64/tools/syscall_32.tbl", ["common", "32"]),
      prefix: "compat32_",
    },
  ],
  riscv: [
    counted("asm/unistd_64.h", generic, ["common", "64", "riscv", "rlimit", "memfd_secret"]),
    counted("asm/unistd_32.h", generic, ["common", "32", "riscv", "memfd_secret"]),
  ],
  powerpc: [
    counted("asm/unistd_64.h", "arch/powerpc/kernel/syscalls/syscall.tbl", [
      "common",
      "nospu",
      "64",
    ]),
    counted("asm/unistd_32.h", "arch/powerpc/kernel/syscalls/syscall.tbl", [
      "common",
      "nospu",
      "32",
    ]),
  ],
  sparc: [
    counted("asm/unistd_64.h", "arch/sparc/kernel/syscalls/syscall.tbl", ["common", "64"]),
    counted("asm/unistd_32.h", "arch/sparc/kernel/syscalls/syscall.tbl", ["common", "32"]),
  ],
  s390: [
    uncounted("asm/unistd_64.h", "arch/s390/kernel/syscalls/syscall.tbl", ["common", "64"]),
    uncounted("asm/unistd_32.h", "arch/s390/kernel/syscalls/syscall.tbl", ["common", "32"]),
    {
      ...uncounted("asm/unistd_nr.h", "arch/s390/kernel/syscalls/syscall.tbl", []),
      count: "NR_syscalls",
    },
  ],
  arm: [
    {
      ...uncounted("asm/unistd-eabi.h", "arch/arm/tools/syscall.tbl", ["common", "eabi"]),
      offset: "__NR_SYSCALL_BASE",
    },
    {
      ...uncounted("asm/unistd-oabi.h", "arch/arm/tools/syscall.tbl", ["common", "oabi"]),
      offset: "__NR_SYSCALL_BASE",
    },
    counted("asm/unistd-nr.h", "arch/arm/tools/syscall.tbl", []),
  ],
};

function uncounted(name: string, table: string, abis: readonly string[]): HeaderPlan {
  return { name, table, abis };
}

function counted(name: string, table: string, abis: readonly string[]): HeaderPlan {
  return { name, table, abis, count: "__NR_syscalls" };
}

/** By the name that includes use; an old tree lacks some tables, and then the header is not there. */
export function systemCallHeaders(folder: string, readText: ReadText): Map<string, string> {
  const headers = new Map<string, string>();
  for (const plan of plans[folder] ?? []) {
    const text = readText(plan.table);
    if (text !== undefined) headers.set(plan.name, headerOf(plan, text));
  }
  const tables = ["32", "64", "x32", "spu", "compat_32"].flatMap((abi) => [
    `asm/syscalls_${abi}.h`,
    `asm/syscall_table_${abi}.h`,
  ]);
  for (const name of ["asm/syscall_table.h", ...tables]) headers.set(name, "");
  return headers;
}

function headerOf(plan: HeaderPlan, table: string): string {
  const { abis, prefix = "", offset, count } = plan;
  const lines: string[] = [];
  let most = 0;
  for (const line of table.split("\n")) {
    const match = /^(0x[0-9A-Fa-f]+|[0-9]+)\s+(\w+)\s+(\w+)/.exec(line);
    if (match === null) continue;
    const number = Number(match[1]);
    const isListed = abis.includes(match[2] as string);
    // A header that only counts is about all system calls.
    if (isListed || abis.length === 0) most = Math.max(most, number);
    if (!isListed) continue;
    const value = offset === undefined ? `${number}` : `(${offset} + ${number})`;
    lines.push(`#define __NR_${prefix}${match[3]} ${value}`);
  }
  if (count === "NR_syscalls") lines.push(`#define NR_syscalls ${most + 1}`);
  else if (count !== undefined) {
    // arm's entry code wants a multiple of four (arch/arm/tools/syscallnr.sh, 6.12).
    const number = plan.name === "asm/unistd-nr.h" ? (most + 4) & ~3 : most + 1;
    lines.push(`#define __NR_${prefix}syscalls ${number}`);
  }
  return `${lines.join("\n")}\n`;
}
