/** Statements. Each costs one unit of the budget; a loop costs one a turn. */

import { copyRecord, unsupported } from "./access.ts";
import type { CompoundStatement, Expression, Statement } from "./ast.ts";
import { convert } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import { lowerAssembly } from "./lower-assembly.ts";
import { lowerDeclaration } from "./lower-declaration.ts";
import { copyToFrame } from "./lower-place.ts";
import { lowerSwitch, placeCase, placeDefault } from "./lower-switch.ts";
import { decayed, inRegister, moveTo, toRegister } from "./operand.ts";
import { holdsLabel } from "./syntax-facts.ts";
import { type CType, disguisedScalar, pointerTo, voidType } from "./type.ts";
import type { Value } from "./value.ts";

export function lowerStatement(f: FunctionContext, statement: Statement): void {
  // What no path leads to is not written, so that what it calls need not exist.
  if (!f.isReachable && statement.kind !== "declaration" && !holdsLabel(statement)) return;
  f.nested(statement.at, () => write(f, statement));
}

function write(f: FunctionContext, statement: Statement): void {
  const { writer } = f;
  const { at } = statement;
  switch (statement.kind) {
    case "compound":
      lowerBlock(f, statement);
      return;
    case "declaration":
      lowerDeclaration(f, statement);
      return;
    case "static-assert": {
      const holds = f.rules.constant(f, statement.condition);
      if (holds === 0n) f.fail(`static assertion: ${statement.message ?? "it does not hold"}`, at);
      return;
    }
    case "empty":
      return;
    case "expression-statement": {
      writer.statement(at);
      const level = writer.level;
      f.rules.effect(f, statement.expression);
      writer.release(level);
      return;
    }
    case "if":
      lowerIf(f, statement);
      return;
    case "while":
      lowerLoop(f, { test: statement.condition, body: statement.body, isTestFirst: true }, at);
      return;
    case "do":
      lowerLoop(f, { test: statement.condition, body: statement.body, isTestFirst: false }, at);
      return;
    case "for":
      lowerFor(f, statement);
      return;
    case "switch":
      lowerSwitch(f, statement);
      return;
    case "case":
      placeCase(f, statement);
      f.rules.statement(f, statement.body);
      return;
    case "default":
      placeDefault(f, at);
      f.rules.statement(f, statement.body);
      return;
    case "label":
      writer.place(f.label(statement.name));
      f.isReachable = true;
      f.rules.statement(f, statement.body);
      return;
    case "goto":
      writer.statement(at);
      cleanUpTo(f, f.facts.labelScopes.get(statement.label));
      writer.jump(f.label(statement.label));
      f.isReachable = false;
      return;
    case "computed-goto": {
      writer.statement(at);
      const target = convert(f, f.rules.value(f, statement.target), pointerTo(voidType), at);
      writer.rii("JMPR", toRegister(f, target));
      f.isReachable = false;
      return;
    }
    case "break":
    case "continue":
      lowerJump(f, statement.kind, at);
      return;
    case "return":
      lowerReturn(f, statement.value, at);
      return;
    case "assembly":
      lowerAssembly(f, statement);
      return;
  }
}

/** A block in a scope of its own; `last` gets the value of a statement expression. */
function lowerBlock(
  f: FunctionContext,
  block: CompoundStatement,
  last?: (expression: Expression) => void,
): void {
  const { writer } = f;
  const level = writer.level;
  const nOpen = f.openVariables.length;
  f.names.open();
  f.scopes.push({ node: block, cleanups: [] });
  const outerLabels = block.localLabels.map((name) => ({ name, label: f.labels.get(name) }));
  try {
    for (const name of block.localLabels) f.labels.delete(name);
    block.body.forEach((statement, index) => {
      if (last !== undefined && index === block.body.length - 1) {
        let inner = statement;
        while (inner.kind === "label") {
          writer.place(f.label(inner.name));
          f.isReachable = true;
          inner = inner.body;
        }
        if (inner.kind === "expression-statement") {
          writer.statement(inner.at);
          last(inner.expression);
          return;
        }
      }
      const before = writer.level;
      f.rules.statement(f, statement);
      if (!declares(statement)) writer.release(before);
    });
    if (f.isReachable) cleanUp(f, f.scopes.length - 1);
  } finally {
    f.scopes.pop();
    for (const { name, label } of outerLabels) {
      const own = f.labels.get(name);
      if (own !== undefined && own.target < 0 && own.uses.length > 0 && !f.isDiscarding) {
        f.fail(`the label ${name} is nowhere`, block.at);
      }
      if (own !== undefined) f.closedLabels.push(own);
      if (label === undefined) f.labels.delete(name);
      else f.labels.set(name, label);
    }
    f.names.close();
    const to = writer.image.nInstructions;
    for (const variable of f.openVariables.splice(nOpen)) f.variables.push({ ...variable, to });
    forgetRegisters(f, level);
  }
}

/** The registers of a scope's variables are free for others. */
function forgetRegisters(f: FunctionContext, level: number): void {
  const { writer } = f;
  for (let register = level; register < writer.level; register++) {
    f.variableRegisters.delete(register);
    f.trackedRegisters.delete(register);
  }
  writer.release(level);
}

/** Writes the cleanups of the scopes that are left, innermost first; they stay as they are. */
function cleanUp(f: FunctionContext, nKept: number): void {
  for (let depth = f.scopes.length - 1; depth >= nKept; depth--) {
    for (const { write: undo } of [...(f.scopes[depth]?.cleanups ?? [])].reverse()) undo();
  }
}

/** At a return the bytes of all variables end by themselves. */
function cleanUpForReturn(f: FunctionContext): void {
  for (const { cleanups } of [...f.scopes].reverse()) {
    for (const { isCall, write: undo } of [...cleanups].reverse()) if (isCall) undo();
  }
}

/** The same for a jump to a label, which stands in the scopes given. */
function cleanUpTo(f: FunctionContext, around: ReadonlySet<object> | undefined): void {
  if (around === undefined) return;
  const nKept = f.scopes.findLastIndex(({ node }) => around.has(node)) + 1;
  cleanUp(f, nKept);
}

/** A declaration, or one right behind labels: its variables live on in the block. */
function declares(statement: Statement): boolean {
  let inner = statement;
  while (inner.kind === "case" || inner.kind === "default" || inner.kind === "label") {
    inner = inner.body;
  }
  return inner.kind === "declaration";
}

export function lowerStatementExpression(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "statement-expression" }>,
): Value {
  const { writer } = f;
  const { body, at } = expression;
  const final = finalExpression(body);
  if (final === undefined) {
    lowerBlock(f, body);
    return { kind: "void", type: voidType };
  }
  // The value outlives the block's variables, so that its register comes before theirs.
  const result = writer.register();
  let type: CType = voidType;
  let kept: Value | undefined;
  lowerBlock(f, body, (one) => {
    const value = f.rules.value(f, one);
    type = decayed(value.type);
    if (value.kind === "constant") kept = value;
    if (value.kind !== "void") {
      writer.fence();
      // A record may be one of the block's variables, which end with it.
      const isEnding = value.kind === "record" && f.isIso;
      moveTo(f, result, isEnding ? { ...value, address: copyToFrame(f, value, one.at) } : value);
    }
  });
  if (kept !== undefined && f.isDiscarding && isPure(body)) return kept;
  if ((type as CType).kind === "void") return { kind: "void", type };
  if ((type as CType).kind === "record" && disguisedScalar(type) === undefined) {
    return { kind: "record", type, address: { kind: "register", register: result, offset: 0 } };
  }
  if ((type as CType).kind === "float") return unsupported(f, "floating point", type, at);
  return kept ?? inRegister(type, result);
}

/** The last statement's expression; behind labels too. */
function finalExpression(body: CompoundStatement): Expression | undefined {
  let last = body.body[body.body.length - 1];
  while (last?.kind === "label") last = last.body;
  return last?.kind === "expression-statement" ? last.expression : undefined;
}

/** A block that is one expression, so that its value may be a constant expression. */
function isPure(body: CompoundStatement): boolean {
  return body.body.length === 1;
}

function lowerIf(f: FunctionContext, statement: Extract<Statement, { kind: "if" }>): void {
  const { writer } = f;
  const { at, condition, then, otherwise } = statement;
  writer.statement(at);
  const known = f.rules.constant(f, condition);
  const level = writer.level;
  if (known !== undefined) {
    const [live, dead] = known === 0n ? [otherwise, then] : [then, otherwise];
    if (dead === undefined || !holdsLabel(dead)) {
      if (live !== undefined) f.rules.statement(f, live);
      return;
    }
  }
  const elseLabel = writer.label();
  const end = writer.label();
  f.rules.branch(f, condition, elseLabel, false);
  writer.release(level);
  const isReachable = f.isReachable;
  if (isNever(f, condition)) f.isReachable = false;
  f.rules.statement(f, then);
  const afterThen = f.isReachable;
  f.isReachable = isReachable;
  if (otherwise !== undefined) {
    if (afterThen) writer.jump(end);
    writer.place(elseLabel);
    f.rules.statement(f, otherwise);
    f.isReachable = f.isReachable || afterThen;
  } else {
    writer.place(elseLabel);
  }
  writer.place(end);
}

/** False whatever the parts say that are no constants: `x && 0`. */
function isNever(f: FunctionContext, condition: Expression): boolean {
  if (condition.kind === "binary" && condition.operator === "&&") {
    return isNever(f, condition.left) || isNever(f, condition.right);
  }
  return f.rules.constant(f, condition) === 0n;
}

interface Loop {
  /** Undefined for a loop without a test. */
  readonly test: Expression | undefined;
  readonly step?: Expression | undefined;
  readonly body: Statement;
  readonly isTestFirst: boolean;
}

/** The test stands at the end, so that a turn costs one jump. */
function lowerLoop(f: FunctionContext, loop: Loop, at: number): void {
  const { writer } = f;
  const { test, step, body, isTestFirst } = loop;
  const known = test === undefined ? 1n : f.rules.constant(f, test);
  if (isTestFirst && known === 0n && !holdsLabel(body)) return;
  const start = writer.label();
  const onContinue = writer.label();
  const testLabel = writer.label();
  const onBreak = writer.label();
  const level = writer.level;
  if (isTestFirst && known === undefined) writer.jump(testLabel);
  writer.place(start);
  f.loops.push({ onBreak, onContinue, nScopes: f.scopes.length });
  f.isReachable = true;
  f.rules.statement(f, body);
  f.loops.pop();
  writer.release(level);
  writer.place(onContinue);
  f.isReachable = true;
  if (step !== undefined) {
    writer.at = step.at;
    f.rules.effect(f, step);
    writer.release(level);
  }
  writer.place(testLabel);
  // A turn costs, but do { … } while (0) has none.
  if (known !== 0n) writer.statement(at);
  if (test === undefined || (known !== undefined && known !== 0n)) writer.jump(start);
  else f.rules.branch(f, test, start, true);
  writer.release(level);
  writer.place(onBreak);
  f.isReachable = known === undefined || known === 0n || onBreak.uses.length > 0;
}

function lowerFor(f: FunctionContext, statement: Extract<Statement, { kind: "for" }>): void {
  const { writer } = f;
  const { at, initial, condition, step, body } = statement;
  const level = writer.level;
  const nOpen = f.openVariables.length;
  f.names.open();
  f.scopes.push({ node: statement, cleanups: [] });
  try {
    if (initial?.kind === "declaration") lowerDeclaration(f, initial);
    else if (initial !== undefined) {
      writer.statement(initial.at);
      const before = writer.level;
      f.rules.value(f, initial);
      writer.release(before);
    }
    lowerLoop(f, { test: condition, step, body, isTestFirst: true }, at);
    if (f.isReachable) cleanUp(f, f.scopes.length - 1);
  } finally {
    f.scopes.pop();
    f.names.close();
    const to = writer.image.nInstructions;
    for (const variable of f.openVariables.splice(nOpen)) f.variables.push({ ...variable, to });
    forgetRegisters(f, level);
  }
}

function lowerJump(f: FunctionContext, kind: "break" | "continue", at: number): void {
  const { writer } = f;
  writer.statement(at);
  const loop =
    kind === "break"
      ? f.loops[f.loops.length - 1]
      : f.loops.findLast(({ onContinue }) => onContinue !== undefined);
  const label = kind === "break" ? loop?.onBreak : loop?.onContinue;
  if (loop === undefined || label === undefined) f.fail(`${kind} outside of a loop`, at);
  cleanUp(f, loop.nScopes);
  writer.jump(label);
  f.isReachable = false;
}

function lowerReturn(f: FunctionContext, expression: Expression | undefined, at: number): void {
  const { writer } = f;
  writer.statement(at);
  const level = writer.level;
  if (expression !== undefined) {
    const value = f.rules.value(f, expression);
    const { result } = f;
    writer.at = at;
    if (result.kind === "record" && f.resultAddress !== undefined) {
      if (value.kind === "record") {
        const to = { kind: "register", register: f.resultAddress, offset: 0 } as const;
        copyRecord(f, to, value.address, result.byteSize);
      }
      cleanUpForReturn(f);
    } else if (result.kind !== "void") {
      const converted = convert(f, value, result, at);
      if (f.scopes.some(({ cleanups }) => cleanups.some(({ isCall }) => isCall))) {
        // The cleanups see the variables, and do not change the result.
        const kept = writer.register();
        moveTo(f, kept, converted);
        writer.fence();
        cleanUpForReturn(f);
        moveTo(f, 0, inRegister(result, kept));
      } else moveTo(f, 0, converted);
    } else cleanUpForReturn(f);
  } else cleanUpForReturn(f);
  writer.emit("RET");
  writer.release(level);
  f.isReachable = false;
}
