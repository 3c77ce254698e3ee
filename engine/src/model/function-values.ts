/**
 * Which functions an expression may stand for: a name, a variable, a parameter, a member.
 */
import type { Span } from "#engine/base";
import { findWalker } from "#engine/kernel";
import type { SyntaxNode } from "#engine/syntax";
import { FileQuestions } from "./file-questions.ts";
import { functionsIn } from "./file-values.ts";
import { isLocalAt } from "./function-model.ts";
import { type FunctionUnit, spanInFile } from "./function-units.ts";
import type { DefinitionRef, NameResolver } from "./name-resolver.ts";
import { childByField, stripParentheses } from "./syntax-walk.ts";

/** A function by the name that it has in a file. */
export interface NamedFunction {
  readonly name: string;
  readonly from: string;
}

export type FunctionValue =
  | {
      readonly kind: "function";
      readonly function: NamedFunction;
      /** False for a candidate: a member of that name is given this function somewhere. */
      readonly isExact: boolean;
    }
  | { readonly kind: "null" }
  | {
      readonly kind: "parameter";
      readonly index: number;
      readonly name: string;
    }
  | {
      readonly kind: "unresolved";
      readonly text: string;
      readonly span: Span;
      readonly reason: string;
    };

const maxDepth = 16;

/** How far to look for what a struct member is given: in the unit's file, or in every file. */
export type MemberSearch = "file" | "tree";

/** A member named in more files than this says nothing. */
const maxMemberFiles = 64;

/**
 * What `expression`, in `unit`, may stand for. A parameter of the unit is answered as such; whoever
 * asks knows the callers. What files are asked is noted in `questions`. Spans are those of the unit's file. Never empty.
 */
export function functionValues(
  expression: SyntaxNode,
  unit: FunctionUnit,
  names: NameResolver,
  memberSearch: MemberSearch,
  questions: FileQuestions = new FileQuestions(),
): readonly FunctionValue[] {
  const values: FunctionValue[] = [];
  const seenVariables = new Set<string>();
  /** By file and name, whether the function was found exactly. */
  const seenFunctions = new Map<string, boolean>();
  collect(expression, 0);
  return values;

  function collect(node: SyntaxNode, depth: number): void {
    const inner = stripParentheses(node);
    const text = unit.model.text.slice(inner.start, inner.end);
    const unresolved = (reason: string) =>
      values.push({ kind: "unresolved", text, span: spanInFile(unit, inner), reason });
    if (depth > maxDepth) {
      unresolved("the expression is nested too deeply");
      return;
    }
    const childField = (field: string) => {
      const child = childByField(inner, field);
      if (child !== undefined) collect(child, depth + 1);
    };
    switch (inner.kind) {
      case "null":
        values.push({ kind: "null" });
        return;
      case "number_literal":
        if (/^0[xX]?0*[uUlL]*$/.test(text)) values.push({ kind: "null" });
        else unresolved("a number is called as a function");
        return;
      case "identifier":
        collectName(text, inner, depth);
        return;
      case "pointer_expression":
        childField("argument");
        return;
      case "cast_expression":
        childField("value");
        return;
      case "conditional_expression":
        if (childByField(inner, "consequence") === undefined) childField("condition");
        childField("consequence");
        childField("alternative");
        return;
      case "comma_expression":
        childField("right");
        return;
      case "compound_statement": {
        const last = inner.children.at(-1);
        const value = last?.kind === "expression_statement" ? last.children[0] : undefined;
        if (value === undefined) unresolved("the block has no value");
        else collect(value, depth + 1);
        return;
      }
      case "assignment_expression":
        childField("right");
        return;
      case "field_expression": {
        const field = childByField(inner, "field");
        const member = field === undefined ? "" : unit.model.text.slice(field.start, field.end);
        if (/^\w+$/.test(member)) collectMember(member, inner, text);
        else unresolved("the member has no name");
        return;
      }
      case "subscript_expression": {
        const array = childByField(inner, "argument");
        if (array === undefined) unresolved("the array is not understood");
        else collectElements(array, inner, text);
        return;
      }
      default:
        unresolved("the expression is not understood");
    }
  }

  function collectName(name: string, node: SyntaxNode, depth: number): void {
    if (name === "NULL") {
      values.push({ kind: "null" });
      return;
    }
    const span = spanInFile(unit, node);
    // The dialect layer lets an identifier stand for what the grammar does not know.
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      values.push({ kind: "unresolved", text: name, span, reason: "the expression is no name" });
      return;
    }
    const index = unit.model.parameters.findIndex((parameter) => parameter.name === name);
    if (index >= 0 || isLocalAt(unit.model, name, node.start)) {
      if (seenVariables.has(name)) return;
      seenVariables.add(name);
      const assigned = unit.model.values.get(name) ?? [];
      if (index >= 0) values.push({ kind: "parameter", index, name });
      for (const value of assigned) collect(value, depth + 1);
      if (unit.model.addressTaken.has(name)) {
        const reason = "its address is taken, so it may be set elsewhere";
        values.push({ kind: "unresolved", text: name, span, reason });
      } else if (index < 0 && assigned.length === 0)
        values.push({
          kind: "unresolved",
          text: name,
          span,
          reason: "nothing is assigned to this variable in the function",
        });
      return;
    }
    const path = unit.source.path;
    const definitions = names.resolve(name, path);
    if (definitions.length > 0 || isKnownByName(name, names)) {
      for (const named of followAliases(name, path, definitions, names)) pushFunction(named, true);
      return;
    }
    const assigned = questions.assignmentsTo(unit.source, name);
    const [only, ...others] = assigned;
    const isSettled =
      others.length === 0 && only?.isStatic === true && /^&?\s*\w+$/.test(only.expression);
    const known = assigned
      .flatMap(({ expression }) => functionsIn(expression))
      .filter((value) => isNullOrFunction(value, path));
    for (const value of known) pushCandidate(value, isSettled);
    if (known.length > 0) return;
    values.push({
      kind: "unresolved",
      text: name,
      span,
      reason: "no definition in this tree",
    });
  }

  function collectMember(member: string, node: SyntaxNode, text: string): void {
    const before = values.length;
    for (const name of questions.memberValues(unit.source, member))
      if (isNullOrFunction(name, unit.source.path)) pushCandidate(name, false);
    if (values.length === before && memberSearch === "tree") {
      const files = names.filesContaining(member, unit.source.path);
      if (files.length <= maxMemberFiles)
        for (const source of files)
          for (const name of questions.memberValues(source, member))
            if (isNullOrFunction(name, source.path)) pushCandidate(name, false, source.path);
    }
    const object = childByField(node, "argument");
    if (values.length === before && object !== undefined) {
      const name = unit.model.text.slice(object.start, object.end);
      for (const element of questions.elementsOf(unit.source, name))
        if (unit.source.definitionsOf(element).length > 0) pushCandidate(element, false);
    }
    if (values.length > before) return;
    values.push({
      kind: "unresolved",
      text,
      span: spanInFile(unit, node),
      reason: `nothing is seen to be assigned to a member ${member}`,
    });
  }

  function collectElements(array: SyntaxNode, node: SyntaxNode, text: string): void {
    const inner = stripParentheses(array);
    const name = unit.model.text.slice(inner.start, inner.end);
    const local = unit.model.values.get(name) ?? [];
    let found = 0;
    for (const value of local) {
      if (value.kind !== "initializer_list") continue;
      for (const element of value.children) {
        const expression =
          element.kind === "initializer_pair" ? childByField(element, "value") : element;
        if (expression?.kind !== "identifier") continue;
        pushCandidate(unit.model.text.slice(expression.start, expression.end), false);
        found++;
      }
    }
    for (const element of questions.elementsOf(unit.source, name)) {
      pushCandidate(element, false);
      found++;
    }
    if (found === 0)
      values.push({
        kind: "unresolved",
        text,
        span: spanInFile(unit, node),
        reason: "the array's initialiser is not in this file",
      });
  }

  /** False for a parameter or variable, of which the text tells no more. */
  function isNullOrFunction(name: string, from: string): boolean {
    if (name === "NULL" || name === "0" || isKnownByName(name, names)) return true;
    return names.resolve(name, from).length > 0;
  }

  function pushCandidate(name: string, isExact: boolean, from = unit.source.path): void {
    if (name === "NULL" || name === "0") {
      values.push({ kind: "null" });
      return;
    }
    pushFunction({ name, from }, isExact);
  }

  function pushFunction(named: NamedFunction, isExact: boolean): void {
    const key = `${named.from}\0${named.name}`;
    const known = seenFunctions.get(key);
    if (known === true || known === isExact) return;
    seenFunctions.set(key, isExact);
    values.push({ kind: "function", function: named, isExact });
  }
}

/** True for a function that means the same wherever it is, and need not be defined in the tree. */
function isKnownByName(name: string, { allocators }: NameResolver): boolean {
  return allocators.knows(name) || findWalker(name) !== undefined;
}

/** The names that `name` comes to when every alias among its definitions is replaced. */
export function followAliases(
  name: string,
  from: string,
  definitions: readonly DefinitionRef[],
  names: NameResolver,
): readonly NamedFunction[] {
  const found: NamedFunction[] = [];
  const seen = new Set<string>();
  const follow = (current: string, file: string, refs: readonly DefinitionRef[]) => {
    if (seen.has(current)) return;
    seen.add(current);
    if (refs.length === 0 || refs.some((ref) => ref.definition.kind !== "alias"))
      found.push({ name: current, from: file });
    for (const { source, definition } of refs) {
      if (definition.kind !== "alias") continue;
      const target = source.text.slice(definition.body.start, definition.body.end).trim();
      follow(target, file, names.resolve(target, file));
    }
  };
  follow(name, from, definitions);
  return found;
}
