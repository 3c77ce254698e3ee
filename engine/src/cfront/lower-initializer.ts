/**
 * Initialisers: which bytes they name, in order, for objects of the frame and of the image alike
 * (C11 6.7.9, with GNU ranges).
 */
import type { Designator, Expression, Initializer, InitializerEntry } from "./ast.ts";
import type { FunctionContext } from "./function-context.ts";
import { readString } from "./literals.ts";
import { findMember } from "./record-layout.ts";
import { asInteger, type CType, type RecordMember, sameType, sizeOf, typeText } from "./type.ts";

/** One scalar, record or string that an initialiser puts at a byte. */
export interface InitializedPart {
  readonly byteOffset: number;
  readonly type: CType;
  readonly bit: RecordMember["bit"];
  readonly expression: Expression;
}

/** Where in an aggregate the next value without a designator goes. */
interface Cursor {
  readonly type: CType;
  readonly byteOffset: number;
  /** Index of the member or element. */
  index: number;
}

const maxParts = 4_000_000;

/** The parts that `initializer` gives an object of `type`, in the order in which they are stored. */
export function partsOf(
  f: FunctionContext,
  type: CType,
  initializer: Initializer,
): readonly InitializedPart[] {
  const parts: InitializedPart[] = [];
  new Walk(f, parts).one(type, 0, undefined, initializer);
  return parts;
}

/** Elements that an initialiser gives an array that leaves their number open. */
export function arrayLength(f: FunctionContext, element: CType, initializer: Initializer): number {
  const text = stringOf(initializer, element);
  if (text !== undefined) return readString(text, f.model).length;
  if (initializer.kind !== "initializer-list") {
    return f.fail("an array is initialised by one value", initializer.at);
  }
  const walk = new Walk(f, []);
  return walk.list({ kind: "array", of: element, length: undefined }, 0, initializer.entries);
}

/** Bytes that an object needs for its values: more than its type has for a flexible array. */
export function initializedSize(f: FunctionContext, type: CType, initializer: Initializer): number {
  const own = sizeOf(type, f.model) ?? 0;
  const last = type.kind === "record" ? type.members?.at(-1)?.type : undefined;
  if (last?.kind !== "array" || last.length !== undefined) return own;
  return partsOf(f, type, initializer).reduce(
    (most, part) => Math.max(most, part.byteOffset + (sizeOf(part.type, f.model) ?? 0)),
    own,
  );
}

class Walk {
  readonly #f: FunctionContext;
  readonly #parts: InitializedPart[];

  constructor(f: FunctionContext, parts: InitializedPart[]) {
    this.#f = f;
    this.#parts = parts;
  }

  one(type: CType, byteOffset: number, bit: RecordMember["bit"], initializer: Initializer): void {
    const f = this.#f;
    if (type.kind === "array") {
      const text = stringOf(initializer, type.of);
      if (text !== undefined) {
        this.#string(type, byteOffset, text, initializer.at);
        return;
      }
    }
    if (initializer.kind !== "initializer-list") {
      if (type.kind === "array" && initializer.kind === "compound-literal") {
        this.one(type, byteOffset, bit, initializer.initializer);
        return;
      }
      this.#add({ byteOffset, type, bit, expression: initializer });
      return;
    }
    if (type.kind === "record" || type.kind === "array") {
      f.nested(initializer.at, () => this.list(type, byteOffset, initializer.entries));
      return;
    }
    // A scalar in braces.
    const [first] = initializer.entries;
    if (first !== undefined) this.one(type, byteOffset, bit, first.value);
  }

  /** One more than the highest element that was named, for arrays of open length. */
  list(type: CType, byteOffset: number, entries: readonly InitializerEntry[]): number {
    let highest = 0;
    const stack: Cursor[] = [{ type, byteOffset, index: 0 }];
    for (const entry of entries) {
      if (entry.designators.length > 0) {
        highest = Math.max(highest, this.#designated(stack, type, byteOffset, entry));
      } else {
        this.#next(stack, entry.value);
      }
      if (type.kind === "array") highest = Math.max(highest, stack[0]?.index ?? 0);
    }
    return highest;
  }

  /** Puts a value where the cursor is, and moves it on. Inner aggregates without braces are entered. */
  #next(stack: Cursor[], value: Initializer): void {
    for (;;) {
      const cursor = stack[stack.length - 1];
      if (cursor === undefined) return; // More values than there is room for: gcc drops them.
      const slot = this.#slot(cursor);
      if (slot === undefined) {
        if (stack.length === 1) return;
        stack.pop();
        continue;
      }
      if (this.#takesWhole(slot.type, value)) {
        cursor.index++;
        this.one(slot.type, slot.byteOffset, slot.bit, value);
        return;
      }
      cursor.index++;
      stack.push({ type: slot.type, byteOffset: slot.byteOffset, index: 0 });
    }
  }

  /** Whether a value initialises all of `type`, rather than its first part. */
  #takesWhole(type: CType, value: Initializer): boolean {
    if (type.kind !== "record" && type.kind !== "array") return true;
    if (value.kind === "initializer-list") return true;
    if (type.kind === "array") {
      return stringOf(value, type.of) !== undefined || value.kind === "compound-literal";
    }
    const given = this.#f.rules.typeOf(this.#f, value);
    return given.kind === "record" && sameType(given, type);
  }

  #slot(cursor: Cursor): { type: CType; byteOffset: number; bit: RecordMember["bit"] } | undefined {
    const { type, byteOffset, index } = cursor;
    if (type.kind === "array") {
      if (type.length !== undefined && index >= type.length) return undefined;
      const size = sizeOf(type.of, this.#f.model) ?? 0;
      return { type: type.of, byteOffset: byteOffset + index * size, bit: undefined };
    }
    if (type.kind !== "record") return undefined;
    const members = type.members ?? this.#f.fail(`${typeText(type)} is incomplete`, 0);
    if (type.isUnion && index > 0) return undefined;
    const member = members[index];
    if (member === undefined) return undefined;
    return { type: member.type, byteOffset: byteOffset + member.byteOffset, bit: member.bit };
  }

  /** Answers one more than the outermost array index that it names. */
  #designated(stack: Cursor[], type: CType, byteOffset: number, entry: InitializerEntry): number {
    const f = this.#f;
    stack.length = 0;
    const outer: Cursor = { type, byteOffset, index: 0 };
    stack.push(outer);
    let repeat: { first: number; last: number; size: number } | undefined;
    for (const designator of entry.designators) {
      const cursor = stack[stack.length - 1] as Cursor;
      const range = this.#pointAt(stack, cursor, designator);
      const isLast = designator === entry.designators[entry.designators.length - 1];
      if (range !== undefined && range.last > range.first) {
        if (!isLast) f.fail("a range before another designator", designator.at);
        repeat = range;
      }
      if (isLast) break;
      const here = stack[stack.length - 1] as Cursor;
      const slot = this.#slot(here);
      if (slot === undefined) return f.fail("a designator outside of its object", designator.at);
      here.index++;
      stack.push({ type: slot.type, byteOffset: slot.byteOffset, index: 0 });
    }
    const cursor = stack[stack.length - 1] as Cursor;
    const slot = this.#slot(cursor);
    if (slot === undefined) return f.fail("a designator outside of its object", entry.at);
    if (repeat !== undefined) {
      for (let index = repeat.first; index <= repeat.last; index++) {
        const at = slot.byteOffset + (index - repeat.first) * repeat.size;
        this.one(slot.type, at, slot.bit, entry.value);
      }
      cursor.index = repeat.last + 1;
    } else if (this.#takesWhole(slot.type, entry.value)) {
      cursor.index++;
      this.one(slot.type, slot.byteOffset, slot.bit, entry.value);
    } else {
      this.#next(stack, entry.value);
    }
    return outer.index;
  }

  /** Moves the cursor to a member or element; anonymous members on the way are entered. */
  #pointAt(
    stack: Cursor[],
    cursor: Cursor,
    designator: Designator,
  ): { first: number; last: number; size: number } | undefined {
    const f = this.#f;
    const { type } = cursor;
    if (designator.kind === "index") {
      if (type.kind !== "array") return f.fail("an index into what is no array", designator.at);
      const first = f.rules.constant(f, designator.first);
      const last = designator.last === undefined ? first : f.rules.constant(f, designator.last);
      if (first === undefined || last === undefined || first < 0n || last < first) {
        return f.fail("an index that is no constant", designator.at);
      }
      const isBeyond = type.length !== undefined && last >= BigInt(type.length);
      if (isBeyond || last > BigInt(maxParts)) f.fail("an index beyond the array", designator.at);
      cursor.index = Number(first);
      return {
        first: Number(first),
        last: Number(last),
        size: sizeOf(type.of, f.model) ?? 0,
      };
    }
    if (type.kind !== "record") return f.fail("a member of what is no struct", designator.at);
    let here = cursor;
    for (let depth = 0; depth < 50; depth++) {
      const record = here.type;
      if (record.kind !== "record") break;
      const members = record.members ?? [];
      const own = members.findIndex(({ name }) => name === designator.name);
      if (own >= 0) {
        // The cursor of a union stands at the member itself, which is then its only one.
        if (record.isUnion && own > 0) this.#enterUnion(stack, here, members[own] as RecordMember);
        else here.index = own;
        return undefined;
      }
      const holder = members.findIndex(
        (member) =>
          member.name === undefined &&
          member.type.kind === "record" &&
          findMember(member.type, designator.name) !== undefined,
      );
      const member = members[holder];
      if (member === undefined) break;
      here.index = holder + 1;
      here = { type: member.type, byteOffset: here.byteOffset + member.byteOffset, index: 0 };
      stack.push(here);
    }
    return f.fail(`${typeText(type)} has no member ${designator.name}`, designator.at);
  }

  /** A union whose member is not its first: it stands in the stack as if that were its only one. */
  #enterUnion(stack: Cursor[], cursor: Cursor, member: RecordMember): void {
    const { type } = cursor;
    if (type.kind !== "record") return;
    stack[stack.length - 1] = {
      type: { ...type, members: [member], byteSize: type.byteSize, alignment: type.alignment },
      byteOffset: cursor.byteOffset,
      index: 0,
    };
  }

  #string(type: CType, byteOffset: number, pieces: readonly string[], at: number): void {
    const f = this.#f;
    if (type.kind !== "array") return;
    const { element, length, bytes } = readString(pieces, f.model);
    const size = sizeOf(element, f.model) ?? 1;
    const room = type.length ?? length;
    for (let index = 0; index < Math.min(length, room); index++) {
      let code = 0;
      for (let byte = 0; byte < size; byte++) {
        code |= (bytes[index * size + byte] as number) << (8 * byte);
      }
      // Zeroes are there already.
      if (code === 0) continue;
      const expression: Expression = { kind: "number", text: String(code >>> 0), at };
      this.#add({
        byteOffset: byteOffset + index * size,
        type: type.of,
        bit: undefined,
        expression,
      });
    }
  }

  #add(part: InitializedPart): void {
    if (this.#parts.length >= maxParts)
      this.#f.fail("an initialiser with too many values", part.expression.at);
    this.#parts.push(part);
  }
}

/** The pieces of a string literal that initialises an array of such elements; braces do not matter. */
function stringOf(initializer: Initializer, element: CType): readonly string[] | undefined {
  const integer = asInteger(element);
  if (integer === undefined || integer.byteSize > 4) return undefined;
  let inner = initializer;
  if (inner.kind === "initializer-list") {
    const [only] = inner.entries;
    if (only === undefined || inner.entries.length !== 1 || only.designators.length > 0) {
      return undefined;
    }
    inner = only.value;
  }
  if (inner.kind !== "string") return undefined;
  const isWide = inner.pieces.some((piece) => /^[LU u]/.test(piece) && !piece.startsWith("u8"));
  return isWide === integer.byteSize > 1 ? inner.pieces : undefined;
}
