/**
 * The calls of page-range walkers in a tree, and of functions that pass their own parameter on to
 * one: such a forwarder is as good as a walker, for its callers name the callback.
 */
import { walkers } from "#engine/kernel";
import type { Call } from "./body-calls.ts";
import { type Configuration, isDeadCode } from "./conditions.ts";
import { isCalledVariable } from "./function-model.ts";
import {
  definitionsMentioning,
  type FunctionUnit,
  type FunctionUnits,
  keyOf,
  spanInFile,
} from "./function-units.ts";
import { functionValues } from "./function-values.ts";
import type { DefinitionRef, NameResolver } from "./name-resolver.ts";
import type { SourceFile } from "./source-file.ts";

/** A name to look for: a walker, or a definition that forwards a parameter to one. */
export interface WalkerLike {
  readonly name: string;
  /** The walker in which it ends. */
  readonly walker: string;
  readonly lazy: boolean;
  readonly callbackIndex: number;
  /** Where a forwarder is defined; undefined for a walker, which is known by name. */
  readonly forwarder: DefinitionRef | undefined;
}

export interface WalkerCall {
  readonly unit: FunctionUnit;
  readonly call: Call;
  readonly called: WalkerLike;
}

/** A chain of forwarders longer than this is not followed. */
const maxForwarderRounds = 8;

export class WalkerCalls {
  readonly #names: NameResolver;
  readonly #units: FunctionUnits;
  readonly #configuration: Configuration;
  #direct = new WeakMap<SourceFile, readonly WalkerCall[]>();
  readonly #walkerLikes: readonly WalkerLike[] = walkers.map((walker) => ({
    name: walker.name,
    walker: walker.name,
    lazy: walker.lazy,
    callbackIndex: walker.callbackIndex,
    forwarder: undefined,
  }));

  constructor(names: NameResolver, units: FunctionUnits, configuration: Configuration) {
    this.#names = names;
    this.#units = units;
    this.#configuration = configuration;
  }

  /** Forgets the calls found, as after a change that may give a name another meaning. */
  reset(): void {
    this.#direct = new WeakMap();
  }

  /** Every call in `sources`, which hold all mentions of a walker, and of forwarders anywhere. */
  findAll(sources: readonly SourceFile[]): readonly WalkerCall[] {
    const calls = sources.flatMap((source) => this.#directCalls(source));
    const known = new Set<string>();
    let fresh = [
      ...this.#forwardersAmong(calls, known),
      ...sources.flatMap((source) => this.#aliasesIn(source)),
    ];
    for (let round = 0; fresh.length > 0 && round < maxForwarderRounds; round++) {
      const added = fresh.flatMap((forwarder) => this.callsOf(forwarder));
      calls.push(...added);
      fresh = this.#forwardersAmong(added, known);
    }
    return calls;
  }

  /** The calls of a forwarder, wherever its linkage lets them be. */
  callsOf(called: WalkerLike): readonly WalkerCall[] {
    const { forwarder } = called;
    if (forwarder === undefined) return [];
    const { source, definition } = forwarder;
    const isConfined =
      source.path.endsWith(".c") && (definition.isStatic || definition.kind !== "function");
    const places = isConfined ? [source] : this.#names.filesContaining(called.name, source.path);
    return places.flatMap((place) => {
      const means = this.#names.resolve(called.name, place.path);
      if (!means.some((ref) => keyOf(ref) === keyOf(forwarder))) return [];
      return this.#callsIn(place, called).filter(({ unit }) => keyOf(unit) !== keyOf(forwarder));
    });
  }

  #directCalls(source: SourceFile): readonly WalkerCall[] {
    const known = this.#direct.get(source);
    if (known !== undefined) return known;
    const calls = this.#walkerLikes.flatMap((called) => this.#callsIn(source, called));
    this.#direct.set(source, calls);
    return calls;
  }

  #callsIn(source: SourceFile, called: WalkerLike): WalkerCall[] {
    const found: WalkerCall[] = [];
    for (const ref of definitionsMentioning(source, called.name)) {
      if (ref.definition.kind === "alias") continue;
      const unit = this.#units.get(ref);
      for (const call of unit.model.calls) {
        if (!this.#isCallOf(call, called.name, unit)) continue;
        const offset = spanInFile(unit, call.span).start;
        if (isDeadCode(source, offset, this.#configuration)) continue;
        const name = call.callee.kind === "name" ? call.callee.name : called.name;
        found.push({ unit, call, called: name === called.name ? called : { ...called, name } });
      }
    }
    return found;
  }

  /** True for a call by name, and for one through a variable that is given the name. */
  #isCallOf({ callee, node, span }: Call, name: string, unit: FunctionUnit): boolean {
    if (callee.kind !== "name") return false;
    if (!isCalledVariable(unit.model, callee.name, span.start)) return callee.name === name;
    if (node === undefined || !unit.model.values.has(callee.name)) return false;
    return functionValues(node, unit, this.#names, "file").some(
      (value) => value.kind === "function" && value.function.name === name,
    );
  }

  /** Other names that a file gives to a walker. */
  #aliasesIn(source: SourceFile): WalkerLike[] {
    return source.outline.definitions.flatMap((definition) => {
      if (definition.kind !== "alias") return [];
      const target = source.text.slice(definition.body.start, definition.body.end).trim();
      const walker = this.#walkerLikes.find((candidate) => candidate.name === target);
      if (walker === undefined) return [];
      return [{ ...walker, name: definition.name, forwarder: { source, definition } }];
    });
  }

  #forwardersAmong(calls: readonly WalkerCall[], known: Set<string>): WalkerLike[] {
    const found: WalkerLike[] = [];
    for (const { unit, call, called } of calls) {
      const argument = call.args?.[called.callbackIndex];
      if (argument === undefined) continue;
      for (const value of functionValues(argument, unit, this.#names, "file")) {
        if (value.kind !== "parameter") continue;
        const key = `${keyOf(unit)} ${value.index} ${called.lazy}`;
        if (known.has(key)) continue;
        known.add(key);
        found.push({
          name: unit.definition.name,
          walker: called.walker,
          lazy: called.lazy,
          callbackIndex: value.index,
          forwarder: { source: unit.source, definition: unit.definition },
        });
      }
    }
    return found;
  }
}
