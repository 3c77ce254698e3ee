/** The words of C11 and GNU C that are no identifiers, and what each begins. Spellings of one word share an entry. */
import type { StorageClass } from "./ast.ts";

/** `canonical` is the spelling that the syntax keeps. */
export type ReservedWord =
  | { readonly kind: "storage"; readonly canonical: StorageClass }
  | { readonly kind: SpecifierKind | ExpressionKind | StatementKind; readonly canonical: string };

type SpecifierKind =
  | "builtin"
  | "builtin-typedef"
  | "record"
  | "enum"
  | "typeof"
  | "auto-type"
  | "atomic"
  | "const"
  | "volatile"
  | "ignored"
  | "inline"
  | "noreturn"
  | "thread-local"
  | "alignas"
  | "attribute"
  | "extension";

type ExpressionKind =
  | "sizeof"
  | "alignof"
  | "generic"
  | "va-arg"
  | "offsetof"
  | "types-compatible"
  | "choose"
  | "complex-part";

type StatementKind = "statement" | "assembly" | "static-assert" | "local-label";

type Row = readonly [kind: ReservedWord["kind"], canonical: string, spellings: string];

/** An empty canonical spelling stands for each spelling itself. */
const rows: readonly Row[] = [
  ["storage", "", "typedef extern static auto register"],
  ["builtin", "", "void char short int long float double _Bool"],
  ["builtin", "", "_Float16 _Float32 _Float64 _Float128 _Float32x _Float64x __float80 __float128"],
  ["builtin", "", "_Decimal32 _Decimal64 _Decimal128 __bf16 __fp16"],
  ["builtin", "__int128", "__int128"],
  ["builtin", "signed", "signed __signed __signed__"],
  ["builtin", "unsigned", "unsigned"],
  ["builtin", "_Complex", "_Complex __complex __complex__"],
  ["builtin-typedef", "", "__builtin_va_list __int128_t __uint128_t"],
  ["record", "", "struct union"],
  ["enum", "enum", "enum"],
  ["typeof", "typeof", "typeof __typeof __typeof__"],
  ["typeof", "typeof_unqual", "typeof_unqual __typeof_unqual __typeof_unqual__"],
  ["auto-type", "__auto_type", "__auto_type"],
  ["atomic", "_Atomic", "_Atomic"],
  ["const", "const", "const __const __const__"],
  ["volatile", "volatile", "volatile __volatile __volatile__"],
  ["ignored", "", "restrict __restrict __restrict__ __seg_gs __seg_fs"],
  ["inline", "inline", "inline __inline __inline__"],
  ["noreturn", "_Noreturn", "_Noreturn"],
  ["thread-local", "_Thread_local", "_Thread_local __thread"],
  ["alignas", "_Alignas", "_Alignas"],
  ["attribute", "__attribute__", "__attribute __attribute__"],
  ["extension", "__extension__", "__extension__"],
  ["sizeof", "sizeof", "sizeof"],
  ["alignof", "_Alignof", "_Alignof __alignof __alignof__"],
  ["generic", "_Generic", "_Generic"],
  ["va-arg", "__builtin_va_arg", "__builtin_va_arg"],
  ["offsetof", "__builtin_offsetof", "__builtin_offsetof"],
  ["types-compatible", "__builtin_types_compatible_p", "__builtin_types_compatible_p"],
  ["choose", "__builtin_choose_expr", "__builtin_choose_expr"],
  ["complex-part", "", "__real __real__ __imag __imag__"],
  ["statement", "", "if else while do for switch case default goto break continue return"],
  ["assembly", "asm", "asm __asm __asm__"],
  ["static-assert", "_Static_assert", "_Static_assert"],
  ["local-label", "__label__", "__label__"],
];

const words = new Map<string, ReservedWord>(
  rows.flatMap(([kind, canonical, spellings]) =>
    spellings
      .split(" ")
      .map((spelling) => [
        spelling,
        { kind, canonical: canonical === "" ? spelling : canonical } as ReservedWord,
      ]),
  ),
);

export function findReservedWord(text: string): ReservedWord | undefined {
  return words.get(text);
}

const specifierKinds: ReadonlySet<string> = new Set<SpecifierKind | "storage">([
  "storage",
  "builtin",
  "builtin-typedef",
  "record",
  "enum",
  "typeof",
  "auto-type",
  "atomic",
  "const",
  "volatile",
  "ignored",
  "inline",
  "noreturn",
  "thread-local",
  "alignas",
  "attribute",
  "extension",
]);

/** Whether the word may stand among a declaration's specifiers. */
export function isSpecifierWord(word: ReservedWord): boolean {
  return specifierKinds.has(word.kind);
}
