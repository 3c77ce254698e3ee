/** Which bracket closes which, in a list of tokens. */
import type { Token } from "./token.ts";

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** For every opening bracket the index of its closing one, and the other way; -1 elsewhere. */
export function matchBrackets(tokens: readonly Token[]): Int32Array {
  const match = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const text = tokens[index]?.text ?? "";
    if (text.length !== 1) continue;
    if (text in closers) {
      open.push(index);
    } else if (text === ")" || text === "]" || text === "}") {
      const opener = open.at(-1);
      if (opener === undefined || closers[tokens[opener]?.text ?? ""] !== text) continue;
      open.pop();
      match[opener] = index;
      match[index] = opener;
    }
  }
  return match;
}

/**
 * Brackets that a macro leaves to its partner, such as the `}` that ends a loop begun elsewhere:
 * what to write before and behind the text to make it whole.
 */
export function missingBrackets(tokens: readonly Token[]): { before: string; after: string } {
  const match = matchBrackets(tokens);
  let before = "";
  let after = "";
  for (let index = 0; index < tokens.length; index++) {
    if ((match[index] ?? -1) >= 0) continue;
    const text = tokens[index]?.text ?? "";
    if (text in closers) after = (text === "{" ? ";}" : (closers[text] ?? "")) + after;
    else if (text === ")") before = `_(${before}`;
    else if (text === "}") before = (tokens[index + 1]?.text === "while" ? "do{" : "{") + before;
  }
  return { before, after };
}

/** The items between commas of the group that opens at `open`, as ranges of token indices. */
export function splitArguments(
  tokens: readonly Token[],
  match: Int32Array,
  open: number,
): { start: number; end: number }[] {
  const close = match[open] ?? -1;
  const items: { start: number; end: number }[] = [];
  let start = open + 1;
  for (let index = open + 1; index <= close; index++) {
    const inner = match[index] ?? -1;
    if (index < close && inner > index) {
      index = inner;
    } else if (index === close || tokens[index]?.text === ",") {
      items.push({ start, end: index });
      start = index + 1;
    }
  }
  return items;
}

/** One word in place of several tokens. */
export function mergedWord(
  tokens: readonly Token[],
  start: number,
  end: number,
  out?: string,
): Token {
  const first = tokens[start];
  const last = tokens[end - 1];
  const from = first?.start ?? 0;
  const to = last?.end ?? from;
  const spelled = tokens
    .slice(start, end)
    .map((token) => token.text.replace(/\W/g, "_"))
    .join("_");
  const word = /^\d/.test(spelled) ? `_${spelled}` : spelled;
  const fitted = (out ?? word).slice(0, to - from);
  return { kind: "word", text: word, start: from, end: to, out: fitted.padEnd(to - from, "_") };
}
