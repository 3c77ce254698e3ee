/** Follows lazy MMU mode through a small function, and tells the result in few words. */
import { type FlowExit, followLazyMode, fromCaller, type LazyFlow } from "#engine/flow";
import { conditionalsOf } from "#engine/index";
import type { SyntaxNode } from "#engine/syntax";
import { loadParser } from "../harness/load-parser.ts";
import { nodesOf } from "../syntax/read-c.ts";

const parser = await loadParser();

export interface FollowOptions {
  readonly isInside?: boolean;
  /** A condition of `#if` that the configuration does not meet. */
  readonly unmet?: string;
  /** What helpers do to the mode, by name. */
  readonly helpers?: Readonly<Record<string, readonly number[]>>;
}

export interface Followed {
  /** Names called in the mode on every path, in order. */
  readonly inside: readonly string[];
  /** Names called in the mode on some paths only. */
  readonly either: readonly string[];
  readonly outside: readonly string[];
  /** "nested 4: arch_enter_lazy_mmu_mode", by line; " after 3" names the line of the cause. */
  readonly problems: readonly string[];
  /** "9" for a path that leaves at that line as it came, "9 +1" for one that opened a section. */
  readonly exits: readonly string[];
  readonly isWhole: boolean;
  readonly flow: LazyFlow;
}

/** Follows the only function of a text. */
export function follow(text: string, options: FollowOptions = {}): Followed {
  const { variants, truncated } = parser.parseDefinition(text);
  const [root, ...others] = variants;
  if (root === undefined || others.length > 0) throw new Error("read in more than one way");
  const body = nodesOf(root).find(({ kind }) => kind === "compound_statement");
  const result = followed(text, body === undefined ? [] : [body], options);
  return truncated ? { ...result, isWhole: false } : result;
}

/** Follows the replacement of a macro. */
export function followMacro(text: string, options: FollowOptions = {}): Followed {
  const [root] = parser.parseMacroBody(text).variants;
  return followed(text, root?.children ?? [], options);
}

/** Statements in a function: `void f(void)` on line 1, the first of them on line 2. */
export function followBody(body: string, options: FollowOptions = {}): Followed {
  return follow(`void f(void) {\n${body.replace(/^\n/, "")}\n}\n`, options);
}

function followed(text: string, body: readonly SyntaxNode[], options: FollowOptions): Followed {
  const { isInside = false, helpers = {}, unmet } = options;
  const { conditionsAt, isDead } = conditionalsOf(text);
  const flow = followLazyMode({
    body,
    text,
    end: text.length,
    isInside,
    conditionsAt,
    isDead: (offset) =>
      isDead(offset) || (unmet !== undefined && conditionsAt(offset).includes(unmet)),
    changeBy: (name) => (Object.hasOwn(helpers, name) ? helpers[name] : undefined),
  });
  const calls = [...flow.calls].sort(([a], [b]) => a - b);
  const namesWhere = (isWanted: (sections: number, outside: boolean) => boolean): string[] =>
    calls
      .filter(([, { sections, outside }]) => isWanted(sections.length, outside))
      .map(([offset]) => /^\w+/.exec(text.slice(offset, offset + 80))?.[0] ?? "?")
      .filter((name) => !/lazy_mmu|^IS_ENABLED$/.test(name));
  const line = (offset: number) => text.slice(0, offset).split("\n").length;
  return {
    inside: namesWhere((sections, outside) => sections > 0 && !outside),
    either: namesWhere((sections, outside) => sections > 0 && outside),
    outside: namesWhere((sections) => sections === 0),
    problems: flow.problems.map(
      ({ kind, offset, text: what, cause }) =>
        `${kind} ${line(offset)}: ${what}${cause === undefined ? "" : ` after ${line(cause)}`}`,
    ),
    exits: flow.exits.map((exit) => describeExit(exit, line)),
    isWhole: flow.isWhole,
    flow,
  };
}

function describeExit(
  { offset, opened, paused, origin }: FlowExit,
  line: (offset: number) => number,
): string {
  const sign = opened > 0 ? "+" : "";
  const change = opened === 0 ? "" : ` ${sign}${opened}`;
  const pauses = paused === 0 ? "" : ` paused ${paused}`;
  const from =
    origin === undefined ? "" : origin === fromCaller ? " of the caller" : ` of ${line(origin)}`;
  return `${line(offset)}${change}${pauses}${from}`;
}
