/** Names of a function's scopes: what they mean, innermost first. */
import type { Initializer } from "./ast.ts";
import type { ImageFunction, ImageObject } from "./image.ts";
import type { PositionId } from "./position.ts";
import type { CType, EnumType, RecordType } from "./type.ts";
import type { Place } from "./value.ts";

export type Entity =
  | { readonly kind: "typedef"; readonly type: CType }
  | { readonly kind: "enumerator"; readonly type: CType; readonly value: bigint }
  | { readonly kind: "place"; readonly place: Place }
  /** A static local, or an object of the file. */
  | { readonly kind: "object"; readonly type: CType; readonly object: ImageObject }
  | { readonly kind: "function"; readonly type: CType; readonly function: ImageFunction };

/** An initialiser that waits until it is known that its object is used. */
export interface PendingInitializer {
  readonly initializer: Initializer;
  readonly at: PositionId;
}

export type Tag = RecordType | EnumType;

interface Scope {
  readonly names: Map<string, Entity>;
  readonly tags: Map<string, Tag>;
}

export class NameTable {
  readonly #scopes: Scope[] = [];

  open(): void {
    this.#scopes.push({ names: new Map(), tags: new Map() });
  }

  close(): void {
    this.#scopes.pop();
  }

  /** How many scopes are open. */
  get depth(): number {
    return this.#scopes.length;
  }

  declare(name: string, entity: Entity): void {
    this.#scopes[this.#scopes.length - 1]?.names.set(name, entity);
  }

  declareTag(name: string, tag: Tag): void {
    this.#scopes[this.#scopes.length - 1]?.tags.set(name, tag);
  }

  find(name: string): Entity | undefined {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const found = this.#scopes[at]?.names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  findTag(name: string): Tag | undefined {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const found = this.#scopes[at]?.tags.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** In the innermost scope alone, where a definition makes a new type. */
  findOwnTag(name: string): Tag | undefined {
    return this.#scopes[this.#scopes.length - 1]?.tags.get(name);
  }

  findOwnName(name: string): Entity | undefined {
    return this.#scopes[this.#scopes.length - 1]?.names.get(name);
  }
}
