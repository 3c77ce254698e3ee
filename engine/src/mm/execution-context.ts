/**
 * In what context the kernel's code runs: preemption, interrupts and bottom halves, as counts.
 *
 * in_interrupt() is true in a hard or soft interrupt, in an NMI, and in task context while bottom
 * halves are disabled (include/linux/preempt.h, in_interrupt(), 6.12).
 */

export interface ContextCounts {
  preempt: number;
  irqsOff: number;
  bhOff: number;
  softirq: number;
  hardirq: number;
}

export class ExecutionContext {
  readonly counts: ContextCounts = { preempt: 0, irqsOff: 0, bhOff: 0, softirq: 0, hardirq: 0 };

  /** Adds `delta` to one count; false when it would go below zero, which it then does not. */
  change(what: keyof ContextCounts, delta: number): boolean {
    const next = this.counts[what] + delta;
    if (next < 0) return false;
    this.counts[what] = next;
    return true;
  }

  inInterrupt(): boolean {
    const { bhOff, softirq, hardirq } = this.counts;
    return bhOff + softirq + hardirq > 0;
  }

  /** Whether sleeping is forbidden, by context alone; spinlocks raise `preempt`. */
  isAtomic(): boolean {
    const { preempt, irqsOff } = this.counts;
    return preempt > 0 || irqsOff > 0 || this.inInterrupt();
  }

  /** Why sleeping is forbidden, or undefined. */
  findAtomicReason(): string | undefined {
    const { preempt, irqsOff, bhOff, softirq, hardirq } = this.counts;
    if (hardirq > 0) return "in a hard interrupt";
    if (softirq > 0) return "in a soft interrupt";
    if (irqsOff > 0) return "with interrupts off";
    if (bhOff > 0) return "with bottom halves off";
    return preempt > 0 ? "with preemption off" : undefined;
  }

  save(): ContextCounts {
    return { ...this.counts };
  }

  restore(saved: ContextCounts): void {
    Object.assign(this.counts, saved);
  }
}
