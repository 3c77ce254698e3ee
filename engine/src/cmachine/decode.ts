/**
 * From the image's instructions to the run loop's: its own case numbers, program counters instead
 * of indexes, and pairs of neighbours that the loop does in one go.
 *
 * An instruction keeps its place, so that a jump between the two of a pair still finds the second.
 */
import { type Image, type OperationName, op, operationNames } from "#engine/cfront";
import { fastOperations } from "./fast-operation-table.ts";

/** Which operand holds an instruction index, 1 to 3. */
const jumpOperand = new Map<number, number>();
for (const name of operationNames) {
  if (name === "JMP") jumpOperand.set(op[name], 1);
  else if (/^JN?Z(32|64)$/.test(name)) jumpOperand.set(op[name], 2);
  else if (/^J(EQ|NE|LTS|LES|LTU|LEU)(32|64)$/.test(name)) jumpOperand.set(op[name], 3);
}

const caseOf = new Map<string, number>(fastOperations.map((name, index) => [name, index + 1]));
const pairs = pairTable();

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
  for (let index = nDecoded; index + 1 < nInstructions; index++) {
    const first = code[index * 4] as number;
    const paired = pairs[first]?.get(code[index * 4 + 4] as number);
    if (paired !== undefined) target[index * 4] = paired;
  }
  return target;
}

/** The case of each pair, by the first operation and then by the second. */
function pairTable(): (Map<number, number> | undefined)[] {
  const table: (Map<number, number> | undefined)[] = [];
  for (const name of fastOperations) {
    const [first, second] = name.split("+") as [OperationName, OperationName | undefined];
    if (second === undefined) continue;
    const row = table[op[first]] ?? new Map<number, number>();
    row.set(op[second], caseOf.get(name) as number);
    table[op[first]] = row;
  }
  return table;
}
