/**
 * `lazymmu explain`: a rule's page, or all that is known about the call sites and the lazy MMU
 * sections at a line.
 */

import { relative, resolve, sep } from "node:path";
import { compareLocations, findNearestMatch, type Location } from "#engine/base";
import { type Finding, findingsOfSection } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import type { CliOptions } from "./arguments.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import {
  formatFinding,
  formatSectionPage,
  formatSitePage,
  formatSuppressed,
  type TextStyle,
} from "./format/text.ts";
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
    const isAtLine = ({ location }: { readonly location: Location }) =>
      location.file === file && location.line === line;
    const sites = report.callSites.filter((site) => placesOf(site).some(isAtLine));
    const sections = report.sections.filter((section) => sectionPlaces(section).some(isAtLine));
    if (sites.length + sections.length === 0) {
      throw new CliProblem(
        `nothing is known about line ${line} of ${path}`,
        describeKnownLines(report, file),
      );
    }
    const lines = [
      ...sites.flatMap((site) => [
        ...formatSitePage(site, style),
        ...formatFindings(report, style, (findings) => findingsOfSite(site, findings)),
        "",
      ]),
      ...sections.flatMap((section) => [
        ...formatSectionPage(section, style),
        ...formatFindings(report, style, (findings) => findingsOfSection(section, findings)),
        "",
      ]),
    ];
    io.stdout.write(`${lines.slice(0, -1).join("\n")}\n`);
    return 0;
  });
}

type CallSite = TreeReport["callSites"][number];
type LazySection = TreeReport["sections"][number];

/** A line belongs to a site when the call, its callback's name, or a step of its path is there. */
function placesOf(site: CallSite): readonly { readonly location: Location }[] {
  return [site, ...site.callbacks, ...site.path, ...site.notFollowed];
}

/** Likewise to a section, by the calls that enter and leave it. */
function sectionPlaces({
  enters,
  leaves,
  path,
  notFollowed,
}: LazySection): readonly { readonly location: Location }[] {
  const ends = [...enters, ...leaves].map((location) => ({ location }));
  return [...ends, ...path, ...notFollowed];
}

function findingsOfSite(site: CallSite, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ location }) => compareLocations(location, site.location) === 0);
}

/** Those that `choose` picks, then those of the suppressed ones. */
function formatFindings(
  report: TreeReport,
  style: TextStyle,
  choose: (findings: readonly Finding[]) => readonly Finding[],
): string[] {
  const lines = choose(report.findings).flatMap((finding) => [
    "",
    ...formatFinding(finding, "all", { ...style, lineOf: () => undefined }),
  ]);
  const chosen = choose(report.suppressed.map(({ finding }) => finding));
  const suppressed = report.suppressed.filter(({ finding }) => chosen.includes(finding));
  if (suppressed.length === 0) return lines;
  return [
    ...lines,
    "",
    "suppressed:",
    ...suppressed.flatMap((one) => formatSuppressed(one, style)),
  ];
}

function describeKnownLines(report: TreeReport, file: string): string {
  const isInFile = ({ location }: { readonly location: Location }) => location.file === file;
  const sites = report.callSites.filter(isInFile);
  const sections = report.sections.filter(isInFile);
  if (sites.length + sections.length === 0) {
    return 'No page-table walker is called in this file, and no lazy MMU section is in it; "lazymmu check -v" lists all.';
  }
  const lines = [
    ...sites.map((site) => `${site.location.line} (${site.api}() in ${site.function}())`),
    ...sections.map((section) => `${section.location.line} (section of ${section.function}())`),
  ];
  return `Walker calls and lazy MMU sections of this file are on line ${lines.join(", ")}.`;
}
