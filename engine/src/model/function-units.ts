/** Parsed definitions at their places, each text parsed once however often it is asked for. */
import type { Location, Span } from "#engine/base";
import type { CParser } from "#engine/syntax";
import { buildFunctionModel, type FunctionModel } from "./function-model.ts";
import type { DefinitionRef } from "./name-resolver.ts";
import type { SourceFile } from "./source-file.ts";

export interface FunctionUnit extends DefinitionRef {
  readonly model: FunctionModel;
}

/** Models are dropped, all at once, when there are more than an editing session needs. */
const maxModels = 20_000;

interface KnownModel {
  readonly text: string;
  readonly model: FunctionModel;
}

export class FunctionUnits {
  readonly #parser: CParser;
  /**
   * By file, kind and name, the models of as many texts as the file defines, the last used last. So
   * a function that is typed in has one model and not one for each keystroke.
   */
  readonly #models = new Map<string, KnownModel[]>();
  #count = 0;

  constructor(parser: CParser) {
    this.#parser = parser;
  }

  get(ref: DefinitionRef): FunctionUnit {
    const { source, definition } = ref;
    const { kind, name, start, end } = definition;
    const text = source.text.slice(start, end);
    const key = `${kind} ${name} ${source.path}`;
    const known = this.#models.get(key) ?? [];
    const at = known.findIndex((one) => one.text === text);
    const found = known[at];
    if (found !== undefined) {
      if (at < known.length - 1) known.push(...known.splice(at, 1));
      return { source, definition, model: found.model };
    }
    if (this.#count >= maxModels) {
      this.#models.clear();
      this.#count = 0;
    }
    const model = buildFunctionModel(this.#parser, definition, source.text);
    const outdated = known.length + 1 - source.definitionsOf(name).length;
    if (outdated > 0) this.#count -= known.splice(0, outdated).length;
    known.push({ text, model });
    this.#models.set(key, known);
    this.#count++;
    return { source, definition, model };
  }
}

/** A span of a unit's model as a span of its file. */
export function spanInFile(unit: FunctionUnit, span: Span): Span {
  const base = unit.definition.start;
  return { start: span.start + base, end: span.end + base };
}

export function locateIn(unit: FunctionUnit, span: Span): Location {
  return unit.source.locate(spanInFile(unit, span));
}

/** The definition's identity within one state of the tree. */
export function keyOf(ref: DefinitionRef): string {
  return `${ref.source.path}:${ref.definition.start}`;
}

/** The definition's identity in every state of the tree in which its file defines the same names. */
export function definitionKeyOf({ source, definition }: DefinitionRef): string {
  const nth = source.definitionsOf(definition.name).indexOf(definition);
  return `${source.path} ${definition.name} ${nth}`;
}

/** The definitions of `source` whose text holds `name` as a whole word, outside dead `#if 0` code. */
export function definitionsMentioning(source: SourceFile, name: string): DefinitionRef[] {
  const found: DefinitionRef[] = [];
  const isWord = /\w/;
  for (let at = source.text.indexOf(name); at >= 0; at = source.text.indexOf(name, at + 1)) {
    const before = source.text[at - 1] ?? " ";
    const after = source.text[at + name.length] ?? " ";
    if (isWord.test(before) || isWord.test(after)) continue;
    const definition = source.definitionAt(at);
    if (definition === undefined || at < definition.body.start) continue;
    if (!found.some((ref) => ref.definition === definition)) found.push({ source, definition });
  }
  return found;
}
