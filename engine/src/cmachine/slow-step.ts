/**
 * One instruction outside of the run loop: what the loop has no case for, and what its cases hand
 * over because it crosses a page, calls a host, or is a fault.
 *
 * A step returns the program counter to go on at. After a fault it is the instruction's own.
 */
import { type FaultCode, faultCodes, op } from "#engine/cfront";
import { allocateOnStack, enterAddress, enterFunction, forget, leaveFrame } from "./calls.ts";
import { type Core, callRecord } from "./core.ts";
import { toAddress } from "./frame-store.ts";
import { checkBounds, checkType, setType } from "./iso-checks.ts";
import { copyBytes, fillBytes, loadValue, plusHigh, storeValue } from "./slow-access.ts";
import { stepBits } from "./slow-bits.ts";
import { divide } from "./slow-division.ts";

export function stepSlowly(core: Core): number {
  const { code } = core.image;
  const pc = core.pc;
  const next = pc + 4;
  const operation = code[pc] as number;
  const a = code[pc + 1] as number;
  const b = code[pc + 2] as number;
  const c = code[pc + 3] as number;
  const w = core.window;
  const r = core.lanes;
  // What most steps are: a host's call, or one through a pointer.
  if (operation === op.CALL) return enterFunction(core, a, w + b, c, next);
  switch (operation) {
    case op.LD8U:
      return load(core, w + a, w + b, c, 1) ? next : pc;
    case op.LD8S:
      if (!load(core, w + a, w + b, c, 1)) return pc;
      r[w + a] = ((r[w + a] as number) << 24) >> 24;
      return next;
    case op.LD16U:
      return load(core, w + a, w + b, c, 2) ? next : pc;
    case op.LD16S:
      if (!load(core, w + a, w + b, c, 2)) return pc;
      r[w + a] = ((r[w + a] as number) << 16) >> 16;
      return next;
    case op.LD32:
      return load(core, w + a, w + b, c, 4) ? next : pc;
    case op.LD64:
      return load(core, w + a, w + b, c, 8) ? next : pc;
    case op.ST8:
      return store(core, w + a, w + b, c, 1) ? next : pc;
    case op.ST16:
      return store(core, w + a, w + b, c, 2) ? next : pc;
    case op.ST32:
      return store(core, w + a, w + b, c, 4) ? next : pc;
    case op.ST64:
      return store(core, w + a, w + b, c, 8) ? next : pc;
    case op.CALLR: {
      const low = r[w + a] as number;
      return enterAddress(core, low, r[w + a + 1] as number, w + b, c, next);
    }
    case op.RET:
      return leave(core, pc);
    case op.COPY: {
      const low = r[w + a] as number;
      const high = r[w + a + 1] as number;
      return copyBytes(core, low, high, r[w + b] as number, r[w + b + 1] as number, c) ? next : pc;
    }
    case op.ZERO:
      return fillBytes(core, r[w + a] as number, r[w + a + 1] as number, c, 0) ? next : pc;
    case op.FORGET:
      forget(core, a, b, c);
      return next;
    case op.ALLOCA: {
      const high = r[w + b + 1] as number;
      return allocateOnStack(core, w + a, r[w + b] as number, high, c) ? next : pc;
    }
    case op.TYPECHECK:
      return checkType(core, r[w + a] as number, r[w + a + 1] as number, b, c) ? next : pc;
    case op.TYPESET:
      return setType(core, r[w + a] as number, r[w + a + 1] as number, b, c) ? next : pc;
    case op.BOUNDS:
      return checkBounds(core, w + a, w + b) ? next : pc;
    case op.POISON:
      core.poison[(w + a) >> 1] = 1;
      return next;
    case op.UNPOISON:
      core.poison[(w + a) >> 1] = 0;
      return next;
    case op.CHECKINIT:
      if (core.poison[(w + a) >> 1] === 0) return next;
      return fail(core, "uninitialised-read", "a variable that was never written is read");
    default:
      return stepOther(core, operation, a, b, c);
  }
}

function stepOther(core: Core, operation: number, a: number, b: number, c: number): number {
  const { pc, image, window: w, lanes: r } = core;
  const next = pc + 4;
  switch (operation) {
    case op.STMT:
      core.setStop({ kind: "out-of-budget", at: core.position });
      return pc;
    case op.UNSUPPORTED: {
      const reason = image.reasons[a] ?? "";
      core.setStop({ kind: "unsupported", reason, at: core.position });
      return pc;
    }
    case op.TRAP: {
      const code = faultCodes[a] ?? "unreachable";
      return fail(core, code, trapMessages[code] ?? code);
    }
    case op.ASM: {
      const text = image.assemblies[a];
      if (text === undefined || core.assembly === undefined || core.machine === undefined) {
        core.setStop({ kind: "unsupported", reason: "inline assembly", at: core.position });
        return pc;
      }
      core.assembly(core.machine, text, w + b);
      return next;
    }
    case op.JMPR:
      return jumpToLabel(core, r[w + a] as number, r[w + a + 1] as number);
    case op.DIVS32:
    case op.DIVU32:
    case op.REMS32:
    case op.REMU32:
    case op.DIVS64:
    case op.DIVU64:
    case op.REMS64:
    case op.REMU64:
      return divide(core, operation, w + a, w + b, w + c) ? next : pc;
    case op.ADDX32:
      return overflow(core, `${r[w + b]} + ${r[w + c]} does not fit`);
    case op.SUBX32:
      return overflow(core, `${r[w + b]} - ${r[w + c]} does not fit`);
    case op.MULX32:
      // The loop leaves a product of -0 and those that do not fit.
      return multiplyChecked(core, w + a, w + b, w + c);
    case op.NEGX32:
      if (r[w + b] === -0x80000000) return overflow(core, `-(${r[w + b]}) does not fit`);
      r[w + a] = -(r[w + b] as number);
      return next;
    case op.ADDX64:
      return checked64(core, w + a, signed(core, w + b) + signed(core, w + c), "the sum");
    case op.SUBX64:
      return checked64(core, w + a, signed(core, w + b) - signed(core, w + c), "the difference");
    case op.MULX64:
      return checked64(core, w + a, signed(core, w + b) * signed(core, w + c), "the product");
    case op.NEGX64:
      return checked64(core, w + a, -signed(core, w + b), "the negated value");
    case op.SHIFTCHECK:
      if ((r[w + a] as number) >>> 0 < b) return next;
      return fail(core, "bad-shift", `a shift of a ${b}-bit value by ${r[w + a]}`);
    case op.SHLCHECK:
      return checkShift(core, w + a, w + b, c);
    default:
      if (stepBits(core, operation, w + a, w + b, c)) return next;
      core.setStop({ kind: "unsupported", reason: `operation ${operation}`, at: core.position });
      return pc;
  }
}

const trapMessages: Partial<Record<FaultCode, string>> = {
  unreachable: "a point that the program says is never reached",
  "missing-return": "the end of a function whose value is used",
  "negative-array-size": "an array of a size that is not positive",
  abort: "the program aborts",
};

function load(core: Core, to: number, from: number, offset: number, size: number): boolean {
  const low = core.lanes[from] as number;
  const at = (low + offset) | 0;
  if (!loadValue(core, at, movedHigh(low, core.lanes[from + 1] as number, offset, at), size)) {
    return false;
  }
  // Not the array of above: an observer may have made the registers grow.
  core.lanes[to] = core.valueLow;
  if (size === 8) core.lanes[to + 1] = core.valueHigh;
  return true;
}

function store(core: Core, to: number, from: number, offset: number, size: number): boolean {
  const low = core.lanes[to] as number;
  const at = (low + offset) | 0;
  core.valueLow = core.lanes[from] as number;
  core.valueHigh = core.lanes[from + 1] as number;
  return storeValue(core, at, movedHigh(low, core.lanes[to + 1] as number, offset, at), size);
}

/** The high lane of an address after a signed offset was added to its low lane. */
function movedHigh(low: number, high: number, offset: number, moved: number): number {
  if (offset >= 0) return plusHigh(low, high, offset);
  return moved >>> 0 > low >>> 0 ? (high - 1) | 0 : high;
}

function leave(core: Core, pc: number): number {
  const { calls, depth } = core;
  if (calls[depth + callRecord.hasFrame] !== 0) leaveFrame(core, depth);
  core.window = calls[depth + callRecord.callerWindow] as number;
  core.depth = depth - callRecord.size;
  if (depth > 0) return calls[depth + callRecord.returnPc] as number;
  core.setStop({ kind: "returned" });
  return pc;
}

function jumpToLabel(core: Core, low: number, high: number): number {
  const address = toAddress(low, high);
  const index = address - core.image.plan.labelBase;
  const callee = core.calls[core.depth + callRecord.callee] as number;
  const body = core.image.functions[callee]?.body;
  if (body !== undefined && index >= BigInt(body.entry) && index < BigInt(body.end)) {
    return Number(index) * 4;
  }
  core.fault("bad-jump", `a jump to 0x${address.toString(16)}, no label of the function`, address);
  return core.pc;
}

function multiplyChecked(core: Core, a: number, b: number, c: number): number {
  const { lanes: r } = core;
  const product = (r[b] as number) * (r[c] as number);
  if (product < -0x80000000 || product > 0x7fffffff) {
    return overflow(core, `${r[b]} * ${r[c]} does not fit`);
  }
  r[a] = product;
  return core.pc + 4;
}

function checked64(core: Core, to: number, result: bigint, what: string): number {
  if (BigInt.asIntN(64, result) !== result) return overflow(core, `${what} ${result} does not fit`);
  core.wideSigned[to >> 1] = result;
  return core.pc + 4;
}

function checkShift(core: Core, value: number, count: number, nBits: number): number {
  const { lanes: r } = core;
  const shifted = nBits === 64 ? signed(core, value) : BigInt(r[value] as number);
  const by = r[count] as number;
  if (shifted < 0n) return fail(core, "bad-shift", `a left shift of the negative value ${shifted}`);
  if (by < nBits && (shifted << BigInt(by)) >> BigInt(nBits - 1) === 0n) return core.pc + 4;
  return overflow(core, `${shifted} << ${by} does not fit`);
}

function signed(core: Core, lane: number): bigint {
  return core.wideSigned[lane >> 1] as bigint;
}

function overflow(core: Core, message: string): number {
  return fail(core, "signed-overflow", message);
}

function fail(core: Core, code: FaultCode, message: string): number {
  core.fault(code, message, undefined);
  return core.pc;
}
