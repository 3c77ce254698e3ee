/** Reads a tree's Kconfig files into one menu. */
import { always, both, type Expression, LineReader, unquoted } from "./expression.ts";
import type { KconfigText } from "./kconfig-text.ts";
import {
  type Choice,
  type ConfigSymbol,
  type Menu,
  rulesByTarget,
  type SymbolType,
} from "./menu.ts";

export interface MenuSource {
  readonly readText: (path: string) => string | undefined;
  readonly text: KconfigText;
  readonly hasPlainChoices: boolean;
}

/** An enclosing `menu`, `if` or `choice`, or a file. */
interface Block {
  readonly kind: "menu" | "if" | "choice";
  dependency: Expression;
  visibility: Expression;
  readonly choice: Choice | undefined;
}

/** The entry whose properties the present lines are. */
type Entry =
  | {
      readonly kind: "symbol";
      readonly symbol: ConfigSymbol;
      own: Expression;
      readonly index: number;
    }
  | { readonly kind: "choice"; readonly choice: Choice; own: Expression; prompt: Expression }
  | { readonly kind: "menu"; readonly block: Block }
  | { readonly kind: "comment" };

const maxFiles = 5000;
const types: ReadonlySet<string> = new Set(["bool", "boolean", "tristate", "string", "int", "hex"]);

export function parseMenu(source: MenuSource, file: string): Menu {
  const parser = new MenuParser(source);
  parser.file(file, 0);
  parser.finish();
  const { symbols, choices, problems } = parser;
  return {
    symbols,
    choices,
    selectors: rulesByTarget(symbols, ({ selects }) => selects),
    impliers: rulesByTarget(symbols, ({ implies }) => implies),
    hasPlainChoices: source.hasPlainChoices,
    problems,
  };
}

class MenuParser {
  readonly symbols = new Map<string, ConfigSymbol>();
  readonly choices: Choice[] = [];
  readonly problems: string[] = [];
  readonly #source: MenuSource;
  readonly #blocks: Block[] = [];
  #entry: Entry | undefined;
  #nFiles = 0;
  /** Properties wait for the end of their entry, since `depends on` may follow them. */
  #pending: ((dependency: Expression) => void)[] = [];

  constructor(source: MenuSource) {
    this.#source = source;
  }

  file(path: string, depth: number): void {
    if (depth > 60 || ++this.#nFiles > maxFiles) {
      this.problems.push(`${path}: too many files`);
      return;
    }
    const text = this.#source.readText(path);
    if (text === undefined) {
      this.problems.push(`${path} is not found`);
      return;
    }
    const lines = text.replace(/\\\n/g, " ").split("\n");
    for (let at = 0; at < lines.length; at++) {
      const raw = lines[at] as string;
      const line = raw.trim();
      if (line === "" || line.startsWith("#")) continue;
      if (/^(?:---help---|help)$/.test(line)) at = skipHelp(lines, at);
      else this.#line(line, depth);
    }
  }

  finish(): void {
    this.#endEntry();
  }

  #line(raw: string, depth: number): void {
    const assignment = /^([A-Za-z0-9_-]+)\s*(:?=|\+=)\s*(.*)$/.exec(raw);
    if (assignment !== null) {
      const [, name, operator, value] = assignment;
      this.#source.text.define(name as string, value as string, operator === ":=");
      return;
    }
    const line = this.#source.text.expand(withoutComment(raw));
    const reader = new LineReader(line);
    const keyword = reader.next();
    switch (keyword) {
      case "source":
      case "rsource":
      case "osource":
      case "orsource": {
        const path = line.slice(keyword.length).trim();
        // A line of a help text may begin with the word.
        if (!path.startsWith('"')) return;
        this.#endEntry();
        this.file(unquoted(path), depth + 1);
        return;
      }
      case "mainmenu":
        return;
      case "config":
      case "menuconfig":
        this.#beginSymbol(reader.next() ?? "");
        return;
      case "choice":
        this.#beginChoice();
        return;
      case "menu":
        this.#beginBlock("menu", undefined, always);
        return;
      case "comment":
        this.#endEntry();
        this.#entry = { kind: "comment" };
        return;
      case "endmenu":
      case "endchoice":
      case "endif":
        this.#endEntry();
        this.#blocks.pop();
        return;
      case "if":
        this.#endEntry();
        this.#blocks.push({
          kind: "if",
          dependency: both(this.#dependency(), reader.expression()),
          visibility: this.#visibility(),
          choice: this.#choice(),
        });
        return;
      default:
        this.#property(keyword ?? "", reader);
    }
  }

  #dependency(): Expression {
    return this.#blocks[this.#blocks.length - 1]?.dependency ?? always;
  }

  #visibility(): Expression {
    return this.#blocks[this.#blocks.length - 1]?.visibility ?? always;
  }

  #choice(): Choice | undefined {
    return this.#blocks[this.#blocks.length - 1]?.choice;
  }

  #symbol(name: string): ConfigSymbol {
    let symbol = this.symbols.get(name);
    if (symbol === undefined) {
      symbol = {
        name,
        type: "unknown",
        prompts: [],
        defaults: [],
        ranges: [],
        selects: [],
        implies: [],
        dependencies: [],
        choice: undefined,
        isModules: false,
      };
      this.symbols.set(name, symbol);
    }
    return symbol;
  }

  #beginSymbol(name: string): void {
    this.#endEntry();
    const symbol = this.#symbol(name);
    const choice = this.#choice();
    if (choice !== undefined) {
      symbol.choice = choice;
      if (!choice.members.includes(name)) choice.members.push(name);
    }
    this.#entry = { kind: "symbol", symbol, own: always, index: symbol.dependencies.length };
  }

  #beginChoice(): void {
    this.#endEntry();
    const choice: Choice = { members: [], defaults: [], visibility: always, isOptional: false };
    this.choices.push(choice);
    this.#beginBlock("choice", choice, always);
    this.#entry = { kind: "choice", choice, own: always, prompt: always };
  }

  #beginBlock(kind: Block["kind"], choice: Choice | undefined, own: Expression): void {
    this.#endEntry();
    const block: Block = {
      kind,
      dependency: both(this.#dependency(), own),
      visibility: this.#visibility(),
      choice: choice ?? (kind === "choice" ? undefined : this.#choice()),
    };
    this.#blocks.push(block);
    if (kind === "menu") this.#entry = { kind: "menu", block };
  }

  /** Folds the entry's own dependencies into its properties. */
  #endEntry(): void {
    const entry = this.#entry;
    this.#entry = undefined;
    const pending = this.#pending;
    this.#pending = [];
    if (entry === undefined) return;
    if (entry.kind === "symbol") {
      const dependency = both(this.#dependency(), entry.own);
      entry.symbol.dependencies.push(dependency);
      for (const add of pending) add(dependency);
    } else if (entry.kind === "choice") {
      const block = this.#blocks[this.#blocks.length - 1];
      const dependency = both(this.#dependency(), entry.own);
      if (block !== undefined) block.dependency = dependency;
      entry.choice.visibility = this.#source.hasPlainChoices
        ? dependency
        : both(both(dependency, this.#visibility()), entry.prompt);
      for (const add of pending) add(dependency);
    } else {
      for (const add of pending) add(always);
    }
  }

  #property(keyword: string, reader: LineReader): void {
    const entry = this.#entry;
    if (entry === undefined || entry.kind === "comment") return;
    if (keyword === "depends") {
      reader.accept("on");
      const condition = reader.expression();
      if (entry.kind === "menu") entry.block.dependency = both(entry.block.dependency, condition);
      else entry.own = both(entry.own, condition);
      return;
    }
    if (keyword === "visible") {
      if (entry.kind === "menu") {
        entry.block.visibility = both(entry.block.visibility, reader.condition());
      }
      return;
    }
    if (entry.kind === "choice") this.#choiceProperty(entry, keyword, reader);
    else if (entry.kind === "symbol") this.#symbolProperty(entry.symbol, keyword, reader);
  }

  #choiceProperty(
    entry: Extract<Entry, { kind: "choice" }>,
    keyword: string,
    reader: LineReader,
  ): void {
    if (keyword === "default") {
      const value = reader.expression();
      const condition = reader.condition();
      this.#pending.push((dependency) => {
        entry.choice.defaults.push({ value, condition: both(dependency, condition) });
      });
    } else if (keyword === "optional") entry.choice.isOptional = true;
    else if (keyword === "prompt" || types.has(keyword)) {
      reader.next();
      entry.prompt = reader.condition();
    }
  }

  #symbolProperty(symbol: ConfigSymbol, keyword: string, reader: LineReader): void {
    const visibility = this.#visibility();
    const addPrompt = () => {
      const text = reader.peek();
      if (text === undefined || text === "if") return;
      reader.next();
      const condition = both(visibility, reader.condition());
      this.#pending.push((dependency) => symbol.prompts.push(both(dependency, condition)));
    };
    const addDefault = () => {
      const value = reader.expression();
      const condition = reader.condition();
      this.#pending.push((dependency) =>
        symbol.defaults.push({ value, condition: both(dependency, condition) }),
      );
    };
    if (types.has(keyword)) {
      symbol.type = (keyword === "boolean" ? "bool" : keyword) as SymbolType;
      addPrompt();
      return;
    }
    switch (keyword) {
      case "def_bool":
      case "def_tristate":
        symbol.type = keyword === "def_bool" ? "bool" : "tristate";
        addDefault();
        break;
      case "prompt":
        addPrompt();
        break;
      case "default":
        addDefault();
        break;
      case "select":
      case "imply": {
        const target = reader.next() ?? "";
        const condition = reader.condition();
        const list = keyword === "select" ? symbol.selects : symbol.implies;
        this.#pending.push((dependency) =>
          list.push({ target, condition: both(dependency, condition) }),
        );
        break;
      }
      case "range": {
        const low = rangeEnd(reader.next());
        const high = rangeEnd(reader.next());
        const condition = reader.condition();
        this.#pending.push((dependency) =>
          symbol.ranges.push({ low, high, condition: both(dependency, condition) }),
        );
        break;
      }
      case "modules":
        symbol.isModules = true;
        break;
      case "option":
        if (reader.next() === "modules") symbol.isModules = true;
        break;
      default:
        break;
    }
  }
}

function rangeEnd(text: string | undefined): Expression {
  return { kind: "symbol", name: text ?? "0" };
}

/** A help text is indented like its first line or more, which may be as little as `help` is. */
function skipHelp(lines: readonly string[], from: number): number {
  let indent = 0;
  let at = from + 1;
  for (; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.trim() === "") continue;
    const width = indentOf(line);
    if (width === 0 || width < indent) break;
    if (indent === 0) indent = width;
  }
  return at - 1;
}

function indentOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === "\t") width = (Math.floor(width / 8) + 1) * 8;
    else if (character === " ") width++;
    else break;
  }
  return width;
}

/** A comment behind a property; a # within quotes is none. */
function withoutComment(line: string): string {
  const match = /^((?:[^#"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*)#/.exec(line);
  return match === null ? line : (match[1] as string);
}
