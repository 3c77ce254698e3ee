/**
 * Which names are type names at a point of the text.
 *
 * One table holds the innermost meaning of every name, and a log what it hides, so that a look-up
 * costs the same however deep the scopes are.
 */
export class NameScopes {
  readonly #isTypeNameOfFile: (name: string) => boolean;
  readonly #answers = new Map<string, boolean>();
  readonly #innermost = new Map<string, boolean>();
  readonly #hidden: { readonly name: string; readonly isType: boolean | undefined }[] = [];
  readonly #starts: number[] = [];

  constructor(isTypeNameOfFile: (name: string) => boolean) {
    this.#isTypeNameOfFile = isTypeNameOfFile;
  }

  /** The number of open scopes. */
  get depth(): number {
    return this.#starts.length;
  }

  open(): void {
    this.#starts.push(this.#hidden.length);
  }

  /** Closes scopes until `depth` are open. */
  closeTo(depth: number): void {
    while (this.#starts.length > depth) {
      const start = this.#starts.pop() as number;
      while (this.#hidden.length > start) {
        const { name, isType } = this.#hidden.pop() as {
          name: string;
          isType: boolean | undefined;
        };
        if (isType === undefined) this.#innermost.delete(name);
        else this.#innermost.set(name, isType);
      }
    }
  }

  close(): void {
    this.closeTo(this.#starts.length - 1);
  }

  declare(name: string, isType: boolean): void {
    if (this.#starts.length > 0) this.#hidden.push({ name, isType: this.#innermost.get(name) });
    this.#innermost.set(name, isType);
  }

  isTypeName(name: string): boolean {
    const known = this.#innermost.get(name) ?? this.#answers.get(name);
    if (known !== undefined) return known;
    const answer = this.#isTypeNameOfFile(name);
    this.#answers.set(name, answer);
    return answer;
  }
}
