/** Paths through a graph of calls to what is looked for: the shortest sure one, or the likeliest. */
import { negateCondition } from "#engine/index";
import type { ReachCall, ReachGraph, ReachNode, Target } from "./reach-graph.ts";

export type AllocatorTarget = Extract<Target, { kind: "allocator" }>;

export interface Hop {
  readonly node: ReachNode;
  readonly call: ReachCall;
  /** What the call leads to; undefined where the call itself is what was looked for. */
  readonly target: Target | undefined;
}

export interface Path {
  readonly hops: readonly Hop[];
}

/** What a path is to end in. */
export type Goal = "enters" | "page allocator" | "sleeps";

/**
 * The shortest path that holds in every configuration: each call on it stands in no open `#if`,
 * and all that the call may mean leads on too.
 */
export function surePath(graph: ReachGraph, goal: Goal): Path | undefined {
  const distance = new Map<ReachNode, number>();
  const firstCall = new Map<ReachNode, ReachCall>();
  for (let round = 1; round <= graph.nodes.length; round++) {
    const settled: [ReachNode, ReachCall][] = [];
    for (const node of graph.nodes) {
      if (distance.has(node)) continue;
      const call = alwaysTaken(node.calls.filter((one) => !one.onLastReference && leadsOn(one)));
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
    if (call === undefined) return undefined;
    const target = isEnd(call, goal)
      ? undefined
      : call.targets.toSorted((a, b) => rank(a) - rank(b))[0];
    hops.push({ node, call, target });
    if (target === undefined || target.kind === "allocator") return { hops };
    node = target.node;
  }

  function leadsOn(call: ReachCall): boolean {
    if (isEnd(call, goal)) return true;
    return call.targets.length > 0 && call.targets.every((target) => isSure(target));
  }

  function isSure(target: Target): boolean {
    if (!target.isExact) return false;
    if (target.kind === "node") return distance.has(target.node);
    return goal === "page allocator" && target.allocator.reach === "direct";
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

function isEnd(call: ReachCall, goal: Goal): boolean {
  return (goal === "enters" && call.enters) || (goal === "sleeps" && call.sleeps);
}

/** Fewer doubts come before fewer steps. */
const doubtWeight = 10_000;

/** The path to the page allocator with the fewest doubts, then the fewest steps. */
export function likelyPath(graph: ReachGraph): Path | undefined {
  const cost = new Map<ReachNode, number>([[graph.root, 0]]);
  const cameBy = new Map<ReachNode, Hop>();
  const open: ReachNode[] = [graph.root];
  let best: { cost: number; hop: Hop } | undefined;
  for (let next = 0; next < open.length; next++) {
    const node = open[next];
    if (node === undefined) break;
    const soFar = cost.get(node) ?? 0;
    for (const call of node.calls) {
      for (const target of call.targets) {
        const total = soFar + 1 + doubtWeight * doubtsOf(call, target);
        const hop = { node, call, target };
        if (target.kind === "allocator") {
          if (best === undefined || total < best.cost) best = { cost: total, hop };
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
  return { hops };
}

function doubtsOf(call: ReachCall, target: Target): number {
  let doubts = call.conditions.length > 0 ? 1 : 0;
  if (call.onLastReference) doubts++;
  if (call.targets.length > 1) doubts++;
  if (!target.isExact) doubts++;
  if (target.kind === "allocator" && target.allocator.reach !== "direct") doubts++;
  return doubts;
}
