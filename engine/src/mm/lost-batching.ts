/**
 * How much batching an inner section's end cost the outer one.
 *
 * Lost updates are those that take part, made between the inner leave that ended the mode and the
 * end of the outer section. What they cost more is measured against the same updates with the outer
 * section kept: each leave and flush still completes what is pending, and batching goes on.
 */
import type { LazyCore } from "./lazy-core.ts";
import { type LazyPolicy, type SetCode, setCodes } from "./lazy-policy.ts";
import type { MmLostBatching } from "./outcome.ts";

export interface SavedMeter {
  readonly updates: number;
  readonly extra: number;
  readonly hasEnded: boolean;
  readonly updatesBefore: number;
  readonly costBefore: number;
  readonly ideal: number;
  readonly idealPending: number;
  readonly idealKey: number;
}

export class LostBatchingMeter {
  readonly #policy: LazyPolicy;
  readonly #core: LazyCore;
  #updates = 0;
  /** Of the outer sections that are over. */
  #extra = 0;
  #hasEnded = false;
  #updatesBefore = 0;
  #costBefore = 0;
  #ideal = 0;
  #idealPending = 0;
  #idealKey = 0;

  constructor(policy: LazyPolicy, core: LazyCore) {
    this.#policy = policy;
    this.#core = core;
  }

  /** An outermost section begins. */
  begin(): void {
    this.#hasEnded = false;
    this.#updatesBefore = this.#updates;
    this.#costBefore = this.#cost();
    this.#ideal = 0;
    this.#idealPending = 0;
  }

  /** An inner leave ended the mode of a section that is still open. */
  noteEnded(): void {
    this.#hasEnded = true;
  }

  /** An update that takes part, in an open section. */
  noteUpdate(code: number): void {
    if (!this.#policy.endsBatching || this.#core.context.inInterrupt()) return;
    const limit = this.#policy.batchLimit;
    const key = this.#core.state.batchKey;
    if (this.#idealPending > 0 && key !== this.#idealKey) this.settle();
    this.#idealKey = key;
    this.#idealPending++;
    if (limit > 0 && this.#idealPending >= limit) this.settle();
    if (this.#hasEnded && (code as SetCode) === setCodes.paid) this.#updates++;
  }

  /** What is pending would be completed here. */
  settle(): void {
    if (this.#idealPending > 0) this.#ideal++;
    this.#idealPending = 0;
  }

  /** The outermost section is over. */
  end(): void {
    const updates = this.#updates - this.#updatesBefore;
    const extra = this.#extraNow();
    this.#extra += extra;
    this.#hasEnded = false;
    if (updates === 0) return;
    const { cost, citations } = this.#policy;
    this.#core.sink.problem({
      kind: "lost-batching",
      isWrong: true,
      code: "lost-batching",
      message: `A nested section ended the outer one: ${updates} later updates were not batched, for ${extra} ${cost} more than with the outer section kept.`,
      citations,
    });
  }

  current(): MmLostBatching {
    return { updates: this.#updates, extra: this.#extra + this.#extraNow() };
  }

  save(): SavedMeter {
    return {
      updates: this.#updates,
      extra: this.#extra,
      hasEnded: this.#hasEnded,
      updatesBefore: this.#updatesBefore,
      costBefore: this.#costBefore,
      ideal: this.#ideal,
      idealPending: this.#idealPending,
      idealKey: this.#idealKey,
    };
  }

  restore(saved: SavedMeter): void {
    this.#updates = saved.updates;
    this.#extra = saved.extra;
    this.#hasEnded = saved.hasEnded;
    this.#updatesBefore = saved.updatesBefore;
    this.#costBefore = saved.costBefore;
    this.#ideal = saved.ideal;
    this.#idealPending = saved.idealPending;
    this.#idealKey = saved.idealKey;
  }

  /** In a section that has not ended early, what is paid is not compared with anything. */
  #extraNow(): number {
    if (!this.#hasEnded) return 0;
    const ideal = this.#ideal + (this.#idealPending > 0 ? 1 : 0);
    return Math.max(0, this.#cost() - this.#costBefore - ideal);
  }

  #cost(): number {
    const { counters, state } = this.#core;
    if (this.#policy.cost === "barriers") return counters.barriers;
    if (this.#policy.cost === "hypercalls") return counters.hypercalls;
    return state.singleFlushes + state.drains;
  }
}
