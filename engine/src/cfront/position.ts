/**
 * Where a token or an instruction comes from, as one number.
 *
 * A position is a file, an offset in it, and the macro expansion that put the token there. Tokens,
 * syntax nodes and instructions carry the number; the table gives the rest back when someone asks.
 */
import type { Offset } from "#engine/base";

/** Index into a {@link PositionTable}; 0 is "nowhere". */
export type PositionId = number;

/** One macro expansion: which macro, and the position of its name where it was used. */
export interface Expansion {
  readonly macro: string;
  readonly usedAt: PositionId;
}

export class PositionTable {
  readonly files: string[] = [];
  readonly #fileIds = new Map<string, number>();
  readonly #expansions: Expansion[] = [{ macro: "", usedAt: 0 }];
  /** Three numbers a position: file, offset, expansion (0 when written in the file itself). */
  #columns = new Int32Array(3 * 4096);
  #count = 1;

  fileId(path: string): number {
    let id = this.#fileIds.get(path);
    if (id === undefined) {
      id = this.files.length;
      this.files.push(path);
      this.#fileIds.set(path, id);
    }
    return id;
  }

  add(fileId: number, offset: Offset, expansion = 0): PositionId {
    const at = this.#count * 3;
    if (at === this.#columns.length) {
      const grown = new Int32Array(this.#columns.length * 2);
      grown.set(this.#columns);
      this.#columns = grown;
    }
    this.#columns[at] = fileId;
    this.#columns[at + 1] = offset;
    this.#columns[at + 2] = expansion;
    return this.#count++;
  }

  addExpansion(macro: string, usedAt: PositionId): number {
    return this.#expansions.push({ macro, usedAt }) - 1;
  }

  /** The file of a position; undefined for 0. */
  fileOf(id: PositionId): string | undefined {
    return id === 0 ? undefined : this.files[this.#columns[id * 3] as number];
  }

  /** Where the token is spelled: inside a macro's definition, when it comes from one. */
  offsetOf(id: PositionId): Offset {
    return this.#columns[id * 3 + 1] as number;
  }

  expansionOf(id: PositionId): number {
    return this.#columns[id * 3 + 2] as number;
  }

  /** The macro expansions around a position, innermost first. */
  expansionsOf(id: PositionId): readonly Expansion[] {
    const found: Expansion[] = [];
    for (let at = this.expansionOf(id); at !== 0; ) {
      const expansion = this.#expansions[at] as Expansion;
      found.push(expansion);
      at = this.expansionOf(expansion.usedAt);
    }
    return found;
  }

  /** Where a reader of the source sees it: the outermost macro's use, or the token itself. */
  outermost(id: PositionId): PositionId {
    let at = id;
    while (this.expansionOf(at) !== 0)
      at = (this.#expansions[this.expansionOf(at)] as Expansion).usedAt;
    return at;
  }
}
