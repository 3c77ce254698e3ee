/**
 * The parser's façade: C text in, plain nodes out.
 *
 * Never throws for any text. Trees are freed before a method returns, and nothing is kept from
 * one text to the next, so that a result depends on the text alone.
 */

import { Language, Parser } from "web-tree-sitter";
import type { Span } from "#engine/base";
import { missingBrackets } from "./brackets.ts";
import { extentOf, readConditionals, type Selection } from "./conditionals.ts";
import { type DialectText, rewriteDefinition, rewriteMacroBody } from "./dialect.ts";
import { lex } from "./lexer.ts";
import type { ParsedSource, SyntaxNode } from "./syntax-node.ts";
import { type CopiedTree, copyTree, type GrammarNames, readGrammarNames } from "./tree-copy.ts";

/** Definitions beyond these are cut, and say so; the longest function of 6.12 has some 100 kB. */
const limits = {
  textLength: 512 * 1024,
  depth: 500,
  branches: 200,
  nodes: 2_000_000,
  milliseconds: 2000,
} as const;

/** A macro's body is read as the first of these that it fits. */
const macroWrappings = [
  { before: "void _(void){", after: " ;}", form: "statements" },
  { before: "int _=", after: " ;", form: "expression" },
  { before: "int _[]={", after: " };", form: "expression" },
  { before: "int _=_(", after: " );", form: "expression" },
] as const;

let liveTrees = 0;

/** How many of the parser's trees are not freed; 0 whenever no method is running. */
export function liveTreeCount(): number {
  return liveTrees;
}

export class CParser {
  readonly #parser: Parser;
  readonly #names: GrammarNames;

  private constructor(parser: Parser, names: GrammarNames) {
    this.#parser = parser;
    this.#names = names;
  }

  /** Loads the parser runtime and the C grammar from the bytes of their WebAssembly files. */
  static async create(runtimeWasm: Uint8Array, grammarWasm: Uint8Array): Promise<CParser> {
    await Parser.init({ wasmBinary: runtimeWasm });
    const language = await Language.load(grammarWasm);
    const parser = new Parser();
    parser.setLanguage(language);
    return new CParser(parser, readGrammarNames(language));
  }

  /** Parses the text of one external definition: a function, from its first specifier to its brace. */
  parseDefinition(text: string): ParsedSource {
    if (text.length > limits.textLength) return unread(text);
    const { tokens, directives, depth } = lex(text, true);
    const extent = extentOf(directives);
    const isDeep = Math.max(depth, extent.depth) > limits.depth;
    if (isDeep || extent.branches > limits.branches) return unread(text);
    const conditionals = readConditionals(tokens, directives);
    const deadline = Date.now() + limits.milliseconds;
    const read = (selections: readonly Selection[]): ParsedSource =>
      joinVariants(
        selections.map((selection) =>
          this.#read(rewriteDefinition(text, tokens, selection), 0, text, deadline),
        ),
      );
    let best: ParsedSource | undefined;
    const ways = [conditionals.variants];
    if (directives.length > 0) ways.push(conditionals.allVaried);
    for (const selections of ways) {
      const parsed = read(selections);
      if (best === undefined || parsed.errors.length < best.errors.length) best = parsed;
      if (best.errors.length === 0 || best.truncated) break;
    }
    return best ?? unread(text);
  }

  /** Parses a macro's replacement text (with its line continuations): statements or an expression. */
  parseMacroBody(text: string): ParsedSource {
    if (text.length > limits.textLength) return unread(text);
    const { tokens, depth } = lex(text, false);
    if (depth > limits.depth) return unread(text);
    const deadline = Date.now() + limits.milliseconds;
    let best: ParsedSource | undefined;
    const missing = missingBrackets(tokens);
    for (const wrapping of macroWrappings) {
      const before = wrapping.before + missing.before;
      const { text: rewritten, rewriting } = rewriteMacroBody(text, tokens, wrapping.form);
      const wrapped = { text: before + rewritten + missing.after + wrapping.after, rewriting };
      const copied = this.#read(wrapped, before.length, text, deadline);
      const parsed = joinVariants([{ ...copied, root: unwrapped(copied.root, text) }]);
      if (best === undefined || parsed.errors.length < best.errors.length) best = parsed;
      if (best.errors.length === 0 || best.truncated) break;
    }
    return best ?? unread(text);
  }

  /** True when the grammar fails on the text as it is: what the dialect layer is measured against. */
  failsUnchanged(text: string): boolean {
    const tree = this.#parser.parse(text);
    if (tree === null) return true;
    try {
      return tree.rootNode.hasError;
    } finally {
      tree.delete();
    }
  }

  dispose(): void {
    this.#parser.delete();
  }

  #read(dialect: DialectText, offset: number, text: string, deadline: number): CopiedTree {
    const tree = this.#parser.parse(dialect.text, null, {
      progressCallback: () => Date.now() > deadline,
    });
    if (tree === null) {
      this.#parser.reset();
      return { root: emptyRoot(text), errors: [], truncated: true };
    }
    liveTrees++;
    try {
      return copyTree(tree, this.#names, dialect.rewriting, limits, offset, text.length);
    } finally {
      tree.delete();
      liveTrees--;
    }
  }
}

function emptyRoot(text: string): SyntaxNode {
  return { kind: "translation_unit", field: undefined, start: 0, end: text.length, children: [] };
}

function unread(text: string): ParsedSource {
  return { variants: [emptyRoot(text)], errors: [], truncated: true };
}

function joinVariants(copies: readonly CopiedTree[]): ParsedSource {
  const errors: Span[] = [];
  for (const span of copies.flatMap((copy) => copy.errors)) {
    if (!errors.some((each) => each.start === span.start && each.end === span.end))
      errors.push(span);
  }
  return {
    variants: copies.map((copy) => copy.root),
    errors: errors.sort((a, b) => a.start - b.start || a.end - b.end),
    truncated: copies.some((copy) => copy.truncated),
  };
}

/** The root without the wrapping's own nodes, which begin before the text. */
function unwrapped(root: SyntaxNode, text: string): SyntaxNode {
  const inText: SyntaxNode[] = [];
  const pending = root.children.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.start >= 0) inText.push(node);
    else pending.push(...node.children.toReversed());
  }
  return { ...emptyRoot(text), children: inText };
}
