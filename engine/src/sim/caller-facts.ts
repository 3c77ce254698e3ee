/** What a caller of a walker says about the walk: its arguments, and how it fills the data object. */
import type { Expression, FunctionDefinition, Initializer } from "#engine/cfront";
import { printExpression } from "./print-c.ts";
import { visitSyntax } from "./visit-syntax.ts";

/** The call `api(mm, start, size, fn, data)` in a caller. */
export interface WalkCall {
  readonly api: string;
  readonly mm: string | undefined;
  readonly start: string | undefined;
  readonly data: Expression | undefined;
}

const family = /^apply_to_(?:existing_)?page_range(?:_nolazy|_batch)?$/;

/** The walker's call in `caller` that is given `callback`, or undefined. */
export function findWalkCall(caller: FunctionDefinition, callback: string): WalkCall | undefined {
  let found: WalkCall | undefined;
  visitSyntax(caller.body, {
    expression(expression) {
      if (found !== undefined || expression.kind !== "call") return;
      const { callee } = expression;
      if (callee.kind !== "identifier" || !family.test(callee.name)) return;
      const [mm, start, , fn, data] = expression.arguments;
      if (mm === undefined || start === undefined || fn === undefined) return;
      if (nameOf(fn) !== callback) return;
      found = { api: callee.name, mm: printExpression(mm), start: printExpression(start), data };
    },
  });
  return found;
}

function nameOf(expression: Expression): string | undefined {
  const inner =
    expression.kind === "unary" && expression.operator === "&" ? expression.operand : expression;
  return inner.kind === "identifier" ? inner.name : undefined;
}

export interface CallerValue {
  /** As C text that means the same in any function of the file. */
  readonly text: string;
}

/** What a scenario calls the walk's own address space and start. */
export interface WalkNames {
  readonly mm: string;
  readonly start: string;
}

/**
 * How a caller fills the members of the object that it passes as `data`: by name, or, for members
 * without a designator, by place ("#0").
 */
export class CallerValues {
  readonly #call: WalkCall;
  readonly #names: WalkNames;
  readonly #locals: ReadonlySet<string>;
  readonly #members = new Map<string, Expression>();

  constructor(caller: FunctionDefinition, call: WalkCall, names: WalkNames) {
    this.#call = call;
    this.#names = names;
    this.#locals = localsOf(caller);
    const variable = call.data === undefined ? undefined : variableOf(call.data);
    if (variable !== undefined) this.#readMembers(caller, variable);
  }

  /** The member's value where it can be followed. */
  member(name: string, place: number): string | undefined {
    const expression = this.#members.get(name) ?? this.#members.get(`#${place}`);
    return expression === undefined ? undefined : this.follow(expression);
  }

  /** The `data` argument itself where it is no object of the caller's. */
  argument(): string | undefined {
    return this.#call.data === undefined ? undefined : this.follow(this.#call.data);
  }

  /** An expression in terms that do not depend on the caller, or undefined. */
  follow(expression: Expression): string | undefined {
    const bare = withoutCasts(expression);
    const text = printExpression(bare);
    if (text === undefined) return undefined;
    if (text === this.#call.start) return this.#names.start;
    if (text === this.#call.mm) return this.#names.mm;
    if (!this.#isIndependent(expression)) return undefined;
    return printExpression(expression);
  }

  #readMembers(caller: FunctionDefinition, variable: string): void {
    visitSyntax(caller.body, {
      declaration: ({ declarators }) => {
        for (const { declarator, initializer } of declarators) {
          if (declarator.name === variable && initializer !== undefined)
            this.#readList(initializer);
        }
      },
      expression: (expression) => {
        if (expression.kind !== "assignment" || expression.operator !== undefined) return;
        const { left, right } = expression;
        if (left.kind !== "member" || nameOf(left.object) !== variable) return;
        this.#members.set(left.name, right);
      },
    });
  }

  #readList(initializer: Initializer): void {
    if (initializer.kind !== "initializer-list") return;
    initializer.entries.forEach(({ designators, value }, place) => {
      if (value.kind === "initializer-list") return;
      const [first] = designators;
      if (first === undefined) this.#members.set(`#${place}`, value);
      else if (first.kind === "member" && designators.length === 1)
        this.#members.set(first.name, value);
    });
  }

  /** No local of the caller, and no call but those that make a value of constants. */
  #isIndependent(expression: Expression): boolean {
    let isIndependent = true;
    const statement = { kind: "expression-statement", expression, at: expression.at } as const;
    visitSyntax(statement, {
      expression: (inner) => {
        if (inner.kind === "identifier" && this.#locals.has(inner.name)) isIndependent = false;
        if (inner.kind === "call" && !/^_*(?:pgprot|pte)\w*$/.test(nameOf(inner.callee) ?? ""))
          isIndependent = false;
        if (inner.kind === "assignment" || inner.kind === "increment") isIndependent = false;
      },
    });
    return isIndependent;
  }
}

export function withoutCasts(expression: Expression): Expression {
  let bare = expression;
  while (bare.kind === "cast") bare = bare.operand;
  return bare;
}

/** `data` of `&data` and of `data`. */
function variableOf(expression: Expression): string | undefined {
  return nameOf(withoutCasts(expression));
}

function localsOf(caller: FunctionDefinition): ReadonlySet<string> {
  const locals = new Set<string>();
  const [part] = caller.declarator.parts;
  if (part?.kind === "function") {
    for (const { declarator } of part.parameters) {
      if (declarator.name !== undefined) locals.add(declarator.name);
    }
  }
  visitSyntax(caller.body, {
    declaration({ specifiers, declarators }) {
      if (specifiers.storage === "extern") return;
      for (const { declarator } of declarators) {
        if (declarator.name !== undefined) locals.add(declarator.name);
      }
    },
  });
  return locals;
}
