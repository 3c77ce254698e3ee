/** Which callback a line or a name of a file means, and the call site that it is run for. */
import type { SimulationSubject } from "#engine/sim";
import type { TreeReport } from "#engine/workspace";

type CallSite = TreeReport["callSites"][number];

/** A sentence when the operand means none. */
export function findSubject(
  callSites: readonly CallSite[],
  file: string,
  what: string,
  text: string | undefined,
): SimulationSubject | string {
  if (text === undefined) return `${file} cannot be read`;
  return /^[0-9]+$/.test(what)
    ? atLine(callSites, file, Number(what), text)
    : byName(callSites, file, what, text);
}

function byName(
  callSites: readonly CallSite[],
  file: string,
  name: string,
  text: string,
): SimulationSubject | string {
  const sites = callSites.filter((site) =>
    site.callbacks.some((callback) => callback.name === name && callback.location.file === file),
  );
  const site = sites.find(({ location }) => location.file === file) ?? sites[0];
  if (site === undefined && !new RegExp(`\\b${name}\\s*\\(`).test(text)) {
    return `${file} has no function ${name}()`;
  }
  return { file, callback: name, site: site && siteOf(site) };
}

/** The line of a walker's call, or one of a callback's definition. */
function atLine(
  callSites: readonly CallSite[],
  file: string,
  line: number,
  text: string,
): SimulationSubject | string {
  const called = callSites.find(({ location }) => location.file === file && location.line === line);
  const [first] = called?.callbacks ?? [];
  if (called !== undefined && first !== undefined) {
    return { file: first.location.file, callback: first.name, site: siteOf(called) };
  }
  const defined = callSites
    .flatMap((site) => site.callbacks.map((callback) => ({ site, callback })))
    .filter(
      ({ callback: { location } }) =>
        location.file === file && location.line <= line && line <= endOf(text, location.line),
    )
    .sort((a, b) => b.callback.location.line - a.callback.location.line)[0];
  if (defined !== undefined) {
    return { file, callback: defined.callback.name, site: siteOf(defined.site) };
  }
  const lines = callSites
    .filter(({ location }) => location.file === file)
    .map(({ location }) => location.line);
  const known =
    lines.length === 0
      ? "no walker is called there"
      : `walkers are called on line ${lines.join(", ")}`;
  return `line ${line} of ${file} is in no callback and calls no walker; ${known}`;
}

/** The line of the closing brace in the first column, for a function that begins on `line`. */
export function endOf(text: string, line: number): number {
  const lines = text.split("\n");
  for (let at = line; at < lines.length; at++) if (lines[at]?.startsWith("}")) return at + 1;
  return lines.length;
}

function siteOf({ walker, location, function: name }: CallSite): SimulationSubject["site"] {
  return {
    api: walker,
    file: location.file,
    function: name,
    line: location.line,
    column: location.column,
  };
}
