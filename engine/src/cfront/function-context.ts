/**
 * What the parts of the lowering share while they write one function, or work out a constant or a
 * type outside of any.
 *
 * The parts call each other across files through `rules`, so that no two files import each other.
 */
import type { Expression, Initializer, Statement } from "./ast.ts";
import { CFrontError } from "./cfront-error.ts";
import type { CodeWriter, Label, Register } from "./code-writer.ts";
import type { ImageFunction, ImageObject, VariableInfo } from "./image.ts";
import type { Entity, NameTable, Tag } from "./name-table.ts";
import type { PositionId } from "./position.ts";
import type { CType, EnumType, FunctionType, RecordType, TypeModel } from "./type.ts";
import type { Place, Value } from "./value.ts";

/** The scope of a file, which finds out what a name means when it is asked. */
export interface FileScope {
  readonly find: (name: string, at: PositionId) => Entity | undefined;
  readonly findTag: (name: string, isEnum: boolean) => Tag | undefined;
  readonly declareTag: (name: string, tag: Tag) => void;
  readonly declare: (name: string, entity: Entity) => void;
  /** An object that a function declares extern: the file's own, or the program's. */
  readonly findOrDeclareExtern: (name: string, type: CType, at: PositionId) => Entity;
}

/** What the program as a whole does for a function that is written. */
export interface ProgramServices {
  /** The function runs, or its address is taken: it has to be linked. */
  readonly useFunction: (fn: ImageFunction) => void;
  readonly useObject: (object: ImageObject) => void;
  /** The object of a string literal; equal literals share one. */
  readonly stringObject: (bytes: Uint8Array, type: CType, at: PositionId) => ImageObject;
  /** A function that is called without a declaration, or by a builtin's other name. */
  readonly findExternal: (name: string, type: FunctionType, at: PositionId) => ImageFunction;
  readonly findExternalObject: (name: string, type: CType, at: PositionId) => Entity;
  readonly addStatic: (request: {
    readonly name: string;
    readonly type: CType;
    readonly initializer: Initializer | undefined;
    /** An initialiser that the caller evaluates later, but that says how much room is wanted. */
    readonly declared?: Initializer | undefined;
    /** What the declaration asks for beyond its type. */
    readonly alignment?: number;
    readonly isReadOnly: boolean;
    readonly at: PositionId;
    readonly context: FunctionContext;
  }) => ImageObject;
}

export interface LoweringRules {
  /** The value of an expression; arrays and functions as pointers. */
  readonly value: (f: FunctionContext, expression: Expression) => Value;
  /** The same where the value is not asked for. */
  readonly effect: (f: FunctionContext, expression: Expression) => void;
  /** Its place, where it has one. */
  readonly place: (f: FunctionContext, expression: Expression) => Place;
  /** What a pointer points to. */
  readonly pointee: (f: FunctionContext, pointer: Value, at: PositionId) => Place;
  /** Its type, arrays and functions as they are; nothing is written. */
  readonly typeOf: (f: FunctionContext, expression: Expression) => CType;
  /** Its value as an integer, or undefined when it is no constant; nothing is written. */
  readonly constant: (f: FunctionContext, expression: Expression) => bigint | undefined;
  /** Jumps to a label by the truth of an expression, and falls through otherwise. */
  readonly branch: (
    f: FunctionContext,
    condition: Expression,
    label: Label,
    whenTrue: boolean,
  ) => void;
  readonly statement: (f: FunctionContext, statement: Statement) => void;
  /** A block whose last expression is its value. */
  readonly statementExpression: (
    f: FunctionContext,
    expression: Extract<Expression, { kind: "statement-expression" }>,
  ) => Value;
  /** Fills a place from an initialiser; bytes that it does not name become zero. */
  readonly initialize: (f: FunctionContext, place: Place, initializer: Initializer) => void;
  /** The bytes of an object of the image, from constants. */
  readonly initialBytes: (
    f: FunctionContext,
    object: ImageObject,
    type: CType,
    initializer: Initializer,
  ) => Uint8Array;
  /** Elements of an array whose declaration leaves the number to its initialiser. */
  readonly arrayLength: (f: FunctionContext, element: CType, initializer: Initializer) => number;
  readonly chooseGeneric: (
    f: FunctionContext,
    expression: Extract<Expression, { kind: "generic" }>,
  ) => Expression;
  readonly call: (f: FunctionContext, expression: Extract<Expression, { kind: "call" }>) => Value;
}

export interface LoopLabels {
  readonly onBreak: Label;
  /** Undefined for a switch. */
  readonly onContinue: Label | undefined;
  /** How many scopes are open around it. */
  readonly nScopes: number;
}

/** A block or loop, and what is done when it is left, in order of declaration. */
export interface CleanupScope {
  readonly node: object;
  readonly cleanups: Cleanup[];
}

export interface Cleanup {
  /** Of the attribute `cleanup`; else the variable's bytes end with their scope. */
  readonly isCall: boolean;
  readonly write: () => void;
}

/** What a look at the whole body tells before it is lowered. */
export interface BodyFacts {
  /** Names of variables that cannot live in a register. */
  readonly addressTaken: ReadonlySet<string>;
  /** The blocks and loops around each label. */
  readonly labelScopes: ReadonlyMap<string, ReadonlySet<object>>;
  /** The blocks and loops around any label. */
  readonly labelled: ReadonlySet<object>;
}

export interface SwitchUnderWay {
  readonly cases: { readonly first: bigint; readonly last: bigint; readonly label: Label }[];
  otherwise: Label | undefined;
  readonly type: CType;
  /** When the value is a constant: it, and whether some case is for it. */
  readonly known: { readonly value: bigint; readonly isMatched: boolean } | undefined;
}

export class FunctionContext {
  readonly writer: CodeWriter;
  readonly names: NameTable;
  readonly file: FileScope;
  readonly program: ProgramServices;
  readonly model: TypeModel;
  readonly isIso: boolean;
  readonly rules: LoweringRules;
  readonly result: CType;
  readonly functionName: string;
  readonly facts: BodyFacts;
  readonly loops: LoopLabels[] = [];
  readonly scopes: CleanupScope[] = [];
  readonly switches: SwitchUnderWay[] = [];
  readonly labels = new Map<string, Label>();
  /** Of blocks that declared labels of their own and are over. */
  readonly closedLabels: Label[] = [];
  readonly variables: VariableInfo[] = [];
  /** Those whose scope is not over; their end is not known. */
  readonly openVariables: Omit<VariableInfo, "to">[] = [];
  /** The register of the hidden argument that says where a record is returned to. */
  resultAddress: Register | undefined;
  /** The register of the hidden argument with the address of variadic arguments. */
  variadicAddress: Register | undefined;
  /** Registers with the byte sizes of variable-length arrays. */
  readonly variableSizes = new Map<CType, Register>();
  /** Registers that variables live in, and that no temporary value may take over. */
  readonly variableRegisters = new Set<Register>();
  /** Types that were worked out before; what an expression means does not change. */
  readonly knownTypes = new WeakMap<Expression, CType>();
  /** Constants that were worked out before; undefined for what is none. */
  readonly knownConstants = new WeakMap<Expression, { readonly value: bigint | undefined }>();
  /** Structs, unions and enumerations by the syntax that defines them. */
  readonly definitions = new WeakMap<object, RecordType | EnumType>();
  /** Static objects by the syntax that declares them. */
  readonly statics = new WeakMap<object, ImageObject>();
  /** Registers of variables that may be read before they are written (ISO profile). */
  readonly trackedRegisters = new Set<Register>();
  /** False where no path of the program leads, so that what stands there is not linked. */
  isReachable = true;
  #depth = 0;

  constructor(options: {
    readonly writer: CodeWriter;
    readonly names: NameTable;
    readonly file: FileScope;
    readonly program: ProgramServices;
    readonly model: TypeModel;
    readonly isIso: boolean;
    readonly rules: LoweringRules;
    readonly result: CType;
    readonly functionName: string;
    readonly facts: BodyFacts;
  }) {
    this.writer = options.writer;
    this.names = options.names;
    this.file = options.file;
    this.program = options.program;
    this.model = options.model;
    this.isIso = options.isIso;
    this.rules = options.rules;
    this.result = options.result;
    this.functionName = options.functionName;
    this.facts = options.facts;
  }

  get isDiscarding(): boolean {
    return this.writer.discarding > 0;
  }

  find(name: string, at: PositionId): Entity | undefined {
    return this.names.find(name) ?? this.file.find(name, at);
  }

  /** A label of the function by its name, placed or not. */
  label(name: string): Label {
    let label = this.labels.get(name);
    if (label === undefined) {
      label = this.writer.label();
      this.labels.set(name, label);
    }
    return label;
  }

  /** Does something, takes back all that it wrote and declared, and keeps the answer. */
  discard<T>(does: () => T): T {
    const { names, isReachable } = this;
    const lists: { length: number }[] = [
      this.closedLabels,
      this.variables,
      this.openVariables,
      this.loops,
      this.switches,
      this.scopes,
    ];
    const lengths = lists.map(({ length }) => length);
    const depth = names.depth;
    const labels = [...this.labels].map(([name, label]) => ({
      name,
      label,
      target: label.target,
      nUses: label.uses.length,
      nObjectUses: label.objectUses.length,
    }));
    try {
      return this.writer.discard(does);
    } finally {
      this.isReachable = isReachable;
      while (names.depth > depth) names.close();
      lists.forEach((list, index) => {
        list.length = lengths[index] as number;
      });
      this.labels.clear();
      for (const { name, label, target, nUses, nObjectUses } of labels) {
        label.target = target;
        label.uses.length = nUses;
        label.objectUses.length = nObjectUses;
        this.labels.set(name, label);
      }
    }
  }

  fail(message: string, at: PositionId): never {
    throw new CFrontError(message, at);
  }

  /** Does something one level deeper, and refuses what is nested too deep for the stack. */
  nested<T>(at: PositionId, does: () => T): T {
    if (++this.#depth > deepest) this.fail(`nested deeper than ${deepest} levels`, at);
    try {
      return does();
    } finally {
      this.#depth--;
    }
  }
}

/** Far below what the stack of the interpreter underneath holds. */
const deepest = 600;
