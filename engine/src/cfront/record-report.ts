/** The layout of a struct or union as plain data, for those who ask about a unit's types. */
import { type RecordType, sizeOf, type TypeModel, typeText } from "./type.ts";

export interface RecordLayout {
  readonly byteSize: number;
  readonly members: readonly RecordLayoutMember[];
}

export interface RecordLayoutMember {
  /** Undefined for an anonymous struct or union. */
  readonly name: string | undefined;
  readonly typeText: string;
  readonly byteOffset: number;
  /** Undefined for a flexible array. */
  readonly byteSize: number | undefined;
  /** Of a bitfield, from the lowest bit of the byte at the offset. */
  readonly bitOffset: number | undefined;
  readonly bitWidth: number | undefined;
  /** The layout of a member that is a struct or union. */
  readonly record: RecordLayout | undefined;
}

export function layoutOf(type: RecordType, model: TypeModel, depth = 0): RecordLayout {
  return {
    byteSize: type.byteSize,
    members: (type.members ?? []).map((member) => ({
      name: member.name,
      typeText: typeText(member.type),
      byteOffset: member.byteOffset,
      byteSize: sizeOf(member.type, model),
      bitOffset: member.bit?.offset,
      bitWidth: member.bit?.width,
      record:
        member.type.kind === "record" && depth < deepestLayout
          ? layoutOf(member.type, model, depth + 1)
          : undefined,
    })),
  };
}

/** Records within records; what is deeper is left out. */
const deepestLayout = 12;
