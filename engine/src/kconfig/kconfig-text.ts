/**
 * Macro expansion in Kconfig files (Documentation/kbuild/kconfig-macro-language.rst, 6.12).
 *
 * Nothing is run: what a shell command would answer, `answers` says.
 */
export interface ToolchainAnswers {
  /** The result of a function of the tree's such as cc-option, or undefined to expand it. */
  readonly call: (name: string, args: readonly string[]) => string | undefined;
  /** What a shell command prints. */
  readonly shell: (command: string) => string;
}

const maxDepth = 60;

export class KconfigText {
  readonly #variables = new Map<string, string>();
  readonly #answers: ToolchainAnswers;
  /** Given from outside, as by the environment: files do not change them. */
  readonly #given: ReadonlySet<string>;

  constructor(variables: Readonly<Record<string, string>>, answers: ToolchainAnswers) {
    for (const [name, value] of Object.entries(variables)) this.#variables.set(name, value);
    this.#answers = answers;
    this.#given = new Set(Object.keys(variables));
  }

  /** `NAME = value` and `NAME := value`. */
  define(name: string, value: string, isImmediate: boolean): void {
    if (this.#given.has(name)) return;
    this.#variables.set(name, isImmediate ? this.expand(value) : value);
  }

  expand(text: string): string {
    return text.includes("$(") ? this.#expand(text, [], 0) : text;
  }

  #expand(text: string, args: readonly string[], depth: number): string {
    if (depth > maxDepth) return "";
    let expanded = "";
    for (let at = 0; at < text.length; ) {
      const start = text.indexOf("$(", at);
      if (start < 0) return expanded + text.slice(at);
      expanded += text.slice(at, start);
      const end = closing(text, start + 2);
      expanded += this.#reference(text.slice(start + 2, end), args, depth + 1);
      at = end + 1;
    }
    return expanded;
  }

  #reference(inner: string, args: readonly string[], depth: number): string {
    const parts = splitArguments(inner);
    const name = this.#expand(parts[0] ?? "", args, depth);
    if (parts.length === 1 && /^[0-9]+$/.test(name)) return args[Number(name)] ?? "";
    const given = parts.slice(1).map((part) => this.#expand(part, args, depth));
    const answer = this.#answers.call(name, given);
    if (answer !== undefined) return answer;
    switch (name) {
      case "shell":
        return this.#answers.shell(given.join(","));
      case "info":
      case "warning-if":
      case "error-if":
      case "filename":
      case "lineno":
        return "";
      default: {
        const value = this.#variables.get(name);
        return value === undefined ? "" : this.#expand(value, [name, ...given], depth);
      }
    }
  }
}

/** The index of the parenthesis that closes what begins at `from`. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return text.length;
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (text[at] === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
