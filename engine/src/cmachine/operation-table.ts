/**
 * The run loop: one switch over typed arrays.
 *
 * It does what is common and cannot fail, and has `stepRare` do what is less common: a smaller loop
 * is compiled sooner and better. What is left over breaks out of the switch, and `stepSlowly` does
 * the instruction from its beginning. Case numbers are written out, since only
 * then the switch is a jump table; `fast-operation-table.ts` names them and a test compares the two.
 */
import { frameGap, leaveFrame, pushFrame } from "./calls.ts";
import type { Core } from "./core.ts";
import { beginsStatement } from "./fast-operation-table.ts";
import { stepRare } from "./rare-operation-table.ts";
import { stepSlowly } from "./slow-step.ts";
import { type PreparedSwitch, switchTarget } from "./switch-table.ts";
import { mulImmediate64, shl64, shrs64, shru64 } from "./wide-arithmetic.ts";

/** Runs from `core.pc` until `core.signal` is set: a stop is pending, or an array was replaced. */
export function runLoop(core: Core): void {
  const { code, lanes: r, calls, functions, switches, stackLow, stackHigh, laneLimit } = core;
  const { bytes, halves, words, shadowBytes, shadowHalves, shadowWords } = core.memory;
  const { readCache, writeCache } = core.memory;
  const depthLimit = (core.options.maxCallDepth - 1) * 6;
  let p = core.pc;
  let w = core.window;
  let depth = core.depth;
  let budget = core.budget;
  for (;;) {
    let operation = code[p] as number;
    if (operation >= beginsStatement && budget > 0) {
      budget--;
      p += 4;
      operation -= beginsStatement;
    }
    switch (operation) {
      case 1: // STMT
        if (budget > 0) {
          budget--;
          p += 4;
          continue;
        }
        break;
      case 2: // JMP
        p = code[p + 1] as number;
        continue;
      case 3: // JZ32
        p = (r[w + (code[p + 1] as number)] as number) === 0 ? (code[p + 2] as number) : p + 4;
        continue;
      case 4: // JNZ32
        p = (r[w + (code[p + 1] as number)] as number) !== 0 ? (code[p + 2] as number) : p + 4;
        continue;
      case 5: // JZ64
        {
          const a = w + (code[p + 1] as number);
          p = ((r[a] as number) | (r[a + 1] as number)) === 0 ? (code[p + 2] as number) : p + 4;
          continue;
        }
      case 6: // JNZ64
        {
          const a = w + (code[p + 1] as number);
          p = ((r[a] as number) | (r[a + 1] as number)) !== 0 ? (code[p + 2] as number) : p + 4;
          continue;
        }
      case 7: // JEQ32
        p =
          (r[w + (code[p + 1] as number)] as number) === (r[w + (code[p + 2] as number)] as number)
            ? (code[p + 3] as number)
            : p + 4;
        continue;
      case 8: // JNE32
        p =
          (r[w + (code[p + 1] as number)] as number) !== (r[w + (code[p + 2] as number)] as number)
            ? (code[p + 3] as number)
            : p + 4;
        continue;
      case 9: // JLTS32
        p =
          (r[w + (code[p + 1] as number)] as number) < (r[w + (code[p + 2] as number)] as number)
            ? (code[p + 3] as number)
            : p + 4;
        continue;
      case 10: // JLES32
        p =
          (r[w + (code[p + 1] as number)] as number) <= (r[w + (code[p + 2] as number)] as number)
            ? (code[p + 3] as number)
            : p + 4;
        continue;
      case 11: // JLTU32
        p =
          (r[w + (code[p + 1] as number)] as number) >>> 0 <
          (r[w + (code[p + 2] as number)] as number) >>> 0
            ? (code[p + 3] as number)
            : p + 4;
        continue;
      case 12: // JLEU32
        p =
          (r[w + (code[p + 1] as number)] as number) >>> 0 <=
          (r[w + (code[p + 2] as number)] as number) >>> 0
            ? (code[p + 3] as number)
            : p + 4;
        continue;
      case 13: // JEQ64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          p =
            (((r[a] as number) ^ (r[b] as number)) |
              ((r[a + 1] as number) ^ (r[b + 1] as number))) ===
            0
              ? (code[p + 3] as number)
              : p + 4;
          continue;
        }
      case 14: // JNE64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          p =
            (((r[a] as number) ^ (r[b] as number)) |
              ((r[a + 1] as number) ^ (r[b + 1] as number))) !==
            0
              ? (code[p + 3] as number)
              : p + 4;
          continue;
        }
      case 17: // JLTU64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          p = (
            (r[a + 1] as number) === (r[b + 1] as number)
              ? (r[a] as number) >>> 0 < (r[b] as number) >>> 0
              : (r[a + 1] as number) >>> 0 < (r[b + 1] as number) >>> 0
          )
            ? (code[p + 3] as number)
            : p + 4;
          continue;
        }
      case 19: // SWITCH
        {
          const a = w + (code[p + 1] as number);
          p = switchTarget(
            switches[code[p + 2] as number] as PreparedSwitch,
            r[a] as number,
            r[a + 1] as number,
          );
          continue;
        }
      case 20: // CALL
        {
          const f = code[p + 1] as number;
          const base = w + (code[p + 2] as number);
          const entry = functions[f] as number;
          if (
            entry >= 0 &&
            base + (functions[f + 1] as number) <= laneLimit &&
            depth < depthLimit
          ) {
            const byteSize = functions[f + 2] as number;
            if (byteSize === 0) {
              calls[depth + 9] = 0;
            } else if (byteSize + frameGap <= core.stack) {
              pushFrame(core, depth + 6, byteSize);
            } else {
              break;
            }
            depth += 6;
            calls[depth] = p + 4;
            calls[depth + 1] = w;
            calls[depth + 2] = f >> 2;
            w = base;
            p = entry;
            continue;
          }
          break;
        }
      case 21: // RET
        {
          if (depth > 0) {
            if ((calls[depth + 3] as number) !== 0) leaveFrame(core, depth);
            p = calls[depth] as number;
            w = calls[depth + 1] as number;
            depth -= 6;
            continue;
          }
          break;
        }
      case 22: // CONST32
        r[w + (code[p + 1] as number)] = code[p + 2] as number;
        p += 4;
        continue;
      case 23: // CONST64
        {
          const a = w + (code[p + 1] as number);
          r[a] = code[p + 2] as number;
          r[a + 1] = code[p + 3] as number;
          p += 4;
          continue;
        }
      case 24: // MOV32
        r[w + (code[p + 1] as number)] = r[w + (code[p + 2] as number)] as number;
        p += 4;
        continue;
      case 25: // MOV64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          r[a] = r[b] as number;
          r[a + 1] = r[b + 1] as number;
          p += 4;
          continue;
        }
      case 26: // FRAME
        {
          const a = w + (code[p + 1] as number);
          r[a] = stackLow + core.frame + (code[p + 2] as number);
          r[a + 1] = stackHigh;
          p += 4;
          continue;
        }
      case 27: // SEXT8
        r[w + (code[p + 1] as number)] = ((r[w + (code[p + 2] as number)] as number) << 24) >> 24;
        p += 4;
        continue;
      case 29: // ZEXT8
        r[w + (code[p + 1] as number)] = (r[w + (code[p + 2] as number)] as number) & 0xff;
        p += 4;
        continue;
      case 31: // SEXT64
        {
          const a = w + (code[p + 1] as number);
          const v = r[w + (code[p + 2] as number)] as number;
          r[a] = v;
          r[a + 1] = v >> 31;
          p += 4;
          continue;
        }
      case 32: // ZEXT64
        {
          const a = w + (code[p + 1] as number);
          r[a] = r[w + (code[p + 2] as number)] as number;
          r[a + 1] = 0;
          p += 4;
          continue;
        }
      case 37: // ADD32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) + (r[w + (code[p + 3] as number)] as number);
        p += 4;
        continue;
      case 38: // SUB32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) - (r[w + (code[p + 3] as number)] as number);
        p += 4;
        continue;
      case 39: // AND32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) & (r[w + (code[p + 3] as number)] as number);
        p += 4;
        continue;
      case 40: // OR32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) | (r[w + (code[p + 3] as number)] as number);
        p += 4;
        continue;
      case 41: // XOR32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) ^ (r[w + (code[p + 3] as number)] as number);
        p += 4;
        continue;
      case 42: // SHL32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) << (r[w + (code[p + 3] as number)] as number);
        p += 4;
        continue;
      case 43: // SHRS32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) >> (r[w + (code[p + 3] as number)] as number);
        p += 4;
        continue;
      case 44: // SHRU32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) >>> (r[w + (code[p + 3] as number)] as number);
        p += 4;
        continue;
      case 45: // MUL32
        r[w + (code[p + 1] as number)] = Math.imul(
          r[w + (code[p + 2] as number)] as number,
          r[w + (code[p + 3] as number)] as number,
        );
        p += 4;
        continue;
      case 50: // ADDI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) + (code[p + 3] as number);
        p += 4;
        continue;
      case 51: // ANDI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) & (code[p + 3] as number);
        p += 4;
        continue;
      case 52: // ORI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) | (code[p + 3] as number);
        p += 4;
        continue;
      case 54: // SHLI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) << (code[p + 3] as number);
        p += 4;
        continue;
      case 55: // SHRSI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) >> (code[p + 3] as number);
        p += 4;
        continue;
      case 56: // SHRUI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) >>> (code[p + 3] as number);
        p += 4;
        continue;
      case 57: // MULI32
        r[w + (code[p + 1] as number)] = Math.imul(
          r[w + (code[p + 2] as number)] as number,
          code[p + 3] as number,
        );
        p += 4;
        continue;
      case 60: // ADD64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          const c = w + (code[p + 3] as number);
          const low = r[b] as number;
          const sum = (low + (r[c] as number)) | 0;
          r[a + 1] = (r[b + 1] as number) + (r[c + 1] as number) + (sum >>> 0 < low >>> 0 ? 1 : 0);
          r[a] = sum;
          p += 4;
          continue;
        }
      case 61: // SUB64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          const c = w + (code[p + 3] as number);
          const low = r[b] as number;
          const other = r[c] as number;
          r[a + 1] =
            (r[b + 1] as number) - (r[c + 1] as number) - (low >>> 0 < other >>> 0 ? 1 : 0);
          r[a] = low - other;
          p += 4;
          continue;
        }
      case 63: // AND64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          const c = w + (code[p + 3] as number);
          r[a] = (r[b] as number) & (r[c] as number);
          r[a + 1] = (r[b + 1] as number) & (r[c + 1] as number);
          p += 4;
          continue;
        }
      case 64: // OR64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          const c = w + (code[p + 3] as number);
          r[a] = (r[b] as number) | (r[c] as number);
          r[a + 1] = (r[b + 1] as number) | (r[c + 1] as number);
          p += 4;
          continue;
        }
      case 65: // XOR64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          const c = w + (code[p + 3] as number);
          r[a] = (r[b] as number) ^ (r[c] as number);
          r[a + 1] = (r[b + 1] as number) ^ (r[c + 1] as number);
          p += 4;
          continue;
        }
      case 69: // ADDI64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          const value = code[p + 3] as number;
          const low = r[b] as number;
          const sum = (low + value) | 0;
          r[a + 1] = (r[b + 1] as number) + (value >> 31) + (sum >>> 0 < low >>> 0 ? 1 : 0);
          r[a] = sum;
          p += 4;
          continue;
        }
      case 71: // ANDI64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          const value = code[p + 3] as number;
          r[a] = (r[b] as number) & value;
          r[a + 1] = (r[b + 1] as number) & (value >> 31);
          p += 4;
          continue;
        }
      case 72: // ORI64
        {
          const a = w + (code[p + 1] as number);
          const b = w + (code[p + 2] as number);
          const value = code[p + 3] as number;
          r[a] = (r[b] as number) | value;
          r[a + 1] = (r[b + 1] as number) | (value >> 31);
          p += 4;
          continue;
        }
      case 74: // SHLI64
        shl64(r, w + (code[p + 1] as number), w + (code[p + 2] as number), code[p + 3] as number);
        p += 4;
        continue;
      case 75: // SHRSI64
        shrs64(r, w + (code[p + 1] as number), w + (code[p + 2] as number), code[p + 3] as number);
        p += 4;
        continue;
      case 76: // SHRUI64
        shru64(r, w + (code[p + 1] as number), w + (code[p + 2] as number), code[p + 3] as number);
        p += 4;
        continue;
      case 79: // ADDX32
        {
          const b = r[w + (code[p + 2] as number)] as number;
          const c = r[w + (code[p + 3] as number)] as number;
          const sum = (b + c) | 0;
          if (((sum ^ b) & (sum ^ c)) >= 0) {
            r[w + (code[p + 1] as number)] = sum;
            p += 4;
            continue;
          }
          break;
        }
      case 80: // SUBX32
        {
          const b = r[w + (code[p + 2] as number)] as number;
          const c = r[w + (code[p + 3] as number)] as number;
          const difference = (b - c) | 0;
          if (((b ^ c) & (difference ^ b)) >= 0) {
            r[w + (code[p + 1] as number)] = difference;
            p += 4;
            continue;
          }
          break;
        }
      case 81: // MULX32
        {
          const b = r[w + (code[p + 2] as number)] as number;
          const c = r[w + (code[p + 3] as number)] as number;
          const product = b * c;
          if (product >= -2147483648 && product <= 2147483647) {
            r[w + (code[p + 1] as number)] = product;
            p += 4;
            continue;
          }
          break;
        }
      case 82: // SHIFTCHECK
        if ((r[w + (code[p + 1] as number)] as number) >>> 0 < (code[p + 2] as number)) {
          p += 4;
          continue;
        }
        break;
      case 83: // EQ32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) === (r[w + (code[p + 3] as number)] as number)
            ? 1
            : 0;
        p += 4;
        continue;
      case 84: // NE32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) !== (r[w + (code[p + 3] as number)] as number)
            ? 1
            : 0;
        p += 4;
        continue;
      case 85: // LTS32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) < (r[w + (code[p + 3] as number)] as number)
            ? 1
            : 0;
        p += 4;
        continue;
      case 95: // EQI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) === (code[p + 3] as number) ? 1 : 0;
        p += 4;
        continue;
      case 96: // NEI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) !== (code[p + 3] as number) ? 1 : 0;
        p += 4;
        continue;
      case 97: // LTSI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) < (code[p + 3] as number) ? 1 : 0;
        p += 4;
        continue;
      case 98: // LTUI32
        r[w + (code[p + 1] as number)] =
          (r[w + (code[p + 2] as number)] as number) >>> 0 < (code[p + 3] as number) >>> 0 ? 1 : 0;
        p += 4;
        continue;
      case 99: // EQI64
        {
          const b = w + (code[p + 2] as number);
          const value = code[p + 3] as number;
          r[w + (code[p + 1] as number)] =
            (((r[b] as number) ^ value) | ((r[b + 1] as number) ^ (value >> 31))) === 0 ? 1 : 0;
          p += 4;
          continue;
        }
      case 100: // NEI64
        {
          const b = w + (code[p + 2] as number);
          const value = code[p + 3] as number;
          r[w + (code[p + 1] as number)] =
            (((r[b] as number) ^ value) | ((r[b + 1] as number) ^ (value >> 31))) !== 0 ? 1 : 0;
          p += 4;
          continue;
        }
      case 101: // LD8U
        {
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4096)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = (readCache[e + 2] as number) + (x & 4095);
            if (((shadowBytes[q] as number) & 0x7f) === 0) {
              r[w + (code[p + 1] as number)] = bytes[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 102: // LD8S
        {
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4096)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = (readCache[e + 2] as number) + (x & 4095);
            if (((shadowBytes[q] as number) & 0x7f) === 0) {
              r[w + (code[p + 1] as number)] = ((bytes[q] as number) << 24) >> 24;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 103: // LD16U
        {
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4095)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 1;
            if (((shadowHalves[q] as number) & 0x7f7f) === 0) {
              r[w + (code[p + 1] as number)] = halves[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 104: // LD16S
        {
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4095)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 1;
            if (((shadowHalves[q] as number) & 0x7f7f) === 0) {
              r[w + (code[p + 1] as number)] = ((halves[q] as number) << 16) >> 16;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 105: // LD32
        {
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4093)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (((shadowWords[q] as number) & 0x7f7f7f7f) === 0) {
              r[w + (code[p + 1] as number)] = words[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 106: // LD64
        {
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4089)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (
              (((shadowWords[q] as number) | (shadowWords[q + 1] as number)) & 0x7f7f7f7f) ===
              0
            ) {
              const a = w + (code[p + 1] as number);
              r[a] = words[q] as number;
              r[a + 1] = words[q + 1] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 107: // ST8
        {
          const b = w + (code[p + 1] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((writeCache[e] as number) ^ (x & -4096)) |
              ((writeCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = (writeCache[e + 2] as number) + (x & 4095);
            const state = shadowBytes[q] as number;
            if (state <= 1) {
              if (state !== 0) shadowBytes[q] = 0;
              bytes[q] = r[w + (code[p + 2] as number)] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 108: // ST16
        {
          const b = w + (code[p + 1] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((writeCache[e] as number) ^ (x & -4095)) |
              ((writeCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((writeCache[e + 2] as number) + (x & 4095)) >> 1;
            const state = shadowHalves[q] as number;
            if ((state & 0xfefe) === 0) {
              if (state !== 0) shadowHalves[q] = 0;
              halves[q] = r[w + (code[p + 2] as number)] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 109: // ST32
        {
          const b = w + (code[p + 1] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((writeCache[e] as number) ^ (x & -4093)) |
              ((writeCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((writeCache[e + 2] as number) + (x & 4095)) >> 2;
            const state = shadowWords[q] as number;
            if ((state & -16843010) === 0) {
              if (state !== 0) shadowWords[q] = 0;
              words[q] = r[w + (code[p + 2] as number)] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 110: // ST64
        {
          const b = w + (code[p + 1] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((writeCache[e] as number) ^ (x & -4089)) |
              ((writeCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((writeCache[e + 2] as number) + (x & 4095)) >> 2;
            const state = (shadowWords[q] as number) | (shadowWords[q + 1] as number);
            if ((state & -16843010) === 0) {
              if (state !== 0) {
                shadowWords[q] = 0;
                shadowWords[q + 1] = 0;
              }
              const a = w + (code[p + 2] as number);
              words[q] = r[a] as number;
              words[q + 1] = r[a + 1] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 111: // MOV32+ADDI32
        {
          r[w + (code[p + 1] as number)] = r[w + (code[p + 2] as number)] as number;
          r[w + (code[p + 5] as number)] =
            (r[w + (code[p + 6] as number)] as number) + (code[p + 7] as number);
          p += 8;
          continue;
        }
      case 112: // CONST32+JLTS32
        {
          r[w + (code[p + 1] as number)] = code[p + 2] as number;
          p =
            (r[w + (code[p + 5] as number)] as number) < (r[w + (code[p + 6] as number)] as number)
              ? (code[p + 7] as number)
              : p + 8;
          continue;
        }
      case 113: // CONST32+JLES32
        {
          r[w + (code[p + 1] as number)] = code[p + 2] as number;
          p =
            (r[w + (code[p + 5] as number)] as number) <= (r[w + (code[p + 6] as number)] as number)
              ? (code[p + 7] as number)
              : p + 8;
          continue;
        }
      case 114: // CONST32+JEQ32
        {
          r[w + (code[p + 1] as number)] = code[p + 2] as number;
          p =
            (r[w + (code[p + 5] as number)] as number) ===
            (r[w + (code[p + 6] as number)] as number)
              ? (code[p + 7] as number)
              : p + 8;
          continue;
        }
      case 115: // CONST32+JNE32
        {
          r[w + (code[p + 1] as number)] = code[p + 2] as number;
          p =
            (r[w + (code[p + 5] as number)] as number) !==
            (r[w + (code[p + 6] as number)] as number)
              ? (code[p + 7] as number)
              : p + 8;
          continue;
        }
      case 116: // ANDI32+JZ32
        {
          r[w + (code[p + 1] as number)] =
            (r[w + (code[p + 2] as number)] as number) & (code[p + 3] as number);
          p = (r[w + (code[p + 5] as number)] as number) === 0 ? (code[p + 6] as number) : p + 8;
          continue;
        }
      case 117: // ANDI32+JNZ32
        {
          r[w + (code[p + 1] as number)] =
            (r[w + (code[p + 2] as number)] as number) & (code[p + 3] as number);
          p = (r[w + (code[p + 5] as number)] as number) !== 0 ? (code[p + 6] as number) : p + 8;
          continue;
        }
      case 118: // SEXT64+SHLI64+ADD64
        {
          const a0 = w + (code[p + 1] as number);
          const v0 = r[w + (code[p + 2] as number)] as number;
          r[a0] = v0;
          r[a0 + 1] = v0 >> 31;
          shl64(r, w + (code[p + 5] as number), w + (code[p + 6] as number), code[p + 7] as number);
          const a2 = w + (code[p + 9] as number);
          const b2 = w + (code[p + 10] as number);
          const c2 = w + (code[p + 11] as number);
          const low2 = r[b2] as number;
          const sum2 = (low2 + (r[c2] as number)) | 0;
          r[a2 + 1] =
            (r[b2 + 1] as number) + (r[c2 + 1] as number) + (sum2 >>> 0 < low2 >>> 0 ? 1 : 0);
          r[a2] = sum2;
          p += 12;
          continue;
        }
      case 119: // SEXT64+CONST64+ADD64
        {
          const a0 = w + (code[p + 1] as number);
          const v0 = r[w + (code[p + 2] as number)] as number;
          r[a0] = v0;
          r[a0 + 1] = v0 >> 31;
          const a1 = w + (code[p + 5] as number);
          r[a1] = code[p + 6] as number;
          r[a1 + 1] = code[p + 7] as number;
          const a2 = w + (code[p + 9] as number);
          const b2 = w + (code[p + 10] as number);
          const c2 = w + (code[p + 11] as number);
          const low2 = r[b2] as number;
          const sum2 = (low2 + (r[c2] as number)) | 0;
          r[a2 + 1] =
            (r[b2 + 1] as number) + (r[c2 + 1] as number) + (sum2 >>> 0 < low2 >>> 0 ? 1 : 0);
          r[a2] = sum2;
          p += 12;
          continue;
        }
      case 120: // SEXT64+CONST64
        {
          const a0 = w + (code[p + 1] as number);
          const v0 = r[w + (code[p + 2] as number)] as number;
          r[a0] = v0;
          r[a0 + 1] = v0 >> 31;
          const a1 = w + (code[p + 5] as number);
          r[a1] = code[p + 6] as number;
          r[a1 + 1] = code[p + 7] as number;
          p += 8;
          continue;
        }
      case 121: // SHLI64+ADD64
        {
          shl64(r, w + (code[p + 1] as number), w + (code[p + 2] as number), code[p + 3] as number);
          const a1 = w + (code[p + 5] as number);
          const b1 = w + (code[p + 6] as number);
          const c1 = w + (code[p + 7] as number);
          const low1 = r[b1] as number;
          const sum1 = (low1 + (r[c1] as number)) | 0;
          r[a1 + 1] =
            (r[b1 + 1] as number) + (r[c1 + 1] as number) + (sum1 >>> 0 < low1 >>> 0 ? 1 : 0);
          r[a1] = sum1;
          p += 8;
          continue;
        }
      case 122: // MULI64+ADD64
        {
          mulImmediate64(
            r,
            w + (code[p + 1] as number),
            w + (code[p + 2] as number),
            code[p + 3] as number,
          );
          const a1 = w + (code[p + 5] as number);
          const b1 = w + (code[p + 6] as number);
          const c1 = w + (code[p + 7] as number);
          const low1 = r[b1] as number;
          const sum1 = (low1 + (r[c1] as number)) | 0;
          r[a1 + 1] =
            (r[b1 + 1] as number) + (r[c1 + 1] as number) + (sum1 >>> 0 < low1 >>> 0 ? 1 : 0);
          r[a1] = sum1;
          p += 8;
          continue;
        }
      case 123: // SEXT64+SHLI64+ADD64+LD32
        {
          const a0 = w + (code[p + 1] as number);
          const v0 = r[w + (code[p + 2] as number)] as number;
          r[a0] = v0;
          r[a0 + 1] = v0 >> 31;
          shl64(r, w + (code[p + 5] as number), w + (code[p + 6] as number), code[p + 7] as number);
          const a2 = w + (code[p + 9] as number);
          const b2 = w + (code[p + 10] as number);
          const c2 = w + (code[p + 11] as number);
          const low2 = r[b2] as number;
          const sum2 = (low2 + (r[c2] as number)) | 0;
          r[a2 + 1] =
            (r[b2 + 1] as number) + (r[c2 + 1] as number) + (sum2 >>> 0 < low2 >>> 0 ? 1 : 0);
          r[a2] = sum2;
          p += 12;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4093)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (((shadowWords[q] as number) & 0x7f7f7f7f) === 0) {
              r[w + (code[p + 1] as number)] = words[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 124: // SEXT64+CONST64+ADD64+LD8U
        {
          const a0 = w + (code[p + 1] as number);
          const v0 = r[w + (code[p + 2] as number)] as number;
          r[a0] = v0;
          r[a0 + 1] = v0 >> 31;
          const a1 = w + (code[p + 5] as number);
          r[a1] = code[p + 6] as number;
          r[a1 + 1] = code[p + 7] as number;
          const a2 = w + (code[p + 9] as number);
          const b2 = w + (code[p + 10] as number);
          const c2 = w + (code[p + 11] as number);
          const low2 = r[b2] as number;
          const sum2 = (low2 + (r[c2] as number)) | 0;
          r[a2 + 1] =
            (r[b2 + 1] as number) + (r[c2 + 1] as number) + (sum2 >>> 0 < low2 >>> 0 ? 1 : 0);
          r[a2] = sum2;
          p += 12;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4096)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = (readCache[e + 2] as number) + (x & 4095);
            if (((shadowBytes[q] as number) & 0x7f) === 0) {
              r[w + (code[p + 1] as number)] = bytes[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 125: // ADD64+LD8U
        {
          const a0 = w + (code[p + 1] as number);
          const b0 = w + (code[p + 2] as number);
          const c0 = w + (code[p + 3] as number);
          const low0 = r[b0] as number;
          const sum0 = (low0 + (r[c0] as number)) | 0;
          r[a0 + 1] =
            (r[b0 + 1] as number) + (r[c0 + 1] as number) + (sum0 >>> 0 < low0 >>> 0 ? 1 : 0);
          r[a0] = sum0;
          p += 4;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4096)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = (readCache[e + 2] as number) + (x & 4095);
            if (((shadowBytes[q] as number) & 0x7f) === 0) {
              r[w + (code[p + 1] as number)] = bytes[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 126: // ADD64+LD32
        {
          const a0 = w + (code[p + 1] as number);
          const b0 = w + (code[p + 2] as number);
          const c0 = w + (code[p + 3] as number);
          const low0 = r[b0] as number;
          const sum0 = (low0 + (r[c0] as number)) | 0;
          r[a0 + 1] =
            (r[b0 + 1] as number) + (r[c0 + 1] as number) + (sum0 >>> 0 < low0 >>> 0 ? 1 : 0);
          r[a0] = sum0;
          p += 4;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4093)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (((shadowWords[q] as number) & 0x7f7f7f7f) === 0) {
              r[w + (code[p + 1] as number)] = words[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 127: // ADD64+LD64
        {
          const a0 = w + (code[p + 1] as number);
          const b0 = w + (code[p + 2] as number);
          const c0 = w + (code[p + 3] as number);
          const low0 = r[b0] as number;
          const sum0 = (low0 + (r[c0] as number)) | 0;
          r[a0 + 1] =
            (r[b0 + 1] as number) + (r[c0 + 1] as number) + (sum0 >>> 0 < low0 >>> 0 ? 1 : 0);
          r[a0] = sum0;
          p += 4;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4089)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (
              (((shadowWords[q] as number) | (shadowWords[q + 1] as number)) & 0x7f7f7f7f) ===
              0
            ) {
              const a = w + (code[p + 1] as number);
              r[a] = words[q] as number;
              r[a + 1] = words[q + 1] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 128: // CONST64+LD32
        {
          const a0 = w + (code[p + 1] as number);
          r[a0] = code[p + 2] as number;
          r[a0 + 1] = code[p + 3] as number;
          p += 4;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4093)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (((shadowWords[q] as number) & 0x7f7f7f7f) === 0) {
              r[w + (code[p + 1] as number)] = words[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 129: // CONST64+LD64
        {
          const a0 = w + (code[p + 1] as number);
          r[a0] = code[p + 2] as number;
          r[a0 + 1] = code[p + 3] as number;
          p += 4;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4089)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (
              (((shadowWords[q] as number) | (shadowWords[q + 1] as number)) & 0x7f7f7f7f) ===
              0
            ) {
              const a = w + (code[p + 1] as number);
              r[a] = words[q] as number;
              r[a + 1] = words[q + 1] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 130: // FRAME+LD32
        {
          const a0 = w + (code[p + 1] as number);
          r[a0] = stackLow + core.frame + (code[p + 2] as number);
          r[a0 + 1] = stackHigh;
          p += 4;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4093)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (((shadowWords[q] as number) & 0x7f7f7f7f) === 0) {
              r[w + (code[p + 1] as number)] = words[q] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      case 131: // FRAME+LD64
        {
          const a0 = w + (code[p + 1] as number);
          r[a0] = stackLow + core.frame + (code[p + 2] as number);
          r[a0 + 1] = stackHigh;
          p += 4;
          const b = w + (code[p + 2] as number);
          const low = r[b] as number;
          const x = (low + (code[p + 3] as number)) | 0;
          const e = (x >>> 10) & 1020;
          if (
            (((readCache[e] as number) ^ (x & -4089)) |
              ((readCache[e + 1] as number) ^ (r[b + 1] as number)) |
              ((x ^ low) & -2147483648)) ===
            0
          ) {
            const q = ((readCache[e + 2] as number) + (x & 4095)) >> 2;
            if (
              (((shadowWords[q] as number) | (shadowWords[q + 1] as number)) & 0x7f7f7f7f) ===
              0
            ) {
              const a = w + (code[p + 1] as number);
              r[a] = words[q] as number;
              r[a + 1] = words[q + 1] as number;
              p += 4;
              continue;
            }
          }
          break;
        }
      default: {
        const next = stepRare(operation, code, r, p, w);
        if (next >= 0) {
          p = next;
          continue;
        }
        break;
      }
    }
    core.pc = p;
    core.window = w;
    core.depth = depth;
    core.budget = budget;
    p = stepSlowly(core);
    w = core.window;
    depth = core.depth;
    if (core.signal !== 0) {
      core.pc = p;
      return;
    }
  }
}
