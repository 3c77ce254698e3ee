/** Reads members of a JSON object and notes what is wrong with them. */
import { findNearestMatch, type Span } from "#engine/base";
import type { JsonMember, JsonNode, TextProblem } from "./json-text.ts";

/** More problems than this are not worth reading at once. */
const maxProblems = 50;

export class SettingReader {
  readonly problems: TextProblem[] = [];

  note(span: Span, message: string, advice: string): undefined {
    if (this.problems.length < maxProblems) this.problems.push({ span, message, advice });
    return undefined;
  }

  /** The members by name, without what is unknown or repeated; without `known` there is any name. */
  members(
    node: JsonNode,
    what: string,
    known?: readonly string[],
  ): ReadonlyMap<string, JsonMember> {
    const found = new Map<string, JsonMember>();
    if (node.kind !== "object") {
      this.note(node, `${what} is ${nameOf(node)}, not an object`, 'Write { "name": value }');
      return found;
    }
    for (const member of node.members) {
      const { key, keySpan } = member;
      if (known !== undefined && !known.includes(key)) {
        this.unknownName(keySpan, key, `no setting of ${what}`, known);
      } else if (found.has(key)) {
        this.note(keySpan, `${quote(key)} is given twice`, "Keep one of them");
      } else {
        found.set(key, member);
      }
    }
    return found;
  }

  items(node: JsonNode, what: string): readonly JsonNode[] {
    if (node.kind === "array") return node.items;
    this.note(node, `${what} is ${nameOf(node)}, not a list`, "Write [ … ], [] for an empty one");
    return [];
  }

  text(node: JsonNode, what: string): string | undefined {
    if (node.kind === "string") return node.value;
    return this.note(node, `${what} is ${nameOf(node)}, not a string`, 'Write "…"');
  }

  /** A string that is one of `allowed`. */
  choice<Name extends string>(
    node: JsonNode,
    what: string,
    allowed: readonly Name[],
  ): Name | undefined {
    const value = this.text(node, what);
    if (value === undefined) return undefined;
    const chosen = allowed.find((name) => name === value);
    if (chosen !== undefined) return chosen;
    const advice = `Write ${allowed.slice(0, -1).map(quote).join(", ")} or ${quote(allowed.at(-1) ?? "")}`;
    return this.note(node, `${what} is ${quote(value)}`, advice);
  }

  /** The name of a C function. */
  functionName(node: JsonNode, what: string): string | undefined {
    const value = this.text(node, what);
    if (value === undefined || /^[A-Za-z_]\w*$/.test(value)) return value;
    return this.note(
      node,
      `${what} is ${quote(value)}, which cannot be the name of a function`,
      "Write the name alone, without parentheses",
    );
  }

  /** Says that a name is none of those that there are, and which one may be meant. */
  unknownName(span: Span, name: string, what: string, known: readonly string[]): undefined {
    const near = findNearestMatch(name, known);
    const advice =
      near === undefined ? `There are: ${known.join(", ")}` : `Did you mean ${quote(near)}?`;
    return this.note(span, `${quote(name)} is ${what}`, advice);
  }
}

/** A text of the file inside a message: in quotes, and not longer than a line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

function nameOf(node: JsonNode): string {
  switch (node.kind) {
    case "array":
      return "a list";
    case "object":
      return "an object";
    case "string":
      return "a string";
    case "number":
      return "a number";
    default:
      return node.kind;
  }
}
