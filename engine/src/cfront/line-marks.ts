/** Lines by offset, as __LINE__ and __FILE__ have them: counted from 1, and changed by #line. */

interface Mark {
  readonly offset: number;
  /** Of the line behind the directive. */
  readonly line: number;
  readonly file: string;
}

export class LineMarks {
  readonly #textOf: (path: string) => string;
  readonly #starts = new Map<string, Int32Array>();
  readonly #marks = new Map<string, Mark[]>();

  constructor(textOf: (path: string) => string) {
    this.#textOf = textOf;
  }

  /** A #line at `offset` of a file; `name` when it names one. */
  add(path: string, offset: number, line: number, name: string | undefined): void {
    const marks = this.#marks.get(path) ?? [];
    const file = name ?? marks[marks.length - 1]?.file ?? path;
    // A file that is included once more has its marks already.
    if ((marks[marks.length - 1]?.offset ?? -1) < offset) marks.push({ offset, line, file });
    this.#marks.set(path, marks);
  }

  fileOf(path: string, offset: number): string {
    return this.#markAt(path, offset)?.file ?? path;
  }

  lineOf(path: string, offset: number): number {
    const line = this.#physical(path, offset);
    const mark = this.#markAt(path, offset);
    return mark === undefined ? line : mark.line + line - this.#physical(path, mark.offset) - 1;
  }

  #markAt(path: string, offset: number): Mark | undefined {
    const marks = this.#marks.get(path);
    return marks?.[lastUpTo(offset, marks.length, (index) => (marks[index] as Mark).offset)];
  }

  #physical(path: string, offset: number): number {
    let starts = this.#starts.get(path);
    if (starts === undefined) {
      starts = lineStarts(this.#textOf(path));
      this.#starts.set(path, starts);
    }
    const known = starts;
    return 1 + lastUpTo(offset, known.length, (index) => known[index] as number);
  }
}

/** The last of `count` ascending offsets that is not behind `offset`; -1 when there is none. */
function lastUpTo(offset: number, count: number, offsetAt: (index: number) => number): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (offsetAt(middle) <= offset) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

function lineStarts(text: string): Int32Array {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return Int32Array.from(starts);
}
