/** What evaluating an expression or a declaration does, in C's order as far as it has one. */
import type { SyntaxNode } from "#engine/syntax";
import { calledName, compact, fieldOf, operatorOf } from "./syntax-text.ts";

export type FlowEvent =
  | {
      readonly kind: "call";
      readonly name: string;
      /** Of the called name. */
      readonly offset: number;
      readonly args: readonly SyntaxNode[];
    }
  | {
      readonly kind: "assign";
      /** Compact text of what is assigned to. */
      readonly target: string;
      /** What it holds from then on; undefined when that is not one expression. */
      readonly value: SyntaxNode | undefined;
    }
  | {
      /** Memory behind a pointer is read or written. */
      readonly kind: "access";
      readonly pointer: SyntaxNode;
      readonly isWrite: boolean;
      readonly offset: number;
    }
  | {
      /** One of several ways is taken. */
      readonly kind: "choice";
      readonly ways: readonly (readonly FlowEvent[])[];
    };

/** The children of these that come first are evaluated always, the others only sometimes. */
const certain: ReadonlyMap<string, readonly string[]> = new Map([
  ["conditional_expression", ["condition"]],
  ["for_statement", ["initializer", "condition"]],
  ["if_statement", ["condition"]],
  ["switch_statement", ["condition"]],
  ["while_statement", ["condition"]],
]);

export function eventsOf(root: SyntaxNode, text: string): readonly FlowEvent[] {
  let events: FlowEvent[] = [];
  visit(root, false);
  return events;

  function visitWays(ways: readonly (readonly SyntaxNode[])[]): void {
    const outer = events;
    const found = ways.map((nodes) => {
      events = [];
      for (const node of nodes) visit(node, false);
      return events;
    });
    events = outer;
    if (found.some((way) => way.length > 0)) events.push({ kind: "choice", ways: found });
  }

  function visit(node: SyntaxNode, isTarget: boolean): void {
    switch (node.kind) {
      case "sizeof_expression":
      case "alignof_expression":
      case "offsetof_expression":
      case "type_descriptor":
        return;
      case "assignment_expression": {
        const left = fieldOf(node, "left");
        const right = fieldOf(node, "right");
        if (right !== undefined) visit(right, false);
        if (left === undefined) return;
        visit(left, true);
        const isPlain = /^[\s)]*=[^=]/.test(text.slice(left.end, right?.start));
        events.push({
          kind: "assign",
          target: compact(left, text),
          value: isPlain || right === undefined ? right : undefined,
        });
        return;
      }
      case "update_expression": {
        const argument = fieldOf(node, "argument");
        if (argument === undefined) return;
        visit(argument, true);
        events.push({ kind: "assign", target: compact(argument, text), value: undefined });
        return;
      }
      case "init_declarator": {
        const declarator = fieldOf(node, "declarator");
        const value = fieldOf(node, "value");
        if (value !== undefined) visit(value, false);
        if (declarator === undefined) return;
        const target = compact(declarator, text).replace(/^\*+/, "");
        events.push({ kind: "assign", target, value });
        return;
      }
      case "pointer_expression": {
        const argument = fieldOf(node, "argument");
        if (argument === undefined) return;
        visit(argument, false);
        if (text[node.start] === "*") {
          events.push({ kind: "access", pointer: argument, isWrite: isTarget, offset: node.start });
        }
        return;
      }
      case "call_expression": {
        const args = fieldOf(node, "arguments")?.children ?? [];
        const callee = fieldOf(node, "function");
        if (callee !== undefined && callee.kind !== "identifier") visit(callee, false);
        for (const argument of args) visit(argument, false);
        const name = calledName(node, text);
        if (callee !== undefined)
          events.push({ kind: "call", name: name ?? "", offset: callee.start, args });
        // What a callee was given the address of may hold anything afterwards.
        for (const argument of args) {
          const of = fieldOf(argument, "argument");
          if (argument.kind !== "pointer_expression" || of === undefined) continue;
          if (text[argument.start] === "&")
            events.push({ kind: "assign", target: compact(of, text), value: undefined });
        }
        return;
      }
      case "binary_expression": {
        const [left, right] = node.children;
        if (left === undefined || right === undefined) return;
        visit(left, false);
        if (/^(?:&&|\|\|)$/.test(operatorOf(node, text))) visitWays([[right], []]);
        else visit(right, false);
        return;
      }
      case "conditional_expression":
      case "for_statement":
      case "if_statement":
      case "switch_statement":
      case "while_statement": {
        const isCertain = ({ field }: SyntaxNode) =>
          field !== undefined && certain.get(node.kind)?.includes(field) === true;
        for (const child of node.children) if (isCertain(child)) visit(child, false);
        const others = node.children.filter((child) => !isCertain(child));
        if (node.kind === "if_statement" || node.kind === "conditional_expression") {
          const [first, second] = others;
          visitWays([first === undefined ? [] : [first], second === undefined ? [] : [second]]);
        } else {
          visitWays([others, []]);
        }
        return;
      }
      default:
        for (const child of node.children) visit(child, false);
    }
  }
}
