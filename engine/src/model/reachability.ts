/**
 * From the graph of calls to a verdict: whether, how surely and by which shortest path the page
 * allocator is reached.
 */

import type { Allocator } from "#engine/kernel";
import { allOf } from "./conditions.ts";
import { keyOf } from "./function-units.ts";
import type { DefinitionRef } from "./name-resolver.ts";
import {
  buildReachGraph,
  type ReachCall,
  type ReachGraph,
  type ReachInputs,
} from "./reach-graph.ts";
import { type AllocatorTarget, type Hop, likelyPath, type Path, surePath } from "./reach-paths.ts";
import { architectureOf } from "./tree-domains.ts";
import type { AllocatorUse, NotFollowed, PathStep, Verdict } from "./verdict.ts";

export interface Reachability {
  readonly verdict: Verdict;
  readonly use: AllocatorUse | undefined;
  readonly allocator: string | undefined;
  readonly condition: string | undefined;
  readonly doubt: string | undefined;
  readonly path: readonly PathStep[];
  /** The shortest sure path to a call that enters lazy MMU mode; empty without one. */
  readonly entering: readonly PathStep[];
  /** The shortest sure path to a call that may sleep; empty without one. */
  readonly sleeping: readonly PathStep[];
  readonly notFollowed: readonly NotFollowed[];
  /** Identities of the definitions that were looked at. */
  readonly visited: readonly string[];
  /** The files in which they stand. */
  readonly files: ReadonlySet<string>;
}

/** What one definition reaches. */
export function reachOf(root: DefinitionRef, inputs: ReachInputs): Reachability {
  const graph = buildReachGraph(root, inputs);
  return {
    ...judge(graph, inputs),
    entering: stepsOf(surePath(graph, "enters")),
    sleeping: stepsOf(surePath(graph, "sleeps")),
    notFollowed: graph.notFollowed,
    visited: graph.nodes.map(({ unit }) => keyOf(unit)),
    files: new Set(graph.nodes.map((node) => node.unit.source.path)),
  };
}

type Judgement = Pick<
  Reachability,
  "allocator" | "condition" | "doubt" | "path" | "use" | "verdict"
>;

function judge(graph: ReachGraph, inputs: ReachInputs): Judgement {
  const sure = surePath(graph, "page allocator");
  const path = sure ?? likelyPath(graph);
  const end = path && endOf(path);
  if (path === undefined || end === undefined) {
    return {
      verdict: graph.notFollowed.length > 0 ? "unknown" : "clean",
      use: undefined,
      allocator: undefined,
      condition: undefined,
      doubt: undefined,
      path: [],
    };
  }
  const conditions = sure !== undefined ? [] : [...new Set(path.hops.flatMap(hopConditions))];
  const wrapped = end.allocator.isWrapper === true ? pathInside(path, inputs) : undefined;
  const steps = wrapped === undefined ? path.hops : [...path.hops, ...wrapped.hops];
  const allocator = (wrapped && endOf(wrapped)?.allocator) ?? end.allocator;
  return {
    verdict: sure !== undefined ? "reaches" : "may-reach",
    use: end.allocator.use,
    allocator: allocator.name,
    condition: conditions.length > 0 ? allOf(conditions) : undefined,
    doubt: sure !== undefined ? undefined : doubtOf(path, end.allocator, conditions),
    path: stepsOf({ hops: steps }),
  };
}

/** From the definition of the wrapper that a path ends in on to the page allocator itself. */
function pathInside(path: Path, inputs: ReachInputs): Path | undefined {
  const last = path.hops.at(-1);
  if (last === undefined) return undefined;
  const { path: file } = last.node.unit.source;
  // Generic code is what most architectures run.
  const definitions = inputs.names
    .resolve(last.call.name, file)
    .toSorted((a, b) => Number(isOfArchitecture(a)) - Number(isOfArchitecture(b)));
  for (const ref of definitions) {
    if (ref.definition.kind === "alias") continue;
    const graph = buildReachGraph(ref, { ...inputs, opensWrappers: true });
    const inside = surePath(graph, "page allocator");
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function isOfArchitecture({ source }: DefinitionRef): boolean {
  return architectureOf(source.path) !== undefined;
}

function endOf(path: Path): AllocatorTarget | undefined {
  const target = path.hops.at(-1)?.target;
  return target?.kind === "allocator" ? target : undefined;
}

function stepsOf(path: Path | undefined): readonly PathStep[] {
  return path === undefined
    ? []
    : path.hops.map((hop, at) => stepOf(hop, at === path.hops.length - 1));
}

function hopConditions(hop: Hop): readonly string[] {
  const choice =
    hop.target?.kind === "node" && hop.call.targets.length > 1 ? hop.target.choice : undefined;
  return choice === undefined ? hop.call.conditions : [...hop.call.conditions, choice];
}

/** Why the path is not certain, the configuration aside. */
function doubtOf(
  path: Path,
  allocator: Allocator,
  conditions: readonly string[],
): string | undefined {
  const pointer = path.hops.find((hop) => hop.target?.isExact === false);
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

function stepOf({ node, call, target }: Hop, isLast: boolean): PathStep {
  const verb = call.isMacro ? "expands" : "calls";
  const end = isLast && target?.kind === "allocator" ? target.allocator : undefined;
  const via = end !== undefined && end.name !== call.name ? ` (${end.name})` : "";
  return {
    function: node.unit.definition.name,
    location: call.location,
    what: `${verb} ${call.name}()${via}${isLast ? effectOfEnd(call, end) : ""}`,
  };
}

function effectOfEnd(call: ReachCall, allocator: Allocator | undefined): string {
  if (allocator !== undefined) return `, which ${effectOf(allocator)} pages`;
  return call.enters ? ", which enters lazy MMU mode" : ", which may sleep";
}

function effectOf({ reach, use }: Allocator): string {
  if (reach === "direct") return use;
  // "allocates or frees" is what two of them do.
  return `may ${use.replace(/s\b/g, "")}`;
}
