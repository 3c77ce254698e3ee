/** What an expression gives: a constant, a register, or a place in memory. */
import type { Register } from "./code-writer.ts";
import type { CType, RecordMember } from "./type.ts";

export type Address =
  /** Bytes from the address in a register. */
  | { readonly kind: "register"; readonly register: Register; readonly offset: number }
  /** In the function's frame. */
  | { readonly kind: "frame"; readonly offset: number }
  | { readonly kind: "absolute"; readonly address: bigint };

export type Value =
  /** Within its type's range; an address or pointer without sign. */
  | { readonly kind: "constant"; readonly type: CType; readonly value: bigint }
  | { readonly kind: "register"; readonly type: CType; readonly register: Register }
  /** A record that is no scalar in disguise, wherever it is. */
  | { readonly kind: "record"; readonly type: CType; readonly address: Address }
  | { readonly kind: "void"; readonly type: CType };

export type Place =
  /** A variable that lives in a register. */
  | { readonly kind: "variable"; readonly type: CType; readonly register: Register }
  | {
      readonly kind: "memory";
      readonly type: CType;
      readonly address: Address;
      readonly bit: RecordMember["bit"];
      /** Reached through a union, whose members share bytes. */
      readonly isUnion?: boolean;
      /** In a declared object, as what it is declared: its effective type cannot be another. */
      readonly isDeclared?: boolean;
      /** In a packed record. */
      readonly isUnaligned?: boolean;
    };

export function moved(address: Address, bytes: number): Address {
  switch (address.kind) {
    case "register":
      return { ...address, offset: address.offset + bytes };
    case "frame":
      return { kind: "frame", offset: address.offset + bytes };
    case "absolute":
      return { kind: "absolute", address: address.address + BigInt(bytes) };
  }
}

export function memory(type: CType, address: Address, bit?: RecordMember["bit"]): Place {
  return { kind: "memory", type, address, bit };
}
