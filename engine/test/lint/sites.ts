/** Makes call sites and rule contexts by hand, with locations looked up in C text. */
import { LineIndex, type Location } from "#engine/base";
import type { Dialect, TreeFacts } from "#engine/index";
import { CodeText, type RuleContext } from "#engine/lint";
import type { CallSite, LazySection, PathStep, SectionProblem } from "#engine/model";

/** The location of the `nth` (from 0) occurrence of `needle` in the text. */
export function locate(file: string, text: string, needle: string, nth = 0): Location {
  let at = text.indexOf(needle);
  for (let count = 0; count < nth && at >= 0; count++) at = text.indexOf(needle, at + 1);
  if (at < 0) throw new Error(`${file} does not hold ${needle}`);
  return new LineIndex(text).locate(file, { start: at, end: at + needle.length });
}

export function treeFacts(dialect: Dialect, release?: string): TreeFacts {
  return { isKernel: true, release, dialect, architectures: ["arm64"], configuration: undefined };
}

export interface ContextParts {
  readonly dialect: Dialect;
  readonly callSites?: readonly CallSite[];
  readonly sections?: readonly LazySection[];
  readonly problems?: readonly SectionProblem[];
  readonly texts: Readonly<Record<string, string>>;
  /** The functions that the tree declares. */
  readonly declared?: readonly string[];
}

export function ruleContext(parts: ContextParts): RuleContext {
  return {
    facts: treeFacts(parts.dialect),
    callSites: parts.callSites ?? [],
    sections: parts.sections ?? [],
    problems: parts.problems ?? [],
    statementAt: () => undefined,
    bodyAt: () => undefined,
    textOf: (file) => {
      const text = parts.texts[file];
      return text === undefined ? undefined : new CodeText(text);
    },
    declares: (name) => parts.declared?.includes(name) ?? false,
  };
}

/** A lazy, clean, direct call site; a test says what differs. */
export function callSite(location: Location, difference: Partial<CallSite> = {}): CallSite {
  const api = difference.api ?? "apply_to_existing_page_range";
  return {
    location,
    function: "release_range",
    api,
    lazy: true,
    walker: api,
    callbacks: [],
    verdict: "clean",
    use: undefined,
    allocator: undefined,
    condition: undefined,
    doubt: undefined,
    isOnlyPath: true,
    path: [],
    notFollowed: [],
    ...difference,
  };
}

/** A step whose code calls `callee`. */
export function callStep(caller: string, callee: string, location: Location): PathStep {
  return { function: caller, location, what: `calls ${callee}()` };
}
