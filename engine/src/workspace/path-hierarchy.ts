/**
 * The paths of all call sites as one graph of functions, so that an editor can walk it in either
 * direction: from the function that walks, over the callback, to the page allocator.
 */
import type { Location } from "#engine/base";
import type { CallSite } from "#engine/model";
import type { PathCalls, PathFunction, PathNeighbours } from "./report.ts";

/** What the hierarchy has to know of the tree's text. */
export interface FunctionFinder {
  /** The function or macro in whose definition a place lies. */
  readonly around: (place: Location) => PathFunction | undefined;
  /** A definition of `name` as code in `file` sees it. */
  readonly named: (name: string, file: string) => PathFunction | undefined;
}

interface Edge {
  readonly from: PathFunction;
  readonly to: PathFunction;
  readonly call: Location;
}

/** The function of `name` on a path, as seen from `file`, with what calls it and what it calls. */
export function pathNeighbours(
  name: string,
  file: string,
  sites: readonly CallSite[],
  find: FunctionFinder,
): PathNeighbours | undefined {
  const edges = sites.flatMap((site) => edgesOf(site, find));
  const meant = find.named(name, file);
  const here = edges
    .flatMap(({ from, to }) => [from, to])
    .find((one) => one.name === name && (meant === undefined || keyOf(one) === keyOf(meant)));
  if (here === undefined) return undefined;
  const key = keyOf(here);
  const into = edges.filter(({ to }) => keyOf(to) === key);
  const out = edges.filter(({ from }) => keyOf(from) === key);
  return {
    function: here,
    callers: group(into, ({ from }) => from),
    callees: group(out, ({ to }) => to),
  };
}

function edgesOf(site: CallSite, find: FunctionFinder): Edge[] {
  const [first] = site.path;
  const walking = find.around(site.location);
  if (first === undefined || walking === undefined) return [];
  const functions = site.path.map(({ location }) => find.around(location));
  const edges: Edge[] = [];
  const add = (from: PathFunction | undefined, to: PathFunction | undefined, call: Location) => {
    if (from !== undefined && to !== undefined) edges.push({ from, to, call });
  };
  add(walking, functions[0], site.location);
  for (const [at, step] of site.path.entries()) {
    const isLast = at === site.path.length - 1;
    const to = isLast ? allocatorOf(site, step.location, find) : functions[at + 1];
    add(functions[at], to, step.location);
  }
  return edges;
}

/** Where the allocator's entry is defined; the call itself when the tree's text does not show it. */
function allocatorOf(
  site: CallSite,
  call: Location,
  find: FunctionFinder,
): PathFunction | undefined {
  if (site.allocator === undefined) return undefined;
  return (
    find.named(site.allocator, call.file) ?? { name: site.allocator, location: call, range: call }
  );
}

function group(edges: readonly Edge[], end: (edge: Edge) => PathFunction): PathCalls[] {
  const byKey = new Map<string, { readonly function: PathFunction; readonly calls: Location[] }>();
  for (const edge of edges) {
    const key = keyOf(end(edge));
    const known = byKey.get(key) ?? { function: end(edge), calls: [] };
    byKey.set(key, known);
    if (!known.calls.some((call) => placeKey(call) === placeKey(edge.call))) {
      known.calls.push(edge.call);
    }
  }
  return [...byKey.values()];
}

function keyOf({ name, location }: PathFunction): string {
  return `${name} ${placeKey(location)}`;
}

function placeKey({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
