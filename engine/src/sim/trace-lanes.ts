/**
 * A run's events counted by lane and call of the callback, and those counts binned for a timeline
 * of any width. Counting visits each event once; a stretch is then a sum over calls.
 */
import { type EventKind, type LaneBins, type LaneName, laneNames, viewLimits } from "#engine/trace";
import { kindCode } from "./recorder.ts";
import type { RunRecord } from "./run-record.ts";

type CountedLane = Exclude<LaneName, "pending">;

const laneOfKind: Partial<Record<EventKind, CountedLane>> = {
  "pte-write": "updates",
  barrier: "synchronisation",
  hypercall: "synchronisation",
  "tlb-flush": "synchronisation",
  "page-alloc": "allocator",
  "page-free": "allocator",
  "linear-map": "linear-map",
  "linear-unmap": "linear-map",
  touch: "linear-map",
  problem: "faults",
};

export class TraceLanes {
  /** Calls, and one place more for what comes behind the last. */
  readonly nEntries: number;
  readonly #counts: Readonly<Record<CountedLane, Uint16Array>>;
  /** What was owed when each call returned. */
  readonly #pending: Uint32Array;

  constructor({ recorder }: RunRecord) {
    this.nEntries = recorder.calls + 1;
    const column = () => new Uint16Array(this.nEntries);
    const counts = {
      updates: column(),
      synchronisation: column(),
      allocator: column(),
      "linear-map": column(),
      faults: column(),
    };
    this.#counts = counts;
    this.#pending = new Uint32Array(this.nEntries);
    const byKind = new Map<number, Uint16Array>();
    for (const [kind, lane] of Object.entries(laneOfKind)) {
      byKind.set(kindCode[kind as EventKind], counts[lane]);
    }
    for (let call = 0; call < recorder.calls; call++) {
      this.#pending[call] = recorder.pendingAfter(call);
    }
    recorder.scan((call, kind) => {
      const lane = byKind.get(kind);
      if (lane === undefined) return;
      if ((lane[call] as number) < 0xffff) lane[call] = (lane[call] as number) + 1;
    });
  }

  /** The stretch of calls, cut into columns of equal width; both ends are brought into range. */
  bins(fromEntry: number, toEntry: number, columns: number): LaneBins {
    const from = Math.max(0, Math.min(fromEntry, this.nEntries - 1));
    const to = Math.max(from + 1, Math.min(toEntry, this.nEntries));
    const n = Math.max(1, Math.min(columns, viewLimits.columns, to - from));
    const bin = (values: ArrayLike<number>, join: (sum: number, value: number) => number) =>
      Array.from({ length: n }, (_, column) => {
        const end = from + Math.floor(((column + 1) * (to - from)) / n);
        let sum = 0;
        for (let at = from + Math.floor((column * (to - from)) / n); at < end; at++) {
          sum = join(sum, values[at] as number);
        }
        return sum;
      });
    const lanes = Object.fromEntries(
      laneNames.map((name) => [
        name,
        name === "pending"
          ? bin(this.#pending, Math.max)
          : bin(this.#counts[name], (sum, value) => sum + value),
      ]),
    ) as Record<LaneName, number[]>;
    return { fromEntry: from, toEntry: to, columns: n, lanes };
  }
}
