/** The rules of lowering, tied together; and the questions whose answers are not written. */
import type { Expression } from "./ast.ts";
import type { FunctionContext, LoweringRules } from "./function-context.ts";
import { initialBytes, initialize } from "./initialize.ts";
import { lowerCall } from "./lower-call.ts";
import { lowerBranch } from "./lower-conditional.ts";
import { lowerValue } from "./lower-expression.ts";
import { arrayLength } from "./lower-initializer.ts";
import { lowerPlace, pointee } from "./lower-place.ts";
import { lowerStatement, lowerStatementExpression } from "./lower-statement.ts";
import { decayed } from "./operand.ts";
import { resolveTypeName } from "./resolve-type.ts";
import { type CType, sameType, typeText } from "./type.ts";

export const rules: LoweringRules = {
  value: lowerValue,
  place: lowerPlace,
  pointee,
  typeOf,
  constant: constantOf,
  branch: lowerBranch,
  statement: lowerStatement,
  statementExpression: lowerStatementExpression,
  initialize,
  initialBytes,
  arrayLength,
  chooseGeneric,
  call: lowerCall,
};

/** Kinds that have a place, whose type an expression keeps instead of decaying. */
function typeOf(f: FunctionContext, expression: Expression): CType {
  const known = f.knownTypes.get(expression);
  if (known !== undefined) return known;
  const isReachable = f.isReachable;
  const type = f.writer.discard(() => undecayedType(f, expression));
  f.isReachable = isReachable;
  f.knownTypes.set(expression, type);
  return type;
}

function undecayedType(f: FunctionContext, expression: Expression): CType {
  switch (expression.kind) {
    case "identifier": {
      const entity = f.find(expression.name, expression.at);
      if (entity?.kind === "enumerator") return entity.type;
      return f.rules.place(f, expression).type;
    }
    case "string":
    case "subscript":
    case "member":
    case "compound-literal":
      return f.rules.place(f, expression).type;
    case "unary":
      if (expression.operator === "*") return f.rules.place(f, expression).type;
      break;
    default:
      break;
  }
  return f.rules.value(f, expression).type;
}

function constantOf(f: FunctionContext, expression: Expression): bigint | undefined {
  const known = f.knownConstants.get(expression);
  if (known !== undefined) return known.value;
  const isReachable = f.isReachable;
  const value = f.writer.discard(() => f.rules.value(f, expression));
  f.isReachable = isReachable;
  const answer = value.kind === "constant" ? value.value : undefined;
  f.knownConstants.set(expression, { value: answer });
  return answer;
}

/** C11 6.5.1.1: the type is that of the value, without qualifiers. */
function chooseGeneric(
  f: FunctionContext,
  expression: Extract<Expression, { kind: "generic" }>,
): Expression {
  const type = decayed(f.rules.typeOf(f, expression.control));
  const match = expression.associations.find(
    (association) =>
      association.type !== undefined && sameType(resolveTypeName(f, association.type), type),
  );
  const chosen = match ?? expression.associations.find((one) => one.type === undefined);
  if (chosen === undefined) {
    return f.fail(`_Generic has nothing for ${typeText(type)}`, expression.at);
  }
  return chosen.value;
}
