/**
 * Operations that the run loop hands to a function: they work on registers alone, and are not so
 * common that a case of the loop would pay. The case numbers are those of `fast-operation-table.ts`.
 */
import { extendBits, mul64, mulImmediate64, shl64, shrs64, shru64 } from "./wide-arithmetic.ts";

/** The program counter to go on at; -1 when the instruction is not one of these, or fails. */
export function stepRare(
  operation: number,
  code: Int32Array,
  r: Int32Array,
  pc: number,
  w: number,
): number {
  let p = pc;
  switch (operation) {
    case 15: // JLTS64
      {
        const a = w + (code[p + 1] as number);
        const b = w + (code[p + 2] as number);
        p = (
          (r[a + 1] as number) === (r[b + 1] as number)
            ? (r[a] as number) >>> 0 < (r[b] as number) >>> 0
            : (r[a + 1] as number) < (r[b + 1] as number)
        )
          ? (code[p + 3] as number)
          : p + 4;
        return p;
      }
    case 16: // JLES64
      {
        const a = w + (code[p + 1] as number);
        const b = w + (code[p + 2] as number);
        p = (
          (r[a + 1] as number) === (r[b + 1] as number)
            ? (r[a] as number) >>> 0 <= (r[b] as number) >>> 0
            : (r[a + 1] as number) < (r[b + 1] as number)
        )
          ? (code[p + 3] as number)
          : p + 4;
        return p;
      }
    case 18: // JLEU64
      {
        const a = w + (code[p + 1] as number);
        const b = w + (code[p + 2] as number);
        p = (
          (r[a + 1] as number) === (r[b + 1] as number)
            ? (r[a] as number) >>> 0 <= (r[b] as number) >>> 0
            : (r[a + 1] as number) >>> 0 < (r[b + 1] as number) >>> 0
        )
          ? (code[p + 3] as number)
          : p + 4;
        return p;
      }
    case 28: // SEXT16
      r[w + (code[p + 1] as number)] = ((r[w + (code[p + 2] as number)] as number) << 16) >> 16;
      p += 4;
      return p;
    case 30: // ZEXT16
      r[w + (code[p + 1] as number)] = (r[w + (code[p + 2] as number)] as number) & 0xffff;
      p += 4;
      return p;
    case 33: // BOOL32
      r[w + (code[p + 1] as number)] = (r[w + (code[p + 2] as number)] as number) !== 0 ? 1 : 0;
      p += 4;
      return p;
    case 34: // BOOL64
      {
        const b = w + (code[p + 2] as number);
        r[w + (code[p + 1] as number)] = ((r[b] as number) | (r[b + 1] as number)) !== 0 ? 1 : 0;
        p += 4;
        return p;
      }
    case 35: // SEXTBITS
      extendBits(
        r,
        w + (code[p + 1] as number),
        w + (code[p + 2] as number),
        code[p + 3] as number,
        true,
      );
      p += 4;
      return p;
    case 36: // ZEXTBITS
      extendBits(
        r,
        w + (code[p + 1] as number),
        w + (code[p + 2] as number),
        code[p + 3] as number,
        false,
      );
      p += 4;
      return p;
    case 46: // DIVS32
      {
        const d = r[w + (code[p + 3] as number)] as number;
        if (d > 0) {
          r[w + (code[p + 1] as number)] = ((r[w + (code[p + 2] as number)] as number) / d) | 0;
          p += 4;
          return p;
        }
        break;
      }
    case 47: // REMS32
      {
        const d = r[w + (code[p + 3] as number)] as number;
        if (d > 0) {
          r[w + (code[p + 1] as number)] = (r[w + (code[p + 2] as number)] as number) % d;
          p += 4;
          return p;
        }
        break;
      }
    case 48: // DIVU32
      {
        const d = (r[w + (code[p + 3] as number)] as number) >>> 0;
        if (d !== 0) {
          r[w + (code[p + 1] as number)] =
            (((r[w + (code[p + 2] as number)] as number) >>> 0) / d) >>> 0;
          p += 4;
          return p;
        }
        break;
      }
    case 49: // REMU32
      {
        const d = (r[w + (code[p + 3] as number)] as number) >>> 0;
        if (d !== 0) {
          r[w + (code[p + 1] as number)] = ((r[w + (code[p + 2] as number)] as number) >>> 0) % d;
          p += 4;
          return p;
        }
        break;
      }
    case 53: // XORI32
      r[w + (code[p + 1] as number)] =
        (r[w + (code[p + 2] as number)] as number) ^ (code[p + 3] as number);
      p += 4;
      return p;
    case 58: // NEG32
      r[w + (code[p + 1] as number)] = -(r[w + (code[p + 2] as number)] as number);
      p += 4;
      return p;
    case 59: // NOT32
      r[w + (code[p + 1] as number)] = ~(r[w + (code[p + 2] as number)] as number);
      p += 4;
      return p;
    case 62: // MUL64
      mul64(
        r,
        w + (code[p + 1] as number),
        w + (code[p + 2] as number),
        w + (code[p + 3] as number),
      );
      p += 4;
      return p;
    case 66: // SHL64
      shl64(
        r,
        w + (code[p + 1] as number),
        w + (code[p + 2] as number),
        (r[w + (code[p + 3] as number)] as number) & 63,
      );
      p += 4;
      return p;
    case 67: // SHRS64
      shrs64(
        r,
        w + (code[p + 1] as number),
        w + (code[p + 2] as number),
        (r[w + (code[p + 3] as number)] as number) & 63,
      );
      p += 4;
      return p;
    case 68: // SHRU64
      shru64(
        r,
        w + (code[p + 1] as number),
        w + (code[p + 2] as number),
        (r[w + (code[p + 3] as number)] as number) & 63,
      );
      p += 4;
      return p;
    case 70: // MULI64
      mulImmediate64(
        r,
        w + (code[p + 1] as number),
        w + (code[p + 2] as number),
        code[p + 3] as number,
      );
      p += 4;
      return p;
    case 73: // XORI64
      {
        const a = w + (code[p + 1] as number);
        const b = w + (code[p + 2] as number);
        const value = code[p + 3] as number;
        r[a] = (r[b] as number) ^ value;
        r[a + 1] = (r[b + 1] as number) ^ (value >> 31);
        p += 4;
        return p;
      }
    case 77: // NEG64
      {
        const a = w + (code[p + 1] as number);
        const b = w + (code[p + 2] as number);
        const low = r[b] as number;
        r[a + 1] = ~(r[b + 1] as number) + (low === 0 ? 1 : 0);
        r[a] = -low;
        p += 4;
        return p;
      }
    case 78: // NOT64
      {
        const a = w + (code[p + 1] as number);
        const b = w + (code[p + 2] as number);
        r[a] = ~(r[b] as number);
        r[a + 1] = ~(r[b + 1] as number);
        p += 4;
        return p;
      }
    case 86: // LES32
      r[w + (code[p + 1] as number)] =
        (r[w + (code[p + 2] as number)] as number) <= (r[w + (code[p + 3] as number)] as number)
          ? 1
          : 0;
      p += 4;
      return p;
    case 87: // LTU32
      r[w + (code[p + 1] as number)] =
        (r[w + (code[p + 2] as number)] as number) >>> 0 <
        (r[w + (code[p + 3] as number)] as number) >>> 0
          ? 1
          : 0;
      p += 4;
      return p;
    case 88: // LEU32
      r[w + (code[p + 1] as number)] =
        (r[w + (code[p + 2] as number)] as number) >>> 0 <=
        (r[w + (code[p + 3] as number)] as number) >>> 0
          ? 1
          : 0;
      p += 4;
      return p;
    case 89: // EQ64
      {
        const a = w + (code[p + 2] as number);
        const b = w + (code[p + 3] as number);
        r[w + (code[p + 1] as number)] =
          (((r[a] as number) ^ (r[b] as number)) |
            ((r[a + 1] as number) ^ (r[b + 1] as number))) ===
          0
            ? 1
            : 0;
        p += 4;
        return p;
      }
    case 90: // NE64
      {
        const a = w + (code[p + 2] as number);
        const b = w + (code[p + 3] as number);
        r[w + (code[p + 1] as number)] =
          (((r[a] as number) ^ (r[b] as number)) |
            ((r[a + 1] as number) ^ (r[b + 1] as number))) !==
          0
            ? 1
            : 0;
        p += 4;
        return p;
      }
    case 91: // LTS64
      {
        const a = w + (code[p + 2] as number);
        const b = w + (code[p + 3] as number);
        r[w + (code[p + 1] as number)] = (
          (r[a + 1] as number) === (r[b + 1] as number)
            ? (r[a] as number) >>> 0 < (r[b] as number) >>> 0
            : (r[a + 1] as number) < (r[b + 1] as number)
        )
          ? 1
          : 0;
        p += 4;
        return p;
      }
    case 92: // LES64
      {
        const a = w + (code[p + 2] as number);
        const b = w + (code[p + 3] as number);
        r[w + (code[p + 1] as number)] = (
          (r[a + 1] as number) === (r[b + 1] as number)
            ? (r[a] as number) >>> 0 <= (r[b] as number) >>> 0
            : (r[a + 1] as number) < (r[b + 1] as number)
        )
          ? 1
          : 0;
        p += 4;
        return p;
      }
    case 93: // LTU64
      {
        const a = w + (code[p + 2] as number);
        const b = w + (code[p + 3] as number);
        r[w + (code[p + 1] as number)] = (
          (r[a + 1] as number) === (r[b + 1] as number)
            ? (r[a] as number) >>> 0 < (r[b] as number) >>> 0
            : (r[a + 1] as number) >>> 0 < (r[b + 1] as number) >>> 0
        )
          ? 1
          : 0;
        p += 4;
        return p;
      }
    case 94: // LEU64
      {
        const a = w + (code[p + 2] as number);
        const b = w + (code[p + 3] as number);
        r[w + (code[p + 1] as number)] = (
          (r[a + 1] as number) === (r[b + 1] as number)
            ? (r[a] as number) >>> 0 <= (r[b] as number) >>> 0
            : (r[a + 1] as number) >>> 0 < (r[b + 1] as number) >>> 0
        )
          ? 1
          : 0;
        p += 4;
        return p;
      }
    default:
      break;
  }
  return -1;
}
