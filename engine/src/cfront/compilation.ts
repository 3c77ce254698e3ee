/**
 * A program put together from units: functions and objects that are asked for, and all that they
 * reach, each lowered once.
 *
 * A static or inline function belongs to its unit; an external one is the program's. What has no
 * definition is a host's, or is found in another unit, or is missing.
 */
import type { FunctionDefinition, InitDeclarator, Initializer, Specifiers } from "./ast.ts";
import { CFrontError } from "./cfront-error.ts";
import { CodeWriter } from "./code-writer.ts";
import { FunctionContext, type ProgramServices } from "./function-context.ts";
import type { Image, ImageFunction, ImageObject } from "./image.ts";
import { op } from "./instruction.ts";
import { lowerFunction } from "./lower-function.ts";
import { initializedSize } from "./lower-initializer.ts";
import { type Entity, NameTable } from "./name-table.ts";
import { parseExpressionTokens, parseTypeNameTokens } from "./parser.ts";
import type { PositionId } from "./position.ts";
import { layoutOf, type RecordLayout } from "./record-report.ts";
import {
  adjusted,
  declaredAlignment,
  isConstObject,
  resolveDeclarator,
  resolveSpecifiers,
  resolveTypeName,
} from "./resolve-type.ts";
import { rules } from "./rules.ts";
import { bodyFacts, noFacts } from "./syntax-facts.ts";
import {
  alignmentOf,
  asInteger,
  type CType,
  createTypeModel,
  type FunctionType,
  sizeOf,
  type TypeModel,
  typeText,
  voidType,
} from "./type.ts";
import type { Unit } from "./unit.ts";
import { type FileProgram, UnitScope } from "./unit-scope.ts";

export interface CompilationOptions {
  readonly image: Image;
  readonly profile: "kernel" | "iso";
  readonly dataModel: "lp64" | "ilp32";
  readonly isCharUnsigned: boolean;
  /** Names of functions that the host has. */
  readonly hosts: ReadonlySet<string>;
  /** The unit that defines an external name which `from` only declares. */
  readonly unitDefining?: (name: string, from: Unit) => Unit | undefined;
  /** Functions that may be lowered. */
  readonly maxFunctions?: number;
}

export interface LinkReport {
  /** Lowered functions, in the order in which they were found. */
  readonly compiled: readonly { readonly name: string; readonly file: string }[];
  readonly hosts: readonly string[];
  /** External functions and objects that nothing defines. */
  readonly missing: readonly { readonly name: string; readonly at: PositionId }[];
  readonly failed: readonly {
    readonly name: string;
    readonly reason: string;
    readonly at: PositionId;
  }[];
}

export interface ParameterShape {
  readonly name: string | undefined;
  readonly typeText: string;
  readonly byteSize: number | undefined;
  readonly isPointer: boolean;
  readonly isSigned: boolean;
}

interface Source {
  readonly scope: UnitScope;
  readonly definition: FunctionDefinition | undefined;
  readonly type: FunctionType;
  readonly at: PositionId;
}

interface ObjectSource {
  readonly scope: UnitScope;
  readonly type: CType;
  readonly initializer: Initializer | undefined;
  readonly isDefined: boolean;
}

const defaultMaxFunctions = 20_000;

export class Compilation {
  readonly options: CompilationOptions;
  readonly model: TypeModel;
  readonly #image: Image;
  readonly #scopes = new Map<Unit, UnitScope>();
  readonly #statics = new Map<UnitScope, Map<string, Entity>>();
  readonly #externals = new Map<string, Entity>();
  readonly #sources = new Map<ImageFunction, Source>();
  readonly #objectSources = new Map<ImageObject, ObjectSource>();
  readonly #strings = new Map<string, ImageObject>();
  readonly #used = new Set<ImageFunction | ImageObject>();
  readonly #queue: (ImageFunction | ImageObject)[] = [];
  readonly #compiled: { name: string; file: string }[] = [];
  readonly #hosts = new Set<string>();
  readonly #missing = new Map<string, PositionId>();
  readonly #failed: { name: string; reason: string; at: PositionId }[] = [];
  readonly #services: ProgramServices;
  readonly #files: FileProgram;

  constructor(options: CompilationOptions) {
    this.options = options;
    this.#image = options.image;
    this.model = createTypeModel(options.dataModel, options.isCharUnsigned);
    this.#services = {
      useFunction: (fn) => this.#use(fn),
      useObject: (object) => this.#use(object),
      stringObject: (bytes, type, at) => this.#stringObject(bytes, type, at),
      findExternal: (name, type, at) => this.#externalFunction(name, type, undefined, at),
      findExternalObject: (name, type, at) => this.#externalObject(name, type, at),
      addStatic: (request) => {
        const { name, type, initializer, isReadOnly, at, context } = request;
        const { declared } = request;
        const object = this.#addObject(
          name,
          type,
          isReadOnly,
          at,
          declared === undefined ? 1 : initializedSize(context, type, declared),
          request.alignment,
        );
        if (initializer !== undefined) {
          object.bytes = rules.initialBytes(context, object, type, initializer);
        }
        this.#objectSources.set(object, {
          scope: this.#scopeOf(context),
          type,
          initializer: undefined,
          isDefined: true,
        });
        return object;
      },
    };
    this.#files = {
      functionOf: (scope, name, type, definition, isStatic, at) =>
        this.#functionOf(scope, name, type, definition, isStatic, at),
      objectOf: (scope, name, type, declarator, specifiers, isDefined) =>
        this.#objectOf(scope, name, type, declarator, specifiers, isDefined),
    };
  }

  // ---- questions ----

  /** The function of a unit, to be linked; undefined when the unit declares none of the name. */
  functionIn(unit: Unit, name: string): ImageFunction | undefined {
    const entity = this.#ask(unit, (_f, scope) => scope.find(name, 0));
    if (entity?.kind !== "function") return undefined;
    this.#use(entity.function);
    return entity.function;
  }

  objectIn(unit: Unit, name: string): ImageObject | undefined {
    const entity = this.#ask(unit, (_f, scope) => scope.find(name, 0));
    if (entity?.kind !== "object") return undefined;
    this.#use(entity.object);
    return entity.object;
  }

  /** The value of a constant expression as it would be at the end of the unit. */
  evaluate(unit: Unit, text: string): bigint | undefined {
    return this.#ask(unit, (f, scope) => {
      const tokens = unit.expand(text);
      const expression = parseExpressionTokens(tokens, (name) => scope.isTypeName(name));
      return rules.constant(f, expression);
    });
  }

  sizeOf(unit: Unit, text: string): number | undefined {
    const type = this.#typeNamed(unit, text);
    return type === undefined ? undefined : sizeOf(type, this.model);
  }

  /** The layout of a struct or union by its name, such as "struct page" or a typedef's. */
  recordOf(unit: Unit, text: string): RecordLayout | undefined {
    const type = this.#typeNamed(unit, text);
    if (type?.kind !== "record") return undefined;
    return this.#ask(unit, () =>
      type.members === undefined ? undefined : layoutOf(type, this.model),
    );
  }

  parametersOf(unit: Unit, name: string): readonly ParameterShape[] {
    const definition = this.syntaxOf(unit, name);
    const [part] = definition?.declarator.parts ?? [];
    if (part?.kind !== "function") return [];
    const found = this.#ask(unit, (f) => {
      const shapes = part.parameters.map(({ specifiers, declarator }): ParameterShape => {
        const base = resolveSpecifiers(f, specifiers);
        const type = adjusted(resolveDeclarator(f, base, specifiers, declarator));
        return {
          name: declarator.name,
          typeText: typeText(type),
          byteSize: sizeOf(type, this.model),
          isPointer: type.kind === "pointer",
          isSigned: asInteger(type)?.isSigned === true,
        };
      });
      // One parameter of type void is none.
      return shapes.length === 1 && shapes[0]?.typeText === "void" ? [] : shapes;
    });
    return found ?? [];
  }

  /** A function's definition as it was parsed. */
  syntaxOf(unit: Unit, name: string): FunctionDefinition | undefined {
    return this.#scope(unit).definitionOf(name);
  }

  /** Why a declaration of the name could not be read, or undefined. */
  problemOf(unit: Unit, name: string): CFrontError | undefined {
    return this.#scope(unit).errorOf(name);
  }

  // ---- linking ----

  /** Lowers all that was asked for and what it reaches. May be called again after more was asked. */
  link(): LinkReport {
    const most = this.options.maxFunctions ?? defaultMaxFunctions;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      if ("byteSize" in next) this.#linkObject(next);
      else if (this.#compiled.length < most) this.#linkFunction(next);
      else this.#fail(next, `the program has more than ${most} functions`, next.at);
    }
    const missing = [...this.#missing].map(([name, at]) => ({ name, at }));
    return {
      compiled: [...this.#compiled],
      hosts: [...this.#hosts].sort(),
      missing: missing.sort((a, b) => (a.name < b.name ? -1 : 1)),
      failed: [...this.#failed],
    };
  }

  #use(used: ImageFunction | ImageObject): void {
    if (this.#used.has(used)) return;
    this.#used.add(used);
    this.#queue.push(used);
  }

  #linkFunction(fn: ImageFunction): void {
    const source = this.#sources.get(fn);
    if (source?.definition === undefined) {
      this.#linkUndefined(fn, source);
      return;
    }
    const { scope, definition, type } = source;
    const { image } = this.options;
    const before = image.nInstructions;
    try {
      fn.body = lowerFunction(
        this.#functionContext(scope, fn.name, type, definition),
        fn,
        definition,
        type,
      );
    } catch (error) {
      image.nInstructions = before;
      // Each level of syntax costs some of the interpreter's stack, which has an end of its own.
      if (error instanceof RangeError) this.#fail(fn, "nested too deep", definition.at, type);
      else if (error instanceof CFrontError) this.#fail(fn, error.message, error.at, type);
      else throw error;
      return;
    }
    this.#compiled.push({
      name: fn.name,
      file: scope.unit.positions.fileOf(definition.at) ?? scope.unit.file,
    });
  }

  /** A host's, or another unit's, or nobody's. */
  #linkUndefined(fn: ImageFunction, source: Source | undefined): void {
    if (this.options.hosts.has(fn.name)) {
      const { hosts } = this.#image;
      let index = hosts.indexOf(fn.name);
      if (index < 0) index = hosts.push(fn.name) - 1;
      fn.hostIndex = index;
      this.#hosts.add(fn.name);
      return;
    }
    const from = source?.scope.unit;
    const unit = from === undefined ? undefined : this.options.unitDefining?.(fn.name, from);
    if (unit !== undefined && unit !== from) {
      const scope = this.#scope(unit);
      const definition = scope.definitionOf(fn.name);
      const type = definition === undefined ? undefined : this.#functionType(scope, definition);
      if (definition !== undefined && type !== undefined) {
        this.#sources.set(fn, { scope, definition, type, at: definition.at });
        this.#linkFunction(fn);
        return;
      }
      const error = scope.errorOf(fn.name);
      if (error !== undefined) {
        this.#fail(fn, error.message, error.at);
        return;
      }
    }
    const error = source?.scope.errorOf(fn.name);
    if (error !== undefined) this.#fail(fn, error.message, error.at, source?.type);
    else this.#missing.set(fn.name, source?.at ?? fn.at);
  }

  #functionType(scope: UnitScope, definition: FunctionDefinition): FunctionType | undefined {
    const { specifiers, declarator } = definition;
    const type = this.#ask(scope.unit, (f) =>
      resolveDeclarator(f, resolveSpecifiers(f, specifiers), specifiers, declarator),
    );
    return type?.kind === "function" ? type : undefined;
  }

  /** The function stops the run, by its reason, when it is called. */
  #fail(fn: ImageFunction, reason: string, at: PositionId, type?: FunctionType): void {
    const { image } = this.options;
    this.#failed.push({ name: fn.name, reason, at });
    const entry = image.nInstructions;
    image.emit(op.UNSUPPORTED, image.addReason(`${fn.name}(): ${reason}`), 0, 0, at);
    const nParameters = (type?.parameters.length ?? 0) + (type?.isVariadic === true ? 1 : 0);
    fn.body = {
      entry,
      end: image.nInstructions,
      nRegisters: nParameters + 1,
      nParameters,
      isVariadic: type?.isVariadic === true,
      frameByteSize: 0,
      variables: [],
    };
  }

  #linkObject(object: ImageObject): void {
    const source = this.#objectSources.get(object);
    if (source === undefined || object.bytes !== undefined) return;
    if (!source.isDefined) {
      this.#missing.set(object.name, object.at);
      return;
    }
    if (source.initializer === undefined) {
      object.bytes = new Uint8Array(0);
      return;
    }
    try {
      const context = this.#context(source.scope);
      object.bytes = rules.initialBytes(context, object, source.type, source.initializer);
    } catch (error) {
      if (!(error instanceof CFrontError)) throw error;
      this.#failed.push({ name: object.name, reason: error.message, at: error.at });
      this.#missing.set(object.name, object.at);
    }
  }

  // ---- what units declare ----

  #functionOf(
    scope: UnitScope,
    name: string,
    type: FunctionType,
    definition: FunctionDefinition | undefined,
    isStatic: boolean,
    at: PositionId,
  ): Entity {
    if (!isStatic) {
      const fn = this.#externalFunction(name, type, { scope, definition, type, at }, at);
      return { kind: "function", type, function: fn };
    }
    const fn = this.#image.addFunction(name, definition?.at ?? at);
    this.#sources.set(fn, { scope, definition, type, at });
    const entity: Entity = { kind: "function", type, function: fn };
    this.#staticsOf(scope).set(name, entity);
    return entity;
  }

  #externalFunction(
    name: string,
    type: FunctionType,
    source: Source | undefined,
    at: PositionId,
  ): ImageFunction {
    const known = this.#externals.get(name);
    if (known?.kind === "function") {
      const before = this.#sources.get(known.function);
      if (source !== undefined && (before === undefined || before.definition === undefined)) {
        this.#sources.set(known.function, source);
      }
      return known.function;
    }
    const fn = this.#image.addFunction(name, source?.definition?.at ?? at);
    this.#externals.set(name, { kind: "function", type, function: fn });
    if (source !== undefined) this.#sources.set(fn, source);
    return fn;
  }

  #objectOf(
    scope: UnitScope,
    name: string,
    type: CType,
    declarator: InitDeclarator,
    specifiers: Specifiers,
    isDefined: boolean,
  ): Entity {
    const isStatic = specifiers.storage === "static";
    const known = isStatic ? undefined : this.#externals.get(name);
    const { initializer } = declarator;
    if (known?.kind === "object") {
      const before = this.#objectSources.get(known.object);
      if (isDefined && before?.isDefined === false) {
        this.#objectSources.set(known.object, { scope, type, initializer, isDefined });
      }
      return { kind: "object", type, object: known.object };
    }
    if (!isDefined) return this.#externalObject(name, type, declarator.at, scope);
    const object = this.#addObject(
      name,
      type,
      isConstObject(specifiers, declarator.declarator),
      declarator.at,
      initializer === undefined ? 0 : initializedSize(this.#context(scope), type, initializer),
      declaredAlignment(this.#context(scope), specifiers, declarator),
    );
    this.#objectSources.set(object, { scope, type, initializer, isDefined });
    const entity: Entity = { kind: "object", type, object };
    if (!isStatic) this.#externals.set(name, entity);
    return entity;
  }

  /** An object that is only declared: the unit that defines it says how large it is. */
  #externalObject(name: string, type: CType, at: PositionId, scope?: UnitScope): Entity {
    const known = this.#externals.get(name);
    if (known?.kind === "object") return { ...known, type };
    const unit = scope && this.options.unitDefining?.(name, scope.unit);
    if (unit !== undefined && unit !== scope?.unit) {
      const found = this.#scope(unit).find(name, at);
      if (found?.kind === "object") {
        this.#externals.set(name, found);
        // The declaring unit may know the type by another name of the same layout.
        return { ...found, type: type.kind === "array" ? found.type : type };
      }
    }
    const object = this.#addObject(name, type, false, at);
    const owner = scope ?? [...this.#scopes.values()][0];
    if (owner !== undefined) {
      this.#objectSources.set(object, {
        scope: owner,
        type,
        initializer: undefined,
        isDefined: false,
      });
    }
    const entity: Entity = { kind: "object", type, object };
    this.#externals.set(name, entity);
    return entity;
  }

  #addObject(
    name: string,
    type: CType,
    isReadOnly: boolean,
    at: PositionId,
    leastByteSize = 1,
    leastAlignment = 1,
  ): ImageObject {
    return this.#image.addObject({
      name,
      at,
      byteSize: Math.max(1, leastByteSize, sizeOf(type, this.model) ?? 1),
      alignment: Math.max(1, leastAlignment, alignmentOf(type, this.model)),
      isReadOnly,
      typeText: typeText(type),
    });
  }

  #stringObject(bytes: Uint8Array, type: CType, at: PositionId): ImageObject {
    const key = `${typeText(type)} ${bytes.join(",")}`;
    const known = this.#strings.get(key);
    if (known !== undefined) return known;
    const object = this.#addObject("(string)", type, true, at);
    object.bytes = bytes;
    this.#strings.set(key, object);
    return object;
  }

  // ---- scopes and contexts ----

  #scope(unit: Unit): UnitScope {
    let scope = this.#scopes.get(unit);
    if (scope === undefined) {
      scope = new UnitScope(unit, this.#files);
      this.#scopes.set(unit, scope);
      this.#context(scope);
    }
    return scope;
  }

  #scopeOf(context: FunctionContext): UnitScope {
    return context.file as UnitScope;
  }

  #staticsOf(scope: UnitScope): Map<string, Entity> {
    let statics = this.#statics.get(scope);
    if (statics === undefined) {
      statics = new Map();
      this.#statics.set(scope, statics);
    }
    return statics;
  }

  /** For what stands outside of functions: all that it writes is taken back. */
  #context(scope: UnitScope): FunctionContext {
    scope.context ??= new FunctionContext({
      writer: new CodeWriter(this.#image),
      names: new NameTable(),
      file: scope,
      program: this.#services,
      model: this.model,
      isIso: this.options.profile === "iso",
      rules,
      result: voidType,
      functionName: "",
      facts: noFacts,
    });
    return scope.context;
  }

  #functionContext(
    scope: UnitScope,
    functionName: string,
    type: FunctionType,
    definition: FunctionDefinition,
  ): FunctionContext {
    return new FunctionContext({
      writer: new CodeWriter(this.#image),
      names: new NameTable(),
      file: scope,
      program: this.#services,
      model: this.model,
      isIso: this.options.profile === "iso",
      rules,
      result: type.result,
      functionName,
      facts: bodyFacts(definition.body),
    });
  }

  #typeNamed(unit: Unit, text: string): CType | undefined {
    return this.#ask(unit, (f, scope) => {
      const tokens = unit.expand(text);
      return resolveTypeName(
        f,
        parseTypeNameTokens(tokens, (name) => scope.isTypeName(name)),
      );
    });
  }

  /** An answer about a unit, or undefined when its text does not allow one. */
  #ask<T>(
    unit: Unit,
    question: (f: FunctionContext, scope: UnitScope) => T | undefined,
  ): T | undefined {
    const scope = this.#scope(unit);
    const f = this.#context(scope);
    try {
      return f.discard(() => question(f, scope));
    } catch (error) {
      if (error instanceof CFrontError) return undefined;
      throw error;
    }
  }
}
