/** switch: through a table, or straight to the one case when the value is a constant. */
import type { Expression, Statement } from "./ast.ts";
import { convert, promote } from "./convert.ts";
import type { FunctionContext } from "./function-context.ts";
import { toRegister, wrapped } from "./operand.ts";
import { casesOf } from "./syntax-facts.ts";
import { asInteger, typeText } from "./type.ts";

type Switch = Extract<Statement, { kind: "switch" }>;
type Case = Extract<Statement, { kind: "case" }>;

export function lowerSwitch(f: FunctionContext, statement: Switch): void {
  const { writer } = f;
  const { at, body } = statement;
  writer.statement(at);
  const level = writer.level;
  const value = promote(f, f.rules.value(f, statement.value), at);
  const type = asInteger(value.type);
  if (type === undefined) f.fail(`switch on ${typeText(value.type)}`, at);
  const onBreak = writer.label();
  const known = value.kind === "constant" ? value.value : undefined;
  const under = {
    cases: [],
    otherwise: undefined,
    type,
    known: undefined as KnownCase | undefined,
  };
  if (known !== undefined) under.known = { value: known, isMatched: matches(f, body, known, type) };
  let table = -1;
  if (known === undefined) {
    const wide = toRegister(f, convert(f, value, f.model.longLong, at));
    table = writer.image.switches.push({ cases: [], isUnsigned: !type.isSigned, otherwise: 0 }) - 1;
    writer.emit("SWITCH", 2 * wide, table);
  }
  writer.release(level);
  f.switches.push(under);
  f.loops.push({ onBreak, onContinue: undefined, nScopes: f.scopes.length });
  f.isReachable = false;
  f.rules.statement(f, body);
  f.loops.pop();
  f.switches.pop();
  writer.place(onBreak);
  if (table >= 0) fillTable(f, table, under, onBreak.target, at);
  f.isReachable = true;
}

export interface KnownCase {
  readonly value: bigint;
  /** Whether some case is for the value. */
  readonly isMatched: boolean;
}

type UnderWay = FunctionContext["switches"][number];

function fillTable(
  f: FunctionContext,
  table: number,
  under: UnderWay,
  end: number,
  at: number,
): void {
  const { image } = f.writer;
  const cases = under.cases
    .map(({ first, last, label }) => ({ first, last, target: label.target }))
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  cases.forEach((one, index) => {
    const next = cases[index + 1];
    if (next !== undefined && next.first <= one.last) f.fail(`two cases for ${next.first}`, at);
  });
  const isUnsigned = asInteger(under.type)?.isSigned === false;
  image.switches[table] = { cases, isUnsigned, otherwise: under.otherwise?.target ?? end };
}

export function placeCase(f: FunctionContext, statement: Case): void {
  const under = f.switches[f.switches.length - 1];
  if (under === undefined) f.fail("a case outside of a switch", statement.at);
  const first = caseValue(f, statement.first, under);
  const last = statement.last === undefined ? first : caseValue(f, statement.last, under);
  if (under.known !== undefined) {
    if (first <= under.known.value && under.known.value <= last) f.isReachable = true;
    return;
  }
  f.isReachable = true;
  if (last < first) return;
  const label = f.writer.label();
  f.writer.place(label);
  under.cases.push({ first, last, label });
}

export function placeDefault(f: FunctionContext, at: number): void {
  const under = f.switches[f.switches.length - 1];
  if (under === undefined) f.fail("a default outside of a switch", at);
  if (under.known !== undefined) {
    if (!under.known.isMatched) f.isReachable = true;
    return;
  }
  f.isReachable = true;
  under.otherwise = f.writer.label();
  f.writer.place(under.otherwise);
}

function caseValue(f: FunctionContext, expression: Expression, under: UnderWay): bigint {
  const value = f.rules.constant(f, expression);
  if (value === undefined) f.fail("a case that is no constant", expression.at);
  return wrapped(value, under.type, f.model.pointerByteSize);
}

function matches(
  f: FunctionContext,
  body: Statement,
  value: bigint,
  type: UnderWay["type"],
): boolean {
  return casesOf(body).some(({ first, last }) => {
    const from = f.rules.constant(f, first);
    const to = last === undefined ? from : f.rules.constant(f, last);
    if (from === undefined || to === undefined) return false;
    const wrap = (one: bigint) => wrapped(one, type, f.model.pointerByteSize);
    return wrap(from) <= value && value <= wrap(to);
  });
}
