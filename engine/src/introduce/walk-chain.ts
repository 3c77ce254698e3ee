/**
 * How the plain walkers reach the loop that calls the callback, as mm/memory.c says it: both hand
 * the callback to one function, which hands it on, level by level, to the one that calls it between
 * entering and leaving lazy MMU mode.
 *
 * The functions are found by following the callback, not by their names, which differ between trees.
 */
import type { Span } from "#engine/base";
import { walkers } from "#engine/kernel";
import { lineEnd } from "#engine/lint";
import type { CParser } from "#engine/syntax";
import type { CodeFile } from "./code-file.ts";
import {
  type CallSyntax,
  callbackParameter,
  type FunctionSyntax,
  placeOf,
  readFunction,
} from "./function-syntax.ts";
import { Refusal } from "./refusal.ts";

export interface PlainWalker {
  readonly syntax: FunctionSyntax;
  /** The call that is the function's only statement. */
  readonly call: CallSyntax;
}

export interface WalkStep {
  readonly syntax: FunctionSyntax;
  /** The call that hands the callback on; undefined in the last step, which calls it. */
  readonly call: CallSyntax | undefined;
}

export interface WalkChain {
  /** In the order of the table of walkers, by name. */
  readonly walkers: readonly PlainWalker[];
  /** From the function that the walkers share to the one that calls the callback. */
  readonly steps: readonly WalkStep[];
  /** The statements that enter and leave lazy MMU mode, in the last step. */
  readonly section: { readonly enter: Span; readonly leave: Span };
}

/** The levels of a page table are five; a tree may have a function or two more. */
const maxSteps = 10;
const enterName = "arch_enter_lazy_mmu_mode";
const leaveName = "arch_leave_lazy_mmu_mode";

/** The walkers that run their callback in lazy MMU mode. */
export const plainWalkers = walkers.filter((walker) => walker.lazy);

/** The flag's name, as a parameter of every step. */
export const flagName = "lazy_mmu";

export function readWalkChain(parser: CParser, file: CodeFile): WalkChain {
  const plain = plainWalkers.map(({ name }) => readPlainWalker(parser, file, name));
  const [first] = plain;
  const odd = plain.find(({ call }) => call.name !== first?.call.name);
  if (first === undefined || odd !== undefined) {
    const names = plain.map(({ syntax, call }) => `${syntax.name}() calls ${call.name}()`);
    throw new Refusal(`the walkers do not share one function: ${names.join(", ")}`);
  }
  const steps = followCallback(parser, file, first.call.name);
  const chain = { walkers: plain, steps, section: sectionOf(steps) };
  refuseOtherUses(file, chain);
  return chain;
}

function readPlainWalker(parser: CParser, file: CodeFile, name: string): PlainWalker {
  const definition = file.getFunction(name);
  if (definition.isStatic) {
    throw new Refusal(`${name}() is static`, file.locate(definition.nameSpan));
  }
  const syntax = readFunction(parser, file, definition);
  const callback = callbackParameter(syntax);
  const call = handingOn(syntax, callback)[0];
  const isAll = syntax.nStatements === 1 && call?.statement?.kind === "return_statement";
  if (call === undefined || !isAll) {
    throw new Refusal(
      `${name}() does more than return what one call of a common function returns`,
      placeOf(syntax),
    );
  }
  return { syntax, call };
}

function followCallback(parser: CParser, file: CodeFile, from: string): WalkStep[] {
  const steps: WalkStep[] = [];
  for (let name: string | undefined = from; name !== undefined; ) {
    const definition = file.getFunction(name);
    const where = file.locate(definition.nameSpan);
    if (!definition.isStatic) {
      throw new Refusal(`${name}() is not static, so other files may call it`, where);
    }
    if (steps.length === maxSteps || steps.some(({ syntax }) => syntax.name === name)) {
      throw new Refusal(`the walk does not end within ${maxSteps} functions`, where);
    }
    const syntax = readFunction(parser, file, definition);
    const step = readStep(syntax);
    steps.push(step);
    name = step.call?.name;
  }
  return steps;
}

function readStep(syntax: FunctionSyntax): WalkStep {
  const callback = callbackParameter(syntax);
  const { start, end, file, name } = syntax;
  if (new RegExp(`\\b${flagName}\\b`).test(file.bareText(start, end))) {
    throw new Refusal(`${name}() has a ${flagName} already`, placeOf(syntax));
  }
  const onward = handingOn(syntax, callback);
  const isCalled = syntax.calls.some((call) => call.name === callback);
  if (onward.length > 1 || (onward.length === 1 && isCalled)) {
    throw new Refusal(`${name}() uses the callback in more than one way`, placeOf(syntax));
  }
  if (onward.length === 0 && !isCalled) {
    throw new Refusal(`${name}() neither calls its callback nor hands it on`, placeOf(syntax));
  }
  return { syntax, call: onward[0] };
}

/** The calls that a function's callback is an argument of. */
function handingOn({ calls, file }: FunctionSyntax, callback: string): readonly CallSyntax[] {
  return calls.filter((call) =>
    call.arguments.some(({ start, end }) => file.text.slice(start, end) === callback),
  );
}

function sectionOf(steps: readonly WalkStep[]): WalkChain["section"] {
  const last = steps.at(-1);
  if (last === undefined) throw new Refusal("the walk has no function that calls the callback");
  for (const { syntax } of steps) {
    const early = syntax === last.syntax ? undefined : sectionCalls(syntax)[0];
    if (early !== undefined) {
      throw new Refusal(
        `${syntax.name}() calls ${early.name}(), though ${last.syntax.name}() calls the callback`,
        syntax.file.locate(early),
      );
    }
  }
  const { syntax } = last;
  const found = sectionCalls(syntax);
  const enters = found.filter(({ name }) => name === enterName);
  const leaves = found.filter(({ name }) => name === leaveName);
  const [enter] = enters;
  const [leave] = leaves;
  if (enter === undefined || leave === undefined || found.length !== 2) {
    throw new Refusal(
      `${syntax.name}() enters lazy MMU mode ${times(enters.length)} and leaves it ${times(leaves.length)}, not once each`,
      placeOf(syntax),
    );
  }
  const isPlain = [enter, leave].every((call) => isOwnLine(syntax.file, call));
  const isPair =
    enter.statement?.block.start === leave.statement?.block.start && enter.start < leave.start;
  if (!isPlain || !isPair || enter.statement === undefined || leave.statement === undefined) {
    throw new Refusal(
      `${syntax.name}() does not enter and leave lazy MMU mode in two statements of one block, each on its own line`,
      syntax.file.locate(enter),
    );
  }
  return { enter: enter.statement, leave: leave.statement };
}

function sectionCalls({ calls }: FunctionSyntax): readonly CallSyntax[] {
  return calls.filter(({ name }) => name === enterName || name === leaveName);
}

/** True when the call is a statement that has its line for itself, comments aside. */
function isOwnLine(file: CodeFile, { statement }: CallSyntax): boolean {
  if (statement?.kind !== "expression_statement") return false;
  const { text } = file;
  const { start, end } = statement;
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  // What follows would look as if the condition were for it too.
  return /^[ \t]*$/.test(before) && /^\s*$/.test(file.bareText(end, lineEnd(text, end)));
}

/** A call or declaration that is not known about would not get the new parameter. */
function refuseOtherUses(file: CodeFile, { walkers: plain, steps }: WalkChain): void {
  const known = new Set<number>();
  for (const { call } of plain) known.add(call.start);
  for (const { syntax, call } of steps) {
    known.add(syntax.nameSpan.start);
    if (call !== undefined) known.add(call.start);
  }
  for (const { syntax } of steps) {
    const other = file.usesOf(syntax.name).find((use) => !known.has(use.start));
    if (other !== undefined) {
      throw new Refusal(
        `${syntax.name}() is used outside of the walk too, where the new parameter is not known`,
        file.locate(other),
      );
    }
  }
}

function times(n: number): string {
  return n === 1 ? "once" : n === 0 ? "never" : `${n} times`;
}
