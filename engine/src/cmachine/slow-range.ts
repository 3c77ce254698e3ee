/** Loads of many bytes for hosts: whole pieces of pages where nobody observes them. */
import type { Core } from "./core.ts";
import { highLane, isReadableState, lowLane } from "./frame-store.ts";
import { loadValue, plusHigh, translate } from "./slow-access.ts";

/**
 * The bytes of a range, up to the first zero and without it when `isString`; undefined after a
 * fault. Nothing behind the zero is looked at.
 */
export function loadRange(
  core: Core,
  address: bigint,
  byteSize: number,
  isString: boolean,
): Uint8Array | undefined {
  const low = lowLane(address);
  const high = highLane(address);
  const pieces: Uint8Array[] = [];
  let done = 0;
  while (done < byteSize) {
    const pieceLow = (low + done) | 0;
    const pieceHigh = plusHigh(low, high, done);
    const frame = translate(core, pieceLow, pieceHigh, false);
    if (frame < 0) return undefined;
    const { memory } = core;
    const from = frame * 4096 + (pieceLow & 4095);
    const isObserved = memory.observed[frame] !== 0;
    const room = isObserved ? 1 : 4096 - (pieceLow & 4095);
    const limit = from + Math.min(byteSize - done, room);
    let to = from;
    let isEnd = false;
    while (to < limit && !isEnd) {
      const isReadable = !isObserved && isReadableState(memory.shadowBytes[to] as number);
      // The slow load does what an observer wants, and words the fault.
      const at = (pieceLow + (to - from)) | 0;
      if (!isReadable && !loadValue(core, at, pieceHigh, 1)) return undefined;
      isEnd = isString && memory.bytes[to] === 0;
      if (!isEnd) to++;
    }
    pieces.push(memory.bytes.slice(from, to));
    done += to - from;
    if (isEnd) break;
  }
  return joined(pieces, done);
}

function joined(pieces: readonly Uint8Array[], byteSize: number): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const bytes = new Uint8Array(byteSize);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
