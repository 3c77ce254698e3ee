/** C source to a program for the machine. */
export type {
  Declaration,
  Declarator,
  Expression,
  ExternalDeclaration,
  FunctionDefinition,
  Initializer,
  Specifiers,
  Statement,
  TypeName,
} from "./ast.ts";
export { CFrontError } from "./cfront-error.ts";
export {
  Compilation,
  type CompilationOptions,
  type LinkReport,
  type ParameterShape,
} from "./compilation.ts";
export { createUnit, type UnitOptions } from "./create-unit.ts";
export {
  type AddressPlan,
  type AssemblyText,
  type FunctionBody,
  Image,
  type ImageFunction,
  type ImageObject,
  type IntegerForm,
  type OverflowForm,
  type SwitchTable,
  type VariableInfo,
} from "./image.ts";
export {
  type FaultCode,
  faultCodes,
  type OperationName,
  op,
  operationNames,
} from "./instruction.ts";
export { type Expansion, type PositionId, PositionTable } from "./position.ts";
export type { RecordLayout, RecordLayoutMember } from "./record-report.ts";
export { SourceCache } from "./source-text.ts";
export type { Token, TokenKind } from "./token.ts";
export type { DeclarationRef, Unit, UnitProblem } from "./unit.ts";
