/**
 * From a walker's call to the functions that it may run: names as they are, parameters followed to
 * the callers that give them.
 */
import { type FunctionUnit, keyOf, locateIn } from "./function-units.ts";
import { followAliases, functionValues, type NamedFunction } from "./function-values.ts";
import type { DefinitionRef, NameResolver } from "./name-resolver.ts";
import type { NotFollowed } from "./verdict.ts";
import type { WalkerCall, WalkerCalls } from "./walker-calls.ts";

/** A function that a site may run: all the definitions that its name has there. */
export interface Callback {
  readonly name: string;
  readonly definitions: readonly DefinitionRef[];
  /** False when the function is one that a member of that name is given somewhere. */
  readonly isExact: boolean;
}

export interface CallbackSet {
  readonly callbacks: readonly Callback[];
  readonly notFollowed: readonly NotFollowed[];
}

/** Callers of callers are followed this far. */
const maxCallerDepth = 8;

/** The callbacks of a walker's call; an empty set for NULL. */
export function callbacksOf(
  walkerCall: WalkerCall,
  names: NameResolver,
  walkerCalls: WalkerCalls,
): CallbackSet {
  const callbacks: Callback[] = [];
  const notFollowed: NotFollowed[] = [];
  const seen = new Set<string>();
  collect(walkerCall, 0);
  return { callbacks, notFollowed };

  function collect({ unit, call, called }: WalkerCall, depth: number): void {
    const location = locateIn(unit, call.span);
    const argument = call.args?.[called.callbackIndex];
    if (argument === undefined) {
      const reason =
        call.args === undefined ? "the call is not understood" : "the call has too few arguments";
      notFollowed.push({ name: called.name, location, reason });
      return;
    }
    for (const value of functionValues(argument, unit, names, "tree")) {
      if (value.kind === "unresolved") {
        const place = unit.source.locate(value.span);
        notFollowed.push({ name: value.text, location: place, reason: value.reason });
      } else if (value.kind === "function") {
        addNamed(value.function, value.isExact, unit, argument.start, argument.end);
      } else if (value.kind === "parameter") {
        addFromCallers(unit, value.name, value.index, depth, called.walker);
      }
    }
  }

  function addNamed(
    named: NamedFunction,
    isExact: boolean,
    unit: FunctionUnit,
    start: number,
    end: number,
  ): void {
    for (const target of followAliases(
      named.name,
      named.from,
      names.resolve(named.name, named.from),
      names,
    )) {
      const location = locateIn(unit, { start, end });
      const definitions = names
        .resolve(target.name, target.from)
        .filter(({ definition: { kind } }) => kind === "function" || kind === "macro");
      if (definitions.length === 0) {
        notFollowed.push({ name: target.name, location, reason: "no definition in this tree" });
        continue;
      }
      if (!isExact)
        notFollowed.push({
          name: unit.model.text.slice(start, end),
          location,
          reason: `${target.name}() is a candidate; others may be assigned`,
        });
      const isKnown = callbacks.some(
        (known) =>
          known.name === target.name &&
          known.definitions[0]?.definition === definitions[0]?.definition,
      );
      if (!isKnown) callbacks.push({ name: target.name, definitions, isExact });
    }
  }

  function addFromCallers(
    unit: FunctionUnit,
    parameter: string,
    index: number,
    depth: number,
    walker: string,
  ): void {
    const key = `${keyOf(unit)} ${index}`;
    if (seen.has(key)) return;
    seen.add(key);
    const callers =
      depth >= maxCallerDepth
        ? []
        : walkerCalls.callsOf({
            name: unit.definition.name,
            walker,
            lazy: true,
            callbackIndex: index,
            forwarder: { source: unit.source, definition: unit.definition },
          });
    if (callers.length === 0)
      notFollowed.push({
        name: parameter,
        location: unit.source.locate(unit.definition.nameSpan),
        reason: "a parameter, and no caller that gives it was found",
      });
    for (const caller of callers) collect(caller, depth + 1);
  }
}
