/**
 * The syntax of C11 with the GNU extensions that the kernel uses, as plain nodes.
 *
 * Syntax only: names are not resolved and types are as written. Every node has `at`, the position
 * of the token that names it best (an operator, a called name, a declared name).
 */
import type { PositionId } from "./position.ts";

interface Node {
  readonly at: PositionId;
}

// ---- types as written ----

export interface TypeName extends Node {
  readonly kind: "type-name";
  readonly specifiers: Specifiers;
  readonly declarator: Declarator;
}

export type StorageClass = "typedef" | "extern" | "static" | "auto" | "register";

export interface Specifiers extends Node {
  readonly storage: StorageClass | undefined;
  readonly isInline: boolean;
  readonly isThreadLocal: boolean;
  readonly isConst: boolean;
  readonly isVolatile: boolean;
  /** Of `_Alignas`: types or expressions. */
  readonly alignments: readonly (TypeName | Expression)[];
  readonly attributes: readonly Attribute[];
  readonly type: TypeSpecifier;
}

export type TypeSpecifier =
  /** The words of a built-in type in the order written, such as ["unsigned", "long"]; `__int128`, `float`, `_Bool`, `void` too. Empty when none is written (implicit int). */
  | (Node & { readonly kind: "builtin"; readonly words: readonly string[] })
  | (Node & { readonly kind: "typedef"; readonly name: string })
  | (Node & {
      readonly kind: "record";
      readonly isUnion: boolean;
      readonly tag: string | undefined;
      /** Undefined for a mere mention, such as `struct page`. */
      readonly members: readonly (MemberDeclaration | StaticAssertion)[] | undefined;
      readonly attributes: readonly Attribute[];
    })
  | (Node & {
      readonly kind: "enum";
      readonly tag: string | undefined;
      readonly enumerators: readonly Enumerator[] | undefined;
      readonly attributes: readonly Attribute[];
    })
  | (Node & {
      readonly kind: "typeof-expression";
      readonly expression: Expression;
      readonly isUnqualified: boolean;
    })
  | (Node & {
      readonly kind: "typeof-type";
      readonly type: TypeName;
      readonly isUnqualified: boolean;
    })
  | (Node & { readonly kind: "auto-type" })
  | (Node & { readonly kind: "atomic"; readonly type: TypeName });

export interface Attribute extends Node {
  /** Without leading and trailing double underscores: "packed", "aligned", "mode", "vector_size" … */
  readonly name: string;
  readonly arguments: readonly (Expression | TypeName)[];
}

export interface Enumerator extends Node {
  readonly name: string;
  readonly value: Expression | undefined;
}

export interface MemberDeclaration extends Node {
  readonly kind: "members";
  readonly specifiers: Specifiers;
  /** Empty for an anonymous struct or union member. */
  readonly declarators: readonly MemberDeclarator[];
}

export interface MemberDeclarator extends Node {
  /** With no name for an unnamed bitfield. */
  readonly declarator: Declarator;
  readonly width: Expression | undefined;
  readonly attributes: readonly Attribute[];
}

/** Read inside out: `name` is what `parts[0]` applies to; `*a[3]` has parts [array, pointer]. */
export interface Declarator extends Node {
  /** Undefined in an abstract declarator. */
  readonly name: string | undefined;
  readonly parts: readonly DeclaratorPart[];
  readonly attributes: readonly Attribute[];
}

export type DeclaratorPart =
  | (Node & { readonly kind: "pointer"; readonly isConst: boolean; readonly isVolatile: boolean })
  /** No size for `[]`; `isStar` for `[*]`. */
  | (Node & {
      readonly kind: "array";
      readonly size: Expression | undefined;
      readonly isStar: boolean;
    })
  | (Node & {
      readonly kind: "function";
      readonly parameters: readonly Parameter[];
      readonly isVariadic: boolean;
      /** True for `()`, and for a K&R list of names. */
      readonly isUnprototyped: boolean;
    });

export interface Parameter extends Node {
  readonly specifiers: Specifiers;
  readonly declarator: Declarator;
}

// ---- declarations ----

export type ExternalDeclaration = Declaration | FunctionDefinition | StaticAssertion | FileAssembly;

export interface Declaration extends Node {
  readonly kind: "declaration";
  readonly specifiers: Specifiers;
  readonly declarators: readonly InitDeclarator[];
}

export interface InitDeclarator extends Node {
  readonly declarator: Declarator;
  readonly attributes: readonly Attribute[];
  readonly initializer: Initializer | undefined;
}

export interface FunctionDefinition extends Node {
  readonly kind: "function";
  readonly specifiers: Specifiers;
  /** `parts[0]` is the function part. K&R definitions have their parameters' types there too. */
  readonly declarator: Declarator;
  readonly body: CompoundStatement;
}

export interface StaticAssertion extends Node {
  readonly kind: "static-assert";
  readonly condition: Expression;
  readonly message: string | undefined;
}

export interface FileAssembly extends Node {
  readonly kind: "file-assembly";
  readonly template: string;
}

export type Initializer =
  | Expression
  | (Node & { readonly kind: "initializer-list"; readonly entries: readonly InitializerEntry[] });

export interface InitializerEntry extends Node {
  readonly designators: readonly Designator[];
  readonly value: Initializer;
}

export type Designator =
  | (Node & { readonly kind: "member"; readonly name: string })
  /** `last` for the GNU range `[a ... b]`. */
  | (Node & {
      readonly kind: "index";
      readonly first: Expression;
      readonly last: Expression | undefined;
    });

// ---- statements ----

export type Statement =
  | CompoundStatement
  | Declaration
  | StaticAssertion
  /** A nested function definition is GNU C that the kernel does not use; the parser refuses it. */
  | (Node & { readonly kind: "expression-statement"; readonly expression: Expression })
  | (Node & { readonly kind: "empty" })
  | (Node & {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | undefined;
    })
  | (Node & { readonly kind: "while"; readonly condition: Expression; readonly body: Statement })
  | (Node & { readonly kind: "do"; readonly body: Statement; readonly condition: Expression })
  | (Node & {
      readonly kind: "for";
      readonly initial: Declaration | Expression | undefined;
      readonly condition: Expression | undefined;
      readonly step: Expression | undefined;
      readonly body: Statement;
    })
  | (Node & { readonly kind: "switch"; readonly value: Expression; readonly body: Statement })
  /** `last` for the GNU range `case a ... b`. */
  | (Node & {
      readonly kind: "case";
      readonly first: Expression;
      readonly last: Expression | undefined;
      readonly body: Statement;
    })
  | (Node & { readonly kind: "default"; readonly body: Statement })
  | (Node & { readonly kind: "label"; readonly name: string; readonly body: Statement })
  | (Node & { readonly kind: "goto"; readonly label: string })
  | (Node & { readonly kind: "computed-goto"; readonly target: Expression })
  | (Node & { readonly kind: "break" })
  | (Node & { readonly kind: "continue" })
  | (Node & { readonly kind: "return"; readonly value: Expression | undefined })
  | AssemblyStatement;

export interface CompoundStatement extends Node {
  readonly kind: "compound";
  /** Of a GNU `__label__` declaration. */
  readonly localLabels: readonly string[];
  readonly body: readonly Statement[];
  /** Of the closing brace. */
  readonly endAt: PositionId;
}

export interface AssemblyStatement extends Node {
  readonly kind: "assembly";
  readonly isVolatile: boolean;
  /** The joined template, escapes taken out. */
  readonly template: string;
  readonly outputs: readonly AssemblyOperand[];
  readonly inputs: readonly AssemblyOperand[];
  readonly clobbers: readonly string[];
  readonly gotoLabels: readonly string[];
}

export interface AssemblyOperand extends Node {
  readonly name: string | undefined;
  readonly constraint: string;
  readonly expression: Expression;
}

// ---- expressions ----

export type BinaryOperator =
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "<<"
  | ">>"
  | "<"
  | ">"
  | "<="
  | ">="
  | "=="
  | "!="
  | "&"
  | "^"
  | "|"
  | "&&"
  | "||";

export type UnaryOperator = "+" | "-" | "~" | "!" | "&" | "*";

export type Expression =
  | (Node & { readonly kind: "identifier"; readonly name: string })
  /** As spelled, suffix included. Whether it is a floating constant is the reader's to find out. */
  | (Node & { readonly kind: "number"; readonly text: string })
  /** As spelled, prefix and quotes included. */
  | (Node & { readonly kind: "character"; readonly text: string })
  /** Adjacent literals, each as spelled. */
  | (Node & { readonly kind: "string"; readonly pieces: readonly string[] })
  | (Node & {
      readonly kind: "unary";
      readonly operator: UnaryOperator;
      readonly operand: Expression;
    })
  | (Node & {
      readonly kind: "increment";
      readonly operator: "++" | "--";
      readonly isPrefix: boolean;
      readonly operand: Expression;
    })
  | (Node & {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  /** `operator` is undefined for a plain `=`. */
  | (Node & {
      readonly kind: "assignment";
      readonly operator: BinaryOperator | undefined;
      readonly left: Expression;
      readonly right: Expression;
    })
  /** `then` is undefined for the GNU `a ?: b`. */
  | (Node & {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly then: Expression | undefined;
      readonly otherwise: Expression;
    })
  | (Node & { readonly kind: "comma"; readonly left: Expression; readonly right: Expression })
  | (Node & {
      readonly kind: "call";
      readonly callee: Expression;
      readonly arguments: readonly Expression[];
    })
  | (Node & { readonly kind: "subscript"; readonly array: Expression; readonly index: Expression })
  | (Node & {
      readonly kind: "member";
      readonly object: Expression;
      readonly name: string;
      readonly isArrow: boolean;
    })
  | (Node & { readonly kind: "cast"; readonly type: TypeName; readonly operand: Expression })
  | (Node & {
      readonly kind: "compound-literal";
      readonly type: TypeName;
      readonly initializer: Initializer;
    })
  | (Node & { readonly kind: "sizeof-expression"; readonly operand: Expression })
  | (Node & { readonly kind: "sizeof-type"; readonly type: TypeName })
  | (Node & { readonly kind: "alignof-type"; readonly type: TypeName })
  | (Node & { readonly kind: "alignof-expression"; readonly operand: Expression })
  | (Node & {
      readonly kind: "generic";
      readonly control: Expression;
      readonly associations: readonly GenericAssociation[];
    })
  | (Node & { readonly kind: "statement-expression"; readonly body: CompoundStatement })
  /** GNU `&&label`. */
  | (Node & { readonly kind: "label-address"; readonly label: string })
  | (Node & { readonly kind: "va-arg"; readonly list: Expression; readonly type: TypeName })
  | (Node & {
      readonly kind: "offsetof";
      readonly type: TypeName;
      readonly path: readonly OffsetStep[];
    })
  | (Node & {
      readonly kind: "types-compatible";
      readonly left: TypeName;
      readonly right: TypeName;
    })
  | (Node & {
      readonly kind: "choose";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    });

export interface GenericAssociation extends Node {
  /** Undefined for `default`. */
  readonly type: TypeName | undefined;
  readonly value: Expression;
}

export type OffsetStep =
  | (Node & { readonly kind: "member"; readonly name: string })
  | (Node & { readonly kind: "index"; readonly index: Expression });
