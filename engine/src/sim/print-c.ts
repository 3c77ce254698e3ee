/**
 * Syntax back to C text, for expressions and types that a scenario takes over from a caller.
 *
 * What has no short form (statement expressions, initialiser lists with designators, assembly) is
 * not printed: the answer is then undefined, and the scenario says that it did not follow.
 */
import type { Declarator, Expression, Initializer, Specifiers, TypeName } from "#engine/cfront";

const maxDepth = 60;

export function printExpression(expression: Expression, depth = 0): string | undefined {
  if (depth > maxDepth) return undefined;
  const print = (inner: Expression) => printExpression(inner, depth + 1);
  switch (expression.kind) {
    case "identifier":
      return expression.name;
    case "number":
    case "character":
      return expression.text;
    case "string":
      return expression.pieces.join(" ");
    case "unary":
      return join`(${expression.operator}${print(expression.operand)})`;
    case "binary":
      return join`(${print(expression.left)} ${expression.operator} ${print(expression.right)})`;
    case "conditional": {
      const then = expression.then === undefined ? "" : print(expression.then);
      return join`(${print(expression.condition)} ? ${then} : ${print(expression.otherwise)})`;
    }
    case "subscript":
      return join`${print(expression.array)}[${print(expression.index)}]`;
    case "member":
      return join`${print(expression.object)}${expression.isArrow ? "->" : "."}${expression.name}`;
    case "cast":
      return join`((${printTypeName(expression.type)})${print(expression.operand)})`;
    case "compound-literal":
      return join`(${printTypeName(expression.type)})${printInitializer(expression.initializer, depth + 1)}`;
    case "sizeof-type":
      return join`sizeof(${printTypeName(expression.type)})`;
    case "sizeof-expression":
      return join`sizeof(${print(expression.operand)})`;
    case "call": {
      const args = expression.arguments.map(print);
      if (args.some((argument) => argument === undefined)) return undefined;
      return join`${print(expression.callee)}(${args.join(", ")})`;
    }
    default:
      return undefined;
  }
}

function printInitializer(initializer: Initializer, depth: number): string | undefined {
  if (initializer.kind !== "initializer-list") return printExpression(initializer, depth);
  if (depth > maxDepth) return undefined;
  const entries = initializer.entries.map((entry) =>
    entry.designators.length > 0 ? undefined : printInitializer(entry.value, depth + 1),
  );
  if (entries.some((entry) => entry === undefined)) return undefined;
  return `{ ${entries.join(", ")} }`;
}

export function printTypeName(type: TypeName): string | undefined {
  return join`${printSpecifiers(type.specifiers)}${printAbstract(type.declarator)}`;
}

/** The type itself: `struct page`, `unsigned long`, a typedef's name. */
export function printSpecifiers({ type, isConst }: Specifiers): string | undefined {
  const prefix = isConst ? "const " : "";
  switch (type.kind) {
    case "builtin":
      return prefix + type.words.join(" ");
    case "typedef":
      return prefix + type.name;
    case "record":
      if (type.tag === undefined) return undefined;
      return `${prefix}${type.isUnion ? "union" : "struct"} ${type.tag}`;
    case "enum":
      return type.tag === undefined ? undefined : `${prefix}enum ${type.tag}`;
    default:
      return undefined;
  }
}

/** Pointers only; arrays and functions in a cast are not followed. */
export function printAbstract({ parts }: Declarator): string | undefined {
  if (parts.some((part) => part.kind !== "pointer")) return undefined;
  return parts.length === 0 ? "" : ` ${"*".repeat(parts.length)}`;
}

/** The parts put together, or undefined when one of them is. */
function join(
  texts: TemplateStringsArray,
  ...parts: readonly (string | undefined)[]
): string | undefined {
  if (parts.some((part) => part === undefined)) return undefined;
  return texts.reduce((joined, text, at) => joined + text + (parts[at] ?? ""), "");
}
