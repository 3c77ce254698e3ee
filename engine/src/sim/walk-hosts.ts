/**
 * Host functions of the walker model: the levels above the last, and the frame around each call of
 * the callback (mm/memory.c, apply_to_page_range() and the functions below it, 6.1 to 7.0).
 */
import type { HostFunction } from "#engine/cmachine";
import { kernelSpace, type LevelName, type WalkWarning } from "#engine/mm";
import { type KernelState, userSpace } from "./kernel-state.ts";
import { kindCode } from "./recorder.ts";

/** The first release whose walk has no BUG_ON(pmd_huge()). */
const hugeBugUntil = 6_012;

export function walkHosts(kernelOf: () => KernelState): Readonly<Record<string, HostFunction>> {
  return {
    /** (mm, start, size, create): 0, or -EINVAL for an empty range or one that wraps. */
    __sim_walk_begin(_machine, base) {
      const kernel = kernelOf();
      const start = kernel.address(base, 1);
      const mask = kernel.options.isIlp32 ? 32 : 64;
      const end = BigInt.asUintN(mask, start + kernel.address(base, 2));
      if (start >= end) {
        warn(kernel, "apply_to_page_range()", "the range is empty or wraps around");
        kernel.answer(base, -kernel.options.facts.errors.invalid);
        return;
      }
      kernel.walkDepth++;
      kernel.answer(base, 0);
    },

    /** (mm, at, end, create, piece): 1 with the next table in `piece`, 0 at the end, or an error. */
    __sim_walk(machine, base) {
      const kernel = kernelOf();
      const { facts, isIlp32 } = kernel.options;
      const space = kernel.spaceOf(base, 0);
      const at = kernel.address(base, 1);
      const end = kernel.address(base, 2);
      const tables = space === kernelSpace ? kernel.kernelTables : kernel.userTables;
      const fromPage = kernel.virtualPageOf(kernel.low(base, 1), kernel.high(base, 1));
      const isRagged = end % BigInt(kernel.pageByteSize) !== 0n;
      const endPage = Number(end / BigInt(kernel.pageByteSize)) + (isRagged ? 1 : 0);
      const step = tables.nextPiece(fromPage, endPage, kernel.low(base, 3) !== 0);
      for (const warning of step.warnings) tellWarning(kernel, warning);
      if (kernel.mmu.isStopped) {
        kernel.stopIfStopped();
        return;
      }
      if (step.kind === "end") {
        kernel.answer(base, 0);
        return;
      }
      if (step.kind === "error") {
        kernel.answer(
          base,
          step.error === "no-memory" ? -facts.errors.noMemory : -facts.errors.invalid,
        );
        return;
      }
      if (step.modified !== 0) kernel.record.event("table-alloc", step.modified, step.slot, "");
      kernel.registerTable(space, step.slot, step.from);
      const shift = BigInt(kernel.pageShift);
      const from = step.from === fromPage ? at : BigInt(step.from) << shift;
      const to = step.to >= endPage ? end : BigInt(step.to) << shift;
      const piece = kernel.address(base, 4);
      const word = isIlp32 ? 4 : 8;
      const isStored =
        machine.storeInteger(piece, word, kernel.linearAddressOf(step.slot)) &&
        machine.storeInteger(piece + BigInt(word), word, from) &&
        machine.storeInteger(piece + BigInt(2 * word), word, to);
      if (isStored) kernel.answer(base, 1);
    },

    /** (mm, start, size, error) */
    __sim_walk_end() {
      const kernel = kernelOf();
      kernel.walkDepth--;
    },

    __sim_table_lock(_machine, base) {
      const kernel = kernelOf();
      if (kernel.spaceOf(base, 0) !== userSpace) return;
      if (!kernel.locks.acquire(1, "spin", "the PTE lock")) kernel.stop("deadlock");
    },
    __sim_table_unlock(_machine, base) {
      const kernel = kernelOf();
      if (kernel.spaceOf(base, 0) === userSpace) kernel.locks.release(1, "spin", "the PTE lock");
    },

    /** (ptep, address) */
    __sim_entry_begin(machine, base) {
      const kernel = kernelOf();
      const { record } = kernel;
      record.ownSlot = kernel.physicalOf(kernel.low(base, 0), kernel.high(base, 0));
      kernel.entries++;
      kernel.noteCall();
      if (!record.isRecording) return;
      const { statements, pc } = machine;
      record.recorder.beginCall(statements, pc, kernel.low(base, 1), kernel.high(base, 1));
    },
    /** (result) */
    __sim_entry_end(machine, base) {
      const kernel = kernelOf();
      const { record } = kernel;
      kernel.checkReturn();
      record.ownSlot = -1;
      if (!record.isRecording) return;
      const { statements, pc } = machine;
      record.recorder.endCall(statements, pc, kernel.low(base, 0), kernel.mmu.nPending);
    },

    /** Whether this walk is the one that the run is about. */
    __sim_is_measured(_machine, base) {
      const kernel = kernelOf();
      kernel.answer(base, kernel.walkDepth === 0 ? 1 : 0);
    },
    __sim_variant(_machine, base) {
      const kernel = kernelOf();
      kernel.answer(base, kernel.options.variantCode);
    },
    __sim_note_sync() {},
  };
}

function tellWarning(kernel: KernelState, { level, what }: WalkWarning): void {
  const isHugeBug = what === "leaf" && kernel.options.release < hugeBugUntil && isMiddle(level);
  if (isHugeBug) {
    kernel.mmu.core.bug(
      "kernel-bug",
      `BUG_ON() in the walk: the ${level} entry maps a huge page.`,
      [{ file: "mm/memory.c", name: "apply_to_pmd_range()", release: "6.1" }],
    );
    return;
  }
  const state = what === "leaf" ? "maps a huge page" : "is bad";
  warn(kernel, "apply_to_page_range()", `the ${level} entry ${state}`);
}

function isMiddle(level: LevelName): boolean {
  return level === "pmd" || level === "pud";
}

function warn(kernel: KernelState, where: string, what: string): void {
  if (kernel.record.isRecording) {
    const { recorder } = kernel.record;
    const text = recorder.note(`${where}: ${what}`);
    const { statements, pc } = kernel.machine;
    recorder.addSimple(kindCode.warning, statements, pc, text);
  }
  kernel.record.problem({
    kind: "rule-broken",
    isWrong: true,
    code: "kernel-warning",
    message: `A warning in ${where}: ${what}.`,
    citations: [{ file: "mm/memory.c", name: where, release: "6.12" }],
  });
}
