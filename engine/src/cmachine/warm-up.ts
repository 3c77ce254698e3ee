/**
 * A program that takes every way through the run loop.
 *
 * Engines compile a function for the values that it has seen, and drop the result when a way is
 * taken for the first time. The loop is one large function: without this, a program runs slowly
 * until it has met each of its operations, again and again.
 */
import { Image, type ImageFunction, type OperationName, op, PositionTable } from "#engine/cfront";
import { fastOperations } from "./fast-operation-table.ts";

/** Lanes of the registers that the program uses. */
const left = 0;
const right = 2;
const result = 4;
const address = 6;
const small = 8;
const smaller = 10;
const callBase = 12;

const rounds = 10;

/** Operands at the edges, so that sums leave 32 bits and comparisons see both signs. */
const operands: readonly (readonly [number, number])[] = [
  [1, 2],
  [0x7fffffff, 0x7fffffff],
  [-1, -0x80000000],
  [0, 0],
];

export interface WarmUp {
  readonly image: Image;
  readonly main: ImageFunction;
  readonly statements: number;
}

export function createWarmUp(): WarmUp {
  const image = new Image(new PositionTable(), {
    codeBase: 0x10_0000n,
    labelBase: 0x20_0000n,
    objectBase: 0x40_0000n,
  });
  const object = image.addObject({
    name: "memory",
    at: 0,
    byteSize: 64,
    alignment: 64,
    isReadOnly: false,
    typeText: "",
  });
  object.bytes = new Uint8Array(64);
  const plain = addLeaf(image, 0);
  const framed = addLeaf(image, 32);
  const main = image.addFunction("main", 0);
  const entry = image.nInstructions;
  const emit = (name: OperationName, a = 0, b = 0, c = 0) => image.emit(op[name], a, b, c, 0);
  emit("CONST32", callBase + 8, rounds);
  const top = image.nInstructions;
  for (const [x, y] of operands) {
    for (const name of fastOperations) {
      emit("CONST64", left, x, x >> 31);
      emit("CONST64", right, y, y >> 31);
      emit("CONST64", address, Number(object.address), 0);
      emit("CONST64", small, 3, 0);
      emit("CONST64", smaller, 2, 0);
      emit("STMT");
      if (name === "CALL") {
        emit("CALL", plain.index, callBase, 0);
        emit("CALL", framed.index, callBase, 0);
      } else if (name === "SWITCH") {
        emitSwitches(image);
      } else if (name !== "RET") {
        for (const one of name.split("+")) emitOperation(image, one as OperationName);
      }
    }
  }
  emit("ADDI32", callBase + 8, callBase + 8, -1);
  emit("JNZ32", callBase + 8, top);
  emit("RET");
  setBody(image, main, entry, 0);
  return { image, main, statements: 2 * rounds * operands.length * fastOperations.length };
}

function addLeaf(image: Image, frameByteSize: number): ImageFunction {
  const leaf = image.addFunction("leaf", 0);
  const entry = image.nInstructions;
  image.emit(op.RET, 0, 0, 0, 0);
  setBody(image, leaf, entry, frameByteSize);
  return leaf;
}

function setBody(image: Image, fn: ImageFunction, entry: number, frameByteSize: number): void {
  fn.body = {
    entry,
    end: image.nInstructions,
    nRegisters: 12,
    nParameters: 0,
    isVariadic: false,
    frameByteSize,
    variables: [],
  };
}

/** One that looks its cases up, one that searches them, and one with wide values. */
function emitSwitches(image: Image): void {
  for (const values of [
    [1n, 2n, 3n],
    [1n, 100_000n],
    [1n, 1n << 40n],
  ]) {
    const next = image.nInstructions + 1;
    const cases = values.map((value) => ({ first: value, last: value, target: next }));
    image.switches.push({ cases, isUnsigned: false, otherwise: next });
    image.emit(op.SWITCH, left, image.switches.length - 1, 0, 0);
  }
}

function emitOperation(image: Image, name: OperationName): void {
  const next = image.nInstructions + 1;
  const emit = (a: number, b = 0, c = 0) => image.emit(op[name], a, b, c, 0);
  if (name === "STMT") emit(0);
  else if (name === "JMP") emit(next);
  else if (/^JN?Z/.test(name)) emit(left, next);
  else if (name.startsWith("J")) emit(left, right, next);
  else if (name === "SHIFTCHECK") emit(small, 32);
  else if (name.endsWith("BITS")) emit(result, left, 40);
  else if (name.startsWith("CONST")) emit(result, 7, 7);
  else if (name === "FRAME") emit(result, 0);
  else if (name.startsWith("ST")) emit(address, left, 8);
  else if (name.startsWith("LD")) emit(result, address, 8);
  else if (/^(?:DIV|REM|ADDX|SUBX|MULX)/.test(name)) emit(result, small, smaller);
  else if (/^SH.*I\d\d$/.test(name)) emit(result, left, 5);
  else if (/I\d\d$/.test(name)) emit(result, left, -7);
  else emit(result, left, right);
}
