/**
 * A run's trace as plain data, and moving about in the run by it: to an event, a statement forward
 * or back, to the next event of a kind.
 */

import type { EventKind, TraceEvent } from "#engine/trace";
import { eventKinds } from "#engine/trace";
import type { RawEvent } from "./recorder.ts";
import type { Run } from "./run.ts";
import type { SourcePlaces } from "./source-places.ts";

export class TraceReader {
  readonly #run: Run;
  readonly #places: SourcePlaces;
  /** The statement of the run that is about to begin. */
  #statement = 0;

  constructor(run: Run, places: SourcePlaces) {
    this.#run = run;
    this.#places = places;
  }

  get nEvents(): number {
    return this.#run.kernel.record.recorder.length;
  }

  /** The statement at which the machine stands, once it was moved. */
  get statement(): number {
    return this.#statement;
  }

  /** Events `from` up to and without `to`, in order. */
  events(from: number, to: number): readonly TraceEvent[] {
    const { recorder } = this.#run.kernel.record;
    const end = Math.min(to, recorder.length);
    return recorder.read(from, end).map((event, at) => this.#toPlain(event, from + at));
  }

  /** The first event at or behind `from` that is of one of the kinds, or undefined. */
  findNext(from: number, kinds: readonly EventKind[]): TraceEvent | undefined {
    for (let at = from; at < this.nEvents; at += chunk) {
      const found = this.events(at, at + chunk).find(({ kind }) => kinds.includes(kind));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The last event before `to` that is of one of the kinds, or undefined. */
  findPrevious(to: number, kinds: readonly EventKind[]): TraceEvent | undefined {
    for (let end = Math.min(to, this.nEvents); end > 0; end -= chunk) {
      const events = this.events(Math.max(0, end - chunk), end);
      const found = events.findLast(({ kind }) => kinds.includes(kind));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Of a call of the callback; null when there is no such event. */
  firstEventOf(entry: number): number | null {
    const index = this.#run.kernel.record.recorder.firstEventOf(entry);
    return index < this.nEvents ? index : null;
  }

  /** Brings the machine to the statement in which an event happens; false when there is none. */
  goToEvent(index: number): boolean {
    const [event] = this.events(index, index + 1);
    if (event === undefined) return false;
    this.goToStatement(event.statement);
    return true;
  }

  goToStatement(statement: number): void {
    this.#statement = Math.max(0, Math.min(statement, this.#run.statements));
    this.#run.goTo(this.#statement);
  }

  /** Statements forward, or back when negative. */
  step(nStatements: number): void {
    this.goToStatement(this.#statement + nStatements);
  }

  #toPlain(event: RawEvent, index: number): TraceEvent {
    const kind = eventKinds[event.kind] as EventKind;
    const { image } = this.#run.machine;
    const { notes } = this.#run.kernel.record.recorder;
    const position = event.pc < 0 ? 0 : (image.codePositions[event.pc] ?? 0);
    const isWrite = kind === "pte-write";
    const address = hex(event.addressLow, event.addressHigh);
    return {
      index,
      kind,
      statement: Math.max(0, event.statement - this.#run.firstStatement),
      place: this.#places.placeOf(position),
      entry: event.entry < 0 ? null : event.entry,
      address: isWrite || address === "0x0" ? null : address,
      slot: isWrite && event.entry < 0 ? address : null,
      old: isWrite ? hex(event.oldLow, event.oldHigh) : null,
      value: hasValue.has(kind) ? hex(event.valueLow, event.valueHigh) : null,
      note: event.note === 0 ? null : (notes[event.note] ?? null),
    };
  }
}

const chunk = 4096;

/** Kinds whose value says something even when it is zero. */
const hasValue: ReadonlySet<EventKind> = new Set<EventKind>([
  "entry-end",
  "pte-write",
  "drain",
  "hypercall",
  "page-alloc",
  "page-free",
  "linear-map",
  "linear-unmap",
  "section-enter",
  "section-leave",
  "touch",
]);

function hex(low: number, high: number): string {
  const value = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  return `0x${value.toString(16)}`;
}
