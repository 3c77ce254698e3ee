/**
 * Where the members of structs and unions lie: the System V rules as gcc applies them on the
 * little-endian machines of the simulator, with `packed`, `aligned` and bitfields.
 */
import { CFrontError } from "./cfront-error.ts";
import type { PositionId } from "./position.ts";
import {
  alignmentOf,
  asInteger,
  type CType,
  type RecordMember,
  type RecordType,
  sizeOf,
  type TypeModel,
} from "./type.ts";

/** A member as declared. */
export interface DeclaredMember {
  readonly name: string | undefined;
  readonly type: CType;
  /** Of a bitfield. */
  readonly width: number | undefined;
  /** Of `aligned`, 0 for none. */
  readonly alignment: number;
  readonly isPacked: boolean;
  readonly at: PositionId;
}

export interface RecordAttributes {
  readonly isPacked: boolean;
  /** 0 for none. */
  readonly alignment: number;
}

/** Completes `record`. Bits of a bitfield are counted from its storage unit's lowest. */
export function layOut(
  record: RecordType,
  declared: readonly DeclaredMember[],
  attributes: RecordAttributes,
  model: TypeModel,
): void {
  const members: RecordMember[] = [];
  /** In bits, from the record's beginning. */
  let next = 0;
  let end = 0;
  let alignment = 1;
  for (const member of declared) {
    const { name, type, width, at } = member;
    const isPacked = attributes.isPacked || member.isPacked;
    const natural = isPacked ? 1 : alignmentOf(type, model);
    if (record.isUnion) next = 0;
    if (width === undefined) {
      const align = Math.max(natural, member.alignment);
      const byteSize = sizeOf(type, model) ?? flexibleSize(type, at);
      next = roundUp(next, align * 8);
      members.push({ name, type, byteOffset: next / 8, bit: undefined });
      alignment = Math.max(alignment, align);
      next += byteSize * 8;
    } else {
      const unit = (asInteger(type)?.byteSize ?? 4) * 8;
      if (width === 0) {
        next = roundUp(next, unit);
      } else {
        if (member.alignment > 0) next = roundUp(next, member.alignment * 8);
        const crosses = Math.floor(next / unit) !== Math.floor((next + width - 1) / unit);
        if (!isPacked && crosses) next = roundUp(next, unit);
        if (name !== undefined) members.push(placeBits(name, type, next, width, unit, isPacked));
        // An unnamed bitfield does not align the record.
        if (name !== undefined) alignment = Math.max(alignment, natural, member.alignment);
        next += width;
      }
    }
    end = Math.max(end, next);
  }
  alignment = Math.max(alignment, attributes.alignment);
  record.members = members;
  record.alignment = alignment;
  record.byteSize = roundUp(Math.ceil(end / 8), alignment);
}

/**
 * The storage unit is the type's own where the bits fit in one that is aligned; a packed bitfield
 * that crosses such a unit is reached from the byte where it begins.
 */
function placeBits(
  name: string,
  type: CType,
  from: number,
  width: number,
  unit: number,
  isPacked: boolean,
): RecordMember {
  const start = Math.floor(from / unit) * unit;
  const fits = from + width <= start + unit;
  const byteOffset = fits && !isPacked ? start / 8 : Math.floor(from / 8);
  return { name, type, byteOffset, bit: { offset: from - byteOffset * 8, width, isPacked } };
}

/** A flexible array member, or one of length zero, takes no room. */
function flexibleSize(type: CType, at: PositionId): number {
  if (type.kind === "array") return 0;
  throw new CFrontError("a member of an incomplete type", at);
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}

/** A member by its name, looked for in anonymous members too; offsets are from the outermost. */
export function findMember(record: RecordType, name: string, depth = 0): RecordMember | undefined {
  for (const member of record.members ?? []) {
    if (member.name === name) return member;
    if (member.name !== undefined || member.type.kind !== "record" || depth > 50) continue;
    const inner = findMember(member.type, name, depth + 1);
    if (inner !== undefined) {
      return { ...inner, byteOffset: inner.byteOffset + member.byteOffset };
    }
  }
  return undefined;
}
