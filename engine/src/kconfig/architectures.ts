/** The architectures that programs can be built for, as their Makefiles tell the compiler. */
import type { Configuration } from "./configuration.ts";
import { architectureMacros, commonMacros } from "./predefined-macro-table.ts";

export interface BuildArchitecture {
  readonly id: string;
  /** Below arch/. */
  readonly folder: string;
  /** ARCH as `make` is given it. */
  readonly arch: string;
  /** Fragments in order; a later one wins. */
  readonly defconfigs: readonly string[];
  readonly dataModel: "lp64" | "ilp32";
  /** Folders of headers besides arch/FOLDER/include and include, from the architecture's Makefile. */
  readonly extraIncludes: readonly string[];
  readonly definitions: Readonly<Record<string, string>>;
}

const rows: readonly BuildArchitecture[] = [
  row("arm64", "arm64", "arm64", ["arch/arm64/configs/defconfig"]),
  row("x86", "x86", "x86_64", ["arch/x86/configs/x86_64_defconfig"]),
  row("riscv", "riscv", "riscv", ["arch/riscv/configs/defconfig"]),
  row("s390", "s390", "s390", ["arch/s390/configs/defconfig"]),
  {
    ...row("powerpc", "powerpc", "powerpc", [
      "arch/powerpc/configs/ppc64_defconfig",
      "arch/powerpc/configs/le.config",
    ]),
    extraIncludes: ["arch/powerpc"],
  },
  row("sparc64", "sparc", "sparc64", ["arch/sparc/configs/sparc64_defconfig"]),
  {
    ...row("arm", "arm", "arm", ["arch/arm/configs/multi_v7_defconfig"]),
    dataModel: "ilp32",
    definitions: { __LINUX_ARM_ARCH__: "7" },
  },
];

function row(
  id: string,
  folder: string,
  arch: string,
  defconfigs: readonly string[],
): BuildArchitecture {
  return { id, folder, arch, defconfigs, dataModel: "lp64", extraIncludes: [], definitions: {} };
}

export const buildArchitectures: ReadonlyMap<string, BuildArchitecture> = new Map(
  rows.map((one) => [one.id, one]),
);

/** -I and -isystem folders in their order (Makefile, LINUXINCLUDE, 6.12). */
export function includeFoldersOf({ folder, extraIncludes }: BuildArchitecture): readonly string[] {
  return [
    `arch/${folder}/include`,
    "include",
    `arch/${folder}/include/uapi`,
    "include/uapi",
    ...extraIncludes,
  ];
}

/** -include options (Makefile, USERINCLUDE and LINUXINCLUDE, 6.12). */
export const forcedIncludes: readonly string[] = [
  "include/linux/compiler-version.h",
  "include/linux/kconfig.h",
  "include/linux/compiler_types.h",
];

/** What the compiler defines by itself and what the Makefiles add. */
export function macrosOf(
  architecture: BuildArchitecture,
  { values }: Configuration,
): Readonly<Record<string, string>> {
  // arch/arm64/Makefile, KASAN_SHADOW_SCALE_SHIFT (6.12); elsewhere a header defines it.
  const isShifted = architecture.id === "arm64" && values.has("KASAN_SHADOW_OFFSET");
  return {
    ...(isShifted && { KASAN_SHADOW_SCALE_SHIFT: values.has("KASAN_SW_TAGS") ? "4" : "3" }),
    ...commonMacros,
    ...architectureMacros[architecture.id],
    ...architecture.definitions,
    __KERNEL__: "1",
    __CHAR_UNSIGNED__: "1",
    KBUILD_MODNAME: '"lazymmu"',
    KBUILD_BASENAME: '"lazymmu"',
    KBUILD_MODFILE: '"lazymmu"',
  };
}
