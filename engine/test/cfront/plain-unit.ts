/** Units of text without directives and macros, so that lowering is tested on its own. */
import type { DeclarationRef, PositionTable, Token, TokenKind, Unit } from "#engine/cfront";

const lexeme =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|^#[^\n]*|((?:[LuU]|u8)?"(?:[^"\\\n]|\\[\s\S])*")|([LuU]?'(?:[^'\\\n]|\\[\s\S])*')|([A-Za-z_$][\w$]*)|(\.?\d(?:[eEpP][+-]|[\w.])*)|(\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[\s\S])/gm;
const kinds: readonly TokenKind[] = ["string", "character", "identifier", "number", "punctuator"];

function plainTokens(text: string, file: string, positions: PositionTable): Token[] {
  const fileId = positions.fileId(file);
  const tokens: Token[] = [];
  for (const match of text.matchAll(lexeme)) {
    const group = match.slice(1).findIndex((part) => part !== undefined);
    if (group < 0) continue;
    const at = positions.add(fileId, match.index);
    tokens.push({ kind: kinds[group] as TokenKind, text: match[0], at });
  }
  return tokens;
}

export function plainUnit(text: string, positions: PositionTable, file = "test.c"): Unit {
  const pieces = split(plainTokens(text, file, positions));
  const byName = new Map<string, DeclarationRef[]>();
  pieces.forEach((tokens, index) => {
    const names = new Set(
      tokens.filter(({ kind }) => kind === "identifier").map((one) => one.text),
    );
    for (const name of names) {
      const list = byName.get(name) ?? [];
      list.push({ index });
      byName.set(name, list);
    }
  });
  return {
    file,
    positions,
    nDeclarations: pieces.length,
    candidates: (name) => byName.get(name) ?? [],
    declarations: () => pieces.map((_, index) => ({ index })),
    tokensOf: ({ index }) => pieces[index] ?? [],
    expand: (asked) => plainTokens(asked, "<asked>", positions),
    problems: [],
  };
}

/** A piece ends at a semicolon, or at the brace that ends a function. */
function split(tokens: readonly Token[]): Token[][] {
  const pieces: Token[][] = [];
  let piece: Token[] = [];
  let depth = 0;
  let hasParameters = false;
  for (const [index, token] of tokens.entries()) {
    piece.push(token);
    const { text } = token;
    if (depth === 0 && text === ")") hasParameters = true;
    if (text === "{" || text === "(" || text === "[") depth++;
    else if (text === "}" || text === ")" || text === "]") depth--;
    if (text === ")" && depth === 0) hasParameters = true;
    if (text === "=" && depth === 0) hasParameters = false;
    const next = tokens[index + 1]?.text;
    const endsFunction = text === "}" && hasParameters && next !== ";" && next !== ",";
    if (depth === 0 && (text === ";" || (endsFunction && next !== "__attribute__"))) {
      pieces.push(piece);
      piece = [];
      hasParameters = false;
    }
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}
