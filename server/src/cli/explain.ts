/** `lazymmu explain`: a rule's page, or all that is known about the call sites at a line. */

import { relative, resolve, sep } from "node:path";
import { compareLocations, findNearestMatch } from "#engine/base";
import type { TreeReport } from "#engine/workspace";
import type { CliOptions } from "./arguments.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import { formatFinding, formatSitePage, formatSuppressed, type TextStyle } from "./format/text.ts";
import { CliProblem } from "./problem.ts";
import { formatRulePage } from "./rules.ts";
import { selectTree } from "./select-tree.ts";
import { createTextStyle } from "./text-style.ts";
import { withTree } from "./tree-session.ts";

export async function runExplain(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  subject: string,
): Promise<number> {
  const place = /^(.+?):([0-9]+)(?::[0-9]+)?:?$/.exec(subject);
  if (place === null) return explainRule(io, services, options, subject);
  return explainLine(io, services, options, place[1] ?? "", Number(place[2]));
}

async function explainRule(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  id: string,
): Promise<number> {
  const metas = await services.ruleMetas();
  const meta = metas.find((candidate) => candidate.id === id);
  if (meta === undefined) {
    const near = findNearestMatch(
      id,
      metas.map((candidate) => candidate.id),
    );
    throw new CliProblem(
      `"${id}" is neither a rule nor FILE:LINE`,
      `${near === undefined ? "" : `Did you mean ${near}? `}"lazymmu rules" lists the rules.`,
    );
  }
  io.stdout.write(formatRulePage(meta, io, options));
  return 0;
}

async function explainLine(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  path: string,
  line: number,
): Promise<number> {
  const { cwd } = io;
  const { findTreeRoot } = services;
  const named = await selectTree({ cwd, paths: [path], root: options.root, findTreeRoot });
  // The line may lie on a callback whose call site is in another file: all of the tree is asked.
  const whole = { ...options, root: named.root };
  return withTree({ io, services, options: whole, paths: [] }, async ({ tree, report }) => {
    const file = named.scope?.[0] ?? relative(tree.root, resolve(cwd, path)).split(sep).join("/");
    const style = createTextStyle(io, options, tree);
    const sites = report.callSites.filter((site) => touches(site, file, line));
    if (sites.length === 0) {
      throw new CliProblem(
        `nothing is known about line ${line} of ${path}`,
        describeKnownLines(report, file),
      );
    }
    const lines = sites.flatMap((site) => [
      ...formatSitePage(site, style),
      ...findingsOf(report, site, style),
      ...suppressedOf(report, site, style),
      "",
    ]);
    io.stdout.write(`${lines.slice(0, -1).join("\n")}\n`);
    return 0;
  });
}

type CallSite = TreeReport["callSites"][number];

/** A line belongs to a site when the call, its callback's name, or a step of its path is there. */
function touches(site: CallSite, file: string, line: number): boolean {
  const places = [site, ...site.callbacks, ...site.path, ...site.notFollowed];
  return places.some(({ location }) => location.file === file && location.line === line);
}

function findingsOf(report: TreeReport, site: CallSite, style: TextStyle): string[] {
  const { file, line, column } = site.location;
  return report.findings
    .filter(
      ({ location }) =>
        location.file === file && location.line === line && location.column === column,
    )
    .flatMap((finding) => [
      "",
      ...formatFinding(finding, "all", { ...style, lineOf: () => undefined }),
    ]);
}

function suppressedOf(report: TreeReport, site: CallSite, style: TextStyle): string[] {
  const own = report.suppressed.filter(
    ({ finding }) => compareLocations(finding.location, site.location) === 0,
  );
  if (own.length === 0) return [];
  return ["", "suppressed:", ...own.flatMap((one) => formatSuppressed(one, style))];
}

function describeKnownLines(report: TreeReport, file: string): string {
  const inFile = report.callSites.filter((site) => site.location.file === file);
  if (inFile.length === 0) {
    return 'No page-table walker is called in this file; "lazymmu check -v" lists all call sites.';
  }
  const lines = inFile.map((site) => `${site.location.line} (${site.api}() in ${site.function}())`);
  return `Walker calls in this file are on line ${lines.join(", ")}.`;
}
