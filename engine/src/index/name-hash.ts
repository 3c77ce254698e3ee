/**
 * Hashes of names, so that a table of a million names needs four bytes for each.
 *
 * Bytes of 0x80 and above are left out: a name then hashes to the same value whatever the encoding
 * of its file. Two names may share a value; the table's answers are candidates for that reason.
 */
import { namePrefixes } from "./definition-sink.ts";

export function hashOfName(name: string): number {
  return finish(extend(seed, name));
}

/** The hash of the name that stands in `bytes`, with one of the defining macros' prefixes. */
export function hashOfBytes(bytes: Uint8Array, start: number, end: number, prefix: number): number {
  let hash = prefixSeeds[prefix] as number;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x80) hash = Math.imul(hash ^ byte, multiplier);
  }
  return finish(hash);
}

// FNV-1a, with a final mix since its high bits change little for names that end alike.
const seed = 0x811c9dc5;
const multiplier = 0x01000193;

function extend(hash: number, text: string): number {
  let extended = hash;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) extended = Math.imul(extended ^ unit, multiplier);
  }
  return extended;
}

const prefixSeeds = namePrefixes.map((prefix) => extend(seed, prefix));

function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  mixed ^= mixed >>> 12;
  return mixed >>> 0;
}
