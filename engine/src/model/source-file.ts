/**
 * One file as the analysis sees it: its text and what is derived from the text alone.
 *
 * Everything is computed when first asked for; a new text makes a new SourceFile.
 */
import { LineIndex, type Location, type Span } from "#engine/base";
import {
  type ConditionalMap,
  conditionalsOf,
  type Definition,
  type FileOutline,
  type Include,
  includesOf,
  outlineText,
} from "#engine/index";

export class SourceFile {
  readonly path: string;
  readonly text: string;
  #lines: LineIndex | undefined;
  #outline: FileOutline | undefined;
  #byName: ReadonlyMap<string, readonly Definition[]> | undefined;
  #conditionals: ConditionalMap | undefined;
  #includes: readonly Include[] | undefined;
  #interfaceText: string | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  get outline(): FileOutline {
    this.#outline ??= outlineText(this.text);
    return this.#outline;
  }

  get conditionals(): ConditionalMap {
    this.#conditionals ??= conditionalsOf(this.text);
    return this.#conditionals;
  }

  get includes(): readonly Include[] {
    this.#includes ??= includesOf(this.text);
    return this.#includes;
  }

  /** The definitions of `name` in this file, in order; several when `#if` branches each have one. */
  definitionsOf(name: string): readonly Definition[] {
    if (this.#byName === undefined) {
      const byName = new Map<string, Definition[]>();
      for (const definition of this.outline.definitions) {
        const same = byName.get(definition.name);
        if (same === undefined) byName.set(definition.name, [definition]);
        else same.push(definition);
      }
      this.#byName = byName;
    }
    return this.#byName.get(name) ?? [];
  }

  /** The definition whose text, head or body, an offset lies in. */
  definitionAt(offset: number): Definition | undefined {
    const { definitions } = this.outline;
    let low = 0;
    let high = definitions.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const definition = definitions[middle];
      if (definition === undefined) return undefined;
      if (offset < definition.start) high = middle - 1;
      else if (offset >= definition.end) low = middle + 1;
      else return definition;
    }
    return undefined;
  }

  /**
   * All that other files can learn of this one: what it defines under which conditions, what its
   * aliases stand for, and what it includes. Equal before and after an edit inside a function.
   */
  get interfaceText(): string {
    if (this.#interfaceText === undefined) {
      const definitions = this.outline.definitions.map(({ kind, name, isStatic, start, body }) => {
        const stands = kind === "alias" ? this.text.slice(body.start, body.end) : "";
        const conditions = this.conditionals.conditionsAt(start).join("\0");
        return `${kind} ${isStatic} ${name} ${stands} ${conditions}`;
      });
      const includes = this.includes.map(({ path, quoted }) => `${quoted} ${path}`);
      this.#interfaceText = [...definitions, "", ...includes].join("\n");
    }
    return this.#interfaceText;
  }

  locate(span: Span): Location {
    return this.lines.locate(this.path, span);
  }
}
