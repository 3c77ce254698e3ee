/**
 * A lowered program: instructions, functions, objects and the tables that instructions name.
 *
 * Append-only: linking adds functions and objects, and an index once given stays. Addresses are
 * assigned when a thing is added, so that lowering can write them into code and initial bytes.
 */
import type { FaultCode } from "./instruction.ts";
import { faultCodes } from "./instruction.ts";
import type { PositionId, PositionTable } from "./position.ts";

/** Where the parts of a program lie, and how wide its words are. */
export interface AddressPlan {
  /** Of functions, sixteen bytes each. */
  readonly codeBase: bigint;
  /** Of labels whose address is taken; one byte an instruction. */
  readonly labelBase: bigint;
  readonly objectBase: bigint;
}

export interface ImageFunction {
  readonly name: string;
  readonly index: number;
  readonly at: PositionId;
  readonly address: bigint;
  /** Set by `defineFunction`. */
  body: FunctionBody | undefined;
  /** The host's function of this name, when it has one: an index into `image.hosts`; else -1. */
  hostIndex: number;
}

export interface FunctionBody {
  /** Index of the first instruction. */
  readonly entry: number;
  readonly end: number;
  /** Registers of the window, arguments of the deepest call included. */
  readonly nRegisters: number;
  /** Fixed parameters and hidden ones, in registers 0 and up. */
  readonly nParameters: number;
  readonly isVariadic: boolean;
  /** Bytes on the stack, a multiple of 16. */
  readonly frameByteSize: number;
  /** For showing values: where each named variable lives. */
  readonly variables: readonly VariableInfo[];
}

export interface VariableInfo {
  readonly name: string;
  /** As a reader would write it, such as `struct page *`. */
  readonly typeText: string;
  readonly byteSize: number;
  readonly isSigned: boolean;
  readonly isRecord: boolean;
  readonly place:
    | { readonly kind: "register"; readonly register: number }
    | { readonly kind: "frame"; readonly offset: number };
  /** Instruction indexes between which the name is in scope. */
  readonly from: number;
  readonly to: number;
}

export interface ImageObject {
  readonly name: string;
  readonly at: PositionId;
  readonly address: bigint;
  readonly byteSize: number;
  readonly isReadOnly: boolean;
  /** Undefined until defined; zeroes for the tail beyond its length. */
  bytes: Uint8Array | undefined;
  readonly typeText: string;
}

export interface SwitchTable {
  /** Inclusive ranges as signed 64-bit numbers (or unsigned, when `isUnsigned`), sorted by `first`, apart. */
  readonly cases: readonly { readonly first: bigint; readonly last: bigint; target: number }[];
  readonly isUnsigned: boolean;
  otherwise: number;
}

export interface OverflowForm {
  readonly operation: "+" | "-" | "*";
  readonly left: IntegerForm;
  readonly right: IntegerForm;
  readonly result: IntegerForm;
}

export interface IntegerForm {
  readonly bits: number;
  readonly isSigned: boolean;
}

export interface AssemblyText {
  readonly template: string;
  readonly at: PositionId;
  readonly nOutputs: number;
  readonly nInputs: number;
}

export class Image {
  readonly positions: PositionTable;
  readonly plan: AddressPlan;
  /** Four numbers an instruction. */
  code = new Int32Array(4 * 1024);
  /** A position an instruction. */
  codePositions = new Int32Array(1024);
  /** Instructions so far. */
  nInstructions = 0;
  readonly functions: ImageFunction[] = [];
  readonly objects: ImageObject[] = [];
  readonly switches: SwitchTable[] = [];
  readonly assemblies: AssemblyText[] = [];
  readonly overflows: OverflowForm[] = [];
  readonly reasons: string[] = [];
  readonly hosts: string[] = [];
  #nextObject: bigint;

  constructor(positions: PositionTable, plan: AddressPlan) {
    this.positions = positions;
    this.plan = plan;
    this.#nextObject = plan.objectBase;
  }

  /** Appends an instruction and returns its index. */
  emit(operation: number, a: number, b: number, c: number, at: PositionId): number {
    const index = this.nInstructions++;
    if (index * 4 === this.code.length) {
      this.code = grown(this.code);
      this.codePositions = grown(this.codePositions);
    }
    this.code[index * 4] = operation;
    this.code[index * 4 + 1] = a;
    this.code[index * 4 + 2] = b;
    this.code[index * 4 + 3] = c;
    this.codePositions[index] = at;
    return index;
  }

  /** Overwrites operand 1 (a), 2 (b) or 3 (c) of an instruction, as a jump's target once it is known. */
  patch(index: number, operand: 1 | 2 | 3, value: number): void {
    this.code[index * 4 + operand] = value;
  }

  addFunction(name: string, at: PositionId): ImageFunction {
    const index = this.functions.length;
    const address = this.plan.codeBase + BigInt(index * 16);
    const added: ImageFunction = { name, index, at, address, body: undefined, hostIndex: -1 };
    this.functions.push(added);
    return added;
  }

  /** Adds an object with sixteen bytes free on both sides, so that an overrun meets no neighbour. */
  addObject(
    object: Pick<ImageObject, "name" | "at" | "byteSize" | "isReadOnly" | "typeText"> & {
      readonly alignment: number;
    },
  ): ImageObject {
    const { alignment, ...rest } = object;
    const mask = BigInt(Math.max(16, alignment)) - 1n;
    const address = (this.#nextObject + 16n + mask) & ~mask;
    this.#nextObject = address + BigInt(rest.byteSize);
    const added: ImageObject = { ...rest, address, bytes: undefined };
    this.objects.push(added);
    return added;
  }

  labelAddress(instruction: number): bigint {
    return this.plan.labelBase + BigInt(instruction);
  }

  addReason(reason: string): number {
    return this.reasons.push(reason) - 1;
  }

  /** The number of a fault code, for TRAP. */
  faultNumber(code: FaultCode): number {
    return faultCodes.indexOf(code);
  }
}

function grown(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
