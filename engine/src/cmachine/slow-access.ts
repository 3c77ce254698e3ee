/**
 * Loads, stores and copies that the run loop's short path does not take: first access to a page,
 * unaligned or page-crossing accesses, observed frames, and everything that may be a fault.
 *
 * What returns a boolean returns false when the access was not made; the core has a stop then.
 */
import { shadow } from "./contract.ts";
import type { Core } from "./core.ts";
import { isReadableState, isWritableState, toAddress } from "./frame-store.ts";

const pageMask = 4095;

/** The frame behind an address for a load or a store; -1 after a stop. */
export function translate(core: Core, low: number, high: number, isWrite: boolean): number {
  const { memory } = core;
  const at = memory.pages.find(low, high);
  let frame = at < 0 ? -1 : memory.pages.first(at);
  if (memory.isChecked(at)) {
    if (high === 0 && low >>> 0 <= pageMask) return failAt(core, low, high, "null-dereference");
    if (isCode(core, low, high)) return failAt(core, low, high, "invalid-address");
    const { resolver } = core.options;
    if (resolver !== undefined) {
      const answers = isWrite ? memory.resolvedWrites : memory.resolvedReads;
      frame = answers.get(low, high);
      if (frame < 0) {
        frame = resolver.resolve(low, high, isWrite);
        if (core.pending !== undefined) return -1;
        if (frame >= 0) answers.set(low, high, frame, 0);
      }
    }
  }
  if (frame < 0) return failAt(core, low, high, "invalid-address");
  memory.remember(low, high, frame, isWrite);
  return frame;
}

/** Loads 1, 2, 4 or 8 bytes into `valueLow` and `valueHigh`, extended with zeroes. */
export function loadValue(core: Core, low: number, high: number, size: number): boolean {
  if ((low & (size - 1)) !== 0) {
    if (core.isIso) return misaligned(core, low, high, size);
    if ((low & pageMask) + size > pageMask + 1) return loadAcross(core, low, high, size);
  }
  const frame = translate(core, low, high, false);
  if (frame < 0) return false;
  const { memory } = core;
  const offset = low & pageMask;
  if (memory.observed[frame] !== 0) {
    setAccess(core, frame, offset, low, high, size);
    core.options.observer?.onLoad(core.access);
    if (core.pending !== undefined && core.pending.kind !== "host-stop") return false;
  }
  const from = frame * 4096 + offset;
  const states = memory.shadowBytes;
  for (let i = 0; i < size; i++) {
    if (!isReadableState(states[from + i] as number)) {
      return wrongState(core, low, high, i, states[from + i] as number, `loads ${size} bytes`);
    }
  }
  core.valueLow = gather(memory.bytes, from, Math.min(size, 4));
  core.valueHigh = size === 8 ? gather(memory.bytes, from + 4, 4) : 0;
  return true;
}

/** Stores the low 1, 2, 4 or 8 bytes of `valueLow` and `valueHigh`. */
export function storeValue(core: Core, low: number, high: number, size: number): boolean {
  if ((low & (size - 1)) !== 0) {
    if (core.isIso) return misaligned(core, low, high, size);
    if ((low & pageMask) + size > pageMask + 1) return storeAcross(core, low, high, size);
  }
  const frame = translate(core, low, high, true);
  if (frame < 0) return false;
  const { memory } = core;
  const offset = low & pageMask;
  const from = frame * 4096 + offset;
  const states = memory.shadowBytes;
  for (let i = 0; i < size; i++) {
    if (!isWritableState(states[from + i] as number)) {
      return wrongState(core, low, high, i, states[from + i] as number, `stores ${size} bytes`);
    }
  }
  if (memory.observed[frame] !== 0 && core.options.observer !== undefined) {
    setAccess(core, frame, offset, low, high, size);
    core.access.valueLow = core.valueLow;
    core.access.valueHigh = size === 8 ? core.valueHigh : 0;
    core.options.observer.onStore(core.access);
    return core.pending === undefined || core.pending.kind === "host-stop";
  }
  scatter(memory.bytes, from, Math.min(size, 4), core.valueLow);
  if (size === 8) scatter(memory.bytes, from + 4, 4, core.valueHigh);
  states.fill(shadow.ready, from, from + size);
  return true;
}

/** Moves bytes with what is written of them. Regions may overlap. */
export function copyBytes(
  core: Core,
  toLow: number,
  toHigh: number,
  fromLow: number,
  fromHigh: number,
  byteSize: number,
): boolean {
  if (byteSize === 0 || (toLow === fromLow && toHigh === fromHigh)) {
    return byteSize === 0 || checkRange(core, toLow, toHigh, byteSize);
  }
  const distance = ((toHigh - fromHigh) | 0) * 2 ** 32 + (toLow >>> 0) - (fromLow >>> 0);
  const isBackward = distance > 0 && distance < byteSize;
  let done = 0;
  while (done < byteSize) {
    const left = byteSize - done;
    // The position of the piece: from the front, or the last bytes first.
    const piece = isBackward
      ? Math.min(left, lastPiece(toLow + left), lastPiece(fromLow + left))
      : Math.min(left, 4096 - ((toLow + done) & pageMask), 4096 - ((fromLow + done) & pageMask));
    const at = isBackward ? left - piece : done;
    const isMade = copyPiece(
      core,
      (toLow + at) | 0,
      plusHigh(toLow, toHigh, at),
      (fromLow + at) | 0,
      plusHigh(fromLow, fromHigh, at),
      piece,
    );
    if (!isMade) return false;
    done += piece;
  }
  return true;
}

/** Writes one byte's value over a range. */
export function fillBytes(
  core: Core,
  low: number,
  high: number,
  byteSize: number,
  byte: number,
): boolean {
  const { memory } = core;
  for (let done = 0; done < byteSize; ) {
    const pieceLow = (low + done) | 0;
    const pieceHigh = plusHigh(low, high, done);
    const piece = Math.min(byteSize - done, 4096 - (pieceLow & pageMask));
    const frame = translate(core, pieceLow, pieceHigh, true);
    if (frame < 0) return false;
    if (memory.observed[frame] !== 0) {
      core.valueLow = Math.imul(byte & 0xff, 0x01010101);
      core.valueHigh = core.valueLow;
      const size = unitSize(pieceLow, byteSize - done);
      if (!storeValue(core, pieceLow, pieceHigh, size)) return false;
      done += size;
      continue;
    }
    const from = frame * 4096 + (pieceLow & pageMask);
    if (!checkWritable(core, pieceLow, pieceHigh, from, piece, byteSize)) return false;
    memory.bytes.fill(byte, from, from + piece);
    memory.shadowBytes.fill(shadow.ready, from, from + piece);
    memory.types?.fill(0, from, from + piece);
    done += piece;
  }
  return true;
}

/** The high lane of an address moved by a small number of bytes upwards. */
export function plusHigh(low: number, high: number, byteSize: number): number {
  return (low >>> 0) + byteSize > 0xffffffff ? (high + 1) | 0 : high;
}

function copyPiece(
  core: Core,
  toLow: number,
  toHigh: number,
  fromLow: number,
  fromHigh: number,
  byteSize: number,
): boolean {
  const { memory } = core;
  const source = translate(core, fromLow, fromHigh, false);
  if (source < 0) return false;
  const target = translate(core, toLow, toHigh, true);
  if (target < 0) return false;
  if (memory.observed[source] !== 0 || memory.observed[target] !== 0) {
    return copyUnits(core, toLow, toHigh, fromLow, fromHigh, byteSize);
  }
  const from = source * 4096 + (fromLow & pageMask);
  const to = target * 4096 + (toLow & pageMask);
  const states = memory.shadowBytes;
  let isReadOnly = false;
  for (let i = 0; i < byteSize; i++) {
    const state = states[from + i] as number;
    if (isWritableState(state)) continue;
    if (state !== shadow.readOnly) {
      return wrongState(core, fromLow, fromHigh, i, state, `copies ${byteSize} bytes`);
    }
    isReadOnly = true;
  }
  if (!checkWritable(core, toLow, toHigh, to, byteSize, byteSize)) return false;
  memory.bytes.copyWithin(to, from, from + byteSize);
  states.copyWithin(to, from, from + byteSize);
  memory.types?.copyWithin(to, from, from + byteSize);
  if (isReadOnly)
    for (let i = 0; i < byteSize; i++) states[to + i] = (states[to + i] as number) & 1;
  return true;
}

/** A copy from or to observed frames, in the largest aligned units, as the hardware would. */
function copyUnits(
  core: Core,
  toLow: number,
  toHigh: number,
  fromLow: number,
  fromHigh: number,
  byteSize: number,
): boolean {
  for (let done = 0; done < byteSize; ) {
    const size = unitSize(toLow | fromLow | done, byteSize - done);
    const isLoaded = loadValue(core, (fromLow + done) | 0, plusHigh(fromLow, fromHigh, done), size);
    if (!isLoaded) return false;
    if (!storeValue(core, (toLow + done) | 0, plusHigh(toLow, toHigh, done), size)) return false;
    done += size;
  }
  return true;
}

function checkRange(core: Core, low: number, high: number, byteSize: number): boolean {
  for (let done = 0; done < byteSize; ) {
    const pieceLow = (low + done) | 0;
    const pieceHigh = plusHigh(low, high, done);
    const piece = Math.min(byteSize - done, 4096 - (pieceLow & pageMask));
    const frame = translate(core, pieceLow, pieceHigh, true);
    if (frame < 0) return false;
    const from = frame * 4096 + (pieceLow & pageMask);
    if (!checkWritable(core, pieceLow, pieceHigh, from, piece, byteSize)) return false;
    done += piece;
  }
  return true;
}

function checkWritable(
  core: Core,
  low: number,
  high: number,
  from: number,
  length: number,
  byteSize: number,
): boolean {
  const states = core.memory.shadowBytes;
  for (let i = 0; i < length; i++) {
    if (!isWritableState(states[from + i] as number)) {
      const what = `stores ${byteSize} bytes`;
      return wrongState(core, low, high, i, states[from + i] as number, what);
    }
  }
  return true;
}

function loadAcross(core: Core, low: number, high: number, size: number): boolean {
  let valueLow = 0;
  let valueHigh = 0;
  for (let i = 0; i < size; i++) {
    if (!loadValue(core, (low + i) | 0, plusHigh(low, high, i), 1)) return false;
    if (i < 4) valueLow |= core.valueLow << (i * 8);
    else valueHigh |= core.valueLow << ((i - 4) * 8);
  }
  core.valueLow = valueLow;
  core.valueHigh = valueHigh;
  return true;
}

function storeAcross(core: Core, low: number, high: number, size: number): boolean {
  const { valueLow, valueHigh } = core;
  if (!checkRange(core, low, high, size)) return false;
  for (let i = 0; i < size; i++) {
    core.valueLow = i < 4 ? valueLow >>> (i * 8) : valueHigh >>> ((i - 4) * 8);
    if (!storeValue(core, (low + i) | 0, plusHigh(low, high, i), 1)) return false;
  }
  return true;
}

function setAccess(
  core: Core,
  frame: number,
  offset: number,
  low: number,
  high: number,
  size: number,
): void {
  const { access } = core;
  access.frame = frame;
  access.offset = offset;
  access.addressLow = low;
  access.addressHigh = high;
  access.byteSize = size;
  access.valueLow = 0;
  access.valueHigh = 0;
}

/** The largest unit that the alignment and the bytes left allow. */
function unitSize(alignment: number, left: number): number {
  if ((alignment & 7) === 0 && left >= 8) return 8;
  if ((alignment & 3) === 0 && left >= 4) return 4;
  return (alignment & 1) === 0 && left >= 2 ? 2 : 1;
}

/** Bytes of the page that ends a region, when the region ends at the address. */
function lastPiece(endLow: number): number {
  return ((endLow - 1) & pageMask) + 1;
}

function gather(bytes: Uint8Array, from: number, size: number): number {
  let value = 0;
  for (let i = 0; i < size; i++) value |= (bytes[from + i] as number) << (i * 8);
  return size === 4 ? value : value >>> 0;
}

function scatter(bytes: Uint8Array, from: number, size: number, value: number): void {
  for (let i = 0; i < size; i++) bytes[from + i] = value >>> (i * 8);
}

function isCode(core: Core, low: number, high: number): boolean {
  const address = toAddress(low, high);
  const { codeBase } = core.image.plan;
  return address >= codeBase && address < codeBase + BigInt(core.image.functions.length * 16);
}

function failAt(
  core: Core,
  low: number,
  high: number,
  code: "null-dereference" | "invalid-address",
): -1 {
  const address = toAddress(low, high);
  const what = isCode(core, low, high) ? "is a function" : "is no object's";
  const message =
    code === "null-dereference"
      ? `the address ${shown(address)} is null, or a member of null`
      : `the address ${shown(address)} ${what}`;
  core.fault(code, message, address);
  return -1;
}

function misaligned(core: Core, low: number, high: number, size: number): false {
  const address = toAddress(low, high);
  core.fault(
    "misaligned-access",
    `${size} bytes at ${shown(address)}, which is not a multiple of ${size}`,
    address,
  );
  return false;
}

function wrongState(
  core: Core,
  low: number,
  high: number,
  index: number,
  state: number,
  what: string,
): false {
  const address = toAddress(low, high);
  const bad = address + BigInt(index);
  const message = `${what} at ${shown(address)}`;
  const byte = index === 0 ? "" : `, whose byte ${index}`;
  if (state === shadow.unwritten) {
    core.fault("uninitialised-read", `${message}${byte || ", which"} was never written`, bad);
  } else if (state === shadow.freed) {
    core.fault("use-after-free", `${message}${byte || ", which"} is freed memory`, bad);
  } else if (state === shadow.outOfScope) {
    core.fault("use-after-scope", `${message}${byte || ", which"} is of a call that is over`, bad);
  } else if ((state & shadow.readOnly) !== 0) {
    core.fault("read-only-write", `${message}${byte || ", which"} is read-only`, bad);
  } else {
    core.fault("out-of-bounds", `${message}${byte || ", which"} is outside of any object`, bad);
  }
  return false;
}

function shown(address: bigint): string {
  return `0x${address.toString(16)}`;
}
