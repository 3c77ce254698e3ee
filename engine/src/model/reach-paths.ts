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
 * The paths that hold in every configuration, the shortest from each call in the root: each call on
 * them stands in no open `#if`, and all that the call may mean leads on too. Shortest first.
 */
export function surePaths(graph: ReachGraph, goal: Goal): readonly Path[] {
  const distance = new Map<ReachNode, number>();
  const firstCall = new Map<ReachNode, ReachCall>();
  for (let round = 1; round <= graph.nodes.length; round++) {
    const settled: [ReachNode, ReachCall][] = [];
    for (const node of graph.nodes) {
      if (distance.has(node)) continue;
      const call = alwaysTaken(node.calls.filter(leadsOn));
      if (call !== undefined) settled.push([node, call]);
    }
    if (settled.length === 0) break;
    for (const [node, call] of settled) {
      distance.set(node, round);
      firstCall.set(node, call);
    }
  }
  const { root } = graph;
  const leading = root.calls.filter(leadsOn);
  const paths = leading
    .filter((call) => alwaysTaken([call, ...leading.filter((other) => isOpposite(call, other))]))
    .flatMap((call) => pathFrom(root, call) ?? []);
  return paths.sort((a, b) => a.hops.length - b.hops.length);

  function pathFrom(start: ReachNode, first: ReachCall): Path | undefined {
    const hops: Hop[] = [];
    let node = start;
    for (let call: ReachCall | undefined = first; call !== undefined; call = firstCall.get(node)) {
      const target = isEnd(call, goal)
        ? undefined
        : call.targets.toSorted((a, b) => rank(a) - rank(b))[0];
      hops.push({ node, call, target });
      if (target === undefined || target.kind === "allocator") return { hops };
      // A function that calls itself leads on by its own first call, and no way is longer.
      if (hops.length > graph.nodes.length) return undefined;
      node = target.node;
    }
    return undefined;
  }

  function leadsOn(call: ReachCall): boolean {
    if (call.onLastReference) return false;
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

/** True for calls in the two branches of one `#if`. */
function isOpposite(a: ReachCall, b: ReachCall): boolean {
  const [condition, ...further] = a.conditions;
  if (condition === undefined || further.length > 0 || b.conditions.length !== 1) return false;
  return b.conditions[0] === negateCondition(condition);
}

/** The first of `calls` that stands in no `#if`, or of which another stands in the opposite branch. */
function alwaysTaken(calls: readonly ReachCall[]): ReachCall | undefined {
  const free = calls.find((call) => call.conditions.length === 0);
  return free ?? calls.find((call) => calls.some((other) => isOpposite(call, other)));
}

function isEnd(call: ReachCall, goal: Goal): boolean {
  return (goal === "enters" && call.enters) || (goal === "sleeps" && call.sleeps);
}

/** Fewer doubts come before fewer steps. */
const doubtWeight = 10_000;

/**
 * The path to the page allocator with the fewest doubts, then the fewest steps, that does not set
 * out with one of the root's calls in `besides`.
 */
export function likelyPath(
  graph: ReachGraph,
  besides: ReadonlySet<ReachCall> = new Set(),
): Path | undefined {
  const cost = new Map<ReachNode, number>([[graph.root, 0]]);
  const cameBy = new Map<ReachNode, Hop>();
  const open: ReachNode[] = [graph.root];
  let best: { cost: number; hop: Hop } | undefined;
  for (let next = 0; next < open.length; next++) {
    const node = open[next];
    if (node === undefined) break;
    const soFar = cost.get(node) ?? 0;
    for (const call of node.calls) {
      if (node === graph.root && besides.has(call)) continue;
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
