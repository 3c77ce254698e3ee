/** Calls and returns that need more than a jump: bytes on the stack, hosts, faults. */
import { shadow } from "./contract.ts";
import { type Core, callRecord, functionRecord } from "./core.ts";
import { toAddress } from "./frame-store.ts";

/** Bytes between two frames of the stack, so that an overrun meets no variable of the caller. */
export const frameGap = 16;
const laneStep = 1024;

/**
 * Calls a function whatever it is. The program counter to go on at, which is the present one after
 * a stop that may be lifted (a function that is missing as yet).
 */
export function enterFunction(
  core: Core,
  index: number,
  base: number,
  nArguments: number,
  returnPc: number,
): number {
  const record = index * functionRecord.size;
  const entry = core.functions[record + functionRecord.entry] as number;
  if (entry < 0) return callHost(core, index, base, nArguments, returnPc);
  const depth = core.depth + callRecord.size;
  if (depth >= core.options.maxCallDepth * callRecord.size) {
    core.fault("stack-overflow", `calls are ${core.options.maxCallDepth} deep`, undefined);
    return core.pc;
  }
  const top = base + (core.functions[record + functionRecord.nLanes] as number);
  if (top > core.laneLimit) {
    core.laneLimit = (top + laneStep - 1) & -laneStep;
    if (core.laneLimit > core.lanes.length) core.resizeLanes(core.laneLimit * 2);
    core.signal = 1;
  }
  const byteSize = core.functions[record + functionRecord.frameByteSize] as number;
  if (byteSize > 0 && byteSize + frameGap > core.stack) {
    const name = core.image.functions[index]?.name ?? "";
    core.fault("stack-overflow", `the stack has no room for ${name}`, undefined);
    return core.pc;
  }
  const { calls } = core;
  calls[depth + callRecord.returnPc] = returnPc;
  calls[depth + callRecord.callerWindow] = core.window;
  calls[depth + callRecord.callee] = index;
  calls[depth + callRecord.hasFrame] = 0;
  core.depth = depth;
  core.window = base;
  if (byteSize > 0) pushFrame(core, depth, byteSize);
  return entry;
}

/** Bytes for the call whose record is at `depth`; there is room for them. */
export function pushFrame(core: Core, depth: number, byteSize: number): void {
  openFrame(core, depth);
  const frame = core.stack - byteSize - frameGap;
  core.frame = frame;
  core.stack = frame;
  markStack(core, frame, byteSize, shadow.unwritten);
  markStack(core, frame + byteSize, frameGap, shadow.redZone);
}

/** Calls through a pointer. */
export function enterAddress(
  core: Core,
  low: number,
  high: number,
  base: number,
  nArguments: number,
  returnPc: number,
): number {
  if (low === 0 && high === 0) {
    core.fault("null-dereference", "a call through a null pointer", 0n);
    return core.pc;
  }
  // Where this is not exact it is far beyond the last function.
  const offset = ((high >>> 0) - core.codeHigh) * 2 ** 32 + (low >>> 0) - core.codeLow;
  const found = offset < 0 || offset % 16 !== 0 ? undefined : core.image.functions[offset / 16];
  if (found === undefined) {
    const address = toAddress(low, high);
    const message = `a call of the address 0x${address.toString(16)}, where no function is`;
    core.fault("bad-call", message, address);
    return core.pc;
  }
  if (found.body !== undefined && found.body.nParameters !== nArguments) {
    const message = `${found.name} is called with ${nArguments} arguments, and has ${found.body.nParameters} parameters`;
    core.fault("bad-call", message, toAddress(low, high));
    return core.pc;
  }
  return enterFunction(core, found.index, base, nArguments, returnPc);
}

/** At a return: takes back the bytes of the innermost call. */
export function leaveFrame(core: Core, depth: number): void {
  const { calls } = core;
  const callerStack = calls[depth + callRecord.callerStack] as number;
  markStack(core, core.stack, callerStack - core.stack, shadow.outOfScope);
  core.stack = callerStack;
  core.frame = calls[depth + callRecord.callerFrame] as number;
}

/** A block on the stack until the innermost call returns; its address goes to a register. */
export function allocateOnStack(
  core: Core,
  destination: number,
  low: number,
  high: number,
  alignment: number,
): boolean {
  const depth = core.depth;
  if (core.calls[depth + callRecord.hasFrame] === 0) openFrame(core, depth);
  if (high < 0) {
    core.fault("negative-array-size", "an array on the stack of a negative size", undefined);
    return false;
  }
  const size = high * 2 ** 32 + (low >>> 0);
  const mask = Math.max(16, alignment) - 1;
  const end = core.stack - frameGap;
  const start = size > end ? -1 : (end - size) & ~mask;
  if (start < 0) {
    core.fault("stack-overflow", `the stack has no room for ${size} bytes`, undefined);
    return false;
  }
  markStack(core, start, core.stack - start, shadow.redZone);
  markStack(core, start, size, shadow.unwritten);
  core.stack = start;
  core.lanes[destination] = (core.stackLow + start) | 0;
  core.lanes[destination + 1] = core.stackHigh;
  return true;
}

/** FORGET: bytes of the innermost frame are of a variable without a value, or of none. */
export function forget(core: Core, kind: number, offset: number, byteSize: number): void {
  markStack(core, core.frame + offset, byteSize, forgotten[kind] ?? shadow.unwritten);
}

const forgotten = [shadow.unwritten, shadow.outOfScope, shadow.redZone];

function callHost(
  core: Core,
  index: number,
  base: number,
  nArguments: number,
  returnPc: number,
): number {
  const host = core.functions[index * functionRecord.size + functionRecord.host] as number;
  const run = core.hosts[host];
  if (run === undefined || core.machine === undefined) {
    const name = core.image.functions[index]?.name ?? "";
    core.setStop({ kind: "missing", name, at: core.position });
    return core.pc;
  }
  const top = base + 2 * Math.max(nArguments, 1);
  if (top > core.lanes.length) core.resizeLanes(top * 2);
  if (top > core.laneLimit) {
    core.laneLimit = (top + laneStep - 1) & -laneStep;
    core.signal = 1;
  }
  run(core.machine, base, nArguments);
  // After a stop the call is still the innermost point of the run, but a pause is over once taken.
  const isPaused = core.pending === undefined || core.pending.kind === "host-stop";
  return isPaused ? returnPc : core.pc;
}

function openFrame(core: Core, depth: number): void {
  const { calls } = core;
  calls[depth + callRecord.hasFrame] = 1;
  calls[depth + callRecord.callerFrame] = core.frame;
  calls[depth + callRecord.callerStack] = core.stack;
}

/** Sets the state of bytes of the stack; short ranges of whole words without a call. */
export function markStack(core: Core, offset: number, byteSize: number, state: number): void {
  const { memory } = core;
  const from = core.stackIndex + offset;
  const to = from + byteSize;
  for (let frame = from >> 12; frame <= (to - 1) >> 12; frame++) memory.changed[frame] = 1;
  if (byteSize <= 256 && (from & 3) === 0 && (to & 3) === 0) {
    const words = memory.shadowWords;
    const pattern = Math.imul(state, 0x01010101);
    for (let at = from >> 2; at < to >> 2; at++) words[at] = pattern;
  } else {
    memory.shadowBytes.fill(state, from, to);
  }
  memory.types?.fill(0, from, to);
}
