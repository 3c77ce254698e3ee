/**
 * The file scope of a unit: what a name means there, found out when it is asked.
 *
 * A declaration is parsed when a name that it may declare is looked up, and a type is completed
 * when its members are asked for, so that a file costs what is used of it.
 */
import type {
  Declaration,
  ExternalDeclaration,
  FunctionDefinition,
  InitDeclarator,
  MemberDeclaration,
  Specifiers,
  StaticAssertion,
  TypeSpecifier,
} from "./ast.ts";
import { CFrontError } from "./cfront-error.ts";
import type { FileScope, FunctionContext } from "./function-context.ts";
import type { Entity, Tag } from "./name-table.ts";
import { parseDeclarations } from "./parser.ts";
import type { PositionId } from "./position.ts";
import {
  completeEnum,
  completeRecord,
  newEnum,
  resolveDeclarator,
  resolveSpecifiers,
} from "./resolve-type.ts";
import type { CType, FunctionType, RecordMember, RecordType } from "./type.ts";
import type { DeclarationRef, Unit } from "./unit.ts";

/** One place that declares a name. */
export type Declared =
  | { readonly kind: "function"; readonly definition: FunctionDefinition }
  | {
      readonly kind: "declarator";
      readonly declaration: Declaration;
      readonly declarator: InitDeclarator;
    }
  | {
      readonly kind: "enumerator";
      readonly specifier: Extract<TypeSpecifier, { kind: "enum" }>;
    };

/** How the program gives functions and objects of a file their place in the image. */
export interface FileProgram {
  readonly functionOf: (
    scope: UnitScope,
    name: string,
    type: FunctionType,
    definition: FunctionDefinition | undefined,
    isStatic: boolean,
    at: PositionId,
  ) => Entity;
  readonly objectOf: (
    scope: UnitScope,
    name: string,
    type: CType,
    declarator: InitDeclarator,
    specifiers: Specifiers,
    isDefined: boolean,
  ) => Entity;
}

interface ParsedRef {
  readonly declarations: readonly ExternalDeclaration[];
  readonly names: ReadonlyMap<string, readonly Declared[]>;
  readonly tags: ReadonlyMap<string, TypeSpecifier>;
  readonly error: CFrontError | undefined;
}

export class UnitScope implements FileScope {
  readonly unit: Unit;
  /** For constants and types outside of functions. Set once by the compilation that makes this. */
  context: FunctionContext | undefined = undefined;
  readonly #program: FileProgram;
  readonly #parsed = new Map<number, ParsedRef>();
  readonly #typedefs = new Map<number, boolean>();
  readonly #parsing = new Set<number>();
  readonly #entities = new Map<string, Entity | undefined>();
  readonly #resolving = new Set<string>();
  readonly #tags = new Map<string, Tag>();
  readonly #typeNames = new Map<string, boolean>();

  constructor(unit: Unit, program: FileProgram) {
    this.unit = unit;
    this.#program = program;
  }

  // ---- syntax ----

  isTypeName(name: string): boolean {
    let known = this.#typeNames.get(name);
    if (known === undefined) {
      known =
        /^__builtin_va_list$|^__u?int128_t$/.test(name) ||
        this.unit
          .candidates(name)
          .some((ref) => this.#holdsTypedef(ref) && this.#defines(ref, name));
      this.#typeNames.set(name, known);
    }
    return known;
  }

  #defines(ref: DeclarationRef, name: string): boolean {
    if (this.#parsing.has(ref.index)) return false;
    const declared = this.#parse(ref).names.get(name) ?? [];
    return declared.some((one) => storageOf(one) === "typedef");
  }

  /**
   * Whether a declaration is a typedef, without parsing it: to parse a function may need the very
   * name that is asked about.
   */
  #holdsTypedef(ref: DeclarationRef): boolean {
    let known = this.#typedefs.get(ref.index);
    if (known === undefined) {
      let depth = 0;
      known = false;
      for (const { text } of this.unit.tokensOf(ref)) {
        if (text === "{") depth++;
        else if (text === "}") depth--;
        else if (depth === 0 && text === "typedef") {
          known = true;
          break;
        }
      }
      this.#typedefs.set(ref.index, known);
    }
    return known;
  }

  /** Every place that declares a name as an ordinary identifier, in order. */
  declaredAs(name: string): readonly Declared[] {
    const found: Declared[] = [];
    for (const ref of this.unit.candidates(name)) {
      if (this.#parsing.has(ref.index)) continue;
      found.push(...(this.#parse(ref).names.get(name) ?? []));
    }
    return found;
  }

  definitionOf(name: string): FunctionDefinition | undefined {
    const found = this.declaredAs(name).find((one) => one.kind === "function");
    return found?.kind === "function" ? found.definition : undefined;
  }

  /** Why a declaration of the name could not be read, if one could not. */
  errorOf(name: string): CFrontError | undefined {
    for (const ref of this.unit.candidates(name)) {
      const { error } = this.#parse(ref);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  #parse(ref: DeclarationRef): ParsedRef {
    const known = this.#parsed.get(ref.index);
    if (known !== undefined) return known;
    this.#parsing.add(ref.index);
    let parsed: ParsedRef;
    try {
      const declarations = parseDeclarations(this.unit.tokensOf(ref), (name) =>
        this.isTypeName(name),
      );
      parsed = { declarations, ...indexOf(declarations), error: undefined };
    } catch (error) {
      if (!(error instanceof CFrontError)) throw error;
      parsed = { declarations: [], names: new Map(), tags: new Map(), error };
    } finally {
      this.#parsing.delete(ref.index);
    }
    this.#parsed.set(ref.index, parsed);
    return parsed;
  }

  // ---- meaning ----

  find(name: string, at: PositionId): Entity | undefined {
    if (this.#entities.has(name)) return this.#entities.get(name);
    if (this.#resolving.has(name)) return undefined;
    this.#resolving.add(name);
    try {
      const entity = this.#resolve(name, at);
      // An enumeration that was resolved on the way has declared its names itself.
      if (!this.#entities.has(name)) this.#entities.set(name, entity);
      return this.#entities.get(name);
    } finally {
      this.#resolving.delete(name);
    }
  }

  #resolve(name: string, at: PositionId): Entity | undefined {
    const declared = this.declaredAs(name);
    const [first] = declared;
    if (first === undefined) {
      const error = this.errorOf(name);
      if (error !== undefined) throw error;
      return undefined;
    }
    const f = this.#context();
    const typedef = declared.find(
      (one) => one.kind === "declarator" && one.declaration.specifiers.storage === "typedef",
    );
    if (typedef?.kind === "declarator") {
      const type = this.#typeOf(f, typedef);
      if (type.kind === "record" && type.tag === undefined) type.alias ??= name;
      return { kind: "typedef", type };
    }
    const enumerator = declared.find((one) => one.kind === "enumerator");
    if (enumerator?.kind === "enumerator") {
      resolveSpecifierOf(f, enumerator.specifier);
      return this.#entities.get(name);
    }
    const definition = declared.find((one) => one.kind === "function");
    if (definition?.kind === "function") {
      const { specifiers, declarator } = definition.definition;
      const type = resolveDeclarator(f, resolveSpecifiers(f, specifiers), specifiers, declarator);
      // An inline function is the unit's own, whatever its linkage; another may be elsewhere.
      const isStatic = specifiers.isInline || declared.some((one) => storageOf(one) === "static");
      return this.#program.functionOf(
        this,
        name,
        type as FunctionType,
        definition.definition,
        isStatic,
        definition.definition.at,
      );
    }
    return this.#resolveDeclared(f, name, declared, at);
  }

  #resolveDeclared(
    f: FunctionContext,
    name: string,
    declared: readonly Declared[],
    at: PositionId,
  ): Entity | undefined {
    const declarators = declared.flatMap((one) => (one.kind === "declarator" ? [one] : []));
    const best =
      declarators.find(({ declarator }) => declarator.initializer !== undefined) ??
      declarators.find(({ declaration }) => declaration.specifiers.storage !== "extern") ??
      declarators[0];
    if (best === undefined) return undefined;
    let type = this.#typeOf(f, best);
    if (type.kind === "function") {
      const isStatic = declarators.some((one) => storageOf(one) === "static");
      return this.#program.functionOf(this, name, type, undefined, isStatic, at);
    }
    const { initializer } = best.declarator;
    if (type.kind === "array" && type.length === undefined) {
      if (initializer !== undefined) {
        type = { ...type, length: f.rules.arrayLength(f, type.of, initializer) };
      } else {
        // Another declaration may say how long it is.
        for (const one of declarators) {
          const other = this.#typeOf(f, one);
          if (other.kind === "array" && other.length !== undefined) type = other;
        }
      }
    }
    const isDefined = initializer !== undefined || best.declaration.specifiers.storage !== "extern";
    return this.#program.objectOf(
      this,
      name,
      type,
      best.declarator,
      best.declaration.specifiers,
      isDefined,
    );
  }

  #typeOf(f: FunctionContext, one: Extract<Declared, { kind: "declarator" }>): CType {
    const { specifiers } = one.declaration;
    if (specifiers.type.kind === "auto-type")
      return f.fail("__auto_type at file scope", one.declarator.at);
    const base = resolveSpecifiers(f, specifiers);
    return resolveDeclarator(f, base, specifiers, one.declarator.declarator);
  }

  #context(): FunctionContext {
    if (this.context === undefined) throw new Error("the scope has no context yet");
    return this.context;
  }

  declare(name: string, entity: Entity): void {
    this.#entities.set(name, entity);
  }

  findOrDeclareExtern(name: string, type: CType, at: PositionId): Entity {
    const known = this.find(name, at);
    if (known?.kind === "object") return known;
    const f = this.#context();
    return f.program.findExternalObject(name, type, at);
  }

  // ---- tags: a record is there at once, its members when they are asked for ----

  findTag(tag: string, isEnum: boolean): Tag | undefined {
    const known = this.#tags.get(tag);
    if (known !== undefined) return known;
    const specifier = this.#specifierOf(tag);
    if (specifier === undefined) return undefined;
    const f = this.#context();
    if (specifier.kind === "enum") {
      const type = newEnum(f, tag);
      this.#tags.set(tag, type);
      if (specifier.enumerators !== undefined) {
        const isPacked = specifier.attributes.some(({ name }) => name === "packed");
        completeEnum(f, type, specifier.enumerators, isPacked);
      }
      return type;
    }
    if (specifier.kind !== "record" || isEnum) return undefined;
    const record = new FileRecord(specifier.isUnion, tag, (own) => {
      if (specifier.members !== undefined) {
        completeRecord(f, own, specifier.members, specifier.attributes);
      }
    });
    this.#tags.set(tag, record);
    return record;
  }

  declareTag(tag: string, type: Tag): void {
    this.#tags.set(tag, type);
  }

  /** The definition of a tag, wherever it stands. */
  #specifierOf(tag: string): TypeSpecifier | undefined {
    for (const ref of this.unit.candidates(tag)) {
      if (this.#parsing.has(ref.index)) continue;
      const found = this.#parse(ref).tags.get(tag);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** A record of the file; completed by the first question about its members or size. */
class FileRecord implements RecordType {
  readonly kind = "record";
  readonly isUnion: boolean;
  readonly tag: string;
  #complete: ((own: RecordType) => void) | undefined;
  #members: readonly RecordMember[] | undefined;
  #byteSize = 0;
  #alignment = 1;

  constructor(isUnion: boolean, tag: string, complete: (own: RecordType) => void) {
    this.isUnion = isUnion;
    this.tag = tag;
    this.#complete = complete;
  }

  #finish(): void {
    const complete = this.#complete;
    if (complete === undefined) return;
    this.#complete = undefined;
    complete(this);
  }

  get members(): readonly RecordMember[] | undefined {
    this.#finish();
    return this.#members;
  }
  set members(members: readonly RecordMember[] | undefined) {
    this.#members = members;
  }
  get byteSize(): number {
    this.#finish();
    return this.#byteSize;
  }
  set byteSize(byteSize: number) {
    this.#byteSize = byteSize;
  }
  get alignment(): number {
    this.#finish();
    return this.#alignment;
  }
  set alignment(alignment: number) {
    this.#alignment = alignment;
  }
}

function resolveSpecifierOf(
  f: FunctionContext,
  specifier: Extract<TypeSpecifier, { kind: "enum" }>,
): void {
  if (specifier.tag !== undefined) {
    f.file.findTag(specifier.tag, true);
    return;
  }
  const type = newEnum(f, undefined);
  const isPacked = specifier.attributes.some(({ name }) => name === "packed");
  completeEnum(f, type, specifier.enumerators ?? [], isPacked);
}

function storageOf(one: Declared): string | undefined {
  if (one.kind === "function") return one.definition.specifiers.storage;
  return one.kind === "declarator" ? one.declaration.specifiers.storage : undefined;
}

/** The names and tags that declarations declare. */
function indexOf(declarations: readonly ExternalDeclaration[]): Pick<ParsedRef, "names" | "tags"> {
  const names = new Map<string, Declared[]>();
  const tags = new Map<string, TypeSpecifier>();
  const add = (name: string | undefined, declared: Declared) => {
    if (name === undefined) return;
    const list = names.get(name);
    if (list === undefined) names.set(name, [declared]);
    else list.push(declared);
  };
  for (const declaration of declarations) {
    if (declaration.kind === "function") {
      indexSpecifiers(declaration.specifiers, add, tags);
      add(declaration.declarator.name, { kind: "function", definition: declaration });
    } else if (declaration.kind === "declaration") {
      indexSpecifiers(declaration.specifiers, add, tags);
      for (const declarator of declaration.declarators) {
        add(declarator.declarator.name, { kind: "declarator", declaration, declarator });
      }
    }
  }
  return { names, tags };
}

function indexSpecifiers(
  specifiers: Specifiers,
  add: (name: string, declared: Declared) => void,
  tags: Map<string, TypeSpecifier>,
): void {
  const todo: TypeSpecifier[] = [specifiers.type];
  for (let type = todo.pop(); type !== undefined; type = todo.pop()) {
    if (type.kind === "enum" && type.enumerators !== undefined) {
      if (type.tag !== undefined) tags.set(type.tag, type);
      for (const { name } of type.enumerators) add(name, { kind: "enumerator", specifier: type });
    }
    if (type.kind === "record" && type.members !== undefined) {
      if (type.tag !== undefined) tags.set(type.tag, type);
      for (const member of type.members) pushMember(member, todo);
    }
  }
}

/** Records and enumerations that are defined inside of a record belong to the file, too. */
function pushMember(member: MemberDeclaration | StaticAssertion, todo: TypeSpecifier[]): void {
  if (member.kind === "members") todo.push(member.specifiers.type);
}
