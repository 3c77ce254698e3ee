/**
 * The compact record of a run's events.
 *
 * What happens during one call of the callback is nearly always one of a few sequences, so a call
 * is kept as the number of its sequence (a template), the statement at which it began, the entry
 * as it was and as it became. What does not fit is kept event by event. The order of all events is
 * that in which they were recorded.
 */
import { type EventKind, eventKinds } from "#engine/trace";

/** A recorded event; addresses and values as two 32-bit lanes, low then high. */
export interface RawEvent {
  readonly kind: number;
  readonly statement: number;
  /** Instruction index, or -1. */
  readonly pc: number;
  /** Which call of the callback, or -1. */
  readonly entry: number;
  readonly addressLow: number;
  readonly addressHigh: number;
  readonly oldLow: number;
  readonly oldHigh: number;
  readonly valueLow: number;
  readonly valueHigh: number;
  readonly note: number;
}

interface Template {
  readonly kinds: readonly number[];
  readonly pcs: readonly number[];
  readonly statements: readonly number[];
  readonly notes: readonly number[];
}

export const kindCode = Object.freeze(
  Object.fromEntries(eventKinds.map((kind, code) => [kind, code])),
) as Readonly<Record<EventKind, number>>;

const wholeCall = 0xffff;
const maxTemplates = 4096;
/** Calls between two entries of the index from event numbers to calls. */
const indexStride = 512;
const columns = 11;
const longestTemplate = 24;

export class Recorder {
  /** Per call: template, first statement, new entry, old entry. */
  #template = new Uint16Array(1024);
  #first = new Uint32Array(1024);
  #values = new Int32Array(2 * 1024);
  /** Empty as long as every entry was zero before it was written. */
  #olds = new Int32Array(0);
  /** Page addresses as runs of neighbours: the call that begins one, and its address. */
  readonly #runs: { readonly call: number; readonly low: number; readonly high: number }[] = [];
  /** How many updates were owed when each call returned. */
  #pending = new Uint32Array(1024);
  #nPending = 0;
  #nCalls = 0;
  /** Whole events, `columns` numbers each, statement and addresses included. */
  #whole = new Float64Array(columns * 1024);
  #nWhole = 0;
  /** Index of the first whole event after each call, ascending; a call's own whole events included. */
  #wholeAfter = new Uint32Array(1024);
  readonly #templates: Template[] = [];
  readonly #templateOf = new Map<string, number>();
  #lastTemplate = 0;
  readonly notes: string[] = [""];
  readonly #noteOf = new Map<string, number>([["", 0]]);
  /** Number of events before every `indexStride`-th call. */
  #eventsBefore: number[] = [0];
  #nEvents = 0;
  readonly maxWhole: number;
  readonly #pageByteSize: number;
  /** True once events were dropped, since there were more than `maxWhole`. */
  isCut = false;

  /** The call being recorded; kept in one growing set of rows until it ends. */
  #inCall = false;
  #callRows = new Float64Array(columns * 64);
  #nRows = 0;
  #isSimple = true;
  #slotWrites = 0;
  #old0 = 0;
  #old1 = 0;
  #new0 = 0;
  #new1 = 0;
  #nextLow = 0;
  #nextHigh = 0;

  constructor(pageByteSize: number, maxWhole = 2_000_000) {
    this.#pageByteSize = pageByteSize;
    this.maxWhole = maxWhole;
  }

  get length(): number {
    return this.#nEvents;
  }

  /** The number that the next event gets. */
  get nextIndex(): number {
    return this.#nEvents + (this.#inCall ? this.#nRows : 0);
  }

  /** How many calls of the callback have ended. */
  get calls(): number {
    return this.#nCalls;
  }

  get templates(): number {
    return this.#templates.length;
  }

  /** Bytes held, for the bench. */
  get byteSize(): number {
    return (
      this.#template.byteLength +
      this.#first.byteLength +
      this.#pending.byteLength +
      this.#values.byteLength +
      this.#olds.byteLength +
      this.#whole.byteLength +
      this.#wholeAfter.byteLength
    );
  }

  note(text: string): number {
    let index = this.#noteOf.get(text);
    if (index === undefined) {
      index = this.notes.push(text) - 1;
      this.#noteOf.set(text, index);
    }
    return index;
  }

  beginCall(statement: number, pc: number, addressLow: number, addressHigh: number): void {
    this.#inCall = true;
    this.#nRows = 0;
    this.#isSimple = true;
    this.#slotWrites = 0;
    this.#old0 = this.#old1 = this.#new0 = this.#new1 = 0;
    this.#row(kindCode.entry, statement, pc, addressLow, addressHigh, 0, 0, 0, 0, 0);
  }

  /** An event whose address and values are the entry's own, or that has none. */
  addSimple(kind: number, statement: number, pc: number, note = 0): void {
    this.#row(kind, statement, pc, 0, 0, 0, 0, 0, 0, note);
    if (!this.#inCall) this.#flushOutside();
  }

  /** A write of the entry that the callback was called for. */
  addOwnWrite(
    statement: number,
    pc: number,
    oldLow: number,
    oldHigh: number,
    valueLow: number,
    valueHigh: number,
    note: number,
  ): void {
    if (this.#slotWrites++ === 0) {
      this.#old0 = oldLow;
      this.#old1 = oldHigh;
      this.#new0 = valueLow;
      this.#new1 = valueHigh;
    } else {
      this.#isSimple = false;
    }
    this.#row(
      kindCode["pte-write"],
      statement,
      pc,
      0,
      0,
      oldLow,
      oldHigh,
      valueLow,
      valueHigh,
      note,
    );
    if (!this.#inCall) this.#flushOutside();
  }

  /** An event with an address or value of its own. */
  add(
    kind: number,
    statement: number,
    pc: number,
    addressLow: number,
    addressHigh: number,
    oldLow: number,
    oldHigh: number,
    valueLow: number,
    valueHigh: number,
    note: number,
  ): void {
    this.#isSimple = false;
    this.#row(
      kind,
      statement,
      pc,
      addressLow,
      addressHigh,
      oldLow,
      oldHigh,
      valueLow,
      valueHigh,
      note,
    );
    if (!this.#inCall) this.#flushOutside();
  }

  /** `pending` is how many updates are owed when the call returns. */
  endCall(statement: number, pc: number, result: number, pending = 0): void {
    if (!this.#inCall) return;
    this.#nPending = pending;
    if (result !== 0) this.#isSimple = false;
    this.#row(kindCode["entry-end"], statement, pc, 0, 0, 0, 0, result, result >> 31, 0);
    this.#closeCall();
  }

  /** Keeps what an unfinished call recorded, when a run stops inside it. */
  finish(): void {
    if (this.#inCall && this.#nRows > 0) {
      this.#isSimple = false;
      this.#closeCall();
    }
  }

  #closeCall(): void {
    this.#inCall = false;
    const call = this.#nCalls++;
    if (call === this.#template.length) this.#growCalls();
    const rows = this.#callRows;
    const template = this.#isSimple && this.#nRows <= longestTemplate ? this.#intern() : wholeCall;
    this.#template[call] = template;
    this.#first[call] = rows[1] as number;
    this.#pending[call] = this.#nPending;
    const at = call * 2;
    this.#values[at] = this.#new0;
    this.#values[at + 1] = this.#new1;
    if ((this.#old0 | this.#old1) !== 0 && this.#olds.length === 0) {
      this.#olds = new Int32Array(this.#values.length);
    }
    if (this.#olds.length > 0) {
      this.#olds[at] = this.#old0;
      this.#olds[at + 1] = this.#old1;
    }
    this.#noteAddress(call, rows[4] as number, rows[5] as number);
    if (template === wholeCall) {
      for (let row = 0; row < this.#nRows; row++) this.#keepWhole(row * columns, call);
    } else {
      this.#nEvents += this.#nRows;
    }
    this.#wholeAfter[call] = this.#nWhole;
    this.#nRows = 0;
    if (this.#nCalls % indexStride === 0) this.#eventsBefore.push(this.#nEvents);
  }

  #noteAddress(call: number, low: number, high: number): void {
    if (call > 0 && low === this.#nextLow && high === this.#nextHigh) {
      this.#expectNext(low, high);
      return;
    }
    this.#runs.push({ call, low, high });
    this.#expectNext(low, high);
  }

  #expectNext(low: number, high: number): void {
    const next = (low >>> 0) + this.#pageByteSize;
    this.#nextLow = next | 0;
    this.#nextHigh = next > 0xffff_ffff ? (high + 1) | 0 : high;
  }

  /** Both lanes of the page that a call was for. */
  addressOf(call: number): readonly [number, number] {
    let from = 0;
    let to = this.#runs.length - 1;
    while (from < to) {
      const middle = (from + to + 1) >>> 1;
      if ((this.#runs[middle]?.call ?? 0) <= call) from = middle;
      else to = middle - 1;
    }
    const run = this.#runs[from];
    if (run === undefined) return [0, 0];
    const low = (run.low >>> 0) + (call - run.call) * this.#pageByteSize;
    return [low | 0, (run.high + Math.floor(low / 0x1_0000_0000)) | 0];
  }

  /** Neighbouring calls nearly always do the same, so the last template is tried first. */
  #intern(): number {
    if (this.#fits(this.#lastTemplate)) return this.#lastTemplate;
    const found = this.#findTemplate();
    if (found !== wholeCall) this.#lastTemplate = found;
    return found;
  }

  #fits(index: number): boolean {
    const template = this.#templates[index];
    if (template === undefined || template.kinds.length !== this.#nRows) return false;
    const rows = this.#callRows;
    const first = rows[1] as number;
    for (let row = 0, at = 0; row < this.#nRows; row++, at += columns) {
      if (
        template.kinds[row] !== rows[at] ||
        template.statements[row] !== (rows[at + 1] as number) - first ||
        template.pcs[row] !== rows[at + 2] ||
        template.notes[row] !== rows[at + 10]
      ) {
        return false;
      }
    }
    return true;
  }

  #findTemplate(): number {
    const rows = this.#callRows;
    let key = "";
    const first = rows[1] as number;
    for (let row = 0; row < this.#nRows; row++) {
      const at = row * columns;
      key += `${rows[at]},${(rows[at + 1] as number) - first},${rows[at + 2]},${rows[at + 10]};`;
    }
    const known = this.#templateOf.get(key);
    if (known !== undefined) return known;
    if (this.#templates.length >= maxTemplates) return wholeCall;
    const pick = (column: number) =>
      Array.from({ length: this.#nRows }, (_, row) => rows[row * columns + column] as number);
    const template = {
      kinds: pick(0),
      statements: pick(1).map((statement) => statement - first),
      pcs: pick(2),
      notes: pick(10),
    };
    const index = this.#templates.push(template) - 1;
    this.#templateOf.set(key, index);
    return index;
  }

  #row(
    kind: number,
    statement: number,
    pc: number,
    addressLow: number,
    addressHigh: number,
    oldLow: number,
    oldHigh: number,
    valueLow: number,
    valueHigh: number,
    note: number,
  ): void {
    const at = this.#nRows++ * columns;
    if (at === this.#callRows.length) {
      if (this.#nRows > 100_000) {
        // A callback that records without end keeps its beginning.
        this.#nRows--;
        this.isCut = true;
        return;
      }
      const grown = new Float64Array(this.#callRows.length * 2);
      grown.set(this.#callRows);
      this.#callRows = grown;
    }
    const rows = this.#callRows;
    rows[at] = kind;
    rows[at + 1] = statement;
    rows[at + 2] = pc;
    rows[at + 3] = 0;
    rows[at + 4] = addressLow;
    rows[at + 5] = addressHigh;
    rows[at + 6] = oldLow;
    rows[at + 7] = oldHigh;
    rows[at + 8] = valueLow;
    rows[at + 9] = valueHigh;
    rows[at + 10] = note;
  }

  #flushOutside(): void {
    this.#keepWhole(0, -1);
    this.#nRows = 0;
  }

  #keepWhole(from: number, call: number): void {
    if (this.#nWhole >= this.maxWhole) {
      this.isCut = true;
      return;
    }
    const at = this.#nWhole++ * columns;
    if (at === this.#whole.length) {
      const grown = new Float64Array(this.#whole.length * 2);
      grown.set(this.#whole);
      this.#whole = grown;
    }
    this.#whole.set(this.#callRows.subarray(from, from + columns), at);
    this.#whole[at + 3] = call;
    this.#nEvents++;
  }

  #growCalls(): void {
    const n = this.#template.length * 2;
    this.#template = grown(this.#template, new Uint16Array(n));
    this.#first = grown(this.#first, new Uint32Array(n));
    this.#pending = grown(this.#pending, new Uint32Array(n));
    this.#values = grown(this.#values, new Int32Array(2 * n));
    if (this.#olds.length > 0) this.#olds = grown(this.#olds, new Int32Array(2 * n));
    this.#wholeAfter = grown(this.#wholeAfter, new Uint32Array(n));
  }

  /**
   * A number over what one call did to its entry and to the rest, without regard to when: equal
   * numbers in two runs of one program mean the same events.
   */
  callHash(call: number): number {
    const number = this.#template[call];
    if (number === undefined || call >= this.#nCalls) return 0;
    let hash = 0x811c9dc5;
    const mix = (value: number): void => {
      hash = Math.imul(hash ^ (value | 0), 0x01000193);
      hash ^= hash >>> 15;
    };
    if (number === wholeCall) {
      const { start, end } = this.#wholeRange(call);
      for (let at = start; at < end; at++) {
        if (this.#whole[at * columns + 3] !== call) continue;
        for (const column of [0, 4, 5, 6, 7, 8, 9, 10]) {
          mix(this.#whole[at * columns + column] as number);
        }
      }
      return hash;
    }
    const { kinds, notes } = this.#templates[number] as Template;
    for (let row = 0; row < kinds.length; row++) {
      mix(kinds[row] as number);
      mix(notes[row] as number);
    }
    const at = call * 2;
    mix(this.#olds[at] ?? 0);
    mix(this.#olds[at + 1] ?? 0);
    mix(this.#values[at] as number);
    mix(this.#values[at + 1] as number);
    return hash;
  }

  /** A number over all that was recorded, as sixteen hexadecimal digits. */
  hash(): string {
    let first = 0x811c9dc5;
    let second = 0x9e3779b9;
    const mix = (value: number): void => {
      first = Math.imul(first ^ value, 0x01000193);
      second = (Math.imul(second ^ value, 0x85ebca6b) + 0x27d4eb2f) | 0;
      second ^= second >>> 13;
    };
    for (let call = 0; call < this.#nCalls; call++) {
      mix(this.callHash(call));
      mix(this.#first[call] as number);
    }
    for (let at = 0; at < this.#nWhole * columns; at++) mix((this.#whole[at] as number) | 0);
    const hex = (value: number) => (value >>> 0).toString(16).padStart(8, "0");
    return hex(first) + hex(second);
  }

  /** The events numbered `from` up to and without `to`, in order. */
  read(from: number, to: number): RawEvent[] {
    const events: RawEvent[] = [];
    let call = this.#callHolding(from);
    let index = this.#eventsBefore[Math.floor(call / indexStride)] as number;
    for (let before = Math.floor(call / indexStride) * indexStride; before < call; before++) {
      index += this.#eventsOf(before);
    }
    for (; index < to && call <= this.#nCalls; call++) {
      const whole = this.#wholeRange(call);
      // Whole events between two calls come before the later one's own.
      const own = call < this.#nCalls ? (this.#template[call] as number) : wholeCall;
      for (let at = whole.start; at < whole.end; at++, index++) {
        if (index >= from && index < to) events.push(this.#wholeEvent(at));
      }
      if (own === wholeCall) continue;
      const template = this.#templates[own] as Template;
      for (let row = 0; row < template.kinds.length; row++, index++) {
        if (index >= from && index < to) events.push(this.#templateEvent(call, template, row));
      }
    }
    return events;
  }

  /** How many updates were owed when a call returned. */
  pendingAfter(call: number): number {
    return call < this.#nCalls ? (this.#pending[call] as number) : 0;
  }

  /** The number of the first event of a call, or of what came between it and the one before. */
  firstEventOf(call: number): number {
    const wanted = Math.max(0, Math.min(call, this.#nCalls));
    const stride = Math.floor(wanted / indexStride);
    let index = this.#eventsBefore[stride] as number;
    for (let before = stride * indexStride; before < wanted; before++) {
      index += this.#eventsOf(before);
    }
    return index;
  }

  /**
   * Visits all events in order, without making objects of them: the call that they belong to or
   * come before (the number of calls, behind the last), and the kind.
   */
  scan(visit: (call: number, kind: number) => void): void {
    for (let call = 0; call <= this.#nCalls; call++) {
      const { start, end } = this.#wholeRange(call);
      for (let at = start * columns; at < end * columns; at += columns) {
        const whole = this.#whole;
        visit(call, whole[at] as number);
      }
      const own = call < this.#nCalls ? (this.#template[call] as number) : wholeCall;
      if (own === wholeCall) continue;
      const { kinds } = this.#templates[own] as Template;
      for (let row = 0; row < kinds.length; row++) {
        visit(call, kinds[row] as number);
      }
    }
  }

  #wholeRange(call: number): { start: number; end: number } {
    const start = call === 0 ? 0 : (this.#wholeAfter[call - 1] as number);
    const end = call < this.#nCalls ? (this.#wholeAfter[call] as number) : this.#nWhole;
    return { start, end };
  }

  #eventsOf(call: number): number {
    const { start, end } = this.#wholeRange(call);
    const own = call < this.#nCalls ? (this.#template[call] as number) : wholeCall;
    return end - start + (own === wholeCall ? 0 : (this.#templates[own] as Template).kinds.length);
  }

  #callHolding(event: number): number {
    let low = 0;
    let high = this.#eventsBefore.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#eventsBefore[middle] as number) <= event) low = middle;
      else high = middle - 1;
    }
    let call = low * indexStride;
    let index = this.#eventsBefore[low] as number;
    while (call < this.#nCalls && index + this.#eventsOf(call) <= event) {
      index += this.#eventsOf(call);
      call++;
    }
    return call;
  }

  #wholeEvent(at: number): RawEvent {
    const column = (n: number) => this.#whole[at * columns + n] as number;
    return {
      kind: column(0),
      statement: column(1),
      pc: column(2),
      entry: column(3),
      addressLow: column(4),
      addressHigh: column(5),
      oldLow: column(6),
      oldHigh: column(7),
      valueLow: column(8),
      valueHigh: column(9),
      note: column(10),
    };
  }

  #templateEvent(call: number, template: Template, row: number): RawEvent {
    const at = call * 2;
    const [addressLow, addressHigh] = this.addressOf(call);
    const kind = template.kinds[row] as number;
    const hasValues = kind === kindCode["pte-write"];
    return {
      kind,
      statement: (this.#first[call] as number) + (template.statements[row] as number),
      pc: template.pcs[row] as number,
      entry: call,
      addressLow,
      addressHigh,
      oldLow: hasValues ? (this.#olds[at] ?? 0) : 0,
      oldHigh: hasValues ? (this.#olds[at + 1] ?? 0) : 0,
      valueLow: hasValues ? (this.#values[at] as number) : 0,
      valueHigh: hasValues ? (this.#values[at + 1] as number) : 0,
      note: template.notes[row] as number,
    };
  }
}

function grown<T extends Uint16Array | Float64Array | Int32Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
