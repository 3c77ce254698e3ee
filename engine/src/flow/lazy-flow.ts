/**
 * Lazy MMU mode along every path of one definition: in which calls it may be on, and where a path
 * does with it what no path should.
 *
 * Paths are followed through states, each point and state once; a condition that is tested around
 * a change of the mode is remembered on the path, so that pairs under the same condition match.
 */
import {
  answersLock,
  entryAccessOf,
  lockCallOf,
  type ModeRole,
  modeRoleOf,
  touchesMemory,
} from "#engine/kernel";
import type { SyntaxNode } from "#engine/syntax";
import {
  buildControlFlow,
  type ControlFlowInput,
  type EdgeCondition,
  type FlowNode,
} from "./control-flow.ts";
import { eventsOf, type FlowEvent } from "./expression-events.ts";
import {
  answeringCall,
  type Facts,
  factOf,
  factsWithout,
  speaksOf,
  truthOfValue,
} from "./facts.ts";
import {
  fromCaller,
  initialState,
  isActive,
  type LazyState,
  stateKey,
  unlike,
  withModeOnly,
} from "./lazy-state.ts";
import { bare, calledName, compact, fieldOf } from "./syntax-text.ts";

/** In which modes a call is made, over all paths to it. */
export interface CallModes {
  /** Where the sections were entered in which it is made; `fromCaller` for the caller's. */
  readonly sections: readonly number[];
  readonly outside: boolean;
}

/** How many sections more than at its beginning are open where a path leaves the definition. */
export interface FlowExit {
  readonly offset: number;
  readonly opened: number;
  readonly paused: number;
  /** Of the enter that is still open. */
  readonly origin: number | undefined;
}

export type FlowProblemKind =
  | "access"
  | "leave-outside"
  | "lock-dropped"
  | "nested"
  | "resume-outside"
  | "stale-read";

export interface FlowProblem {
  readonly kind: FlowProblemKind;
  /** Of the name or expression at fault. */
  readonly offset: number;
  readonly text: string;
  /** Where the section was entered; `fromCaller` for the caller's. */
  readonly section: number | undefined;
  /** Of the write that is pending, for a read or an access. */
  readonly cause: number | undefined;
}

/** What is evaluated as a whole: an expression statement, a condition, a declaration. */
export interface EvaluatedModes extends CallModes {
  readonly start: number;
  readonly end: number;
}

export interface LazyFlow {
  /** By the offset of the called expression. */
  readonly calls: ReadonlyMap<number, CallModes>;
  /** In which modes each of them may be evaluated, before and after the calls in it. */
  readonly evaluated: readonly EvaluatedModes[];
  readonly exits: readonly FlowExit[];
  readonly problems: readonly FlowProblem[];
  /** Calls that change the mode, in order; helpers that do are here too. */
  readonly changes: readonly {
    readonly offset: number;
    readonly name: string;
    readonly role: ModeRole | "helper";
    /** By how many sections a helper may change what is open; empty for other roles. */
    readonly by: readonly number[];
  }[];
  /** False when a limit was reached or part of the text was not understood. */
  readonly isWhole: boolean;
}

export interface LazyFlowInput extends ControlFlowInput {
  /** True when the definition is entered in lazy MMU mode. */
  readonly isInside: boolean;
  /** For a helper that leaves the mode otherwise than it found it: by how much; else undefined. */
  readonly changeBy: (name: string) => readonly number[] | undefined;
}

/** More states at one point than this: all that a path knows but the mode is forgotten there. */
const maxStates = 48;
/** More conditions, entries or locks on one path than this: the oldest are forgotten. */
const maxKnown = 24;
/** Of an expression by which entries, addresses and locks are told apart. */
const maxText = 300;
const maxSteps = 40_000;
/** No function opens more sections within each other. */
const maxDepth = 4;

interface Reached {
  readonly node: FlowNode;
  readonly state: LazyState;
}

export function followLazyMode(input: LazyFlowInput): LazyFlow {
  const { text, changeBy } = input;
  const graph = buildControlFlow(input);
  const relevant = conditionsAroundChanges(input);
  const events = new Map<FlowNode, readonly FlowEvent[]>();
  const seen = new Map<FlowNode, Set<string>>();
  const calls = new Map<number, ModesFound>();
  const evaluated = new Map<SyntaxNode, ModesFound>();
  const exits = new Map<string, FlowExit>();
  const problems = new Map<string, FlowProblem>();
  const changes = new Map<number, LazyFlow["changes"][number]>();
  const begin = initialState(input.isInside);
  const open: Reached[] = [];
  let isWhole = graph.isWhole;
  let steps = 0;

  reach(graph.entry, begin);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (++steps > maxSteps) {
      isWhole = false;
      break;
    }
    follow(next);
  }
  return {
    calls: new Map([...calls].map(([offset, found]) => [offset, modesOf(found)])),
    evaluated: [...evaluated].map(([{ start, end }, found]) => ({ start, end, ...modesOf(found) })),
    exits: [...exits.values()].sort((a, b) => a.offset - b.offset || a.opened - b.opened),
    problems: [...problems.values()].sort((a, b) => a.offset - b.offset),
    changes: [...changes.values()].sort((a, b) => a.offset - b.offset),
    isWhole,
  };

  function reach(node: FlowNode, state: LazyState): void {
    let keys = seen.get(node);
    if (keys === undefined) {
      keys = new Set();
      seen.set(node, keys);
    }
    const kept = keys.size < maxStates ? state : withModeOnly(state);
    if (kept !== state) isWhole = false;
    const key = stateKey(kept);
    if (keys.has(key)) return;
    keys.add(key);
    open.push({ node, state: kept });
  }

  /** The states within one expression, without those that cannot be told apart. */
  function limited(states: readonly LazyState[]): readonly LazyState[] {
    const distinct = unlike(states);
    if (distinct.length > 1) steps += distinct.length;
    if (distinct.length <= maxStates && steps <= maxSteps) return distinct;
    isWhole = false;
    return unlike(distinct.map(withModeOnly)).slice(0, maxStates);
  }

  function follow({ node, state }: Reached): void {
    let states: readonly LazyState[] = [state];
    if (node.evaluates !== undefined) {
      noteModes(evaluated, node.evaluates, state);
      let own = events.get(node);
      if (own === undefined) {
        own = eventsOf(node.evaluates, text);
        events.set(node, own);
      }
      for (const event of own) states = limited(states.flatMap((one) => after(one, event)));
      for (const one of states) noteModes(evaluated, node.evaluates, one);
    }
    for (const one of states) {
      if (node.exitAt !== undefined) leaveFunction(one, node.exitAt);
      for (const { to, when } of node.edges) {
        const taken = when === undefined ? one : along(one, when);
        if (taken !== undefined) reach(to, taken);
      }
    }
  }

  function leaveFunction({ depth, paused, origin }: LazyState, offset: number): void {
    const opened = depth - begin.depth;
    const exit = { offset, opened, paused, origin: opened > 0 ? origin : undefined };
    exits.set(JSON.stringify(exit), exit);
  }

  /** The state on an edge; undefined when what is known says that it is not taken. */
  function along(state: LazyState, when: EdgeCondition): LazyState | undefined {
    if (when.kind === "expression") {
      const asked = answeringCall(when.node, text);
      if (asked !== undefined && modeRoleOf(asked) === "query")
        return isActive(state) === when.holds ? state : undefined;
    }
    const fact = factOf(when, text);
    if (fact === undefined) return state;
    const known = state.facts.get(fact.key);
    if (known !== undefined) return known === fact.holds ? state : undefined;
    if (!relevant.has(fact.key)) return state;
    return { ...state, facts: withFact(state.facts, fact.key, fact.holds) };
  }

  function withFact(facts: Facts, key: string, holds: boolean): Facts {
    if (facts.size >= maxKnown) isWhole = false;
    return new Map([...[...facts].slice(1 - maxKnown), [key, holds]]);
  }

  function after(state: LazyState, event: FlowEvent): readonly LazyState[] {
    if (event.kind === "choice") {
      const takes = (way: readonly FlowEvent[]) =>
        way.reduce<readonly LazyState[]>(
          (states, next) => limited(states.flatMap((one) => after(one, next))),
          [state],
        );
      return event.ways.flatMap(takes);
    }
    if (event.kind === "assign") return [assigned(state, event)];
    if (event.kind === "access") return [accessed(state, event)];
    if (endsPath(event.name)) return [];
    return called(state, event);
  }

  function assigned(
    state: LazyState,
    { target, value }: Extract<FlowEvent, { kind: "assign" }>,
  ): LazyState {
    const pending = state.pending.filter(
      ({ entry, mapped }) =>
        // Where an object is does not depend on what it holds.
        (entry === `&${target}` || !speaksOf(entry, target)) &&
        !(mapped !== undefined && speaksOf(mapped, target)),
    );
    let facts = factsWithout(state.facts, target);
    if (relevant.has(target)) {
      const asked = answeringCall(value, text);
      const truth =
        asked !== undefined && modeRoleOf(asked) === "query"
          ? isActive(state)
          : truthOfValue(value, text);
      if (truth !== undefined) facts = withFact(facts, target, truth);
    }
    const answered = { ...state, pending, facts };
    const lock = answersLock(answeringCall(value, text) ?? "") ? lockName(target) : undefined;
    return lock === undefined ? answered : holding(answered, lock);
  }

  function accessed(
    state: LazyState,
    { pointer, isWrite, offset }: Extract<FlowEvent, { kind: "access" }>,
  ): LazyState {
    if (!isWrite) noteStaleRead(state, textOf(pointer), offset);
    noteAccess(state, pointer, offset);
    return state;
  }

  function called(
    state: LazyState,
    event: Extract<FlowEvent, { kind: "call" }>,
  ): readonly LazyState[] {
    const { name, offset, args } = event;
    const role = name === "" ? undefined : modeRoleOf(name);
    noteModes(calls, offset, state);
    if (role !== undefined) {
      changes.set(offset, { offset, name, role, by: [] });
      return [changed(state, role, event)];
    }
    const by = name === "" ? undefined : changeBy(name);
    if (by !== undefined) {
      changes.set(offset, { offset, name, role: "helper", by });
      return by.map((one) => shifted(state, one, event));
    }
    const lock = lockCallOf(name);
    const lockText = lock && lockName(textOf(args[lock.lock]));
    if (lock !== undefined && lockText !== undefined)
      return [locked(state, lock.does, lockText, event)];
    if (!isActive(state)) return [state];
    if (touchesMemory(name)) for (const argument of args) noteAccess(state, argument, offset);
    return [entryTouched(state, event)];
  }

  function changed(
    state: LazyState,
    role: ModeRole,
    event: Extract<FlowEvent, { kind: "call" }>,
  ): LazyState {
    switch (role) {
      case "enter":
        // While paused, entering and leaving are ignored: include/linux/pgtable.h,
        // lazy_mmu_mode_enable(), 7.0.
        return state.paused > 0 ? state : shifted(state, 1, event);
      case "leave":
        return state.paused > 0 ? state : shifted(state, -1, event);
      case "pause":
        return { ...state, paused: Math.min(state.paused + 1, maxDepth), pending: [] };
      case "resume":
        if (state.paused === 0) note("resume-outside", event.offset, event.name, state.origin);
        return { ...state, paused: Math.max(0, state.paused - 1) };
      case "flush":
        return { ...state, pending: [] };
      case "query":
        return state;
    }
  }

  function shifted(
    state: LazyState,
    by: number,
    { name, offset }: Extract<FlowEvent, { kind: "call" }>,
  ): LazyState {
    if (by > 0 && isActive(state)) note("nested", offset, name, state.origin);
    if (by < 0 && state.depth <= 0) note("leave-outside", offset, name, undefined);
    const depth = Math.max(-maxDepth, Math.min(maxDepth, state.depth + by));
    let { origin } = state;
    if (depth <= 0) origin = undefined;
    else if (state.depth <= 0) origin = begin.depth > 0 ? fromCaller : offset;
    return { ...state, depth, origin, pending: by < 0 ? [] : state.pending };
  }

  function locked(
    state: LazyState,
    does: "drops" | "takes",
    lock: string,
    { name, offset }: Extract<FlowEvent, { kind: "call" }>,
  ): LazyState {
    if (does === "takes") return holding(state, lock);
    const isHeld = state.locks.includes(lock);
    const isOwn = state.origin !== undefined && state.origin !== fromCaller;
    if (isHeld && isOwn && isActive(state)) note("lock-dropped", offset, name, state.origin);
    return { ...state, locks: state.locks.filter((held) => held !== lock) };
  }

  function holding(state: LazyState, lock: string): LazyState {
    const others = state.locks.filter((held) => held !== lock).slice(1 - maxKnown);
    return { ...state, locks: [...others, lock].sort() };
  }

  /** Page-table locks only: what pte_offset_map_lock() was given, by its name. */
  function lockName(lock: string | undefined): string | undefined {
    const name = lock?.replace(/^&/, "");
    return name !== undefined && /(?:^|\W)\w*ptl\w*$/.test(name) ? name : undefined;
  }

  /** What tells an entry, an address or a lock from others; undefined for very long text. */
  function textOf(node: SyntaxNode | undefined): string | undefined {
    if (node === undefined || node.end - node.start > maxText) return undefined;
    return compact(bare(node, text), text);
  }

  function entryTouched(
    state: LazyState,
    { name, offset, args }: Extract<FlowEvent, { kind: "call" }>,
  ): LazyState {
    const access = entryAccessOf(name);
    const entry = access && textOf(args[access.entry]);
    if (access === undefined || entry === undefined) return state;
    if (access.does === "reads") {
      noteStaleRead(state, entry, offset);
      return state;
    }
    const given = (index: number | undefined) =>
      index === undefined ? undefined : textOf(args[index]);
    const value = given(access.value);
    const isKernel = given(access.mm) === "&init_mm";
    const becomesValid = value !== undefined && !/^__p[tm]d?\w*\(0\)$/.test(value);
    const mapped = isKernel && becomesValid ? given(access.address) : undefined;
    const others = state.pending.filter((one) => one.entry !== entry).slice(1 - maxKnown);
    return { ...state, pending: [...others, { entry, mapped, offset }] };
  }

  function noteStaleRead(state: LazyState, entry: string | undefined, offset: number): void {
    if (entry === undefined) return;
    const written = state.pending.find((one) => one.entry === entry);
    if (written !== undefined) note("stale-read", offset, entry, state.origin, written.offset);
  }

  /** Notes memory that is reached through an entry whose write is pending. */
  function noteAccess(state: LazyState, pointer: SyntaxNode, offset: number): void {
    const inner = bare(pointer, text);
    const value = inner.kind === "cast_expression" ? fieldOf(inner, "value") : undefined;
    if (value === undefined) return;
    const address = textOf(value);
    const written = state.pending.find(({ mapped }) => mapped === address);
    if (address !== undefined && written !== undefined)
      note("access", offset, address, state.origin, written.offset);
  }

  function note(
    kind: FlowProblemKind,
    offset: number,
    what: string,
    section: number | undefined,
    cause?: number,
  ): void {
    const key = `${kind} ${offset}`;
    if (!problems.has(key)) problems.set(key, { kind, offset, text: what, section, cause });
  }
}

interface ModesFound {
  readonly sections: Set<number>;
  outside: boolean;
}

function noteModes<Key>(into: Map<Key, ModesFound>, key: Key, state: LazyState): void {
  let modes = into.get(key);
  if (modes === undefined) {
    modes = { sections: new Set(), outside: false };
    into.set(key, modes);
  }
  if (isActive(state) && state.origin !== undefined) modes.sections.add(state.origin);
  else modes.outside = true;
}

function modesOf({ sections, outside }: ModesFound): CallModes {
  return { sections: [...sections].sort((a, b) => a - b), outside };
}

/** include/asm-generic/bug.h, BUG(); kernel/panic.c, panic(); kernel/exit.c, do_exit(), 6.12. */
function endsPath(name: string): boolean {
  return /^(?:BUG|panic|do_exit|make_task_dead|unreachable|__builtin_unreachable)$/.test(name);
}

/** A condition that decides whether what follows it is reached, and those around it. */
interface Guard {
  readonly condition: SyntaxNode;
  readonly outer: Guard | undefined;
  isAdded: boolean;
}

/** A call, and the conditions around it. */
interface Place {
  readonly node: SyntaxNode;
  readonly around: Guard | undefined;
}

function guardedBy(condition: SyntaxNode, outer: Guard | undefined): Guard {
  return { condition, outer, isAdded: false };
}

/** The condition of `if (condition) goto …;` and its like, behind which it does not hold. */
function jumpsIf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.kind !== "if_statement" || fieldOf(node, "alternative") !== undefined) return undefined;
  const consequence = fieldOf(node, "consequence");
  const last =
    consequence?.kind === "compound_statement" ? consequence.children.at(-1) : consequence;
  return last?.kind === "goto_statement" ? fieldOf(node, "condition") : undefined;
}

/** The conditions under which the definition changes the mode: what a path has to remember. */
function conditionsAroundChanges(input: LazyFlowInput): ReadonlySet<string> {
  const { text, body, conditionsAt, changeBy } = input;
  const keys = new Set<string>();
  const changes: Place[] = [];
  const drops: Place[] = [];
  for (const root of body) visit(root, undefined);
  // Only in a section of its own does it matter to a function which locks it drops.
  for (const place of changes.length === 0 ? [] : [...changes, ...drops]) addPlace(place);
  return keys;

  function visit(node: SyntaxNode, around: Guard | undefined): void {
    const name = node.kind === "call_expression" ? calledName(node, text) : undefined;
    const role = name === undefined ? undefined : modeRoleOf(name);
    if (name !== undefined && role !== "query") {
      if (role !== undefined || changeBy(name) !== undefined) changes.push({ node, around });
      else if (lockCallOf(name)?.does === "drops") drops.push({ node, around });
    }
    const tested = node.kind === "if_statement" ? fieldOf(node, "condition") : undefined;
    let inner = tested === undefined ? around : guardedBy(tested, around);
    for (const child of node.children) {
      visit(child, child === tested ? around : inner);
      const passed = jumpsIf(child);
      if (passed !== undefined) inner = guardedBy(passed, inner);
    }
  }

  function addPlace({ node, around }: Place): void {
    for (let one = around; one !== undefined && !one.isAdded; one = one.outer) {
      one.isAdded = true;
      addTests(one.condition);
    }
    for (const condition of conditionsAt(node.start))
      addFact({ kind: "directive", condition, holds: true });
  }

  /** Every part of a condition: `a && !b` is remembered as two. */
  function addTests(condition: SyntaxNode): void {
    const tested = bare(condition, text);
    addFact({ kind: "expression", node: tested, holds: true });
    const left = fieldOf(tested, "left");
    const right = fieldOf(tested, "right");
    const argument = tested.kind === "unary_expression" ? fieldOf(tested, "argument") : undefined;
    for (const part of [left, right, argument]) if (part !== undefined) addTests(part);
  }

  function addFact(when: EdgeCondition): void {
    const fact = factOf(when, text);
    if (fact !== undefined) keys.add(fact.key);
  }
}
