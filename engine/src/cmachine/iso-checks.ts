/** The checks that only ISO programs ask for: effective types, and pointers that leave their object. */
import { shadow } from "./contract.ts";
import { type Core, callRecord, functionRecord } from "./core.ts";
import { toAddress } from "./frame-store.ts";
import type { FoundObject } from "./object-table.ts";
import { plusHigh, translate } from "./slow-access.ts";

/** False after a fault: some of the bytes were last written as another type. */
export function checkType(
  core: Core,
  low: number,
  high: number,
  type: number,
  byteSize: number,
): boolean {
  const { types } = core.memory;
  if (types === undefined) return true;
  return eachByte(core, low, high, byteSize, false, (at, index) => {
    const found = types[at] as number;
    if (found === 0 || found === type) return true;
    const address = toAddress(low, high);
    const message = `${byteSize} bytes at 0x${address.toString(16)} were written as another type`;
    core.fault("effective-type", message, address + BigInt(index));
    return false;
  });
}

export function setType(
  core: Core,
  low: number,
  high: number,
  type: number,
  byteSize: number,
): boolean {
  const types = core.memory.getTypes();
  return eachByte(core, low, high, byteSize, true, (at) => {
    types[at] = type;
    return true;
  });
}

/** False after a fault: the pointer in lane `moved` has left the object that lane `from` is in. */
export function checkBounds(core: Core, moved: number, from: number): boolean {
  const { lanes: r } = core;
  const movedLow = r[moved] as number;
  const movedHigh = r[moved + 1] as number;
  const fromLow = r[from] as number;
  const fromHigh = r[from + 1] as number;
  if (movedLow === fromLow && movedHigh === fromHigh) return true;
  if ((fromLow | fromHigh) === 0) {
    core.fault("pointer-arithmetic", "a null pointer is moved", toAddress(movedLow, movedHigh));
    return false;
  }
  const start = toNumber(fromLow, fromHigh);
  const frame = findStackFrame(core, fromLow, fromHigh);
  const object = frame ?? core.objects.find(start);
  if (object === undefined) return true;
  const end = toNumber(movedLow, movedHigh);
  if (end >= object.start && end <= object.start + object.byteSize) {
    if (frame === undefined || !crossesRedZone(core, start, end)) return true;
    core.fault(
      "pointer-arithmetic",
      "a pointer is moved out of its variable",
      toAddress(movedLow, movedHigh),
    );
    return false;
  }
  const beyond = end < object.start ? "before the beginning" : "beyond the end";
  const message = `a pointer is moved ${beyond} of its object of ${object.byteSize} bytes`;
  core.fault("pointer-arithmetic", message, toAddress(movedLow, movedHigh));
  return false;
}

/** Whether red zone of the stack lies between two addresses of one frame: they are not of one variable. */
function crossesRedZone(core: Core, from: number, to: number): boolean {
  const base = core.stackIndex - toNumber(core.stackLow, core.stackHigh);
  const { shadowBytes } = core.memory;
  for (let at = Math.min(from, to) + base; at < Math.max(from, to) + base; at++) {
    if (shadowBytes[at] === shadow.redZone) return true;
  }
  return false;
}

/** An address of user programs as a number. */
export function toNumber(low: number, high: number): number {
  return (high >>> 0) * 2 ** 32 + (low >>> 0);
}

/** The frame of the stack that an address is in: red zones part its variables. */
function findStackFrame(core: Core, low: number, high: number): FoundObject | undefined {
  const offset = (low - core.stackLow) | 0;
  if (high !== core.stackHigh || offset < 0 || offset > core.stackByteSize) return undefined;
  const { calls, functions } = core;
  const stackStart = toNumber(core.stackLow, core.stackHigh);
  let frame = core.frame;
  let lowest = core.stack;
  for (let depth = core.depth; depth >= 0; depth -= callRecord.size) {
    if (calls[depth + callRecord.hasFrame] === 0) continue;
    const callee = calls[depth + callRecord.callee] as number;
    const byteSize = functions[
      callee * functionRecord.size + functionRecord.frameByteSize
    ] as number;
    if (offset >= lowest && offset < frame) {
      // A block of ALLOCA: its neighbours are red zones, so the whole of them will do.
      return { start: stackStart + lowest, byteSize: frame - lowest };
    }
    if (offset >= frame && offset <= frame + byteSize) {
      return { start: stackStart + frame, byteSize };
    }
    frame = calls[depth + callRecord.callerFrame] as number;
    lowest = calls[depth + callRecord.callerStack] as number;
  }
  return undefined;
}

function eachByte(
  core: Core,
  low: number,
  high: number,
  byteSize: number,
  isWrite: boolean,
  visit: (at: number, index: number) => boolean,
): boolean {
  let frame = -1;
  for (let index = 0; index < byteSize; index++) {
    const at = (low + index) | 0;
    if (index === 0 || (at & 4095) === 0) {
      frame = translate(core, at, plusHigh(low, high, index), isWrite);
      if (frame < 0) return false;
    }
    if (!visit(frame * 4096 + (at & 4095), index)) return false;
  }
  return true;
}
