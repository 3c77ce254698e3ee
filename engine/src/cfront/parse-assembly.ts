/** Assembly: statements with operands, and templates at file scope. */
import type { AssemblyOperand, AssemblyStatement, FileAssembly } from "./ast.ts";
import { readLiteralText } from "./literal-text.ts";
import type { ParseState } from "./parse-state.ts";
import { findReservedWord } from "./reserved-word-table.ts";

export function startsAssembly(p: ParseState): boolean {
  return p.token.kind === "identifier" && findReservedWord(p.text)?.kind === "assembly";
}

export function parseAssemblyStatement(p: ParseState): AssemblyStatement {
  const { at } = p.advance();
  let isVolatile = false;
  for (; p.token.kind === "identifier"; p.advance()) {
    if (findReservedWord(p.text)?.kind === "volatile") isVolatile = true;
    else if (p.text !== "goto" && findReservedWord(p.text)?.kind !== "inline") break;
  }
  p.expect("(", "after 'asm'");
  const template = readLiteralText(p, "an assembly template");
  const sections = new Sections(p);
  const outputs = sections.next() ? parseOperands(p) : [];
  const inputs = sections.next() ? parseOperands(p) : [];
  const clobbers = sections.next() ? parseClobbers(p) : [];
  const gotoLabels = sections.next() ? parseLabels(p) : [];
  p.expect(")", "after the assembly");
  p.expect(";", "after the assembly");
  return {
    kind: "assembly",
    isVolatile,
    template,
    outputs,
    inputs,
    clobbers,
    gotoLabels,
    at,
  };
}

/** Moves over the colons between the parts of a statement; two may have come as one token. */
class Sections {
  readonly #p: ParseState;
  #isColonLeft = false;

  constructor(p: ParseState) {
    this.#p = p;
  }

  next(): boolean {
    if (this.#isColonLeft) {
      this.#isColonLeft = false;
      return true;
    }
    this.#isColonLeft = this.#p.text === "::";
    return this.#p.accepts("::") || this.#p.accepts(":");
  }
}

function endsSection(p: ParseState): boolean {
  return p.text === ":" || p.text === "::" || p.text === ")";
}

function parseOperands(p: ParseState): readonly AssemblyOperand[] {
  const operands: AssemblyOperand[] = [];
  if (endsSection(p)) return operands;
  do operands.push(parseOperand(p));
  while (p.accepts(","));
  return operands;
}

function parseOperand(p: ParseState): AssemblyOperand {
  const { at } = p;
  let name: string | undefined;
  if (p.accepts("[")) {
    // A symbolic name may be any word, `asm` itself included.
    if (p.token.kind !== "identifier") p.fail("the name of an operand");
    name = p.advance().text;
    p.expect("]", "after the name of an operand");
  }
  const constraint = readLiteralText(p, "a constraint");
  p.expect("(", "before the operand");
  const expression = p.grammar.expression(p);
  p.expect(")", "after the operand");
  return { name, constraint, expression, at };
}

function parseClobbers(p: ParseState): readonly string[] {
  const clobbers: string[] = [];
  if (endsSection(p)) return clobbers;
  do clobbers.push(readLiteralText(p, "a clobbered register"));
  while (p.accepts(","));
  return clobbers;
}

function parseLabels(p: ParseState): readonly string[] {
  const labels: string[] = [];
  if (endsSection(p)) return labels;
  do labels.push(p.identifier("a label").text);
  while (p.accepts(","));
  return labels;
}

/** At file scope the kernel gives constants as operands at most, and they are not kept. */
export function parseFileAssembly(p: ParseState): FileAssembly {
  const { template, at } = parseAssemblyStatement(p);
  return { kind: "file-assembly", template, at };
}
