/**
 * A tree's report as one page that opens in any browser: what was found in numbers, every finding
 * with its code, path and fixes, every call site and lazy MMU section, and what the rules say.
 *
 * Like the JSON format it gives the same bytes for the same tree, and names files from its top.
 */
import type { RuleMeta, Severity, SuppressedFinding } from "#engine/lint";
import type { TreeReport } from "#engine/workspace";
import { htmlPage } from "#server/report";
import { findingArticle, findingTitle } from "./html-finding.ts";
import { sectionTable } from "./html-sections.ts";
import { siteTable } from "./html-sites.ts";
import { shownPlace, shownProse, shownText, table } from "./html-text.ts";
import { type ReportContext, shownFindings, shownSuppressed } from "./report-context.ts";
import { count, describeTree, verdictMeaning, verdictOrder } from "./report-words.ts";

type HtmlContext = Pick<
  ReportContext,
  | "comparison"
  | "identities"
  | "isVerbose"
  | "lineOf"
  | "root"
  | "rules"
  | "scope"
  | "stats"
  | "textOf"
  | "version"
>;

const style = `
body { overflow-wrap: break-word; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; overflow-wrap: anywhere; }
h4 { font-size: .9rem; margin: .6rem 0 .2rem; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
ol, ul { margin: .2rem 0; padding-left: 1.6rem; }
.wide { margin-bottom: .8rem; }
td.number { text-align: right; }
pre.code, pre.diff { overflow-wrap: anywhere; padding: .3rem .6rem; white-space: break-spaces; background: rgb(128 128 128 / .12); }
code.line { display: block; overflow-wrap: anywhere; tab-size: 8; white-space: break-spaces; }
mark { background: none; color: inherit; font-weight: 700; text-decoration: underline 2px; }
.place { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: break-word; }
del, ins { text-decoration: none; }
del { background: rgb(220 60 40 / .2); }
ins { background: rgb(40 160 60 / .2); }
article { border-top: 1px solid; border-color: rgb(128 128 128 / .5); margin-top: 1rem; }
article:target { outline: 2px solid; outline-offset: .4rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; }
`;

const severities: readonly Severity[] = ["error", "warning", "information", "hint"];

/** A finding with the name by which the page's own links reach it. */
interface NamedFinding {
  readonly finding: TreeReport["findings"][number];
  readonly id: string;
}

export function formatHtmlReport(report: TreeReport, context: HtmlContext): string {
  const shown = shownFindings(report, context)
    .map((finding) => ({ finding, id: `finding-${context.identities.get(finding)?.fingerprint}` }))
    .sort(
      (a, b) => severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity),
    );
  const rules = context.rules.filter(({ id }) => shown.some(({ finding }) => finding.rule === id));
  const parts = [
    { id: "summary", title: "Summary", body: summary(report, shown, rules) },
    { id: "findings", title: "Findings", body: findings(report, shown, context) },
    ...(report.suppressed.length === 0
      ? []
      : [{ id: "suppressed", title: "Suppressed", body: suppressed(report, context) }]),
    { id: "sites", title: "Call sites", body: siteTable(report.callSites, shown) },
    { id: "sections", title: "Lazy MMU sections", body: sectionTable(report.sections, shown) },
    ...(report.skipped.length === 0
      ? []
      : [{ id: "skipped", title: "Not, or not wholly, read", body: skipped(report) }]),
    ...(rules.length === 0
      ? []
      : [
          { id: "rules", title: "Rules", body: rules.map((meta) => rule(meta, report)).join("\n") },
        ]),
  ];
  const links = parts.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`).join("");
  const sections = parts.map(
    ({ id, title, body }) =>
      `<section aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n${body}\n</section>`,
  );
  return htmlPage({
    title: `lazymmu: ${count(shown.length, "finding")} in ${context.root}`,
    style,
    body: `<header>
<h1>Page-table walks and lazy MMU mode</h1>
${treeLines(report, context)}
</header>
<nav aria-label="Contents"><ul>${links}</ul></nav>
<main>
${sections.join("\n")}
</main>
<footer><p>Made by lazymmu ${shownText(context.version)}.</p></footer>`,
  });
}

function treeLines({ tree }: TreeReport, { comparison, root, scope, stats }: HtmlContext): string {
  const architectures =
    tree.architectures.length === 0 ? "none" : tree.architectures.map(shownText).join(", ");
  const area =
    scope === undefined
      ? "the whole tree"
      : scope.length === 0
        ? "nothing"
        : scope.map(shownText).join(", ");
  const compared = (comparison?.summary ?? []).map(
    (line) => `\n<p>Compared: ${shownText(line)}.</p>`,
  );
  return `<p>Tree <span class="place">${shownText(root)}</span>: ${shownText(describeTree(tree))}, ${count(stats.files, "file")}.</p>
<p>Checked: ${area}. Architectures: ${architectures}.</p>${compared.join("")}`;
}

function summary(
  report: TreeReport,
  shown: readonly NamedFinding[],
  rules: readonly RuleMeta[],
): string {
  const { callSites, sections, findings: all } = report;
  const nNotLazy = callSites.filter((site) => !site.lazy).length;
  const verdicts = table(
    "Call sites and sections by verdict",
    [
      { title: "Verdict", cell: (verdict) => verdict },
      {
        title: "Call sites",
        isNumber: true,
        cell: (verdict) => String(callSites.filter((site) => site.verdict === verdict).length),
      },
      {
        title: "Sections",
        isNumber: true,
        cell: (verdict) => String(sections.filter((one) => one.verdict === verdict).length),
      },
      { title: "Meaning", cell: (verdict) => verdictMeaning[verdict] },
    ],
    verdictOrder,
  );
  const notLazy =
    nNotLazy === 0 ? "" : `<p>${count(nNotLazy, "call site")} not in lazy MMU mode.</p>`;
  if (shown.length === 0) return `${verdicts}\n${notLazy}<p>No findings.</p>`;
  const hasError = shown.some(({ finding }) => finding.severity === "error");
  const byRule = table<RuleMeta>(
    "Findings by rule",
    [
      { title: "Rule", cell: ({ id }) => ruleLink(id) },
      // No rule reports errors unless a tree's settings ask for it.
      ...severities
        .filter((severity) => severity !== "error" || hasError)
        .map((severity) => ({
          title: severity,
          isNumber: true as const,
          cell: ({ id }: RuleMeta) =>
            String(
              shown.filter(({ finding }) => finding.rule === id && finding.severity === severity)
                .length,
            ),
        })),
      { title: "What it reports", cell: (meta) => shownProse(meta.summary) },
    ],
    rules,
  );
  const nFolded = all.length - shown.length;
  const folded =
    nFolded === 0
      ? ""
      : `<p>${count(nFolded, "more finding")} at the allocating calls, which the paths here end in: <code>--verbose</code> shows them.</p>`;
  return `${verdicts}\n${notLazy}${byRule}\n${folded}`;
}

function findings(
  report: TreeReport,
  shown: readonly NamedFinding[],
  context: HtmlContext,
): string {
  if (shown.length === 0) return "<p>None.</p>";
  const list = table<NamedFinding>(
    "All findings, the most severe first",
    [
      {
        title: "Place",
        cell: ({ finding, id }) => `<a href="#${id}">${shownPlace(finding.location)}</a>`,
      },
      { title: "Severity", cell: ({ finding }) => finding.severity },
      { title: "Rule", cell: ({ finding }) => shownText(finding.rule) },
      { title: "What", cell: ({ finding }) => shownText(findingTitle(finding)) },
    ],
    shown,
  );
  const site = new Map(
    report.callSites.map(({ location, function: name }) => [JSON.stringify(location), name]),
  );
  const articles = shown.map(({ finding, id }) =>
    findingArticle(finding, id, {
      ...context,
      enclosing: site.get(JSON.stringify(finding.location)),
      ruleLink,
    }),
  );
  return [list, ...articles].join("\n");
}

function suppressed(report: TreeReport, context: HtmlContext): string {
  return table<SuppressedFinding>(
    "Findings that are said to be right",
    [
      { title: "Place", cell: ({ finding }) => shownPlace(finding.location) },
      { title: "Rule", cell: ({ finding }) => shownText(finding.rule) },
      {
        title: "Reason",
        cell: ({ suppressions }) =>
          suppressions
            .map(({ reason, location }) => `${shownText(reason)} (${shownPlace(location)})`)
            .join("<br>"),
      },
    ],
    shownSuppressed(report, context),
  );
}

function skipped(report: TreeReport): string {
  const items = report.skipped.map(
    ({ file, reason }) =>
      `<li><span class="place">${shownText(file)}</span>: ${shownText(reason)}</li>`,
  );
  return `<ul>${items.join("\n")}</ul>`;
}

function ruleLink(id: string): string {
  return `<a href="#rule-${shownText(id)}">${shownText(id)}</a>`;
}

/** A rule's page, with the dialect of this tree alone. */
function rule(meta: RuleMeta, { tree }: TreeReport): string {
  const paragraphs = (texts: readonly string[]) =>
    texts.map((text) => `<p>${shownProse(text)}</p>`).join("\n");
  const sources = meta.sources.map(
    ({ source, says }) => `<li>${shownProse(source)}: ${shownProse(says)}.</li>`,
  );
  return `<article aria-labelledby="rule-${meta.id}">
<h3 id="rule-${meta.id}">${meta.id}</h3>
<p>${shownProse(meta.summary)}</p>
<h4>In a tree of the dialect ${tree.dialect}</h4>
<p>${shownProse(meta.inDialect[tree.dialect])}</p>
<h4>Why</h4>
${paragraphs(meta.why)}
<h4>What to do</h4>
${paragraphs(meta.advice)}
<h4>Sources</h4>
<ul>${sources.join("\n")}</ul>
</article>`;
}
