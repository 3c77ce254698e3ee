/** Questions about syntax that one walk answers, with a list of its own instead of recursion. */
import type { CompoundStatement, Expression, Statement } from "./ast.ts";

const known = new WeakMap<Statement, boolean>();

/** Whether a jump from elsewhere may lead into a statement: a label, or a case of a switch around it. */
export function holdsLabel(statement: Statement): boolean {
  let answer = known.get(statement);
  if (answer === undefined) {
    answer = findsLabel(statement);
    known.set(statement, answer);
  }
  return answer;
}

function findsLabel(statement: Statement): boolean {
  for (const node of nodesOf(statement)) {
    const kind = (node as { kind?: unknown }).kind;
    if (kind === "label" || kind === "case" || kind === "default") return true;
  }
  return false;
}

/** The cases of the switch whose body this is; those of switches inside of it are not its own. */
export function casesOf(body: Statement): Extract<Statement, { kind: "case" }>[] {
  const found: Extract<Statement, { kind: "case" }>[] = [];
  const todo: unknown[] = [body];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) {
      todo.push(...node);
      continue;
    }
    const { kind } = node as { kind?: unknown };
    if (kind === "switch") continue;
    if (kind === "case") found.push(node as Extract<Statement, { kind: "case" }>);
    todo.push(...Object.values(node));
  }
  return found;
}

/** Names of variables whose address is taken, or that inline assembly names. */
export function addressTakenNames(body: CompoundStatement): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesOf(body)) {
    const one = node as Expression | { kind: "assembly"; outputs: unknown[]; inputs: unknown[] };
    if (one.kind === "unary" && one.operator === "&") addRoot(one.operand, names);
    if (one.kind === "assembly") {
      for (const operand of [...one.outputs, ...one.inputs]) {
        addRoot((operand as { expression: Expression }).expression, names);
      }
    }
  }
  return names;
}

/** The variable that a place is in, if it is in one. */
function addRoot(expression: Expression, names: Set<string>): void {
  let inner = expression;
  for (;;) {
    if (inner.kind === "identifier") {
      names.add(inner.name);
      return;
    }
    if (inner.kind === "member" && !inner.isArrow) inner = inner.object;
    else if (inner.kind === "subscript") inner = inner.array;
    else if (inner.kind === "generic") {
      for (const { value } of inner.associations) addRoot(value, names);
      return;
    } else if (inner.kind === "choose") {
      addRoot(inner.then, names);
      inner = inner.otherwise;
    } else return;
  }
}

function* nodesOf(root: unknown): Generator<object> {
  const todo: unknown[] = [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) {
      for (const item of node) todo.push(item);
      continue;
    }
    if ("kind" in node) yield node;
    for (const value of Object.values(node)) todo.push(value);
  }
}
