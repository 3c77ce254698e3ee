/**
 * Writes the instructions of one function: registers, labels, bytes on the stack, and stretches
 * that are written only to learn a type or a constant and are then taken back.
 */
import type { Image, ImageObject } from "./image.ts";
import { type OperationName, op, operationNames } from "./instruction.ts";
import type { PositionId } from "./position.ts";

export interface Label {
  /** Instruction index, or -1 while it is not placed. */
  target: number;
  /** Instructions that jump here, with the operand that says so. */
  readonly uses: { readonly instruction: number; readonly operand: 1 | 2 | 3 }[];
  /** Bytes of objects that hold its address. */
  readonly objectUses: { readonly object: ImageObject; readonly byteOffset: number }[];
}

/** Operations that write operand a and do not read it. */
const writesFirst: ReadonlySet<number> = new Set(
  operationNames.flatMap((name, code) =>
    /^(?:CONST|MOV|FRAME|SEXT|ZEXT|BOOL|ADD|SUB|MUL|AND|OR|XOR|SHL|SHR|DIV|REM|NEG|NOT|EQ|NE|LT|LE|LD|CLZ|CTZ|POPCOUNT|BSWAP)/.test(
      name,
    ) && name !== "SHLCHECK"
      ? [code]
      : [],
  ),
);

/** Register number, not lane. */
export type Register = number;

export class CodeWriter {
  readonly image: Image;
  /** Where the next instruction comes from. */
  at: PositionId = 0;
  /** Not zero while what is written will be taken back. */
  discarding = 0;
  #next: Register = 0;
  #highest = 0;
  #frameByteSize = 0;
  /** Instructions before this one are not to be changed. */
  #fence = 0;

  constructor(image: Image) {
    this.image = image;
  }

  get nRegisters(): number {
    return this.#highest;
  }

  get frameByteSize(): number {
    return Math.ceil(this.#frameByteSize / 16) * 16;
  }

  // ---- registers: a stack, released down to a level ----

  get level(): Register {
    return this.#next;
  }

  release(level: Register): void {
    this.#next = level;
  }

  register(): Register {
    const register = this.#next++;
    if (this.#next > this.#highest) this.#highest = this.#next;
    return register;
  }

  /** Registers that a callee may use for arguments and result count as in use, too. */
  reserve(count: number): void {
    this.#highest = Math.max(this.#highest, this.#next + count);
  }

  /** Bytes of the frame; their offset. Nothing is ever given back, so that loops are safe. */
  frame(byteSize: number, alignment: number): number {
    const offset = Math.ceil(this.#frameByteSize / alignment) * alignment;
    // A byte between two variables lets an overrun be noticed by none of them; a word does.
    this.#frameByteSize = offset + Math.max(1, byteSize);
    return offset;
  }

  // ---- instructions: operands that are registers become lanes here ----

  emit(operation: OperationName, a = 0, b = 0, c = 0): number {
    return this.image.emit(op[operation], a, b, c, this.at);
  }

  /** Operands a, b and c are registers. */
  rrr(operation: OperationName, a: Register, b: Register, c: Register): void {
    this.emit(operation, 2 * a, 2 * b, 2 * c);
  }

  /** Operands a and b are registers, c is not. */
  rri(operation: OperationName, a: Register, b: Register, c = 0): void {
    this.emit(operation, 2 * a, 2 * b, c);
  }

  /** Operand a is a register. */
  rii(operation: OperationName, a: Register, b = 0, c = 0): void {
    this.emit(operation, 2 * a, b, c);
  }

  statement(at: PositionId): void {
    this.at = at;
    this.emit("STMT");
  }

  // ---- labels ----

  label(): Label {
    return { target: -1, uses: [], objectUses: [] };
  }

  place(label: Label): void {
    label.target = this.image.nInstructions;
    this.fence();
    for (const { instruction, operand } of label.uses) {
      this.image.patch(instruction, operand, label.target);
    }
  }

  jump(label: Label): void {
    this.#use(this.emit("JMP", label.target), 1, label);
  }

  /** To the label when the register is zero or not. */
  jumpIf(operation: "JZ32" | "JNZ32" | "JZ64" | "JNZ64", register: Register, label: Label): void {
    this.#use(this.emit(operation, 2 * register, label.target), 2, label);
  }

  jumpCompare(operation: OperationName, left: Register, right: Register, label: Label): void {
    this.#use(this.emit(operation, 2 * left, 2 * right, label.target), 3, label);
  }

  /** The address of a label, once it is placed, into a register. */
  labelAddress(register: Register, label: Label): void {
    const { labelBase } = this.image.plan;
    const low = Number(BigInt.asIntN(32, labelBase));
    this.rii("CONST64", register, low, Number(BigInt.asIntN(32, labelBase >> 32n)));
    const add = this.emit("ADDI64", 2 * register, 2 * register, Math.max(0, label.target));
    this.#use(add, 3, label);
  }

  #use(instruction: number, operand: 1 | 2 | 3, label: Label): void {
    label.uses.push({ instruction, operand });
  }

  /** Does something, and takes back all that it wrote; what it answers stays. */
  discard<T>(does: () => T): T {
    const { image, at } = this;
    const instructions = image.nInstructions;
    const next = this.#next;
    const highest = this.#highest;
    const frameByteSize = this.#frameByteSize;
    const lengths = [image.switches, image.assemblies, image.overflows, image.reasons].map(
      ({ length }) => length,
    );
    this.discarding++;
    try {
      return does();
    } finally {
      this.discarding--;
      image.nInstructions = instructions;
      [image.switches, image.assemblies, image.overflows, image.reasons].forEach((list, index) => {
        list.length = lengths[index] as number;
      });
      this.fence();
      this.#next = next;
      this.#highest = highest;
      this.#frameByteSize = frameByteSize;
      this.at = at;
    }
  }

  /** What was written last may be jumped behind, or its result is needed where it is. */
  fence(): void {
    this.#fence = this.image.nInstructions;
  }

  /**
   * Lets the last instruction write another register, when it wrote `from` and nothing can come
   * between. The caller sees to it that `from` is read by nobody else.
   */
  retarget(from: Register, to: Register): boolean {
    const { image } = this;
    const last = image.nInstructions - 1;
    if (last < this.#fence || last < 0) return false;
    if (image.code[last * 4 + 1] !== 2 * from) return false;
    if (!writesFirst.has(image.code[last * 4] as number)) return false;
    image.patch(last, 1, 2 * to);
    return true;
  }
}
