/**
 * What a callback can call: the graph of definitions that are reached from it, cut at entries of
 * the page allocator and at primitives that are known not to enter it.
 */
import { invariant, type Location } from "#engine/base";
import {
  type Allocator,
  findPrimitive,
  findSleeper,
  flagsMaySleep,
  isAllocatorHome,
  modeRoleOf,
} from "#engine/kernel";
import type { SyntaxNode } from "#engine/syntax";
import type { Call } from "./body-calls.ts";
import {
  type Configuration,
  choiceCondition,
  conditionsAt,
  isDeadCode,
  isImplied,
  isRuledOut,
  openConditions,
} from "./conditions.ts";
import { type AskedOfFiles, FileQuestions } from "./file-questions.ts";
import { isCalledVariable, isLocalAt } from "./function-model.ts";
import {
  type FunctionUnit,
  type FunctionUnits,
  keyOf,
  locateIn,
  spanInFile,
} from "./function-units.ts";
import { type FunctionValue, functionValues, type NamedFunction } from "./function-values.ts";
import type { DefinitionRef, NameResolver } from "./name-resolver.ts";
import { stripParentheses } from "./syntax-walk.ts";
import { architectureOf } from "./tree-domains.ts";
import type { NotFollowed } from "./verdict.ts";

/** What one call may lead to, and what must hold for it to lead there. */
export type Target =
  | { readonly kind: "allocator"; readonly allocator: Allocator; readonly isExact: boolean }
  | {
      readonly kind: "node";
      readonly node: ReachNode;
      /** False when a function pointer was followed to a candidate. */
      readonly isExact: boolean;
      /** What selects this definition among several; undefined when nothing is known of it. */
      readonly choice: string | undefined;
    };

export interface ReachCall {
  readonly name: string;
  readonly location: Location;
  /** True for the use of a function-like macro. */
  readonly isMacro: boolean;
  /** Conditions of `#if` branches inside the calling function that nothing settles. */
  readonly conditions: readonly string[];
  /** True when it is made only after a count of references was seen to reach zero. */
  readonly onLastReference: boolean;
  /** All that the call may mean; several for alternatives of which one configuration has one. */
  readonly targets: readonly Target[];
  /** True when it enters lazy MMU mode. */
  readonly enters: boolean;
  /** True when it may sleep by its own contract, or by the flags that it is given. */
  readonly sleeps: boolean;
}

export interface ReachNode {
  readonly key: string;
  readonly unit: FunctionUnit;
  readonly calls: ReachCall[];
}

export interface ReachGraph {
  readonly root: ReachNode;
  /** Every node, the root first, in the order of discovery. */
  readonly nodes: readonly ReachNode[];
  readonly notFollowed: readonly NotFollowed[];
  /** What was asked of whole files. */
  readonly asked: AskedOfFiles;
}

export interface ReachInputs {
  readonly names: NameResolver;
  readonly units: FunctionUnits;
  readonly configuration: Configuration;
  /** The only architecture that counts; undefined when all do. */
  readonly architecture: string | undefined;
  /** Conditions that hold at the call site. */
  readonly given: ReadonlySet<string>;
  /** False for a call that is made in another mode than the question is about. */
  readonly isAsked: (unit: FunctionUnit, call: Call, isRoot: boolean) => boolean;
  /** True to look inside of allocators that only pass the call on to the page allocator. */
  readonly opensWrappers: boolean;
  /**
   * How deep calls are followed once any way to the page allocator is known: what is deeper could
   * only make it surer.
   */
  readonly depthOnceFound: number;
}

/** More definitions than this are not followed from one callback. */
const maxNodes = 3000;
export const maxCallDepth = 64;
/** Of one name that is defined more often than this, the first definitions are followed. */
const maxDefinitions = 300;
/** More misses than this tell no more of one callback. */
const maxMisses = 5000;

/** The functions that a parameter was given by the call that led to its definition. */
interface Binding {
  readonly functions: readonly { readonly function: NamedFunction; readonly isExact: boolean }[];
  /** False when it may have been given something else besides. */
  readonly isWhole: boolean;
}

type Bindings = ReadonlyMap<string, Binding>;

interface PendingNode {
  readonly node: ReachNode;
  readonly bindings: Bindings;
  /** The file whose view of names the definition is compiled with: for a header, the includer's. */
  readonly context: string;
  /** Once a path went through code of an architecture, it stays with that one. */
  readonly architecture: string | undefined;
  readonly depth: number;
}

/** Why a call of a function's own parameter is not followed. */
export const parameterReason = "the function pointer is a parameter";

const noBindings: Bindings = new Map();

/** The expressions in which a function can be handed on. */
const mayNameFunction =
  /^(?:identifier|pointer_expression|conditional_expression|cast_expression|field_expression)$/;

/** Follows every call from `callback`. */
export function buildReachGraph(callback: DefinitionRef, inputs: ReachInputs): ReachGraph {
  const { names, units, configuration, given, isAsked, opensWrappers, depthOnceFound } = inputs;
  const nodes: ReachNode[] = [];
  const byKey = new Map<string, ReachNode>();
  const pending: PendingNode[] = [];
  const notFollowed: NotFollowed[] = [];
  const questions = new FileQuestions();
  let next = 0;
  let isFound = false;

  const root = nodeFor(callback, noBindings, undefined);
  invariant(root !== undefined, "the root is always within the limits");
  while (next < pending.length) {
    const current = pending[next++];
    if (current !== undefined) expand(current);
  }
  return { root, nodes, notFollowed, asked: questions.asked };

  function nodeFor(
    ref: DefinitionRef,
    bindings: Bindings,
    caller: PendingNode | undefined,
  ): ReachNode | undefined {
    const { path } = ref.source;
    const depth = caller === undefined ? 0 : caller.depth + 1;
    const context = caller !== undefined && path.endsWith(".h") ? caller.context : path;
    const architecture = architectureOf(path) ?? caller?.architecture ?? inputs.architecture;
    const key = `${keyOf(ref)} ${context} ${architecture} ${describeBindings(bindings)}`;
    const known = byKey.get(key);
    if (known !== undefined) return known;
    if (nodes.length >= maxNodes || depth > maxCallDepth) return undefined;
    const node: ReachNode = { key, unit: units.get(ref), calls: [] };
    byKey.set(key, node);
    nodes.push(node);
    pending.push({ node, bindings, context, architecture, depth });
    return node;
  }

  function expand(current: PendingNode): void {
    const { unit } = current.node;
    if (unit.model.truncated)
      notFollowed.push({
        name: unit.definition.name,
        location: unit.source.locate(unit.definition.nameSpan),
        reason: "the definition is too large or too deeply nested to be read wholly",
      });
    for (const span of unit.model.assemblyCalls)
      notFollowed.push({
        name: "asm",
        location: locateIn(unit, span),
        reason: "an instruction that calls what is not named",
      });
    for (const call of unit.model.calls) {
      const offset = spanInFile(unit, call.span).start;
      if (isDeadCode(unit.source, offset, configuration)) continue;
      if (isRuledOut(call.onlyIf, configuration)) continue;
      if (!isAsked(unit, call, current.node === root)) continue;
      expandCall(current, call, offset);
    }
    expandUses(current);
  }

  /** Follows object-like macros that have a call in them: their use is that call. */
  function expandUses(current: PendingNode): void {
    const { unit } = current.node;
    const seen = new Set<string>();
    for (const { name, start, end } of unit.model.uses) {
      if (seen.has(name) || findPrimitive(name) !== undefined) continue;
      if (!names.mayBeObjectMacro(name)) continue;
      const offset = unit.definition.start + start;
      const isVariable =
        isLocalAt(unit.model, name, start) ||
        unit.model.parameters.some((parameter) => parameter.name === name);
      if (isVariable || isDeadCode(unit.source, offset, configuration)) continue;
      seen.add(name);
      const means = visibleDefinitions(
        { name, from: current.context },
        unit.source.path,
        current.architecture,
      );
      if (!means.some(({ definition }) => definition.kind === "object")) continue;
      const callee = { kind: "name", name } as const;
      const span = { start, end };
      const use = { callee, span, node: undefined, args: [], mayBeType: true };
      const asCall = { ...use, onLastReference: false, onlyIf: [] };
      if (isAsked(unit, asCall, current.node === root)) expandCall(current, asCall, offset);
    }
  }

  function expandCall(current: PendingNode, call: Call, offset: number): void {
    const { unit } = current.node;
    const { callee } = call;
    const isVariable =
      callee.kind === "name" && isCalledVariable(unit.model, callee.name, call.span.start);
    const targets: Target[] = [];
    const location = locateIn(unit, call.span);
    const plainName = callee.kind === "name" && !isVariable ? callee.name : undefined;
    const role = plainName === undefined ? undefined : modeRoleOf(plainName);
    const sleeps = plainName !== undefined && maySleep(plainName, call, unit);
    let isMacro = false;
    if (role !== undefined) {
      // What the mode does to calls is `isAsked`'s matter; how an architecture does it is no call.
    } else if (callee.kind === "name" && !isVariable && !callsFileVariable(callee.name, current)) {
      isMacro = followName({ name: callee.name, from: current.context }, true, targets);
    } else {
      const text = callee.kind === "name" ? callee.name : callee.text;
      for (const value of pointedTo(current, call)) {
        if (value.kind === "function") followName(value.function, value.isExact, targets);
        if (value.kind === "function" && !value.isExact)
          miss(text, `other functions than ${value.function.name}() may be assigned`);
        if (value.kind === "unresolved") miss(text, value.reason);
        if (value.kind === "parameter") miss(text, parameterReason);
      }
    }
    if (targets.length === 0 && role !== "enter" && !sleeps) return;
    const around = new Set(conditionsAt(unit.source, unit.definition.start));
    const inside = [...conditionsAt(unit.source, offset), ...call.onlyIf].filter(
      (condition) => !isImplied(condition, around),
    );
    current.node.calls.push({
      name: callee.kind === "name" ? callee.name : callee.text,
      location,
      isMacro,
      conditions: openConditions(inside, given, configuration),
      onLastReference: call.onLastReference,
      targets,
      enters: role === "enter",
      sleeps,
    });

    function miss(name: string, reason: string): void {
      if (notFollowed.length < maxMisses) notFollowed.push({ name, location, reason });
    }

    /** Adds the targets of a named function, aliases replaced; true when it is a macro. */
    function followName(named: NamedFunction, isExact: boolean, into: Target[]): boolean {
      const seen = new Set<string>();
      let hasMacro = false;
      const open = [named.name];
      for (let name = open.pop(); name !== undefined; name = open.pop()) {
        if (seen.has(name)) continue;
        seen.add(name);
        const definitions = definitionsToFollow({ name, from: named.from }, isExact, into);
        const isCut = definitions.length >= maxDefinitions;
        for (const ref of definitions) {
          const { kind, body } = ref.definition;
          if (kind === "alias") open.push(ref.source.text.slice(body.start, body.end).trim());
          else into.push(...targetOf(ref, definitions, isExact && !isCut));
          hasMacro ||= (kind === "macro" || kind === "object") && name === named.name;
        }
      }
      return hasMacro;
    }

    /** The definitions of a name, after what is not to be followed was told apart. */
    function definitionsToFollow(
      named: NamedFunction,
      isExact: boolean,
      into: Target[],
    ): readonly DefinitionRef[] {
      const own = unit.source.path;
      const isLocal = [own, named.from].some((file) => names.definesPrivately(named.name, file));
      if (names.allocators.isExcluded(named.name)) return [];
      const allocator = names.allocators.find(named.name);
      const isOpened = opensWrappers && allocator?.isWrapper === true;
      if (allocator !== undefined && !isOpened && (!isLocal || isAllocatorHome(allocator, own))) {
        into.push({ kind: "allocator", allocator, isExact });
        isFound = true;
        return [];
      }
      const primitive = isLocal ? undefined : findPrimitive(named.name);
      // A family's prefix says nothing of a function that some file defines under such a name.
      if (
        primitive !== undefined &&
        !(primitive.byPrefix && names.isLinked(named.name, named.from))
      )
        return [];
      const definitions = visibleDefinitions(named, own, current.architecture);
      const isNoCall =
        isConstantName(named.name) ||
        (call.mayBeType && questions.definesType(unit.source, named.name));
      if (definitions.length === 0 && !isNoCall) miss(named.name, "no definition in this tree");
      if (definitions.length <= maxDefinitions) return definitions;
      miss(named.name, `it has ${definitions.length} definitions`);
      return definitions.slice(0, maxDefinitions);
    }

    function targetOf(
      ref: DefinitionRef,
      all: readonly DefinitionRef[],
      isExact: boolean,
    ): readonly Target[] {
      if (isFound && current.depth >= depthOnceFound) return [];
      const node = nodeFor(ref, bindArguments(ref, current, call), current);
      if (node === undefined) {
        miss(ref.definition.name, "the limit of followed functions is reached");
        return [];
      }
      const choice = all.length > 1 ? choiceCondition(ref, all, given, configuration) : undefined;
      return [{ kind: "node", node, isExact, choice }];
    }
  }

  function maySleep(name: string, call: Call, unit: FunctionUnit): boolean {
    if (findSleeper(name) !== undefined) return !names.definesPrivately(name, unit.source.path);
    if (names.allocators.find(name)?.use !== "allocates") return false;
    return (call.args ?? []).some(({ start, end }) =>
      flagsMaySleep(unit.model.text.slice(start, end)),
    );
  }

  /** True for a function pointer that the file keeps outside its functions. */
  function callsFileVariable(name: string, { node, context }: PendingNode): boolean {
    if (names.allocators.knows(name) || findPrimitive(name) !== undefined) return false;
    return (
      names.resolve(name, context).length === 0 &&
      questions.assignmentsTo(node.unit.source, name).length > 0
    );
  }

  function visibleDefinitions(
    named: NamedFunction,
    own: string,
    architecture: string | undefined,
  ): readonly DefinitionRef[] {
    const found = [...names.resolve(named.name, named.from)];
    if (own !== named.from) {
      for (const ref of names.definedIn(named.name, own))
        if (!found.some((known) => keyOf(known) === keyOf(ref))) found.push(ref);
    }
    return found.filter((ref) => {
      const other = architectureOf(ref.source.path);
      const fits = architecture === undefined || other === undefined || other === architecture;
      return fits && !isDeadCode(ref.source, ref.definition.start, configuration);
    });
  }

  function pointedTo(current: PendingNode, call: Call): readonly FunctionValue[] {
    if (call.node === undefined) {
      const span = spanInFile(current.node.unit, call.span);
      return [{ kind: "unresolved", text: "", span, reason: "the call is not understood" }];
    }
    const values = functionValues(call.node, current.node.unit, names, "file", questions);
    return values.flatMap((value): readonly FunctionValue[] => {
      if (value.kind !== "parameter") return [value];
      const bound = current.bindings.get(value.name);
      if (bound === undefined) return [value];
      const given = bound.functions.map((one) => ({ kind: "function", ...one }) as const);
      return bound.isWhole ? given : [...given, value];
    });
  }

  /** The functions that the call passes to the definition's parameters. */
  function bindArguments(ref: DefinitionRef, current: PendingNode, call: Call): Bindings {
    if (call.args === undefined || call.args.length === 0) return noBindings;
    const callee = units.get(ref).model;
    const bindings = new Map<string, Binding>();
    callee.parameters.forEach((parameter, index) => {
      const argument = call.args?.[index];
      if (argument === undefined || parameter.name === "") return;
      const binding = bindArgument(argument, current);
      if (binding.functions.length > 0) bindings.set(parameter.name, binding);
    });
    return bindings;
  }

  function bindArgument(argument: SyntaxNode, current: PendingNode): Binding {
    const functions: { function: NamedFunction; isExact: boolean }[] = [];
    let isWhole = true;
    if (!mayNameFunction.test(stripParentheses(argument).kind)) return { functions, isWhole };
    for (const value of functionValues(argument, current.node.unit, names, "file", questions)) {
      const bound = value.kind === "parameter" ? current.bindings.get(value.name) : undefined;
      if (bound !== undefined) {
        functions.push(...bound.functions);
        isWhole &&= bound.isWhole;
      } else if (value.kind === "function" && isFunction(value.function)) {
        functions.push({ function: value.function, isExact: value.isExact });
      } else if (value.kind !== "null") {
        isWhole = false;
      }
    }
    return { functions, isWhole };
  }

  function isFunction(named: NamedFunction): boolean {
    return (
      names.allocators.knows(named.name) ||
      names.resolve(named.name, named.from).some((ref) => ref.definition.kind !== "alias")
    );
  }
}

/**
 * True for a name in capitals. The table has every function and every macro that takes arguments
 * or calls something; such a name that it does not have is a macro for a constant or a type.
 */
function isConstantName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(name);
}

function describeBindings(bindings: Bindings): string {
  return [...bindings]
    .map(([parameter, { functions, isWhole }]) => {
      const named = functions.map((one) => `${one.isExact ? "" : "?"}${one.function.name}`);
      return `${parameter}=${named.join("|")}${isWhole ? "" : "|?"}`;
    })
    .join(",");
}
