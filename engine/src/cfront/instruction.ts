/**
 * The instructions of the machine: what lowering writes and the run loop executes.
 *
 * An instruction is four 32-bit numbers: the operation and operands a, b, c. `r` operands name a
 * register by its lane: twice its number within the function's window, lane 0 low and lane 1 high.
 * Values of 32 bits and fewer live in lane 0, extended to 32 bits as their type says (signed or
 * unsigned); lane 1 is then undefined. Values of 64 bits use both lanes. Pointers of a 32-bit data
 * model are 64-bit values with a zero high lane. `i` operands are immediate; `pc` operands are
 * instruction indexes (not multiplied by four).
 *
 * Calls. Arguments lie in consecutive registers that begin at register `base` of the caller; that
 * register becomes register 0 of the callee, so nothing is copied, and the result, if any, is left
 * in it. A record that is one scalar in disguise (`pte_t`) is passed, returned and kept like that
 * scalar. Any other record is passed as the address of a copy that the caller made; a function that
 * returns such a record takes the result's address as a hidden first argument and returns it. The
 * extra arguments of a variadic call lie in the caller's frame in slots of eight bytes (integers
 * and pointers extended to 64 bits by their signedness; records rounded up to eight); their address
 * is a hidden last argument, present also when there are none.
 */

const names = [
  // ---- statements and control ----
  /** Begins a statement: costs one unit of the budget. */
  "STMT",
  /** To pc a. */
  "JMP",
  /** To pc b when register a is zero or not. */
  "JZ32",
  "JNZ32",
  "JZ64",
  "JNZ64",
  /** To pc c when the comparison of registers a and b holds. */
  "JEQ32",
  "JNE32",
  "JLTS32",
  "JLES32",
  "JLTU32",
  "JLEU32",
  "JEQ64",
  "JNE64",
  "JLTS64",
  "JLES64",
  "JLTU64",
  "JLEU64",
  /** Through `image.switches[b]` by the 64-bit value of register a. */
  "SWITCH",
  /** To the label whose address (see `labelAddress`) is in register a; else a fault. */
  "JMPR",
  /** Function a, window base lane b, c arguments (hidden ones counted). */
  "CALL",
  /** Function at the address in register a, window base lane b, c arguments. */
  "CALLR",
  /** Result, if any, is in register 0. */
  "RET",
  /** Stops: `image.reasons[a]` says what is not supported. */
  "UNSUPPORTED",
  /** Stops with the fault code `faultCodes[a]`. */
  "TRAP",
  /** An inline assembly statement, `image.assemblies[a]`; the host decides what it is. Window base lane b. */
  "ASM",

  // ---- constants and moves: a = destination ----
  "CONST32", // b = value
  "CONST64", // b = low, c = high
  "MOV32",
  "MOV64", // b = source
  /** The address of byte b of the function's frame. */
  "FRAME",

  // ---- conversions: a = destination, b = source ----
  "SEXT8",
  "SEXT16",
  "ZEXT8",
  "ZEXT16", // within 32 bits
  "SEXT64",
  "ZEXT64", // from 32 to 64 bits
  "BOOL32",
  "BOOL64", // 1 when not zero
  /** Keeps the low c bits of a 64-bit value, extended by sign or zero. */
  "SEXTBITS",
  "ZEXTBITS",

  // ---- arithmetic: a = destination, b and c = sources; ...I: c is a 32-bit immediate, sign-extended for 64 ----
  "ADD32",
  "SUB32",
  "MUL32",
  "AND32",
  "OR32",
  "XOR32",
  "SHL32",
  "SHRS32",
  "SHRU32",
  "DIVS32",
  "DIVU32",
  "REMS32",
  "REMU32",
  "ADDI32",
  "MULI32",
  "ANDI32",
  "ORI32",
  "XORI32",
  "SHLI32",
  "SHRSI32",
  "SHRUI32",
  "NEG32",
  "NOT32",
  "ADD64",
  "SUB64",
  "MUL64",
  "AND64",
  "OR64",
  "XOR64",
  /** The count is the 32-bit value of register c, taken modulo the width. */
  "SHL64",
  "SHRS64",
  "SHRU64",
  "DIVS64",
  "DIVU64",
  "REMS64",
  "REMU64",
  "ADDI64",
  "MULI64",
  "ANDI64",
  "ORI64",
  "XORI64",
  "SHLI64",
  "SHRSI64",
  "SHRUI64",
  "NEG64",
  "NOT64",
  /** With a fault on signed overflow (ISO profile). */
  "ADDX32",
  "SUBX32",
  "MULX32",
  "NEGX32",
  "ADDX64",
  "SUBX64",
  "MULX64",
  "NEGX64",
  /** Faults when the 32-bit count in register a is not below b, read as unsigned. */
  "SHIFTCHECK",
  /** Before a left shift of a signed value in register a by the count in register b: faults when it does not fit in c bits (ISO profile). */
  "SHLCHECK",

  // ---- comparisons: a = destination (0 or 1), b and c = sources ----
  "EQ32",
  "NE32",
  "LTS32",
  "LES32",
  "LTU32",
  "LEU32",
  "EQ64",
  "NE64",
  "LTS64",
  "LES64",
  "LTU64",
  "LEU64",
  "EQI32",
  "NEI32",
  "LTSI32",
  "LTUI32", // c immediate
  "EQI64",
  "NEI64", // c immediate, sign-extended

  // ---- memory: loads a = destination, b = address register, c = byte offset;
  //      stores a = address register, b = source, c = byte offset ----
  "LD8U",
  "LD8S",
  "LD16U",
  "LD16S",
  "LD32",
  "LD64",
  "ST8",
  "ST16",
  "ST32",
  "ST64",
  /** Copies c bytes from the address in register b to that in register a; initialisation state too. */
  "COPY",
  /** Zeroes c bytes at the address in register a. */
  "ZERO",
  /** Marks c bytes at frame offset b by a: 0 never written, 1 of a scope that is over, 2 not of any variable. */
  "FORGET",
  /** a = address of a new stack block of the byte size in register b (64-bit), aligned to c; freed at return. */
  "ALLOCA",
  /** ISO profile: faults when the c bytes at the address in register a hold another effective type than class b. */
  "TYPECHECK",
  /** ISO profile: the c bytes at the address in register a now have effective type class b. */
  "TYPESET",
  /** ISO profile: faults when the pointer in register a, moved from register b, has left the object that b points into (one past the end is allowed); c = 0. */
  "BOUNDS",
  /** Register a is now uninitialised; a fault when register a is uninitialised. */
  "POISON",
  "CHECKINIT",
  /** Register a is now initialised (an assignment that the lowering cannot place). */
  "UNPOISON",

  // ---- bits: a = destination, b = source ----
  "CLZ32",
  "CLZ64",
  "CTZ32",
  "CTZ64",
  "POPCOUNT32",
  "POPCOUNT64",
  "BSWAP16",
  "BSWAP32",
  "BSWAP64",
  /**
   * Checked arithmetic of any widths: registers b and b + 1 hold the operands as 64-bit values;
   * c indexes `image.overflows`. The wrapped result goes to register a, 0 or 1 to register a + 1.
   */
  "OVERFLOW",
] as const;

export type OperationName = (typeof names)[number];

/** The number of each operation. */
export const op = Object.freeze(
  Object.fromEntries(names.map((name, code) => [name, code])),
) as Readonly<Record<OperationName, number>>;

/** The name of each operation, for listings. */
export const operationNames: readonly OperationName[] = names;

/** What can go wrong in the language itself. The codes are part of the public output. */
export const faultCodes = [
  "null-dereference",
  "invalid-address",
  "out-of-bounds",
  "use-after-free",
  "use-after-scope",
  "uninitialised-read",
  "signed-overflow",
  "bad-shift",
  "division-by-zero",
  "effective-type",
  "misaligned-access",
  "read-only-write",
  "bad-call",
  "stack-overflow",
  "unreachable",
  "missing-return",
  "bad-jump",
  "double-free",
  "bad-free",
  "pointer-arithmetic",
  "negative-array-size",
  "abort",
  "assertion",
] as const;

export type FaultCode = (typeof faultCodes)[number];
