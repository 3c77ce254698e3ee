/** The CONFIG_ symbols that #if lines around a place in a file ask for. */

export interface AskedSymbols {
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
}

interface OpenCondition {
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
}

/** For the text at `offset`; conditions that are no plain conjunction of symbols ask for nothing. */
export function symbolsAround(text: string, offset: number): AskedSymbols {
  const open: OpenCondition[] = [];
  const directive = /^[ \t]*#[ \t]*(ifdef|ifndef|if|elif|else|endif)\b((?:\\\n|.)*)/gm;
  for (let match = directive.exec(text); match !== null; match = directive.exec(text)) {
    if (match.index >= offset) break;
    const [, keyword, rest = ""] = match;
    if (keyword === "endif") open.pop();
    else if (keyword === "else" || keyword === "elif") {
      const before = open.pop();
      if (before !== undefined && keyword === "else") {
        // The other branch: what was asked for is not wanted.
        open.push(
          before.wanted.length === 1
            ? { wanted: before.unwanted, unwanted: before.wanted }
            : { wanted: before.unwanted, unwanted: [] },
        );
      } else open.push(conditionOf("if", rest));
    } else open.push(conditionOf(keyword as "if" | "ifdef" | "ifndef", rest));
  }
  return {
    wanted: [...new Set(open.flatMap(({ wanted }) => wanted))],
    unwanted: [...new Set(open.flatMap(({ unwanted }) => unwanted))],
  };
}

function conditionOf(keyword: "if" | "ifdef" | "ifndef", rest: string): OpenCondition {
  const name = /^\s*CONFIG_(\w+)/.exec(rest)?.[1];
  if (keyword === "ifdef") return { wanted: name === undefined ? [] : [name], unwanted: [] };
  if (keyword === "ifndef") return { wanted: [], unwanted: name === undefined ? [] : [name] };
  const wanted: string[] = [];
  const unwanted: string[] = [];
  for (const term of rest.replace(/\\\n/g, " ").split("&&")) {
    // Of alternatives, the first will do.
    const [first = ""] = term.split("||");
    const symbol =
      /(!?)\s*(?:defined\s*\(?\s*|IS_(?:ENABLED|BUILTIN|REACHABLE)\s*\(\s*)CONFIG_(\w+)/.exec(
        first,
      );
    if (symbol === null) continue;
    (symbol[1] === "!" ? unwanted : wanted).push(symbol[2] as string);
  }
  return { wanted, unwanted };
}

/** Where a function is defined in a text, by its look; -1 when it is not. */
export function findDefinition(text: string, name: string): number {
  const pattern = new RegExp(
    `^[A-Za-z_][^;{}()#\\n]*?\\b${name}\\s*\\((?:[^;{}]*?)\\)[^;{}()]*\\{`,
    "m",
  );
  const match = pattern.exec(text);
  return match === null ? -1 : match.index;
}
