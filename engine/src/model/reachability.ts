/**
 * From the graph of calls to a verdict: whether, how surely and by which shortest path the page
 * allocator is reached.
 */

import { negateCondition } from "#engine/index";
import type { Allocator } from "#engine/kernel";
import { allOf } from "./conditions.ts";
import { keyOf } from "./function-units.ts";
import type { DefinitionRef } from "./name-resolver.ts";
import {
  buildReachGraph,
  type ReachCall,
  type ReachGraph,
  type ReachInputs,
  type ReachNode,
  type Target,
} from "./reach-graph.ts";
import type { AllocatorUse, NotFollowed, PathStep, Verdict } from "./verdict.ts";

export interface Reachability {
  readonly verdict: Verdict;
  readonly use: AllocatorUse | undefined;
  readonly allocator: string | undefined;
  readonly condition: string | undefined;
  readonly doubt: string | undefined;
  readonly path: readonly PathStep[];
  readonly notFollowed: readonly NotFollowed[];
  /** Identities of the definitions that were looked at. */
  readonly visited: readonly string[];
  /** The files in which they stand. */
  readonly files: ReadonlySet<string>;
}

/** What one callback reaches. */
export function reachOf(callback: DefinitionRef, inputs: ReachInputs): Reachability {
  const graph = buildReachGraph(callback, inputs);
  const visited = graph.nodes.map(({ unit }) => keyOf(unit));
  const files = new Set(graph.nodes.map((node) => node.unit.source.path));
  const sure = surePath(graph);
  const path = sure ?? likelyPath(graph);
  const notFollowed = graph.notFollowed;
  if (path === undefined) {
    return {
      verdict: notFollowed.length > 0 ? "unknown" : "clean",
      use: undefined,
      allocator: undefined,
      condition: undefined,
      doubt: undefined,
      path: [],
      notFollowed,
      visited,
      files,
    };
  }
  const { allocator } = path.end;
  const conditions = sure !== undefined ? [] : [...new Set(path.hops.flatMap(hopConditions))];
  return {
    verdict: sure !== undefined ? "reaches" : "may-reach",
    use: allocator.use,
    allocator: allocator.name,
    condition: conditions.length > 0 ? allOf(conditions) : undefined,
    doubt: sure !== undefined ? undefined : doubtOf(path, conditions),
    path: path.hops.map((hop) => stepOf(hop, hop === path.hops.at(-1) ? path.end : undefined)),
    notFollowed,
    visited,
    files,
  };
}

type AllocatorTarget = Extract<Target, { kind: "allocator" }>;

interface Hop {
  readonly node: ReachNode;
  readonly call: ReachCall;
  readonly target: Target;
}

interface Path {
  readonly hops: readonly Hop[];
  readonly end: AllocatorTarget;
}

/**
 * The shortest path that holds in every configuration: each call on it stands in no open `#if`,
 * and all that the call may mean reaches the allocator too.
 */
function surePath(graph: ReachGraph): Path | undefined {
  const distance = new Map<ReachNode, number>();
  const firstCall = new Map<ReachNode, ReachCall>();
  for (let round = 1; round <= graph.nodes.length; round++) {
    const settled: [ReachNode, ReachCall][] = [];
    for (const node of graph.nodes) {
      if (distance.has(node)) continue;
      const call = alwaysTaken(
        node.calls.filter(
          (candidate) =>
            !candidate.onLastReference && candidate.targets.every((target) => isSure(target)),
        ),
      );
      if (call !== undefined) settled.push([node, call]);
    }
    if (settled.length === 0) break;
    for (const [node, call] of settled) {
      distance.set(node, round);
      firstCall.set(node, call);
    }
    if (distance.has(graph.root)) break;
  }
  if (!distance.has(graph.root)) return undefined;
  const hops: Hop[] = [];
  for (let node = graph.root; ; ) {
    const call = firstCall.get(node);
    const target = call?.targets.toSorted((a, b) => rank(a) - rank(b))[0];
    if (call === undefined || target === undefined) return undefined;
    hops.push({ node, call, target });
    if (target.kind === "allocator") return { hops, end: target };
    node = target.node;
  }

  function isSure(target: Target): boolean {
    if (!target.isExact) return false;
    if (target.kind === "allocator") return target.allocator.reach === "direct";
    return distance.has(target.node);
  }

  function rank(target: Target): number {
    return target.kind === "allocator" ? 0 : (distance.get(target.node) ?? Number.MAX_SAFE_INTEGER);
  }
}

/** The first of `calls` that stands in no `#if`, or of which another stands in the opposite branch. */
function alwaysTaken(calls: readonly ReachCall[]): ReachCall | undefined {
  const free = calls.find((call) => call.conditions.length === 0);
  if (free !== undefined) return free;
  return calls.find((call) => {
    const [condition, ...further] = call.conditions;
    if (condition === undefined || further.length > 0) return false;
    const opposite = negateCondition(condition);
    return calls.some(({ conditions }) => conditions.length === 1 && conditions[0] === opposite);
  });
}

/** Fewer doubts come before fewer steps. */
const doubtWeight = 10_000;

/** The path with the fewest doubts, then the fewest steps. */
function likelyPath(graph: ReachGraph): Path | undefined {
  const cost = new Map<ReachNode, number>([[graph.root, 0]]);
  const cameBy = new Map<ReachNode, Hop>();
  const open: ReachNode[] = [graph.root];
  let best: { cost: number; hop: Hop; end: AllocatorTarget } | undefined;
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    const soFar = cost.get(node) ?? 0;
    for (const call of node.calls) {
      for (const target of call.targets) {
        const total = soFar + 1 + doubtWeight * doubtsOf(call, target);
        const hop = { node, call, target };
        if (target.kind === "allocator") {
          if (best === undefined || total < best.cost) best = { cost: total, hop, end: target };
          continue;
        }
        if (total >= (cost.get(target.node) ?? Number.POSITIVE_INFINITY)) continue;
        cost.set(target.node, total);
        cameBy.set(target.node, hop);
        open.push(target.node);
      }
    }
  }
  if (best === undefined) return undefined;
  const hops = [best.hop];
  for (let hop = cameBy.get(best.hop.node); hop !== undefined; hop = cameBy.get(hop.node))
    hops.unshift(hop);
  return { hops, end: best.end };
}

function doubtsOf(call: ReachCall, target: Target): number {
  let doubts = call.conditions.length > 0 ? 1 : 0;
  if (call.onLastReference) doubts++;
  if (call.targets.length > 1) doubts++;
  if (!target.isExact) doubts++;
  if (target.kind === "allocator" && target.allocator.reach !== "direct") doubts++;
  return doubts;
}

function hopConditions(hop: Hop): readonly string[] {
  const choice =
    hop.target.kind === "node" && hop.call.targets.length > 1 ? hop.target.choice : undefined;
  return choice === undefined ? hop.call.conditions : [...hop.call.conditions, choice];
}

/** Why the path is not certain, the configuration aside. */
function doubtOf(path: Path, conditions: readonly string[]): string | undefined {
  const { allocator } = path.end;
  const pointer = path.hops.find((hop) => !hop.target.isExact);
  const doubts: string[] = [];
  if (allocator.reach === "indirect") {
    const through = allocator.via === undefined ? "" : `, through ${allocator.via}`;
    doubts.push(`${allocator.name}() enters the page allocator only at times${through}`);
  }
  if (allocator.reach === "reference")
    doubts.push(`${allocator.name}() frees only when it drops the last reference`);
  const guarded = path.hops.find((hop) => hop.call.onLastReference);
  if (guarded !== undefined)
    doubts.push(`${guarded.call.name}() is called only when a count drops to zero`);
  if (pointer !== undefined)
    doubts.push(`${pointer.call.name} is one candidate of a function pointer`);
  if (doubts.length > 0 || conditions.length > 0) return doubts.join("; ") || undefined;
  const choice = path.hops.find((hop) => hop.call.targets.length > 1);
  return choice === undefined
    ? "not every configuration takes this path"
    : `${choice.call.name}() has other definitions that do not`;
}

function stepOf(hop: Hop, end: AllocatorTarget | undefined): PathStep {
  const { definition } = hop.node.unit;
  const verb = hop.call.isMacro ? "expands" : "calls";
  const called = hop.call.name;
  const via = end !== undefined && end.allocator.name !== called ? ` (${end.allocator.name})` : "";
  const effect = end === undefined ? "" : `, which ${effectOf(end.allocator)} pages`;
  return {
    function: definition.name,
    location: hop.call.location,
    what: `${verb} ${called}()${via}${effect}`,
  };
}

function effectOf({ reach, use }: Allocator): string {
  if (reach === "direct") return use;
  // "allocates or frees" is what two of them do.
  return `may ${use.replace(/s\b/g, "")}`;
}
