/**
 * Inline assembly. Its template, constraints, clobbers and labels are no C; its operands are. An
 * asm is written as a call of the operands, and read back as a `gnu_asm_expression`.
 */
import { matchBrackets } from "./brackets.ts";
import type { Rewriting } from "./rewriting.ts";
import { is, isName, type Token } from "./token.ts";

const asmName =
  /^(?:asm|__asm__|__asm|asm_volatile_goto|asm_goto_output|asm_inline|__asm_inline__)$/;
const asmQualifier = /^(?:volatile|__volatile__|__volatile|inline|__inline|__inline__|goto)$/;

export function rewriteAssembly(rewriting: Rewriting): void {
  const { tokens } = rewriting;
  if (!tokens.some((token) => asmName.test(token.text))) return;
  const match = matchBrackets(tokens);
  const kept: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.kind !== "word" || !asmName.test(token.text)) {
      kept.push(token);
      continue;
    }
    let open = index + 1;
    while (asmQualifier.test(tokens[open]?.text ?? "")) open++;
    const close = match[open] ?? -1;
    if (!is(tokens[open], "(") || close < 0) {
      kept.push(token);
      continue;
    }
    const previous = kept.at(-1);
    const namesRegister = isName(previous) || is(previous, ")");
    const isDeclarator = namesRegister && /^[;=,{]$/.test(tokens[close + 1]?.text ?? "");
    if (!isDeclarator || (is(previous, ")") && hasOperands(tokens, open, close))) {
      keepOperands(rewriting, tokens, match, index, open, kept);
    }
    index = close;
  }
  rewriting.tokens = kept;
}

function hasOperands(tokens: readonly Token[], open: number, close: number): boolean {
  for (let index = open; index < close; index++) if (is(tokens[index], ":")) return true;
  return tokens.slice(open + 1, close).some((token) => token.kind !== "string");
}

function keepOperands(
  rewriting: Rewriting,
  tokens: readonly Token[],
  match: Int32Array,
  name: number,
  open: number,
  kept: Token[],
): void {
  const head = tokens[name];
  const opening = tokens[open];
  const closing = tokens[match[open] ?? -1];
  if (head === undefined || opening === undefined || closing === undefined) return;
  rewriting.assembly.add(head.start);
  const stand = "_".repeat(head.end - head.start);
  kept.push({ ...head, text: stand, out: stand }, opening);
  let section = 0;
  let isFirst = true;
  const close = match[open] ?? -1;
  for (let index = open + 1; index < close; index++) {
    const token = tokens[index];
    const inner = match[index] ?? -1;
    if (token === undefined) break;
    if (is(token, ":")) section++;
    if (inner <= index) continue;
    if (is(token, "(") && (section === 1 || section === 2)) {
      const isMacro = isName(tokens[index - 1]) && tokens[index - 2]?.kind !== "string";
      const from = isMacro ? index - 1 : index;
      const start = tokens[from]?.start ?? token.start;
      // The place before an operand held a constraint, a comma or a colon.
      const comma = Math.max(kept.at(-1)?.end ?? start, start - 1);
      if (!isFirst && comma < start) {
        kept.push({ kind: "punctuator", text: ",", start: comma, end: comma + 1, out: "," });
      }
      kept.push(...tokens.slice(from, inner + 1));
      isFirst = false;
    }
    index = inner;
  }
  kept.push(closing);
}
