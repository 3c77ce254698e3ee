/**
 * Lazy MMU mode through the definitions of a tree: each followed by itself, and together by what
 * helpers do to the mode for their callers.
 */
import { followLazyMode, joinFlows, type LazyFlow, modesAt, unreadFlow } from "#engine/flow";
import { mentions, type SymbolTable } from "#engine/index";
import { modeRoleOf } from "#engine/kernel";
import type { SyntaxNode } from "#engine/syntax";
import type { Call } from "./body-calls.ts";
import { type Configuration, conditionsAt, isDeadCode } from "./conditions.ts";
import type { FunctionModel } from "./function-model.ts";
import {
  definitionsMentioning,
  type FunctionUnit,
  type FunctionUnits,
  keyOf,
} from "./function-units.ts";
import type { DefinitionRef, NameResolver } from "./name-resolver.ts";
import type { SourceFile } from "./source-file.ts";
import type { SourceFiles } from "./source-files.ts";
import { walkNodes } from "./syntax-walk.ts";
import { isOfArchitecture } from "./tree-domains.ts";

export interface LazyFlowsInputs {
  readonly files: SourceFiles;
  readonly symbols: SymbolTable;
  readonly names: NameResolver;
  readonly units: FunctionUnits;
  readonly configuration: Configuration;
  /** The only architecture that counts; undefined when all do. */
  readonly architecture: string | undefined;
}

/** By how many sections a call of a helper may change what is open. */
type Changes = readonly number[];

interface KnownFlow {
  readonly flow: LazyFlow;
  /** What was asked about helpers, and the answers that it holds for. */
  readonly asked: ReadonlyMap<string, Changes | undefined>;
}

/** Helpers that call helpers that call helpers are found; longer chains are not. */
const maxHelperRounds = 3;
/** No kernel has more than a handful; callers of further ones are not looked for. */
const maxHelpers = 200;

/** All that changes the mode has this in its name. */
const modeWord = "lazy_mmu";

export class LazyFlows {
  readonly #inputs: LazyFlowsInputs;
  /** By model and so by text; the lines around a definition change nothing inside of it. */
  readonly #flows = new WeakMap<FunctionModel, Map<boolean, KnownFlow>>();
  readonly #called = new WeakMap<FunctionModel, { names: Set<string>; hasRole: boolean }>();
  readonly #mentioning = new WeakMap<SourceFile, readonly DefinitionRef[]>();
  /** By file and name. */
  #helpers: ReadonlyMap<string, Changes> = new Map();
  #helperNames: ReadonlySet<string> = new Set();
  #definitions: readonly FunctionUnit[] | undefined;

  constructor(inputs: LazyFlowsInputs) {
    this.#inputs = inputs;
  }

  /** Looks for definitions and helpers anew when asked next, as after an edit. */
  reset(): void {
    this.#definitions = undefined;
  }

  /** The same at once; true when helpers do other things to the mode than before. */
  update(): boolean {
    const before = describeHelpers(this.#helpers);
    this.reset();
    this.definitions();
    return describeHelpers(this.#helpers) !== before;
  }

  /** Every definition that changes the mode, by itself or through a helper, but those of the mode. */
  definitions(): readonly FunctionUnit[] {
    this.#definitions ??= this.#find();
    return this.#definitions;
  }

  /** The flow through a definition that is entered in the mode, or outside of it. */
  flowOf(unit: FunctionUnit, isInside: boolean): LazyFlow {
    this.definitions();
    return this.#follow(unit, isInside);
  }

  /** True when a call may be made in the mode, in a definition that is entered in it. */
  isMadeInside(unit: FunctionUnit, call: Call): boolean {
    this.definitions();
    if (!this.#changesMode(unit)) return true;
    const flow = this.#follow(unit, true);
    const modes = modesAt(flow, call.span.start);
    // Where the flow is not known, the call may be made as the definition was entered.
    return modes === undefined ? !flow.isWhole : modes.sections.length > 0;
  }

  /**
   * True for a definition that enters the mode on every path and leaves it on none, where nothing
   * was found that could leave it: no caller, and no counterpart in its file.
   */
  isNeverLeft(unit: FunctionUnit): boolean {
    const definitions = this.definitions();
    const opens = (one: FunctionUnit) => this.#changesOf(one).every((change) => change > 0);
    if (this.#changesOf(unit).length === 0 || !opens(unit)) return false;
    if (!this.#follow(unit, false).isWhole) return false;
    const callers = new Set(this.#callersOf(unit).map(keyOf));
    return definitions.every((one) => {
      if (!callers.has(keyOf(one)) && one.source.path !== unit.source.path) return true;
      const changes = this.#changesOf(one);
      return changes.length > 0 ? opens(one) : !callers.has(keyOf(one));
    });
  }

  #changesOf({ source, definition }: FunctionUnit): Changes {
    return this.#helpers.get(helperKey(source.path, definition.name)) ?? [];
  }

  #follow(unit: FunctionUnit, isInside: boolean): LazyFlow {
    let known = this.#flows.get(unit.model);
    if (known === undefined) {
      known = new Map();
      this.#flows.set(unit.model, known);
    }
    const before = known.get(isInside);
    if (before !== undefined && this.#stillHolds(before, unit)) return before.flow;
    const asked = new Map<string, Changes | undefined>();
    const flow = this.#compute(unit, isInside, asked);
    known.set(isInside, { flow, asked });
    return flow;
  }

  #stillHolds({ asked }: KnownFlow, { source }: FunctionUnit): boolean {
    return [...asked].every(
      ([name, answer]) => this.#changesBy(name, source.path)?.join() === answer?.join(),
    );
  }

  #compute(
    unit: FunctionUnit,
    isInside: boolean,
    asked: Map<string, Changes | undefined>,
  ): LazyFlow {
    const { source, definition, model } = unit;
    const around = new Set(conditionsAt(source, definition.start));
    const flows = model.roots.flatMap((root) => {
      const body = bodyOf(root, unit);
      if (body === undefined) return [];
      const flow = followLazyMode({
        body,
        text: model.text,
        end: model.text.length,
        isInside,
        conditionsAt: (offset) =>
          conditionsAt(source, definition.start + offset).filter((one) => !around.has(one)),
        isDead: (offset) =>
          isDeadCode(source, definition.start + offset, this.#inputs.configuration),
        changeBy: (name) => {
          const answer = this.#changesBy(name, source.path);
          asked.set(name, answer);
          return answer;
        },
      });
      return [flow];
    });
    if (flows.length === 0) return unreadFlow;
    const flow = joinFlows(flows);
    return model.truncated ? { ...flow, isWhole: false } : flow;
  }

  #changesBy(name: string, from: string): Changes | undefined {
    if (!this.#helperNames.has(name)) return undefined;
    const changes = this.#inputs.names
      .resolve(name, from)
      .flatMap(({ source }) => this.#helpers.get(helperKey(source.path, name)) ?? []);
    return changes.length === 0 ? undefined : sortedSet(changes);
  }

  #changesMode({ model, source }: FunctionUnit): boolean {
    let known = this.#called.get(model);
    if (known === undefined) {
      const names = new Set(
        model.calls.flatMap(({ callee }) => (callee.kind === "name" ? callee.name : [])),
      );
      const roles = [...names].map(modeRoleOf);
      known = { names, hasRole: roles.some((role) => role !== undefined && role !== "query") };
      this.#called.set(model, known);
    }
    const { names, hasRole } = known;
    if (hasRole) return true;
    for (const helper of this.#helperNames)
      if (names.has(helper) && this.#changesBy(helper, source.path) !== undefined) return true;
    return false;
  }

  #find(): readonly FunctionUnit[] {
    const { units } = this.#inputs;
    const found = new Map<string, FunctionUnit>();
    this.#setHelpers(new Map());
    let fresh: readonly DefinitionRef[] = this.#mentioningMode();
    for (let round = 0; round < maxHelperRounds && fresh.length > 0; round++) {
      const changing = fresh.map((ref) => units.get(ref)).filter((unit) => this.#changesMode(unit));
      for (const unit of changing) found.set(keyOf(unit), unit);
      const helpers = new Map(this.#helpers);
      const added: FunctionUnit[] = [];
      for (const unit of changing) {
        const changes = this.#helperChanges(unit);
        if (changes === undefined || helpers.size >= maxHelpers) continue;
        added.push(unit);
        const key = helperKey(unit.source.path, unit.definition.name);
        helpers.set(key, sortedSet([...(helpers.get(key) ?? []), ...changes]));
      }
      this.#setHelpers(helpers);
      fresh = added.flatMap((helper) => this.#callersOf(helper));
      fresh = fresh.filter((ref) => !found.has(keyOf(ref)));
    }
    return [...found.values()].filter((unit) => this.#changesMode(unit));
  }

  /**
   * Who calls a helper: in its own file, in its folder, and where the mode is spoken of anyway. A
   * caller far away that does not speak of the mode is not looked for, as that reads the whole tree.
   */
  #callersOf(helper: FunctionUnit): readonly DefinitionRef[] {
    const { files, names, symbols } = this.#inputs;
    const { path } = helper.source;
    const { name, isStatic } = helper.definition;
    const isConfined = path.endsWith(".c") && isStatic;
    const near = isConfined ? [path] : [...filesBeside(path, symbols), ...this.#modePaths()];
    return [...new Set(near)].sort().flatMap((place) => {
      const source = files.get(place);
      if (source?.text.includes(name) !== true) return [];
      const means = names.resolve(name, place);
      if (!means.some((ref) => keyOf(ref) === keyOf(helper))) return [];
      return definitionsMentioning(source, name).filter(
        ({ definition }) => definition.kind !== "alias" && definition.name !== name,
      );
    });
  }

  /** The files that speak of the mode, sorted. */
  #modePaths(): readonly string[] {
    const { architecture, files, symbols } = this.#inputs;
    const paths = [...symbols.filesMentioning(mentions.section), ...files.documents()];
    return [...new Set(paths)].filter((path) => isOfArchitecture(path, architecture)).sort();
  }

  /** For a definition that only enters or only leaves: by how much, over all its exits. */
  #helperChanges(unit: FunctionUnit): Changes | undefined {
    const { exits } = this.#follow(unit, false);
    const changes = sortedSet(exits.map(({ opened }) => opened));
    const enters = changes.some((change) => change > 0);
    const leaves = changes.some((change) => change < 0);
    return enters === leaves ? undefined : changes;
  }

  #setHelpers(helpers: ReadonlyMap<string, Changes>): void {
    this.#helpers = helpers;
    this.#helperNames = new Set([...helpers.keys()].map((key) => key.slice(key.indexOf("\0") + 1)));
  }

  /** The definitions that have to do with the mode, but those of the mode's own functions. */
  #mentioningMode(): readonly DefinitionRef[] {
    return this.#modePaths().flatMap((path) => {
      const source = this.#inputs.files.get(path);
      return source === undefined ? [] : this.#mentioningModeIn(source);
    });
  }

  #mentioningModeIn(source: SourceFile): readonly DefinitionRef[] {
    let known = this.#mentioning.get(source);
    if (known === undefined) {
      const named = modeWordsIn(source.text).filter((word) => modeRoleOf(word) !== undefined);
      const found = named.flatMap((word) => definitionsMentioning(source, word));
      const unique = new Map(found.map((ref) => [ref.definition.start, ref]));
      known = [...unique.values()].filter(
        ({ definition: { kind, name } }) => kind !== "alias" && modeRoleOf(name) === undefined,
      );
      this.#mentioning.set(source, known);
    }
    return known.filter(
      ({ definition }) => !isDeadCode(source, definition.start, this.#inputs.configuration),
    );
  }
}

/** Each word once. A search for the rare part, as every character of a large file passes here. */
function modeWordsIn(text: string): readonly string[] {
  const words = new Set<string>();
  for (let at = text.indexOf(modeWord); at >= 0; at = text.indexOf(modeWord, at + 1)) {
    let start = at;
    while (start > 0 && /\w/.test(text[start - 1] ?? " ")) start--;
    const tail = /^\w*/.exec(text.slice(at, at + 200))?.[0] ?? "";
    words.add(text.slice(start, at) + tail);
    at += tail.length - 1;
  }
  return [...words];
}

function describeHelpers(helpers: ReadonlyMap<string, Changes>): string {
  return [...helpers].map(([key, changes]) => `${key} ${changes.join()}`).join("\n");
}

function helperKey(path: string, name: string): string {
  return `${path}\0${name}`;
}

function sortedSet(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function filesBeside(path: string, symbols: SymbolTable): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return symbols.files.filter(
    (file) => file.startsWith(folder) && !file.includes("/", folder.length),
  );
}

/** The statements of a definition as one reading has them; undefined where it has no body. */
function bodyOf(
  root: SyntaxNode,
  { definition, model }: FunctionUnit,
): readonly SyntaxNode[] | undefined {
  if (model.kind === "macro") return root.children;
  const start = definition.body.start - definition.start;
  let body: SyntaxNode | undefined;
  walkNodes(root, (node) => {
    if (body !== undefined || node.end <= start) return "skip";
    if (node.kind === "compound_statement" && node.start === start) body = node;
    return "enter";
  });
  return body === undefined ? undefined : [body];
}
