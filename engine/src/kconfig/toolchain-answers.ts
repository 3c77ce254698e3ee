/**
 * What the compiler and linker would answer to Kconfig's questions: those of gcc 12 and binutils
 * 2.40 for the architecture at hand. No tool is asked, so that a tree needs none.
 */
import type { ToolchainAnswers } from "./kconfig-text.ts";

/** Options that only clang has, or that gcc has from a later version on. */
const unknownOptions =
  /-mllvm|-Xclang|fsanitize=kcfi|fsanitize=cfi|fprofile-|flto|fsanitize-coverage=.*stack-depth|fstrict-flex-arrays|fmin-function-alignment|mharden-sls=none-|counted_by|mtp=cp15|--target|fexperimental|gz=zstd|mtls-dialect=desc|mstack-protector-guard=tls|fno-sanitize-recover=kcfi|__SIZEOF_INT128__=0|inline-stringops|frandomize-layout/;

/** Shell commands whose answer is a version, by what they mention. */
export const toolchainAnswers: ToolchainAnswers = {
  call(name, args) {
    switch (name) {
      case "cc-option":
      case "cc-option-yn":
      case "ld-option":
      case "as-option":
      case "as-instr":
      case "as-instr64":
      case "cc-option-bit":
      case "m32-flag":
      case "m64-flag":
        return unknownOptions.test(args.join(" ")) ? "n" : "y";
      case "success":
        return isLikely(args.join(",")) ? "y" : "n";
      case "failure":
        return isLikely(args.join(",")) ? "n" : "y";
      case "if-success":
        return isLikely(args[0] ?? "") ? (args[1] ?? "") : (args[2] ?? "");
      default:
        return undefined;
    }
  },
  shell(command) {
    if (/cc-version\.sh/.test(command)) return "GCC 120200";
    if (/as-version\.sh/.test(command)) return "GNU 24000";
    if (/ld-version\.sh/.test(command)) return "BFD 24000";
    if (/pahole-version/.test(command)) return "0";
    if (/rustc|bindgen|rust/.test(command)) return "0";
    if (/minimal_page_size|getconf/.test(command)) return "4096";
    return "";
  },
};

/** Commands that would succeed with the tools of the answers: no Rust, no pahole, no clang. */
function isLikely(command: string): boolean {
  if (/rust|bindgen|pahole|clang|llvm|lld|gcc-plugin|relr/i.test(command)) return false;
  // gcc 12 takes asm goto with outputs for broken (init/Kconfig, GCC_ASM_GOTO_OUTPUT_BROKEN, 6.12).
  if (/asm goto/.test(command) && /"[=+]/.test(command)) return false;
  if (/\$\(?CC\)?.*--version|grep -q clang/.test(command)) return false;
  return !unknownOptions.test(command);
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
