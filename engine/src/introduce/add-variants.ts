/** The edits that add the `_nolazy` variants to include/linux/mm.h and mm/memory.c. */
import { applyEdits, type Span, type TextEdit } from "#engine/base";
import { conditionalsOf } from "#engine/index";
import { leadingBlank, lineEnd, lineStartBefore, visualColumn } from "#engine/lint";
import type { CParser } from "#engine/syntax";
import type { CodeFile } from "./code-file.ts";
import { addParagraph, blockComment } from "./comment-text.ts";
import { type FunctionSyntax, readFunction } from "./function-syntax.ts";
import { appendItem, relayList } from "./list-layout.ts";
import { Refusal } from "./refusal.ts";
import { flagName, type PlainWalker, plainWalkers, type WalkChain } from "./walk-chain.ts";

/** `exported` names the variants that modules call. */
export function editsOfDefinitions(
  file: CodeFile,
  chain: WalkChain,
  exported: ReadonlySet<string>,
): TextEdit[] {
  refuseDivided(file, chain);
  const { text, newline } = file;
  const edits: TextEdit[] = [];
  for (const { syntax, call } of chain.steps) {
    edits.push(appendItem(text, syntax.list, syntax.parameters, `bool ${flagName}`, newline));
    if (call !== undefined) {
      edits.push(appendItem(text, call.list, call.arguments, flagName, newline));
    }
  }
  edits.push(makeConditional(file, chain.section.enter));
  edits.push(makeConditional(file, chain.section.leave));
  for (const { syntax, call } of chain.walkers) {
    edits.push(appendItem(text, call.list, call.arguments, "true", newline));
    edits.push(addParagraph(file, syntax.start, paragraphFor(syntax.name)));
  }
  edits.push(insertVariants(file, chain, exported));
  return edits;
}

/** Each declaration of a plain walker gets one of its variant below it. */
export function editsOfDeclarations(parser: CParser, file: CodeFile): TextEdit[] {
  return plainWalkers.map(({ name, counterpart }) => {
    const declaration = findDeclaration(parser, file, name);
    const text = renamed(
      declaration,
      counterpart,
      file.text.slice(declaration.list.end, declaration.end),
    );
    return { start: declaration.end, end: declaration.end, newText: file.newline + text };
  });
}

/** Throws when a file speaks of the variants already. */
export function refuseExisting(files: readonly CodeFile[]): void {
  for (const file of files) {
    for (const { counterpart } of plainWalkers) {
      const use = file.usesOf(counterpart)[0];
      if (use !== undefined) {
        throw new Refusal(`${counterpart}() is there already`, file.locate(use));
      }
    }
  }
}

function paragraphFor(name: string): string {
  return (
    "fn() is called in lazy MMU mode: it must neither allocate nor free pages. A callback that " +
    `does is for ${variantOf(name)}().`
  );
}

function variantOf(name: string): string {
  const walker = plainWalkers.find((one) => one.name === name);
  if (walker === undefined) throw new Refusal(`${name}() has no variant`);
  return walker.counterpart;
}

/** The variants stand behind the later of the two walkers, so both must be there together. */
function refuseDivided(file: CodeFile, { walkers }: WalkChain): void {
  const conditionals = conditionalsOf(file.text);
  const around = walkers.map(({ syntax }) => conditionals.conditionsAt(syntax.start).join(" && "));
  if (around.some((conditions) => conditions !== around[0])) {
    const names = walkers.map(({ syntax }) => `${syntax.name}()`);
    throw new Refusal(`${names.join(" and ")} stand under different #if conditions`);
  }
}

function makeConditional({ text, newline }: CodeFile, statement: Span): TextEdit {
  const blank = leadingBlank(text, lineStartBefore(text, statement.start));
  const indent = text.slice(blank.start, blank.end);
  const inner = indent + (indent.startsWith(" ") ? "    " : "\t");
  const at = { start: statement.start, end: statement.start };
  return { ...at, newText: `if (${flagName})${newline}${inner}` };
}

function insertVariants(
  file: CodeFile,
  { walkers }: WalkChain,
  exported: ReadonlySet<string>,
): TextEdit {
  const { newline } = file;
  // In the order in which their plain walkers stand.
  const sorted = [...walkers].sort((a, b) => a.syntax.start - b.syntax.start);
  const last = Math.max(...sorted.map(({ syntax }) => behindExport(file, syntax)));
  const added = sorted.map((walker) => newline + newline + variantText(walker, exported));
  return { start: last, end: last, newText: added.join("") };
}

function variantText({ syntax, call }: PlainWalker, exported: ReadonlySet<string>): string {
  const { file } = syntax;
  const name = variantOf(syntax.name);
  const comment =
    `Like ${syntax.name}(), but fn() is not called in lazy MMU mode, so that it may allocate ` +
    "and free pages.";
  const tailStart = syntax.list.end;
  const argument = appendItem(file.text, call.list, call.arguments, "false", file.newline);
  const tail = applyEdits(file.text.slice(tailStart, syntax.end), [
    {
      start: argument.start - tailStart,
      end: argument.end - tailStart,
      newText: argument.newText,
    },
  ]);
  const lines = [blockComment(comment, file.newline), renamed(syntax, name, tail)];
  const macro = exportOf(file, syntax);
  if (macro !== undefined && exported.has(name)) lines.push(macro.replace(syntax.name, name));
  return lines.join(file.newline);
}

/** A function's or declaration's text under another name, its list laid out anew. */
function renamed(syntax: FunctionSyntax, name: string, tail: string): string {
  const { file, list, nameSpan, start } = syntax;
  const { text } = file;
  const lead = text.slice(start, nameSpan.start) + name + text.slice(nameSpan.end, list.start);
  const openColumn = visualColumn(lead, lead.length);
  return lead + relayList(text, list, syntax.parameters, openColumn, file.newline) + tail;
}

/** The macro line right below a function that exports it. */
function exportOf(file: CodeFile, syntax: FunctionSyntax): string | undefined {
  const match = exportBelow.exec(file.text.slice(syntax.end, syntax.end + maxExportLength));
  return match?.[2] === syntax.name ? match[1] : undefined;
}

function behindExport(file: CodeFile, syntax: FunctionSyntax): number {
  const below = file.text.slice(syntax.end, syntax.end + maxExportLength);
  const match = exportBelow.exec(below);
  return syntax.end + (match?.[2] === syntax.name ? match[0].length : 0);
}

const maxExportLength = 400;
const exportBelow = /^\s*(EXPORT_\w+\s*\(\s*(\w+)[^;]*\)\s*;)/;

function findDeclaration(parser: CParser, file: CodeFile, name: string): FunctionSyntax {
  const [use, second] = file.usesOf(name);
  if (use === undefined) throw new Refusal(`${file.path} does not declare ${name}()`);
  if (second !== undefined) {
    throw new Refusal(`${file.path} names ${name}() more than once`, file.locate(second));
  }
  const end = file.text.indexOf(";", use.end) + 1;
  const behind = statementStart(file, use.start);
  const start = behind + (/\S/.exec(file.bareText(behind, use.start))?.index ?? 0);
  const syntax = readFunction(parser, file, { name, nameSpan: use, start, end });
  const isDeclaration =
    end > 0 &&
    syntax.list.start >= use.end &&
    /^\s*$/.test(file.text.slice(use.end, syntax.list.start));
  if (!isDeclaration) {
    throw new Refusal(`${file.path} does not declare ${name}() plainly`, file.locate(use));
  }
  return syntax;
}

/** Behind the end of the statement before `offset`, or behind the last directive. */
function statementStart(file: CodeFile, offset: number): number {
  const bare = file.bareText(0, offset);
  let start = Math.max(...[";", "{", "}"].map((mark) => bare.lastIndexOf(mark))) + 1;
  for (let line = bare.indexOf("\n", start); line >= 0; line = bare.indexOf("\n", line + 1)) {
    if (/^\s*#/.test(bare.slice(line + 1))) start = lineEnd(bare, line + 1);
  }
  return start;
}
