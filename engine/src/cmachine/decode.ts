/**
 * From the image's instructions to the run loop's: its own case numbers, program counters instead
 * of indexes, and neighbours that the loop does in one go.
 *
 * An instruction keeps its place, so that a jump into a sequence still finds the rest of it.
 */
import { type Image, type OperationName, op, operationNames } from "#engine/cfront";
import { beginsStatement, fastOperations } from "./fast-operation-table.ts";

/** Which operand holds an instruction index, 1 to 3. */
const jumpOperand = new Map<number, number>();
for (const name of operationNames) {
  if (name === "JMP") jumpOperand.set(op[name], 1);
  else if (/^JN?Z(32|64)$/.test(name)) jumpOperand.set(op[name], 2);
  else if (/^J(EQ|NE|LTS|LES|LTU|LEU)(32|64)$/.test(name)) jumpOperand.set(op[name], 3);
}

const caseOf = new Map<string, number>(fastOperations.map((name, index) => [name, index + 1]));
const sequences = sequenceTable();

/** Decodes what the image has gained; the array holds `nDecoded` instructions already. */
export function decode(
  image: Image,
  decoded: Int32Array<ArrayBuffer>,
  nDecoded: number,
): Int32Array<ArrayBuffer> {
  const { code, nInstructions } = image;
  let target = decoded;
  if (target.length < nInstructions * 4) {
    target = new Int32Array(code.length);
    target.set(decoded.subarray(0, nDecoded * 4));
  }
  for (let index = nDecoded; index < nInstructions; index++) {
    const at = index * 4;
    const operation = code[at] as number;
    target[at] = caseOf.get(operationNames[operation] as OperationName) ?? 0;
    for (let operand = 1; operand < 4; operand++) {
      target[at + operand] = code[at + operand] as number;
    }
    const jump = jumpOperand.get(operation);
    if (jump !== undefined) target[at + jump] = (code[at + jump] as number) * 4;
    // A function is named by the index of its record.
    if (operation === op.CALL) target[at + 1] = (code[at + 1] as number) * 4;
  }
  // Backwards, so that what follows a statement's beginning is a sequence already.
  for (let index = nInstructions - 2; index >= nDecoded; index--) {
    const at = index * 4;
    if (code[at] === op.STMT) {
      const next = target[at + 4] as number;
      if (next !== 0 && next < beginsStatement) target[at] = next + beginsStatement;
    } else {
      const found = findSequence(code, index, nInstructions);
      if (found !== undefined) target[at] = found;
    }
  }
  return target;
}

interface Sequence {
  readonly operations: readonly number[];
  readonly caseNumber: number;
}

/** The case of the longest sequence that begins at an instruction. */
function findSequence(code: Int32Array, index: number, nInstructions: number): number | undefined {
  const found = sequences.get(code[index * 4] as number)?.find(({ operations }) => {
    if (index + operations.length > nInstructions) return false;
    return operations.every((operation, i) => code[(index + i) * 4] === operation);
  });
  return found?.caseNumber;
}

/** By the first operation, longest first. */
function sequenceTable(): ReadonlyMap<number, readonly Sequence[]> {
  const table = new Map<number, Sequence[]>();
  for (const [index, name] of fastOperations.entries()) {
    const operations = name.split("+").map((one) => op[one as OperationName]);
    const [first] = operations;
    if (first === undefined || operations.length < 2) continue;
    const row = table.get(first) ?? [];
    row.push({ operations, caseNumber: index + 1 });
    row.sort((left, right) => right.operations.length - left.operations.length);
    table.set(first, row);
  }
  return table;
}
