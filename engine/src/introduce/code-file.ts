/** A file's text with what edits of it need: line numbers, comments, places of names in code. */
import type { Location, Offset, Span } from "#engine/base";
import { type Definition, outlineText } from "#engine/index";
import { CodeText, findWord, opaqueAt } from "#engine/lint";
import { Refusal } from "./refusal.ts";

export class CodeFile {
  readonly path: string;
  readonly text: string;
  readonly code: CodeText;
  /** How the file's lines end. */
  readonly newline: string;
  readonly #definitions: readonly Definition[];
  /** The text with comments and constants blanked, so that names in it are names in code. */
  readonly #bare: string;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.code = new CodeText(text);
    this.newline = /\r?\n/.exec(text)?.[0] ?? "\n";
    this.#definitions = outlineText(text).definitions;
    this.#bare = withoutOpaque(text);
  }

  locate(span: Span): Location {
    return this.code.lines.locate(this.path, span);
  }

  /** Where a name stands in code: neither in a comment nor in a string. */
  usesOf(name: string): readonly Span[] {
    return findWord(this.#bare, { start: 0, end: this.#bare.length }, name);
  }

  definitionsOf(name: string): readonly Definition[] {
    return this.#definitions.filter((definition) => definition.name === name);
  }

  /** The one function of this name. */
  getFunction(name: string): Definition {
    const [definition, second] = this.definitionsOf(name);
    if (definition === undefined) throw new Refusal(`${this.path} has no function ${name}()`);
    if (second !== undefined) {
      throw new Refusal(
        `${this.path} defines ${name}() more than once`,
        this.locate(second.nameSpan),
      );
    }
    if (definition.kind !== "function") {
      throw new Refusal(`${name} is a macro`, this.locate(definition.nameSpan));
    }
    return definition;
  }

  /** The text between two offsets with comments and constants blanked; as long as the original. */
  bareText(start: Offset, end: Offset): string {
    return this.#bare.slice(start, end);
  }
}

function withoutOpaque(text: string): string {
  let bare = "";
  let copied = 0;
  const opener = /["'/]/g;
  for (let match = opener.exec(text); match !== null; match = opener.exec(text)) {
    const opaque = opaqueAt(text, match.index);
    if (opaque === undefined) continue;
    const blanked = text.slice(match.index, opaque.end).replace(/[^\r\n]/g, " ");
    bare += text.slice(copied, match.index) + blanked;
    copied = opaque.end;
    opener.lastIndex = opaque.end;
  }
  return bare + text.slice(copied);
}
