/** The texts of a tree, each read once, with unsaved text laid over the files on disk. */
import { SourceFile } from "./source-file.ts";

export class SourceFiles {
  readonly #readText: (file: string) => string | undefined;
  readonly #documents = new Map<string, SourceFile>();
  readonly #onDisk = new Map<string, SourceFile | undefined>();

  /** `readText` answers undefined for a file that is not there or must not be read. */
  constructor(readText: (file: string) => string | undefined) {
    this.#readText = readText;
  }

  get(file: string): SourceFile | undefined {
    const document = this.#documents.get(file);
    if (document !== undefined) return document;
    if (this.#onDisk.has(file)) return this.#onDisk.get(file);
    const text = this.#readText(file);
    const source = text === undefined ? undefined : new SourceFile(file, text);
    this.#onDisk.set(file, source);
    return source;
  }

  /** The files that unsaved text lies over. */
  documents(): Iterable<string> {
    return this.#documents.keys();
  }

  /** Lays a text over a file, or takes it away with `undefined`. An equal text changes nothing. */
  setDocument(file: string, text: string | undefined): void {
    const before = this.get(file);
    if (text === undefined) this.#documents.delete(file);
    else if (before?.text === text) this.#documents.set(file, before);
    else this.#documents.set(file, new SourceFile(file, text));
  }
}
