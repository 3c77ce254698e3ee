/**
 * The control flow of one definition: what is evaluated after what, and under which condition.
 *
 * The graph is built from the end to the beginning, each statement in front of what follows it.
 */
import type { SyntaxNode } from "#engine/syntax";
import { bare, fieldOf, operatorOf } from "./syntax-text.ts";

/** What must hold for an edge to be taken. */
export type EdgeCondition =
  | { readonly kind: "expression"; readonly node: SyntaxNode; readonly holds: boolean }
  | { readonly kind: "directive"; readonly condition: string; readonly holds: boolean };

export interface FlowEdge {
  readonly to: FlowNode;
  readonly when: EdgeCondition | undefined;
}

export interface FlowNode {
  /** An expression or a declaration; undefined where paths only meet. */
  readonly evaluates: SyntaxNode | undefined;
  /** For a node that ends the function: where it does. */
  readonly exitAt: number | undefined;
  readonly edges: FlowEdge[];
}

export interface ControlFlow {
  readonly entry: FlowNode;
  /** False when part of the text was not understood as statements. */
  readonly isWhole: boolean;
}

export interface ControlFlowInput {
  /** The body of a function, or the replacement of a macro. */
  readonly body: readonly SyntaxNode[];
  readonly text: string;
  /** Where a path that reaches the end of the body leaves it. */
  readonly end: number;
  /** Conditions of `#if` around an offset, beyond those around the definition. */
  readonly conditionsAt: (offset: number) => readonly string[];
  /** True for code that is never compiled. */
  readonly isDead: (offset: number) => boolean;
}

interface Targets {
  readonly onBreak: FlowNode | undefined;
  readonly onContinue: FlowNode | undefined;
  /** Where a `switch` notes its cases. */
  readonly cases: { node: FlowNode; isDefault: boolean }[] | undefined;
}

interface Label {
  readonly node: FlowNode;
  isDefined: boolean;
  isGoneTo: boolean;
}

export function buildControlFlow(input: ControlFlowInput): ControlFlow {
  const { body, text, end, conditionsAt, isDead } = input;
  const labels = new Map<string, Label>();
  const anyLabel = meeting();
  const evaluating: FlowNode[] = [];
  const around = new Map<SyntaxNode, readonly string[]>();
  let isWhole = !body.some(hasError);
  const last: FlowNode = { evaluates: undefined, exitAt: end, edges: [] };
  const nowhere: Targets = { onBreak: undefined, onContinue: undefined, cases: undefined };
  const entry = sequence(body, last, nowhere, 0);
  for (const { node } of labels.values()) anyLabel.edges.push({ to: node, when: undefined });
  addInnerJumps();
  if ([...labels.values()].some(({ isDefined }) => !isDefined)) isWhole = false;
  return { entry, isWhole };

  function evaluation(evaluates: SyntaxNode | undefined): FlowNode {
    const node: FlowNode = { evaluates, exitAt: undefined, edges: [] };
    if (evaluates !== undefined) evaluating.push(node);
    return node;
  }

  function step(evaluates: SyntaxNode | undefined, to: FlowNode): FlowNode {
    const node = evaluation(evaluates);
    node.edges.push({ to, when: undefined });
    return node;
  }

  /** Jumps of `asm goto`, and of macros: they are given a label that no `goto` names. */
  function addInnerJumps(): void {
    const inMacros = new Set<string>();
    for (const [name, { isGoneTo }] of labels) if (!isGoneTo) inMacros.add(name);
    for (const node of labels.size === 0 ? [] : evaluating) {
      const evaluated = text.slice(node.evaluates?.start, node.evaluates?.end);
      const inAssembly = assemblyLabels(evaluated);
      if (inMacros.size + inAssembly.size === 0) continue;
      // `&&label` is an address for a computed goto.
      for (const word of new Set(evaluated.match(/(?:&&\s*)?\w+/g))) {
        const label = inMacros.has(word) || inAssembly.has(word) ? labels.get(word) : undefined;
        if (label !== undefined) node.edges.push({ to: label.node, when: undefined });
      }
    }
  }

  function meeting(): FlowNode {
    return { evaluates: undefined, exitAt: undefined, edges: [] };
  }

  function labelled(node: SyntaxNode | undefined): Label {
    const name = node === undefined ? "" : text.slice(node.start, node.end);
    let label = labels.get(name);
    if (label === undefined) {
      label = { node: meeting(), isDefined: false, isGoneTo: false };
      labels.set(name, label);
    }
    return label;
  }

  function conditionsOf(statement: SyntaxNode | undefined): readonly string[] {
    if (statement === undefined) return [];
    let conditions = around.get(statement);
    if (conditions === undefined) {
      conditions = conditionsAt(statement.start);
      around.set(statement, conditions);
    }
    return conditions;
  }

  /** Statements one after the other; those in an `#if` of their own may be passed over. */
  function sequence(
    statements: readonly SyntaxNode[],
    next: FlowNode,
    targets: Targets,
    known: number,
  ): FlowNode {
    let after = next;
    for (let index = statements.length - 1; index >= 0; ) {
      const statement = statements[index];
      if (statement === undefined) break;
      if (isDead(statement.start)) {
        index--;
        continue;
      }
      const condition = conditionsOf(statement)[known];
      if (condition === undefined) {
        after = build(statement, after, targets, known);
        index--;
        continue;
      }
      let first = index;
      while (conditionsOf(statements[first - 1])[known] === condition) first--;
      const inside = sequence(statements.slice(first, index + 1), after, targets, known + 1);
      const fork = meeting();
      fork.edges.push({ to: inside, when: { kind: "directive", condition, holds: true } });
      fork.edges.push({ to: after, when: { kind: "directive", condition, holds: false } });
      after = fork;
      index = first - 1;
    }
    return after;
  }

  function optional(node: SyntaxNode | undefined, next: FlowNode, targets: Targets, known: number) {
    return node === undefined ? next : build(node, next, targets, known);
  }

  function build(node: SyntaxNode, next: FlowNode, targets: Targets, known: number): FlowNode {
    switch (node.kind) {
      case "compound_statement":
      case "translation_unit":
      case "attributed_statement":
        return sequence(node.children, next, targets, known);
      case "expression_statement": {
        // `goto *to;` is read without its `goto`.
        const isJump = /\bgoto\s*$/.test(text.slice(Math.max(0, node.start - 16), node.start));
        return step(node, isJump ? anyLabel : next);
      }
      case "if_statement":
        return buildIf(node, next, targets, known);
      case "else_clause":
        return sequence(node.children, next, targets, known);
      case "while_statement": {
        const head = meeting();
        const inner = { ...targets, onBreak: next, onContinue: head };
        const body = optional(fieldOf(node, "body"), head, inner, known);
        head.edges.push({ to: branch(fieldOf(node, "condition"), body, next), when: undefined });
        return head;
      }
      case "do_statement": {
        const head = meeting();
        const test = meeting();
        const inner = { ...targets, onBreak: next, onContinue: test };
        head.edges.push({
          to: optional(fieldOf(node, "body"), test, inner, known),
          when: undefined,
        });
        test.edges.push({ to: branch(fieldOf(node, "condition"), head, next), when: undefined });
        return head;
      }
      case "for_statement": {
        const head = meeting();
        const update = fieldOf(node, "update");
        const again = update === undefined ? head : step(update, head);
        const inner = { ...targets, onBreak: next, onContinue: again };
        const body = optional(fieldOf(node, "body"), again, inner, known);
        head.edges.push({ to: branch(fieldOf(node, "condition"), body, next), when: undefined });
        const first = fieldOf(node, "initializer");
        return first === undefined ? head : step(first, head);
      }
      case "switch_statement": {
        const cases: { node: FlowNode; isDefault: boolean }[] = [];
        optional(fieldOf(node, "body"), next, { ...targets, onBreak: next, cases }, known);
        const head = evaluation(fieldOf(node, "condition"));
        for (const { node: to } of cases) head.edges.push({ to, when: undefined });
        if (!cases.some(({ isDefault }) => isDefault))
          head.edges.push({ to: next, when: undefined });
        return head;
      }
      case "case_statement": {
        const value = fieldOf(node, "value");
        const statements = node.children.filter((child) => child !== value);
        const first = sequence(statements, next, targets, known);
        targets.cases?.push({ node: first, isDefault: value === undefined });
        return first;
      }
      case "labeled_statement": {
        const label = fieldOf(node, "label");
        const statements = node.children.filter((child) => child !== label);
        const { node: entryOfLabel } = Object.assign(labelled(label), { isDefined: true });
        entryOfLabel.edges.push({
          to: sequence(statements, next, targets, known),
          when: undefined,
        });
        return entryOfLabel;
      }
      case "goto_statement":
        return Object.assign(labelled(fieldOf(node, "label")), { isGoneTo: true }).node;
      case "break_statement":
        return targets.onBreak ?? next;
      case "continue_statement":
        return targets.onContinue ?? next;
      case "return_statement": {
        const exit: FlowNode = { evaluates: undefined, exitAt: node.start, edges: [] };
        const value = node.children[0];
        return value === undefined ? exit : step(value, exit);
      }
      case "comment":
        return next;
      default:
        return step(node, next);
    }
  }

  function buildIf(node: SyntaxNode, next: FlowNode, targets: Targets, known: number): FlowNode {
    const consequence = optional(fieldOf(node, "consequence"), next, targets, known);
    const alternative = optional(fieldOf(node, "alternative"), next, targets, known);
    return branch(fieldOf(node, "condition"), consequence, alternative);
  }

  /** Evaluates a condition as C does, its parts one after the other. */
  function branch(node: SyntaxNode | undefined, onTrue: FlowNode, onFalse: FlowNode): FlowNode {
    if (node === undefined) return onTrue;
    const tested = bare(node, text);
    const left = fieldOf(tested, "left");
    const right = fieldOf(tested, "right");
    if (left !== undefined && right !== undefined) {
      const operator = operatorOf(tested, text);
      if (tested.kind === "comma_expression") return step(left, branch(right, onTrue, onFalse));
      if (operator === "&&") return branch(left, branch(right, onTrue, onFalse), onFalse);
      if (operator === "||") return branch(left, onTrue, branch(right, onTrue, onFalse));
    }
    if (tested.kind === "unary_expression" && text[tested.start] === "!") {
      const argument = fieldOf(tested, "argument");
      if (argument !== undefined) return branch(argument, onFalse, onTrue);
    }
    const literal = text.slice(tested.start, tested.end);
    if (/^(?:true|0*[1-9]\d*)$/.test(literal)) return onTrue;
    if (/^(?:false|0+)$/.test(literal)) return onFalse;
    const fork = evaluation(tested);
    fork.edges.push({ to: onTrue, when: { kind: "expression", node: tested, holds: true } });
    fork.edges.push({ to: onFalse, when: { kind: "expression", node: tested, holds: false } });
    return fork;
  }
}

function hasError(root: SyntaxNode): boolean {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "ERROR") return true;
    for (const child of node.children) open.push(child);
  }
  return false;
}

/** Of `asm goto ("…" : … : label, label)`: what stands behind the last colon. */
function assemblyLabels(evaluated: string): ReadonlySet<string> {
  if (!/^[\w\s]*goto\w*\s*\(/.test(evaluated.slice(0, 80))) return new Set();
  return new Set(evaluated.slice(evaluated.lastIndexOf(":")).match(/\w+/g));
}
