/**
 * The call sites of a tree with their verdicts. After an edit that other files cannot see, only what
 * was judged by way of the edited file is judged again; after any other edit, everything is. Parsed
 * definitions outlive both, since they depend on their own text alone.
 */
import { compareLocations, invariant, type Location } from "#engine/base";
import { mentions, type SymbolTable } from "#engine/index";
import type { AllocatorNames } from "#engine/kernel";
import type { CParser } from "#engine/syntax";
import { type Callback, callbacksOf } from "./callbacks.ts";
import { type Configuration, conditionsAt, isDeadCode } from "./conditions.ts";
import { FunctionUnits, keyOf, locateIn, spanInFile } from "./function-units.ts";
import { type DefinitionRef, NameResolver } from "./name-resolver.ts";
import { type Reachability, reachOf } from "./reachability.ts";
import type { SourceFile } from "./source-file.ts";
import { SourceFiles } from "./source-files.ts";
import { architectureOf } from "./tree-domains.ts";
import type { CallbackRef, CallSite, NotFollowed, Verdict } from "./verdict.ts";
import { type WalkerCall, WalkerCalls } from "./walker-calls.ts";

export interface AnalysisInputs {
  readonly readText: (file: string) => string | undefined;
  readonly symbols: SymbolTable;
  readonly parser: CParser;
  readonly configuration: Configuration;
  readonly allocators: AllocatorNames;
  /** The only architecture that counts; undefined when all do. */
  readonly architecture: string | undefined;
}

/** More misses than this at one site tell no more. */
const maxNotFollowed = 50;

export class Analysis {
  readonly #inputs: AnalysisInputs;
  readonly #files: SourceFiles;
  readonly #names: NameResolver;
  readonly #units: FunctionUnits;
  readonly #walkerCalls: WalkerCalls;
  readonly #reached = new Map<string, Reachability>();
  readonly #visited = new Set<string>();
  #sites: readonly CallSite[] | undefined;

  constructor(inputs: AnalysisInputs) {
    this.#inputs = inputs;
    this.#files = new SourceFiles(inputs.readText);
    this.#names = new NameResolver(
      this.#files,
      inputs.symbols,
      () => this.#files.documents(),
      inputs.allocators,
    );
    this.#units = new FunctionUnits(inputs.parser);
    this.#walkerCalls = new WalkerCalls(this.#names, this.#units, inputs.configuration);
  }

  source(file: string): SourceFile | undefined {
    return this.#files.get(file);
  }

  /** Lays unsaved text over a file; `undefined` takes it away. */
  setDocument(file: string, text: string | undefined): void {
    const before = this.#files.isDocument(file) ? this.#files.get(file) : undefined;
    if (before?.text === text) return;
    const after = this.#files.setDocument(file, text);
    const isInside = before !== undefined && before.interfaceText === after?.interfaceText;
    if (isInside) this.#dropDerivedFrom(file);
    else this.#dropDerived();
  }

  /** Every call site of the tree, sorted by place. */
  callSites(): readonly CallSite[] {
    if (this.#sites !== undefined) return this.#sites;
    const files = new Set(this.#inputs.symbols.filesMentioning(mentions.walker));
    for (const file of this.#files.documents()) files.add(file);
    const sources = [...files]
      .filter((file) => this.#isCompiled(file))
      .sort()
      .flatMap((file) => this.#files.get(file) ?? []);
    const calls = this.#walkerCalls.findAll(sources);
    for (const { unit } of calls) this.#visited.add(keyOf(unit));
    const sites = calls.map((call) => this.#judge(call));
    this.#sites = sites.toSorted((a, b) => compareLocations(a.location, b.location));
    return this.#sites;
  }

  /** How many definitions the verdicts of all call sites rest on. */
  visitedCount(): number {
    this.callSites();
    return this.#visited.size;
  }

  /** True for code that is never compiled: in `#if 0`, against the configuration, elsewhere. */
  isDead({ file, line, column }: Location): boolean {
    const source = this.#files.get(file);
    if (source === undefined || !this.#isCompiled(file)) return true;
    const offset = source.lines.offsetAt(line, column);
    return isDeadCode(source, offset, this.#inputs.configuration);
  }

  /** What a function's name may mean in `file`. */
  definitionsOf(name: string, file: string): readonly DefinitionRef[] {
    return this.#names.resolve(name, file);
  }

  /** False for code of another architecture than the one that alone counts. */
  #isCompiled(file: string): boolean {
    const { architecture } = this.#inputs;
    return architecture === undefined || (architectureOf(file) ?? architecture) === architecture;
  }

  /** For a change that other files cannot see: what did not look into the file still holds. */
  #dropDerivedFrom(file: string): void {
    this.#names.forgetText(file);
    for (const [key, { files }] of this.#reached) if (files.has(file)) this.#reached.delete(key);
    this.#visited.clear();
    this.#sites = undefined;
  }

  #dropDerived(): void {
    this.#names.reset();
    this.#walkerCalls.reset();
    this.#reached.clear();
    this.#visited.clear();
    this.#sites = undefined;
  }

  #judge(walkerCall: WalkerCall): CallSite {
    const { unit, call, called } = walkerCall;
    const { callbacks, notFollowed } = callbacksOf(walkerCall, this.#names, this.#walkerCalls);
    const given = conditionsAt(unit.source, spanInFile(unit, call.span).start);
    const judged = callbacks.map((callback) => this.#judgeCallback(callback, given));
    const best = judged.toSorted(byStrength)[0];
    const misses = uniqueMisses([...notFollowed, ...judged.flatMap((one) => one.notFollowed)]);
    const found = best !== undefined && best.path.length > 0 ? best : undefined;
    return {
      location: locateIn(unit, call.span),
      function: unit.definition.name,
      api: called.name,
      lazy: called.lazy,
      walker: called.walker,
      callbacks: callbacks.flatMap(callbackRefs).toSorted(byCallback),
      verdict: found?.verdict ?? (misses.length > 0 ? "unknown" : "clean"),
      use: found?.use,
      allocator: found?.allocator,
      condition: found?.condition,
      doubt: found?.doubt,
      path: found?.path ?? [],
      notFollowed: misses,
    };
  }

  /** What a callback does, over all its definitions. */
  #judgeCallback(callback: Callback, given: readonly string[]): Reachability {
    const all = callback.definitions.map((ref) => this.#reach(ref, given));
    const best = all.toSorted(byStrength)[0];
    invariant(best !== undefined, "a callback has at least one definition");
    const notFollowed = all.flatMap((one) => one.notFollowed);
    if (best.verdict !== "reaches") return { ...best, notFollowed };
    const isDivided = all.some((one) => one.verdict !== "reaches");
    if (callback.isExact && !isDivided) return { ...best, notFollowed };
    const doubt = callback.isExact
      ? `${callback.name}() has other definitions that do not`
      : `${callback.name}() is one candidate for the callback`;
    return { ...best, verdict: "may-reach", doubt, notFollowed };
  }

  #reach(ref: DefinitionRef, siteConditions: readonly string[]): Reachability {
    const given = new Set([...siteConditions, ...conditionsAt(ref.source, ref.definition.start)]);
    const key = `${keyOf(ref)} ${[...given].sort().join("\0")}`;
    let result = this.#reached.get(key);
    if (result === undefined) {
      result = reachOf(ref, {
        names: this.#names,
        units: this.#units,
        configuration: this.#inputs.configuration,
        architecture: this.#inputs.architecture,
        given,
      });
      this.#reached.set(key, result);
    }
    for (const visited of result.visited) this.#visited.add(visited);
    return result;
  }
}

const verdictOrder: readonly Verdict[] = ["reaches", "may-reach", "unknown", "clean"];

function byStrength(a: Reachability, b: Reachability): number {
  return (
    verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict) ||
    a.path.length - b.path.length
  );
}

function callbackRefs(callback: Callback): readonly CallbackRef[] {
  return callback.definitions.map(({ source, definition }) => ({
    name: callback.name,
    location: source.locate(definition.nameSpan),
  }));
}

function byCallback(a: CallbackRef, b: CallbackRef): number {
  return compareLocations(a.location, b.location);
}

function uniqueMisses(misses: readonly NotFollowed[]): readonly NotFollowed[] {
  const byKey = new Map<string, NotFollowed>();
  for (const miss of misses) {
    const { file, line, column } = miss.location;
    byKey.set(`${miss.name}\0${miss.reason}\0${file}:${line}:${column}`, miss);
  }
  return [...byKey.values()]
    .sort((a, b) => compareLocations(a.location, b.location) || (a.name < b.name ? -1 : 1))
    .slice(0, maxNotFollowed);
}
