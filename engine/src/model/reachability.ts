/**
 * From the graph of calls to a verdict: whether, how surely and by which shortest path the page
 * allocator is reached.
 */
import { invariant } from "#engine/base";
import type { Allocator } from "#engine/kernel";
import { allOf } from "./conditions.ts";
import type { AskedOfFiles } from "./file-questions.ts";
import { definitionKeyOf } from "./function-units.ts";
import type { DefinitionRef } from "./name-resolver.ts";
import {
  buildReachGraph,
  type ReachCall,
  type ReachGraph,
  type ReachInputs,
} from "./reach-graph.ts";
import { type AllocatorTarget, type Hop, likelyPath, type Path, surePaths } from "./reach-paths.ts";
import { architectureOf } from "./tree-domains.ts";
import type { AllocatorUse, NotFollowed, PathStep, Verdict } from "./verdict.ts";

/** One way to the page allocator; with the verdicts "clean" and "unknown", that there is none. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly use: AllocatorUse | undefined;
  readonly allocator: string | undefined;
  readonly condition: string | undefined;
  readonly doubt: string | undefined;
  readonly path: readonly PathStep[];
}

/** The best judgement, and all that there is besides. */
export interface Reachability extends Judgement {
  /** One for each call in the definition that surely leads to the page allocator. */
  readonly sure: readonly Judgement[];
  /** The likeliest way that sets out with another call than those. */
  readonly doubtful: Judgement | undefined;
  /** The shortest sure path from each call in the definition that enters lazy MMU mode. */
  readonly entering: readonly (readonly PathStep[])[];
  /** The same for calls that may sleep. */
  readonly sleeping: readonly (readonly PathStep[])[];
  readonly notFollowed: readonly NotFollowed[];
  /** The definitions that were looked at, by {@link definitionKeyOf}. */
  readonly visited: readonly string[];
  /** What was asked of whole files. */
  readonly asked: AskedOfFiles;
}

/** What one definition reaches. */
export function reachOf(root: DefinitionRef, inputs: ReachInputs): Reachability {
  const graph = buildReachGraph(root, inputs);
  /** The answer rests on these as well: how paths go on inside of wrappers. */
  const inner: ReachGraph[] = [];
  const surely = surePaths(graph, "page allocator");
  const sure = surely.map((path) => judge(path, true, inputs, inner));
  const departures = new Set(surely.flatMap(({ hops }) => hops[0]?.call ?? []));
  const other = likelyPath(graph, departures);
  const doubtful = other === undefined ? undefined : judge(other, false, inputs, inner);
  const none: Judgement = {
    verdict: graph.notFollowed.length > 0 ? "unknown" : "clean",
    use: undefined,
    allocator: undefined,
    condition: undefined,
    doubt: undefined,
    path: [],
  };
  return {
    ...(sure[0] ?? doubtful ?? none),
    sure,
    doubtful,
    entering: surePaths(graph, "enters").map(stepsOf),
    sleeping: surePaths(graph, "sleeps").map(stepsOf),
    notFollowed: graph.notFollowed,
    visited: visitedIn([graph, ...inner]),
    asked: askedIn([graph, ...inner]),
  };
}

function visitedIn(graphs: readonly ReachGraph[]): readonly string[] {
  const nodes = graphs.flatMap((graph) => graph.nodes);
  return [...new Set(nodes.map(({ unit }) => definitionKeyOf(unit)))];
}

function askedIn(graphs: readonly ReachGraph[]): AskedOfFiles {
  const together = new Map<string, Set<string>>();
  for (const { asked } of graphs)
    for (const [file, questions] of asked)
      together.set(file, new Set([...(together.get(file) ?? []), ...questions]));
  return together;
}

function judge(path: Path, isSure: boolean, inputs: ReachInputs, inner: ReachGraph[]): Judgement {
  const end = endOf(path);
  invariant(end !== undefined, "a path to the page allocator ends in it");
  const conditions = isSure ? [] : [...new Set(path.hops.flatMap(hopConditions))];
  const wrapped = end.allocator.isWrapper === true ? pathInside(path, inputs, inner) : undefined;
  const hops = wrapped === undefined ? path.hops : [...path.hops, ...wrapped.hops];
  const { name, use } = (wrapped && endOf(wrapped)?.allocator) ?? end.allocator;
  return {
    verdict: isSure ? "reaches" : "may-reach",
    use,
    allocator: name,
    condition: conditions.length > 0 ? allOf(conditions) : undefined,
    doubt: isSure ? undefined : doubtOf(path, end.allocator, conditions),
    path: stepsOf({ hops }),
  };
}

/** From the definition of the wrapper that a path ends in on to the page allocator itself. */
function pathInside(path: Path, inputs: ReachInputs, inner: ReachGraph[]): Path | undefined {
  const last = path.hops.at(-1);
  if (last === undefined) return undefined;
  const { path: file } = last.node.unit.source;
  // Generic code is what most architectures run.
  const definitions = inputs.names
    .resolve(last.call.name, file)
    .toSorted((a, b) => Number(isOfArchitecture(a)) - Number(isOfArchitecture(b)));
  for (const ref of definitions) {
    if (ref.definition.kind === "alias") continue;
    const isAsked: ReachInputs["isAsked"] = (unit, call) => inputs.isAsked(unit, call, false);
    const graph = buildReachGraph(ref, { ...inputs, isAsked, opensWrappers: true });
    inner.push(graph);
    // Another architecture may do without; the table says that what is reached is reached.
    const inside = surePaths(graph, "page allocator")[0] ?? likelyPath(graph);
    if (inside !== undefined && endOf(inside)?.allocator.reach === "direct") return inside;
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

function stepsOf({ hops }: Path): readonly PathStep[] {
  return hops.map((hop, at) => stepOf(hop, at === hops.length - 1));
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
