/**
 * Copies the parser's tree into plain nodes, by cursor and without recursion, and takes back what
 * the dialect layer wrote: a stand-in `while` becomes the macro call it stands for.
 */

import type { Language, Tree, TreeCursor } from "web-tree-sitter";
import type { Span } from "#engine/base";
import type { MacroHead, Rewriting } from "./rewriting.ts";
import type { SyntaxNode } from "./syntax-node.ts";

export interface CopyLimits {
  readonly depth: number;
  readonly nodes: number;
}

export interface CopiedTree {
  readonly root: SyntaxNode;
  readonly errors: readonly Span[];
  readonly truncated: boolean;
}

interface OpenNode {
  kind: string;
  field: string | undefined;
  start: number;
  end: number;
  children: SyntaxNode[];
}

/** What the grammar's numbers mean, looked up once. */
export interface GrammarNames {
  /** Name of each kind that is copied; undefined for anonymous ones and comments. */
  readonly kinds: readonly (string | undefined)[];
  readonly fields: readonly (string | null)[];
}

export function readGrammarNames(language: Language): GrammarNames {
  const kinds: (string | undefined)[] = [];
  for (let id = 0; id < language.nodeTypeCount; id++) {
    const kind = language.nodeTypeForId(id);
    const isCopied = language.nodeTypeIsNamed(id) && kind !== null && kind !== "comment";
    kinds.push(isCopied ? kind : undefined);
  }
  const fields: (string | null)[] = [null];
  for (let id = 1; id <= language.fieldCount; id++) fields.push(language.fieldNameForId(id));
  return { kinds, fields };
}

/** The grammar library numbers the ERROR kind beyond all others. */
const errorKindId = 65535;

/**
 * @param offset how many units of wrapping come before the given text
 * @param length of the given text
 */
export function copyTree(
  tree: Tree,
  names: GrammarNames,
  rewriting: Rewriting,
  limits: CopyLimits,
  offset: number,
  length: number,
): CopiedTree {
  const cursor = tree.walk();
  try {
    return new TreeCopy(cursor, names, rewriting, limits, offset, length).run(
      tree.rootNode.hasError,
    );
  } finally {
    cursor.delete();
  }
}

class TreeCopy {
  readonly #cursor: TreeCursor;
  readonly #names: GrammarNames;
  readonly #rewriting: Rewriting;
  readonly #limits: CopyLimits;
  readonly #offset: number;
  readonly #length: number;
  readonly #errors: Span[] = [];
  /** A list of parameters with a statement among them was closed, and its type not yet. */
  #holdsStatement = false;
  #truncated = false;

  constructor(
    cursor: TreeCursor,
    names: GrammarNames,
    rewriting: Rewriting,
    limits: CopyLimits,
    offset: number,
    length: number,
  ) {
    this.#cursor = cursor;
    this.#names = names;
    this.#rewriting = rewriting;
    this.#limits = limits;
    this.#offset = offset;
    this.#length = length;
  }

  run(hasError: boolean): CopiedTree {
    const cursor = this.#cursor;
    const root: OpenNode = {
      kind: "translation_unit",
      field: undefined,
      start: 0,
      end: this.#length,
      children: [],
    };
    /** For each level of the cursor the node that its children go to. */
    const open: OpenNode[] = [root];
    let nodes = 0;
    let isDown = cursor.gotoFirstChild();
    while (isDown) {
      const parent = open[open.length - 1] ?? root;
      const typeId = cursor.nodeTypeId;
      const isError = typeId === errorKindId;
      const kind = isError ? "ERROR" : this.#names.kinds[typeId];
      const isMissing = hasError && cursor.nodeIsMissing;
      if (isError || isMissing) this.#errors.push(this.#clip(cursor.startIndex, cursor.endIndex));
      let goesDown = true;
      let node = parent;
      if (kind !== undefined && !isMissing) {
        node = this.#open(kind);
        nodes++;
        if (open.length > this.#limits.depth || nodes > this.#limits.nodes) {
          this.#truncated = true;
          goesDown = false;
        }
      }
      if (goesDown && (kind !== undefined || isError) && cursor.gotoFirstChild()) {
        open.push(node);
        continue;
      }
      if (node !== parent) this.#close(node, parent);
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return this.#finish(root);
        const closed = open.pop();
        const outer = open[open.length - 1];
        if (closed === undefined || outer === undefined) return this.#finish(root);
        if (closed !== outer) this.#close(closed, outer);
      }
      isDown = true;
    }
    return this.#finish(root);
  }

  #open(kind: string): OpenNode {
    const cursor = this.#cursor;
    const fieldId = cursor.currentFieldId;
    return {
      kind,
      field: fieldId === 0 ? undefined : (this.#names.fields[fieldId] ?? undefined),
      start: cursor.startIndex - this.#offset,
      end: cursor.endIndex - this.#offset,
      children: [],
    };
  }

  #clip(start: number, end: number): Span {
    const from = Math.min(Math.max(0, start - this.#offset), this.#length);
    return { start: from, end: Math.min(Math.max(from, end - this.#offset), this.#length) };
  }

  /** Finishes a node and hands it to its parent, unless it lies in the wrapping behind the text. */
  #close(node: OpenNode, parent: OpenNode): void {
    if (node.start >= this.#length) return;
    const rewriting = this.#rewriting;
    if (rewriting.trueEnds.size > 0) {
      const end = rewriting.trueEnds.get(node.end);
      if (end !== undefined) {
        node.end = end;
        if (node.kind === "primitive_type") node.kind = "type_identifier";
      }
    }
    if (rewriting.trueStarts.size > 0) {
      node.start = rewriting.trueStarts.get(node.start) ?? node.start;
    }
    const head = rewriting.macroHeads.get(node.start);
    if (head !== undefined && /^(?:while|if)_statement$/.test(node.kind)) restoreHead(node, head);
    if (node.kind === "call_expression" && rewriting.assembly.has(node.start)) {
      node.kind = "gnu_asm_expression";
      node.children = node.children.flatMap((child) =>
        child.field === "arguments" ? child.children : [],
      );
    }
    node.end = Math.min(node.end, this.#length);
    this.#noteMisreadType(node);
    parent.children.push(node);
  }

  /**
   * `(u64)(f(({ x; }))) + y` is read as a cast of `+y` to a function type whose parameter is a
   * statement: no type has one, and the call of f() is lost. Such a type counts as an error.
   */
  #noteMisreadType({ kind, start, end, children }: OpenNode): void {
    if (kind === "parameter_list" && children.some((one) => one.kind === "compound_statement")) {
      this.#holdsStatement = true;
    } else if (kind === "type_descriptor" && this.#holdsStatement) {
      this.#holdsStatement = false;
      this.#errors.push({ start, end });
    }
  }

  #finish(root: OpenNode): CopiedTree {
    for (const hidden of this.#rewriting.hiddenCalls) {
      const name = hidden.arguments;
      const argument: SyntaxNode = {
        kind: "identifier",
        field: undefined,
        start: name.start + 1,
        end: name.end - 1,
        children: [],
      };
      root.children.push(callNode(hidden, [argument], undefined));
    }
    return { root, errors: this.#errors, truncated: this.#truncated };
  }
}

function callNode(head: MacroHead, items: SyntaxNode[], field: string | undefined): SyntaxNode {
  return {
    kind: "call_expression",
    field,
    start: head.name.start,
    end: head.arguments.end,
    children: [
      { kind: "identifier", field: "function", ...head.name, children: [] },
      { kind: "argument_list", field: "arguments", ...head.arguments, children: items },
    ],
  };
}

/** Turns `while (a, b)` back into the call `name(a, b)`, in the place of the condition. */
function restoreHead(node: OpenNode, head: MacroHead): void {
  node.kind = "while_statement";
  node.children = node.children.map((child) => {
    if (child.field === "consequence") return { ...child, field: "body" };
    if (child.field !== "condition") return child;
    const items: SyntaxNode[] = [];
    let rest = child.children[0];
    while (rest?.kind === "comma_expression") {
      const [left, right] = rest.children;
      if (left !== undefined) items.push({ ...left, field: undefined });
      rest = right;
    }
    if (rest !== undefined) items.push({ ...rest, field: undefined });
    return callNode(head, items, "condition");
  });
}
