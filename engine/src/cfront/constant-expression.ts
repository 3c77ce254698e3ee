/** The types and the constant values of expressions, without writing anything. */
import type { Expression } from "./ast.ts";
import type { FunctionContext } from "./function-context.ts";
import { chosen, memberOf } from "./lower-place.ts";
import { decayed } from "./operand.ts";
import { resolveTypeName } from "./resolve-type.ts";
import { type CType, pointerTo, sameType, typeText } from "./type.ts";

/** The type of an expression; arrays and functions as they are. */
export function typeOfExpression(f: FunctionContext, expression: Expression): CType {
  const known = f.knownTypes.get(expression);
  if (known !== undefined) return known;
  const type = f.nested(expression.at, () => readType(f, expression));
  f.knownTypes.set(expression, type);
  return type;
}

function readType(f: FunctionContext, expression: Expression): CType {
  const { at } = expression;
  switch (expression.kind) {
    case "identifier": {
      const entity = f.find(expression.name, at);
      if (entity === undefined) break;
      if (entity.kind === "place") return entity.place.type;
      return entity.type;
    }
    case "cast":
    case "va-arg":
      return resolveTypeName(f, expression.type);
    case "member": {
      const object = f.rules.typeOf(f, expression.object);
      const record = expression.isArrow ? pointedTo(f, object, at) : object;
      if (record.kind !== "record") break;
      return memberOf(f, record, expression.name, at).type;
    }
    case "unary":
      if (expression.operator === "*") {
        return pointedTo(f, f.rules.typeOf(f, expression.operand), at);
      }
      if (expression.operator === "&") return pointerTo(f.rules.typeOf(f, expression.operand));
      if (expression.operator === "!") return f.model.int;
      break;
    case "call": {
      const callee = typeOfCallee(f, expression.callee);
      if (callee?.kind === "function") return callee.result;
      break;
    }
    case "assignment":
      return f.rules.typeOf(f, expression.left);
    case "comma":
      return decayed(f.rules.typeOf(f, expression.right));
    case "sizeof-expression":
    case "sizeof-type":
    case "alignof-type":
    case "alignof-expression":
    case "offsetof":
      return f.model.unsignedLong;
    case "generic":
    case "choose":
      return f.rules.typeOf(f, chosen(f, expression));
    case "string":
    case "subscript":
    case "compound-literal":
      return f.discard(() => f.rules.place(f, expression).type);
    default:
      break;
  }
  return f.discard(() => f.rules.value(f, expression).type);
}

function pointedTo(f: FunctionContext, type: CType, at: number): CType {
  const pointer = decayed(type);
  return pointer.kind === "pointer" ? pointer.to : f.fail(`${typeText(type)} is no pointer`, at);
}

/** Undefined for builtins and what is not declared. */
function typeOfCallee(f: FunctionContext, callee: Expression): CType | undefined {
  if (callee.kind === "identifier") {
    if (callee.name.startsWith("__builtin_")) return undefined;
    if (f.find(callee.name, callee.at) === undefined) return undefined;
  }
  const type = f.rules.typeOf(f, callee);
  return type.kind === "pointer" ? type.to : type;
}

/** The value, when it is known and reading it does nothing else. */
export function constantOf(f: FunctionContext, expression: Expression): bigint | undefined {
  const known = f.knownConstants.get(expression);
  if (known !== undefined) return known.value;
  const value = mayFold(f, expression, 0) ? fold(f, expression) : undefined;
  f.knownConstants.set(expression, { value });
  return value;
}

function fold(f: FunctionContext, expression: Expression): bigint | undefined {
  const { image } = f.writer;
  const before = image.nInstructions;
  return f.discard(() => {
    const value = f.rules.value(f, expression);
    return value.kind === "constant" && image.nInstructions === before ? value.value : undefined;
  });
}

/** Whether it is worth trying: false where a variable or a call decides. */
function mayFold(f: FunctionContext, expression: Expression, depth: number): boolean {
  if (depth > 200) return false;
  const may = (one: Expression) => mayFold(f, one, depth + 1);
  switch (expression.kind) {
    case "identifier":
      return f.find(expression.name, expression.at)?.kind !== "place";
    case "call":
      return (
        expression.callee.kind === "identifier" && expression.callee.name.startsWith("__builtin_")
      );
    case "increment":
    case "assignment":
    case "va-arg":
    case "statement-expression":
    case "label-address":
      return false;
    case "unary":
      if (expression.operator === "&") return true;
      return expression.operator !== "*" && may(expression.operand);
    case "subscript":
      return false;
    case "member":
      return !expression.isArrow && expression.object.kind === "compound-literal";
    case "binary":
      if (expression.operator === "&&" || expression.operator === "||") return may(expression.left);
      return may(expression.left) && may(expression.right);
    case "conditional":
      return may(expression.condition);
    case "comma":
      return may(expression.left) && may(expression.right);
    case "cast":
      return may(expression.operand);
    default:
      return true;
  }
}

/** The association that the controlling expression's type chooses (C11 6.5.1.1). */
export function chooseGeneric(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "generic" }>,
): Expression {
  const type = decayed(f.rules.typeOf(f, expression.control));
  let otherwise: Expression | undefined;
  for (const association of expression.associations) {
    if (association.type === undefined) otherwise = association.value;
    else if (sameType(resolveTypeName(f, association.type), type)) return association.value;
  }
  return otherwise ?? f.fail(`no association for ${typeText(type)}`, expression.at);
}
