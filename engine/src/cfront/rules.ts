/** The rules of lowering, tied together. */
import { chooseGeneric, constantOf, typeOfExpression } from "./constant-expression.ts";
import type { LoweringRules } from "./function-context.ts";
import { initialBytes, initialize } from "./initialize.ts";
import { lowerCall } from "./lower-call.ts";
import { lowerBranch } from "./lower-conditional.ts";
import { lowerEffect, lowerValue } from "./lower-expression.ts";
import { arrayLength } from "./lower-initializer.ts";
import { lowerPlace, pointee } from "./lower-place.ts";
import { lowerStatement, lowerStatementExpression } from "./lower-statement.ts";

export const rules: LoweringRules = {
  value: lowerValue,
  effect: lowerEffect,
  place: lowerPlace,
  pointee,
  typeOf: typeOfExpression,
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
