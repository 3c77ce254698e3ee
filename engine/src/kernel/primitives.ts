/**
 * Functions and macros that the reachability analysis does not follow, with the reason.
 *
 * A wrong entry makes a false "clean", so the table names things one by one; it matches by prefix
 * only where a family is generated, and then names what is not of the family. What has a short
 * ordinary body is left out: following it costs little and says more. Arguments of a call are no
 * part of the call: `WARN_ON(free_it(page))` still calls free_it().
 */
import { keywordNames, primitiveFamilies } from "./primitive-table.ts";

export interface Primitive {
  /** Why it is not followed, as a clause. */
  readonly reason: string;
  /** Where that can be read: file, function, release. */
  readonly source: string;
  /** True when only the beginning of the name is known, as of a generated family. */
  readonly byPrefix: boolean;
}

interface PrefixRule extends Primitive {
  readonly prefix: string;
  readonly except: readonly string[];
}

const byName = new Map<string, Primitive>();
const prefixRules: PrefixRule[] = [];
for (const { reason, source, names, prefixes = [], except = "" } of primitiveFamilies) {
  const exact = { reason, source, byPrefix: false };
  for (const name of expandNames(names)) byName.set(name, exact);
  const exceptions = expandNames(except);
  for (const prefix of prefixes)
    prefixRules.push({ ...exact, byPrefix: true, prefix, except: exceptions });
}

const keywords = new Set(expandNames(keywordNames));

export function findPrimitive(name: string): Primitive | undefined {
  const exact = byName.get(name);
  if (exact !== undefined) return exact;
  const rule = prefixRules.find(
    ({ prefix, except }) =>
      name.startsWith(prefix) && !except.some((start) => name.startsWith(start)),
  );
  return rule;
}

/** True for what looks like a call and is none: keywords, operators and attribute syntax of C. */
export function isKeywordLike(name: string): boolean {
  return keywords.has(name);
}

/** Every name that the table gives one by one. */
export function primitiveNames(): string[] {
  return [...byName.keys()];
}

/** Names separated by white space; `a{b,c}` stands for `ab ac`, an empty alternative included. */
export function expandNames(pattern: string): string[] {
  return pattern
    .split(/\s+/)
    .filter((word) => word !== "")
    .flatMap(expandWord);
}

function expandWord(word: string): string[] {
  const open = word.indexOf("{");
  if (open < 0) return [word];
  const close = word.indexOf("}", open);
  const [head, tail] = [word.slice(0, open), word.slice(close + 1)];
  const alternatives = word.slice(open + 1, close).split(",");
  return alternatives.flatMap((middle) => expandWord(head + middle + tail));
}
