/**
 * What the compiler and linker would answer to Kconfig's questions: those of gcc 12 and binutils
 * 2.40 for the architecture at hand. No tool is asked, so that a tree needs none.
 */
import type { ToolchainAnswers } from "./kconfig-text.ts";

/** What is asked for by options, instructions and scripts that gcc 12 or binutils 2.40 lack. */
const unknown: readonly RegExp[] = [
  // Of clang, or of a later gcc.
  /-mllvm|-Xclang|--target|-fexperimental|fsanitize=kcfi|fsanitize=cfi|fno-sanitize-recover=kcfi/,
  /fprofile-|flto|fsanitize-coverage=.*stack-depth|fstrict-flex-arrays|fmin-function-alignment/,
  /mharden-sls=none-|counted_by|gz=zstd|mtls-dialect=desc|inline-stringops|frandomize-layout/,
  /__SIZEOF_INT128__=0|kernel-memory|asan-kernel-mem-intrinsic-prefix|zvkb|R_RISCV_SET_ULEB128/,
  /enable-trivial-auto-var-init-zero|Wunreachable-code-fallthrough/,
  /fsanitize=array-bounds|tsan-compound-read-before-write/,
  // -fpatchable-function-entry of powerpc needs gcc 13, as its check finds out.
  /gcc-check-fpatchable-function-entry/,
  // The headers of gcc's plugins are not there.
  /plugin-version\.h/,
  /rust|bindgen|pahole|clang|llvm|lld/i,
];

/** What there is for some architectures only. */
const onlyOn: readonly { readonly pattern: RegExp; readonly architectures: readonly string[] }[] = [
  { pattern: /fsanitize=kernel-hwaddress|fsanitize=shadow-call-stack/, architectures: ["arm64"] },
  { pattern: /-mrecord-mcount/, architectures: ["x86", "s390"] },
  // Its script runs the host's tools for the host's own formats only.
  { pattern: /tools-support-relr/, architectures: ["x86", "powerpc"] },
  // Relaxation by the linker leaves no constant distances on riscv.
  {
    pattern: /\.uleb128 \.Lexpr_end4/,
    architectures: ["arm64", "x86", "s390", "powerpc", "sparc64", "arm"],
  },
];

export function toolchainAnswersFor(architecture: string): ToolchainAnswers {
  /** Whether a command of the tree's Kconfig files succeeds. */
  const knows = (text: string): boolean => {
    // gcc before 12.4 miscompiles asm goto with outputs, which newer trees check for themselves
    // (init/Kconfig, GCC_ASM_GOTO_OUTPUT_BROKEN, 6.12); older ones are answered alike.
    if (/asm goto/.test(text) && /"[=+]/.test(text)) return false;
    if (/grep -qv llvm/.test(text)) return true;
    if (unknown.some((pattern) => pattern.test(text))) return false;
    return onlyOn.every(
      ({ pattern, architectures }) => !pattern.test(text) || architectures.includes(architecture),
    );
  };
  return {
    call(name, args) {
      switch (name) {
        case "cc-option":
        case "cc-option-yn":
        case "ld-option":
        case "as-option":
        case "as-instr":
        case "as-instr64":
        case "success":
          return knows(args.join(",")) ? "y" : "n";
        case "failure":
          return knows(args.join(",")) ? "n" : "y";
        case "cc-option-bit":
          return knows(args.join(",")) ? (args[0] ?? "") : "";
        case "if-success":
          return knows(args[0] ?? "") ? (args[1] ?? "") : (args[2] ?? "");
        case "rustc-option":
          return "n";
        default:
          return undefined;
      }
    },
    shell(command) {
      if (/cc-version\.sh/.test(command)) return "GCC 120200";
      if (/as-version\.sh/.test(command)) return "GNU 24000";
      if (/ld-version\.sh/.test(command)) return "BFD 24000";
      if (/pahole-version|rustc|bindgen|rust/.test(command)) return "0";
      return "";
    },
  };
}

/** Variables of the environment that Kconfig files read. */
export function kconfigVariables(
  architecture: { readonly folder: string; readonly arch: string },
  release: string,
): Readonly<Record<string, string>> {
  return {
    SRCARCH: architecture.folder,
    ARCH: architecture.arch,
    HEADER_ARCH: architecture.folder,
    KERNELVERSION: release,
    CC_VERSION_TEXT: "gcc (GCC) 12.2.0",
    PAHOLE_VERSION: "0",
    RUSTC_VERSION: "0",
    RUSTC_VERSION_TEXT: "",
    RUSTC_LLVM_VERSION: "0",
    srctree: ".",
    CC: "gcc",
    LD: "ld",
    NM: "nm",
    OBJCOPY: "objcopy",
    AWK: "awk",
    PYTHON3: "python3",
    DTC: "dtc",
    "m32-flag": "-m32",
    "m64-flag": "-m64",
    "cc-name": "GCC",
    "cc-version": "120200",
    "as-name": "GNU",
    "as-version": "24000",
    "ld-name": "BFD",
    "ld-version": "24000",
  };
}
