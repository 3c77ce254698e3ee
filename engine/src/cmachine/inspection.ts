/** What a stopped machine shows of its calls and variables, and the hash of its state. */
import type { VariableInfo } from "#engine/cfront";
import type { CallFrame, ShownVariable } from "./contract.ts";
import { type Core, callRecord } from "./core.ts";
import { isReadableState } from "./frame-store.ts";

interface Place {
  readonly callee: number;
  readonly pc: number;
  readonly window: number;
  readonly frame: number;
}

export function showCallStack(core: Core): readonly CallFrame[] {
  return places(core).flatMap(({ callee, pc }) => {
    const fn = core.image.functions[callee];
    if (fn === undefined) return [];
    return [{ function: fn, pc: pc >> 2, at: core.image.codePositions[pc >> 2] ?? 0 }];
  });
}

export function showVariables(core: Core, depth: number): readonly ShownVariable[] {
  const place = places(core)[depth];
  if (place === undefined) return [];
  const pc = place.pc >> 2;
  const variables = core.image.functions[place.callee]?.body?.variables ?? [];
  return variables
    .filter(({ from, to }) => from <= pc && pc < to)
    .map((variable) => ({
      name: variable.name,
      typeText: variable.typeText,
      value: shownValue(core, place, variable),
    }));
}

/** Innermost first. */
function places(core: Core): Place[] {
  const { calls } = core;
  const found: Place[] = [];
  let { pc, window, frame } = core;
  for (let depth = core.depth; depth >= 0; depth -= callRecord.size) {
    found.push({ callee: calls[depth + callRecord.callee] as number, pc, window, frame });
    pc = (calls[depth + callRecord.returnPc] as number) - 4;
    window = calls[depth + callRecord.callerWindow] as number;
    if (calls[depth + callRecord.hasFrame] !== 0) {
      frame = calls[depth + callRecord.callerFrame] as number;
    }
  }
  return found;
}

function shownValue(
  core: Core,
  place: Place,
  variable: VariableInfo,
): bigint | Uint8Array | undefined {
  const { byteSize, isSigned, isRecord } = variable;
  const bits = byteSize * 8;
  if (variable.place.kind === "register") {
    const lane = place.window + variable.place.register * 2;
    if (core.poison[lane >> 1] === 1) return undefined;
    const value = core.wide[lane >> 1] ?? 0n;
    return isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  }
  const from = core.stackIndex + place.frame + variable.place.offset;
  const { bytes, shadowBytes } = core.memory;
  const content = bytes.slice(from, from + byteSize);
  if (isRecord || byteSize > 8) return content;
  let value = 0n;
  for (let i = byteSize - 1; i >= 0; i--) {
    if (!isReadableState(shadowBytes[from + i] as number)) return undefined;
    value = (value << 8n) | BigInt(content[i] as number);
  }
  return isSigned ? BigInt.asIntN(bits, value) : value;
}

/** Covers registers in use, the call stack, every frame with its states, and the page map. */
export function hashState(core: Core): string {
  const { memory } = core;
  const hash = { a: 0x811c9dc5 | 0, b: 0x2545f491 | 0 };
  const { pc, window, depth, frame, stack, statements } = core;
  mix(hash, Int32Array.of(pc, window, depth, frame, stack, statements, statements / 2 ** 32));
  mix(hash, core.lanes.subarray(0, core.laneLimit));
  mix(hash, core.calls.subarray(0, Math.max(0, depth + callRecord.size)));
  const free = new Set(memory.freeFrames);
  for (let index = 0; index < memory.nFrames; index++) {
    if (free.has(index)) continue;
    mix(hash, memory.words.subarray(index * 1024, index * 1024 + 1024));
    mix(hash, memory.shadowWords.subarray(index * 1024, index * 1024 + 1024));
  }
  let pages = 0;
  memory.pages.forEach((low, high, first, second) => {
    const one = { a: low, b: high };
    mix(one, Int32Array.of(first, second));
    pages = (pages + one.a) | 0;
  });
  mix(hash, Int32Array.of(pages));
  return [hash.a, hash.b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

function mix(hash: { a: number; b: number }, words: Int32Array): void {
  let { a, b } = hash;
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193) ^ (a >>> 15);
    b = (Math.imul(b, 0x5bd1e995) + word) ^ (b >>> 13);
  }
  hash.a = a;
  hash.b = b;
}
