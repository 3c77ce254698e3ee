/** Questions about syntax that one walk answers, with a list of its own instead of recursion. */
import type {
  AssemblyStatement,
  CompoundStatement,
  Declaration,
  Expression,
  Statement,
} from "./ast.ts";
import type { BodyFacts } from "./function-context.ts";

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
  const todo: { readonly node: unknown; readonly isInSwitch: boolean }[] = [
    { node: statement, isInSwitch: false },
  ];
  while (todo.length > 0) {
    const { node, isInSwitch } = todo.pop() as (typeof todo)[number];
    if (typeof node !== "object" || node === null) continue;
    const { kind } = node as { kind?: unknown };
    if (kind === "label") return true;
    // No jump leads into an expression.
    if (kind === "expression-statement" || kind === "return" || kind === "declaration") continue;
    if (!isInSwitch && (kind === "case" || kind === "default")) return true;
    const isInside = isInSwitch || kind === "switch";
    for (const value of Object.values(node)) todo.push({ node: value, isInSwitch: isInside });
  }
  return false;
}

/** The cases of the switch whose body this is; those of switches inside of it are not its own. */
export function casesOf(body: Statement): Extract<Statement, { kind: "case" }>[] {
  const found: Extract<Statement, { kind: "case" }>[] = [];
  const todo: unknown[] = [body];
  while (todo.length > 0) {
    const node = todo.pop();
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

/** Of what stands outside of functions. */
export const noFacts: BodyFacts = {
  addressTaken: new Set(),
  labelScopes: new Map(),
  labelled: new Set(),
};

export function bodyFacts(body: CompoundStatement): BodyFacts {
  const addressTaken = new Set<string>();
  let hasLabel = false;
  for (const node of nodesOf(body)) {
    const one = node as Expression | AssemblyStatement | Declaration;
    if (one.kind === "unary" && one.operator === "&") addRoot(one.operand, addressTaken);
    if (one.kind === "assembly") {
      for (const { constraint, expression } of [...one.outputs, ...one.inputs]) {
        if (isMemoryConstraint(constraint)) addRoot(expression, addressTaken);
      }
    }
    if ((node as Statement).kind === "label") hasLabel = true;
    if (one.kind === "declaration") {
      for (const { declarator, attributes } of one.declarators) {
        const all = [...attributes, ...declarator.attributes];
        if (!all.some(({ name }) => name === "cleanup")) continue;
        if (declarator.name !== undefined) addressTaken.add(declarator.name);
      }
    }
  }
  const labelScopes = hasLabel ? labelScopesOf(body) : noFacts.labelScopes;
  const labelled = new Set([...labelScopes.values()].flatMap((scopes) => [...scopes]));
  return { addressTaken, labelScopes, labelled };
}

/** Whether an operand of inline assembly is a place in memory, given by its address. */
export function isMemoryConstraint(constraint: string): boolean {
  return /[moQVU]|Ump/.test(constraint) && !/[rgaqbcdSDRl]/.test(constraint);
}

interface Enclosed {
  readonly node: unknown;
  readonly around: ReadonlySet<object>;
}

function labelScopesOf(body: CompoundStatement): ReadonlyMap<string, ReadonlySet<object>> {
  const found = new Map<string, ReadonlySet<object>>();
  const todo: Enclosed[] = [{ node: body, around: new Set() }];
  while (todo.length > 0) {
    const next = todo.pop() as Enclosed;
    const { node } = next;
    let { around } = next;
    if (typeof node !== "object" || node === null) continue;
    const { kind, name } = node as { kind?: unknown; name?: unknown };
    if (kind === "label" && typeof name === "string") found.set(name, around);
    if (kind === "compound" || kind === "for") around = new Set([...around, node]);
    for (const value of Object.values(node)) todo.push({ node: value, around });
  }
  return found;
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
  while (todo.length > 0) {
    const node = todo.pop();
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) {
      for (const item of node) todo.push(item);
      continue;
    }
    if ("kind" in node) yield node;
    for (const value of Object.values(node)) todo.push(value);
  }
}
