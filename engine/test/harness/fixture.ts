/**
 * Fixtures: annotated C, as docs/testing.md describes it.
 *
 * A fixture is one text that holds a small tree. Its option lines and annotations are taken out
 * before the engine sees the files, so that line numbers in messages do not depend on them.
 * Columns of annotations are visual: tabs reach to the next multiple of eight.
 */

/** One expectation below a line of code. Lines count in the file as the engine sees it, from 1. */
export interface Annotation {
  readonly line: number;
  /** Visual columns from 1; `endColumn` is the first column after the range. */
  readonly startColumn: number;
  readonly endColumn: number;
  /** What stands before the colon: "fact", "related" or "warning[rule-id] +fix(2)". */
  readonly label: string;
  /** What stands after the colon. A text that ends in "…" stands for everything it begins. */
  readonly text: string;
}

export interface FixtureFile {
  readonly path: string;
  /** The C text without option lines and annotations. */
  readonly text: string;
  readonly annotations: readonly Annotation[];
  /** The option lines that stand before the file's first line, as written. */
  readonly head: readonly string[];
}

export interface Cursor {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface Fixture {
  /** Options other than `path`, which opens a file. */
  readonly options: ReadonlyMap<OptionName, string>;
  readonly files: readonly FixtureFile[];
  /** Where `$0` stands; the mark itself is taken out of the text. */
  readonly cursor: Cursor | undefined;
}

export type OptionName = "architectures" | "config" | "dialect" | "release";

export const tabWidth = 8;

/** The path of a fixture's code that stands under no `path:` option. */
const defaultPath = "drivers/sample/sample.c";

/** Reads a fixture; throws on an option or annotation that the grammar does not know. */
export function parseFixture(source: string): Fixture {
  const options = new Map<OptionName, string>();
  const files: FileBuilder[] = [];
  let head: string[] = [];
  let current: FileBuilder | undefined;
  const lines = source.endsWith("\n") ? source.slice(0, -1).split("\n") : source.split("\n");
  for (const [index, line] of lines.entries()) {
    const option = /^\/\/- ([a-z]+): *(.*?) *$/.exec(line);
    if (option !== null) {
      const [, name = "", value = ""] = option;
      head.push(line);
      if (name === "path") current = openFile(files, value, head.splice(0));
      else options.set(toOptionName(name, index), value);
      continue;
    }
    if (line.startsWith("//-")) throw new FixtureError(index, `not an option line: ${line}`);
    current ??= openFile(files, defaultPath, head.splice(0));
    current.addLine(line, index);
  }
  head = head.splice(0);
  if (head.length > 0) throw new FixtureError(lines.length - 1, "options behind the last file");
  const cursors = files.flatMap((file) => file.cursor ?? []);
  if (cursors.length > 1) throw new FixtureError(0, "more than one $0");
  return { options, files: files.map((file) => file.build()), cursor: cursors[0] };
}

/** The visual column, from 1, of the unit at `column` (from 1) of a line. */
export function visualColumn(line: string, column: number): number {
  let visual = 0;
  for (const unit of line.slice(0, column - 1)) {
    visual += unit === "\t" ? tabWidth - (visual % tabWidth) : unit.length;
  }
  return visual + (column - 1 > line.length ? column - 1 - line.length : 0) + 1;
}

/** True when an expectation covers a text: they are equal, or it ends in "…" and begins it. */
export function textMatches(expected: string, actual: string): boolean {
  return expected.endsWith("…")
    ? actual.startsWith(expected.slice(0, -1).trimEnd())
    : expected === actual;
}

class FixtureError extends Error {
  override readonly name = "FixtureError";

  constructor(lineIndex: number, what: string) {
    super(`line ${lineIndex + 1}: ${what}`);
  }
}

const optionNames: readonly OptionName[] = ["architectures", "config", "dialect", "release"];

function toOptionName(name: string, index: number): OptionName {
  const known = optionNames.find((option) => option === name);
  if (known === undefined) throw new FixtureError(index, `unknown option: ${name}`);
  return known;
}

function openFile(files: FileBuilder[], path: string, head: string[]): FileBuilder {
  const file = new FileBuilder(path, head);
  files.push(file);
  return file;
}

const labelPattern =
  "(fact|related|(?:error|warning|information|hint)\\[[a-z-]+\\](?: \\+fix(?:\\(\\d+\\))?)?)";
const caretLine = new RegExp(`^(\\s*//\\s*)(\\^+) ${labelPattern}: (.*)$`);
const columnLine = new RegExp(`^//@(\\d+)-(\\d+) ${labelPattern}: (.*)$`);
const looksLikeAnnotation = /^\s*\/\/\s*(?:\^|@\d)/;
const continuationLine = /^\s*\/\/\s*\| ?(.*)$/;

/** Collects one file's lines and annotations. */
class FileBuilder {
  readonly #path: string;
  readonly #head: readonly string[];
  readonly #lines: string[] = [];
  readonly #annotations: Annotation[] = [];
  #lastIsAnnotation = false;
  cursor: Cursor | undefined;

  constructor(path: string, head: readonly string[]) {
    this.#path = path;
    this.#head = head;
  }

  addLine(line: string, index: number): void {
    const continuation = continuationLine.exec(line);
    if (continuation !== null && this.#lastIsAnnotation) {
      const last = this.#annotations.pop();
      if (last !== undefined) {
        this.#annotations.push({ ...last, text: `${last.text} ${continuation[1] ?? ""}`.trim() });
      }
      return;
    }
    const annotation = this.#readAnnotation(line);
    if (annotation !== undefined) {
      if (annotation.line === 0) throw new FixtureError(index, "annotation above the first line");
      this.#annotations.push(annotation);
      this.#lastIsAnnotation = true;
      return;
    }
    if (looksLikeAnnotation.test(line)) throw new FixtureError(index, `no annotation: ${line}`);
    this.#lastIsAnnotation = false;
    this.#lines.push(this.#takeCursor(line, index));
  }

  build(): FixtureFile {
    return {
      path: this.#path,
      text: `${this.#lines.join("\n")}\n`,
      annotations: this.#annotations,
      head: this.#head,
    };
  }

  #readAnnotation(line: string): Annotation | undefined {
    const carets = caretLine.exec(line);
    if (carets !== null) {
      const [, lead = "", marks = "", label = "", text = ""] = carets;
      const startColumn = visualColumn(line, lead.length + 1);
      return {
        line: this.#lines.length,
        startColumn,
        endColumn: startColumn + marks.length,
        label,
        text: text.trim(),
      };
    }
    const columns = columnLine.exec(line);
    if (columns === null) return undefined;
    const [, start = "", end = "", label = "", text = ""] = columns;
    return {
      line: this.#lines.length,
      startColumn: Number(start),
      endColumn: Number(end),
      label,
      text: text.trim(),
    };
  }

  #takeCursor(line: string, index: number): string {
    const at = line.indexOf("$0");
    if (at < 0) return line;
    if (this.cursor !== undefined) throw new FixtureError(index, "more than one $0");
    this.cursor = { path: this.#path, line: this.#lines.length + 1, column: at + 1 };
    return line.slice(0, at) + line.slice(at + 2);
  }
}
