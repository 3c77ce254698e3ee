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
import { answerOf } from "./file-questions.ts";
import {
  definitionKeyOf,
  type FunctionUnit,
  FunctionUnits,
  keyOf,
  locateIn,
  spanInFile,
} from "./function-units.ts";
import { LazyFlows } from "./lazy-flows.ts";
import { type DefinitionRef, NameResolver } from "./name-resolver.ts";
import { maxCallDepth, type ReachInputs } from "./reach-graph.ts";
import { type Reachability, reachOf } from "./reachability.ts";
import type { LazySection, SectionProblem } from "./section.ts";
import { analyseSections, type RunCallback, type SectionFindings } from "./section-analysis.ts";
import type { SourceFile } from "./source-file.ts";
import { SourceFiles } from "./source-files.ts";
import {
  type BodyPlace,
  bodyPlace,
  moveBody,
  moveStatement,
  type StatementPlace,
  statementAt,
} from "./statements.ts";
import { isOfArchitecture } from "./tree-domains.ts";
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
  /** What an earlier analysis of the same files found, with all above equal; undefined to find it. */
  readonly known?: AnalysisResult | undefined;
}

/** All that is found in a tree without unsaved texts. Plain, JSON-safe data. */
export interface AnalysisResult {
  readonly callSites: readonly CallSite[];
  readonly sections: readonly LazySection[];
  readonly problems: readonly SectionProblem[];
  /** How many definitions this rests on. */
  readonly visited: number;
}

/** More misses than this at one site tell no more. */
const maxNotFollowed = 50;

export class Analysis {
  readonly #inputs: AnalysisInputs;
  readonly #files: SourceFiles;
  readonly #names: NameResolver;
  readonly #units: FunctionUnits;
  readonly #walkerCalls: WalkerCalls;
  readonly #flows: LazyFlows;
  readonly #reached = new Map<string, Reachability>();
  readonly #visited = new Set<string>();
  #sites: readonly CallSite[] | undefined;
  /** The callbacks that lazy walks run, by definition; filled with the sites. */
  readonly #runCallbacks = new Map<string, RunCallback>();
  #sections: SectionFindings | undefined;
  /** Holds until any text differs. */
  #known: AnalysisResult | undefined;

  constructor(inputs: AnalysisInputs) {
    this.#inputs = inputs;
    this.#known = inputs.known;
    this.#files = new SourceFiles(inputs.readText);
    this.#names = new NameResolver(
      this.#files,
      inputs.symbols,
      () => this.#files.documents(),
      inputs.allocators,
    );
    this.#units = new FunctionUnits(inputs.parser);
    this.#walkerCalls = new WalkerCalls(this.#names, this.#units, inputs.configuration);
    this.#flows = new LazyFlows({
      files: this.#files,
      symbols: inputs.symbols,
      names: this.#names,
      units: this.#units,
      configuration: inputs.configuration,
      architecture: inputs.architecture,
    });
  }

  source(file: string): SourceFile | undefined {
    return this.#files.get(file);
  }

  /** Lays unsaved text over a file; `undefined` takes it away. */
  setDocument(file: string, text: string | undefined): void {
    const before = this.#files.get(file);
    this.#files.setDocument(file, text);
    const after = this.#files.get(file);
    const isOfTree = this.#names.isInTree(file);
    // A file that the table does not have is seen only while it is open.
    if (isOfTree && before?.text === after?.text) return;
    this.#known = undefined;
    const isInside =
      isOfTree && before !== undefined && before.interfaceText === after?.interfaceText;
    if (isInside && after !== undefined) this.#dropDerivedFrom(before, after);
    else this.#dropDerived();
  }

  /** Every call site of the tree, sorted by place. */
  callSites(): readonly CallSite[] {
    if (this.#known !== undefined) return this.#known.callSites;
    if (this.#sites !== undefined) return this.#sites;
    const files = new Set(this.#inputs.symbols.filesMentioning(mentions.walker));
    for (const file of this.#files.documents()) files.add(file);
    const sources = [...files]
      .filter((file) => isOfArchitecture(file, this.#inputs.architecture))
      .sort()
      .flatMap((file) => this.#files.get(file) ?? []);
    const calls = this.#walkerCalls.findAll(sources);
    for (const { unit } of calls) this.#visited.add(definitionKeyOf(unit));
    this.#runCallbacks.clear();
    const sites = calls.map((call) => this.#judge(call));
    this.#sites = sites.toSorted((a, b) => compareLocations(a.location, b.location));
    return this.#sites;
  }

  /** Every lazy MMU section of the tree, sorted by place. */
  sections(): readonly LazySection[] {
    return this.#known?.sections ?? this.#analyseSections().sections;
  }

  /** What lazy MMU mode does not allow, in sections and in callbacks, sorted by place. */
  problems(): readonly SectionProblem[] {
    return this.#known?.problems ?? this.#analyseSections().problems;
  }

  /** The statement around a place, with offsets of the file; undefined where the text is not C code. */
  statementAt(place: Location): StatementPlace | undefined {
    const found = this.#unitAt(place);
    if (found === undefined) return undefined;
    const { unit, offset } = found;
    const [root] = unit.model.roots;
    const local = root && statementAt(root, offset);
    return local && moveStatement(local, unit.definition.start);
  }

  /** The body of the function around a place, with offsets of the file. */
  bodyAt(place: Location): BodyPlace | undefined {
    const unit = this.#unitAt(place)?.unit;
    const [root] = unit?.model.roots ?? [];
    if (unit === undefined || root === undefined) return undefined;
    const { body, start } = unit.definition;
    const local = bodyPlace(root, body.start - start);
    return local && moveBody(local, start);
  }

  #unitAt({ file, line, column }: Location): { unit: FunctionUnit; offset: number } | undefined {
    const source = this.#files.get(file);
    if (source === undefined) return undefined;
    const at = source.lines.offsetAt(line, column);
    const definition = source.definitionAt(at);
    if (definition === undefined || definition.kind !== "function") return undefined;
    return { unit: this.#units.get({ source, definition }), offset: at - definition.start };
  }

  /** How many definitions the verdicts of all call sites and sections rest on. */
  visitedCount(): number {
    if (this.#known !== undefined) return this.#known.visited;
    this.sections();
    return this.#visited.size;
  }

  /** All of it, for a later analysis of the same files. */
  result(): AnalysisResult {
    return {
      callSites: this.callSites(),
      sections: this.sections(),
      problems: this.problems(),
      visited: this.visitedCount(),
    };
  }

  /** True for code that is never compiled: in `#if 0`, against the configuration, elsewhere. */
  isDead({ file, line, column }: Location): boolean {
    const source = this.#files.get(file);
    const { architecture, configuration } = this.#inputs;
    if (source === undefined || !isOfArchitecture(file, architecture)) return true;
    return isDeadCode(source, source.lines.offsetAt(line, column), configuration);
  }

  /** What a function's name may mean in `file`. */
  definitionsOf(name: string, file: string): readonly DefinitionRef[] {
    return this.#names.resolve(name, file);
  }

  /**
   * For a change that other files cannot see: what did not look into a definition that changed, or
   * moved to other lines, and asked nothing of the file that it answers otherwise now, still holds.
   */
  #dropDerivedFrom(before: SourceFile, after: SourceFile): void {
    const { path } = after;
    this.#names.forgetText(path);
    if (this.#flows.update()) this.#reached.clear();
    const changed = changedDefinitions(before, after);
    const holds = new Map<string, boolean>();
    const stillHolds = (question: string) => {
      let answer = holds.get(question);
      if (answer === undefined) {
        answer = answerOf(before, question) === answerOf(after, question);
        holds.set(question, answer);
      }
      return answer;
    };
    for (const [key, { asked, visited }] of this.#reached) {
      const isKept =
        !visited.some((one) => changed.has(one)) && [...(asked.get(path) ?? [])].every(stillHolds);
      if (!isKept) this.#reached.delete(key);
    }
    this.#dropAnswers();
  }

  #dropDerived(): void {
    this.#names.reset();
    this.#walkerCalls.reset();
    this.#flows.reset();
    this.#reached.clear();
    this.#dropAnswers();
  }

  #dropAnswers(): void {
    this.#visited.clear();
    this.#sites = undefined;
    this.#sections = undefined;
  }

  #analyseSections(): SectionFindings {
    if (this.#sections === undefined) {
      this.callSites();
      this.#sections = analyseSections(
        {
          flows: this.#flows,
          units: this.#units,
          configuration: this.#inputs.configuration,
          reachFrom: (unit, offset, question, isAsked) =>
            this.#reach(unit, conditionsAt(unit.source, unit.definition.start + offset), {
              question,
              isAsked: (around, call, isRoot) =>
                isRoot ? isAsked(call) : this.#flows.isMadeInside(around, call),
              depthOnceFound: sectionDepth,
            }),
        },
        [...this.#runCallbacks.values()],
      );
    }
    return this.#sections;
  }

  readonly #inMode: Asking = {
    question: "in the mode",
    isAsked: (unit, call) => this.#flows.isMadeInside(unit, call),
    depthOnceFound: maxCallDepth,
  };

  #judge(walkerCall: WalkerCall): CallSite {
    const { unit, call, called } = walkerCall;
    const { callbacks, notFollowed } = callbacksOf(walkerCall, this.#names, this.#walkerCalls);
    const given = conditionsAt(unit.source, spanInFile(unit, call.span).start);
    const judged = callbacks.map((callback) => this.#judgeCallback(callback, given, called.lazy));
    const best = judged.toSorted(byStrength)[0];
    const misses = uniqueMisses([...notFollowed, ...judged.flatMap((one) => one.notFollowed)]);
    if (called.lazy) this.#noteRun(callbacks, given, locateIn(unit, call.span));
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
      isOnlyPath: departuresOf(judged) === 1,
      path: found?.path ?? [],
      notFollowed: misses,
    };
  }

  #noteRun(callbacks: readonly Callback[], given: readonly string[], walk: Location): void {
    for (const { definitions, isExact } of callbacks) {
      if (!isExact) continue;
      for (const ref of definitions) {
        const known = this.#runCallbacks.get(keyOf(ref));
        if (known === undefined) {
          const reach = this.#reach(ref, given, this.#inMode);
          this.#runCallbacks.set(keyOf(ref), { ref, walks: [walk], reach });
        } else known.walks.push(walk);
      }
    }
  }

  /** What a callback does, over all its definitions. */
  #judgeCallback(callback: Callback, given: readonly string[], lazy: boolean): Reachability {
    const asking = lazy ? this.#inMode : anyMode;
    const all = callback.definitions.map((ref) => this.#reach(ref, given, asking));
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

  #reach(
    ref: DefinitionRef,
    siteConditions: readonly string[],
    { question, isAsked, depthOnceFound }: Asking,
  ): Reachability {
    const given = new Set([...siteConditions, ...conditionsAt(ref.source, ref.definition.start)]);
    const key = `${definitionKeyOf(ref)} ${question} ${[...given].sort().join("\0")}`;
    let result = this.#reached.get(key);
    if (result === undefined) {
      result = reachOf(ref, {
        names: this.#names,
        units: this.#units,
        configuration: this.#inputs.configuration,
        architecture: this.#inputs.architecture,
        given,
        isAsked,
        opensWrappers: false,
        depthOnceFound,
      });
      this.#reached.set(key, result);
    }
    for (const visited of result.visited) this.#visited.add(visited);
    return result;
  }
}

/** The definitions that differ, or begin in another line, between two texts with the same names. */
function changedDefinitions(before: SourceFile, after: SourceFile): ReadonlySet<string> {
  const changed = new Set<string>();
  const old = before.outline.definitions;
  for (const [index, definition] of after.outline.definitions.entries()) {
    const was = old[index];
    const isSame =
      was !== undefined &&
      was.end - was.start === definition.end - definition.start &&
      before.text.slice(was.start, was.end) ===
        after.text.slice(definition.start, definition.end) &&
      before.locate(was.nameSpan).line === after.locate(definition.nameSpan).line;
    if (!isSame) changed.add(definitionKeyOf({ source: after, definition }));
  }
  return changed;
}

/** Of which calls is asked what they lead to. */
interface Asking {
  /** Distinct for each set of calls of a definition. */
  readonly question: string;
  readonly isAsked: ReachInputs["isAsked"];
  readonly depthOnceFound: number;
}

const anyMode: Asking = {
  question: "any mode",
  isAsked: () => true,
  depthOnceFound: maxCallDepth,
};

/**
 * The sections of mm reach most of the kernel through drops of references; the sure way that one of
 * them has is shorter than this.
 */
const sectionDepth = 3;

/** How many calls set out for the page allocator, in all callbacks of a site. */
function departuresOf(judged: readonly Reachability[]): number {
  return judged.reduce(
    (sum, { sure, doubtful }) => sum + sure.length + (doubtful === undefined ? 0 : 1),
    0,
  );
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
