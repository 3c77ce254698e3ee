/**
 * The dialect layer: kernel C to C that the grammar reads, unit for unit in place.
 *
 * Each pass knows one construct and rewrites the list of tokens; none sees text.
 */
import { removeAnnotations } from "./annotations.ts";
import { rewriteAssembly } from "./assembly.ts";
import { rewriteCasts } from "./casts.ts";
import type { Selection } from "./conditionals.ts";
import { rewriteHead } from "./definition-head.ts";
import { newRewriting, type Rewriting, writeTokens } from "./rewriting.ts";
import { rewriteExpression, rewriteStatements } from "./statements.ts";
import { joinStrings } from "./strings.ts";
import type { Token } from "./token.ts";
import { rewriteTypeArguments, rewriteTypeof } from "./type-arguments.ts";

export interface DialectText {
  /** As long as the given text. */
  readonly text: string;
  readonly rewriting: Rewriting;
}

/** Rewrites the selected tokens of a definition. */
export function rewriteDefinition(
  source: string,
  tokens: readonly Token[],
  selection: Selection,
): DialectText {
  return rewrite(source, selectTokens(tokens, selection), "definition");
}

/** Rewrites a macro's replacement text. */
export function rewriteMacroBody(
  source: string,
  tokens: readonly Token[],
  form: "statements" | "expression",
): DialectText {
  return rewrite(source, joinPastes(tokens), form);
}

function selectTokens(tokens: readonly Token[], selection: Selection): Token[] {
  return selection.flatMap((span) =>
    tokens.slice(span.start, span.end).map((token) => ({ ...token })),
  );
}

function rewrite(
  source: string,
  tokens: Token[],
  form: "definition" | "statements" | "expression",
): DialectText {
  const rewriting = newRewriting(tokens);
  rewriteAssembly(rewriting);
  removeAnnotations(rewriting);
  rewriteTypeof(rewriting);
  joinStrings(rewriting);
  const body = form === "definition" ? rewriteHead(rewriting) : 0;
  rewriteTypeArguments(rewriting, body);
  rewriteCasts(rewriting);
  if (form === "expression") rewriteExpression(rewriting, source);
  else rewriteStatements(rewriting, source, body);
  return { text: writeTokens(rewriting.tokens, source.length), rewriting };
}

/** `a##b` is one word; `#x` is a string; `, ##args` is the argument alone. */
function joinPastes(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const next = tokens[index + 1];
    if (token === undefined) break;
    const last = joined.at(-1);
    if (token.text === "##") {
      if (last !== undefined && next !== undefined && isPasted(last) && isPasted(next)) {
        joined.pop();
        const text = `${last.text}__${next.text}`;
        const length = next.end - last.start;
        const out = last.out.padEnd(next.start - last.start, "_") + next.out;
        joined.push({
          kind: "word",
          text,
          start: last.start,
          end: next.end,
          out: out.slice(0, length),
        });
        index++;
      }
    } else if (token.text === "#" && next?.kind === "word") {
      const length = next.end - token.start;
      const out = length > 1 ? `"${"_".repeat(length - 2)}"` : token.out;
      joined.push({ kind: "string", text: '""', start: token.start, end: next.end, out });
      index++;
    } else {
      joined.push({ ...token });
    }
  }
  return joined;
}

function isPasted(token: Token): boolean {
  return token.kind === "word" || token.kind === "number";
}
