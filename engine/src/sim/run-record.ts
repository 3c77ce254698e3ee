/**
 * What a run leaves behind: the events, and what went wrong or is worth a note.
 *
 * The model tells it through `MmSink`; it adds where the program was. Places are kept as positions
 * and turned into lines when the report is made.
 */
import type { PositionId } from "#engine/cfront";
import type { Machine } from "#engine/cmachine";
import { citationText, type MmEventKind, type MmProblem, type MmSink } from "#engine/mm";
import type { OutcomeKind } from "#engine/trace";
import { kindCode, Recorder } from "./recorder.ts";

/** A problem before its places are turned into lines. */
export interface RecordedProblem {
  readonly kind: OutcomeKind;
  readonly isWrong: boolean;
  readonly code: string;
  readonly message: string;
  readonly at: PositionId;
  readonly stack: readonly { readonly name: string; readonly at: PositionId }[];
  readonly event: number;
  /** The recorder's note for events that tell of it again. */
  readonly again: number;
  readonly sources: readonly string[];
  count: number;
}

const maxProblems = 1000;
const maxStack = 30;

export class RunRecord implements MmSink {
  readonly recorder: Recorder;
  readonly problems: RecordedProblem[] = [];
  /** The entry that the callback was called for, as a physical address; -1 outside of a call. */
  ownSlot = -1;
  /** False while a run is repeated to get back to a moment of it. */
  isRecording = true;
  /** The most sections that were open at once. */
  maxDepth = 0;
  /** Sections that were opened inside of another. */
  nNested = 0;
  /** Problems beyond those kept. */
  nDropped = 0;
  readonly #machine: Machine;
  readonly #byKey = new Map<string, RecordedProblem>();

  constructor(machine: Machine, pageByteSize: number) {
    this.#machine = machine;
    this.recorder = new Recorder(pageByteSize);
  }

  event(kind: MmEventKind, value: number, slot: number, note: string): void {
    if (!this.isRecording) return;
    if (kind === "section-enter" && note !== "ignored") {
      if (value > this.maxDepth) this.maxDepth = value;
      if (value > 1) this.nNested++;
    }
    const machine = this.#machine;
    const { recorder } = this;
    const text = recorder.note(note);
    if (value === 0 && (slot < 0 || slot === this.ownSlot)) {
      recorder.addSimple(kindCode[kind], machine.statements, machine.pc, text);
      return;
    }
    const { statements, pc } = machine;
    const [low, high] = lanesOf(slot);
    recorder.add(kindCode[kind], statements, pc, low, high, 0, 0, value, 0, text);
  }

  /** An event of the simulator's own, with an address and values in lanes. */
  note(
    kind: keyof typeof kindCode,
    addressLow: number,
    addressHigh: number,
    valueLow: number,
    valueHigh: number,
    note: string,
  ): void {
    if (!this.isRecording) return;
    const { recorder } = this;
    const { statements, pc } = this.#machine;
    const code = kindCode[kind];
    const text = recorder.note(note);
    recorder.add(code, statements, pc, addressLow, addressHigh, 0, 0, valueLow, valueHigh, text);
  }

  /** A write of an entry; `note` says what became of it. */
  write(
    slot: number,
    oldLow: number,
    oldHigh: number,
    low: number,
    high: number,
    note: number,
  ): void {
    if (!this.isRecording) return;
    const { statements, pc } = this.#machine;
    if (slot === this.ownSlot) {
      this.recorder.addOwnWrite(statements, pc, oldLow, oldHigh, low, high, note);
      return;
    }
    const code = kindCode["pte-write"];
    const [slotLow, slotHigh] = lanesOf(slot);
    this.recorder.add(code, statements, pc, slotLow, slotHigh, oldLow, oldHigh, low, high, note);
  }

  problem(problem: MmProblem): void {
    if (!this.isRecording) return;
    const stack = this.#machine
      .callStack()
      .slice(0, maxStack)
      .map(({ function: { name }, at }) => ({ name, at }));
    const at = stack[0]?.at ?? 0;
    const key = `${problem.code}\n${at}\n${problem.isWrong}`;
    const kind = problem.isWrong ? "problem" : "remark";
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      known.count++;
      const { statements, pc } = this.#machine;
      this.recorder.addSimple(kindCode[kind], statements, pc, known.again);
      return;
    }
    if (this.problems.length >= maxProblems) {
      this.nDropped++;
      return;
    }
    const event = this.recorder.nextIndex;
    const text = `${problem.code}: ${problem.message}`;
    this.note(kind, 0, 0, 0, 0, text);
    const recorded: RecordedProblem = {
      kind: problem.kind,
      isWrong: problem.isWrong,
      code: problem.code,
      message: problem.message,
      at,
      stack,
      event,
      // Later ones are of other pages or entries, which the first one's words would name wrongly.
      again: this.recorder.note(`${problem.code}, as before`),
      sources: problem.citations.map(citationText),
      count: 1,
    };
    this.#byKey.set(key, recorded);
    this.problems.push(recorded);
  }
}

function lanesOf(slot: number): [number, number] {
  if (slot < 0) return [0, 0];
  return [slot | 0, Math.floor(slot / 0x1_0000_0000) | 0];
}
