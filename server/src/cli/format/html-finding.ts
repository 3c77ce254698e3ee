/** One finding of the page: where and what, its code, its path, what else is said, its fixes. */
import { LineIndex } from "#engine/base";
import { type Finding, type Fix, messageWithoutPath } from "#engine/lint";
import { notesOf, stepNotes } from "./finding-notes.ts";
import { codeOfPlace, excerpt, shortened, shownCode, shownPlace, shownText } from "./html-text.ts";
import type { ReportContext } from "./report-context.ts";
import { describeFix } from "./report-words.ts";
import { formatFileDiff } from "./unified-diff.ts";

interface FindingContext extends Pick<ReportContext, "lineOf" | "textOf"> {
  /** The function that holds the place, when it is known. */
  readonly enclosing: string | undefined;
  readonly ruleLink: (id: string) => string;
}

/** The first clause of the message: what is the case. */
export function findingTitle(finding: Finding): string {
  return messageWithoutPath(finding).split("; ")[0] ?? "";
}

export function findingArticle(finding: Finding, id: string, context: FindingContext): string {
  const steps = stepNotes(finding);
  const others = notesOf(finding).slice(steps.length);
  const noted = ({ location, message }: (typeof steps)[number]): string =>
    `<li>${shownPlace(location)}: ${shownText(message)}${codeOfPlace(location, context.lineOf)}</li>`;
  const enclosing =
    context.enclosing === undefined ? "" : ` in <code>${shownText(context.enclosing)}()</code>`;
  const parts = [
    `<article id="${id}" aria-labelledby="${id}-title">`,
    `<h3 id="${id}-title">${finding.severity}: ${shownPlace(finding.location)}${enclosing}</h3>`,
    `<p>${shownText(messageWithoutPath(finding))}</p>`,
    excerpt(finding.location, context.lineOf),
    section("Path", "ol", steps.map(noted)),
    section("Notes", "ul", others.map(noted)),
    section(
      "Fixes",
      "ul",
      finding.fixes.map((fix) => `<li>${fixPart(fix, context)}</li>`),
    ),
    `<p>Rule ${context.ruleLink(finding.rule)}, ${finding.confidence} confidence.</p>`,
    "</article>",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function section(title: string, list: "ol" | "ul", items: readonly string[]): string {
  return items.length === 0 ? "" : `<h4>${title}</h4>\n<${list}>\n${items.join("\n")}\n</${list}>`;
}

function fixPart(fix: Fix, context: FindingContext): string {
  const title = shownText(describeFix(fix));
  const files = [...new Set(fix.edits.map(({ location }) => location.file))];
  const diffs = files.map((file) => fixDiff(fix, file, context)).join("");
  return diffs === "" ? title : `<details><summary>${title}</summary>${diffs}</details>`;
}

/** The diff without its head, each changed line with its mark and in a colour. */
function fixDiff(fix: Fix, file: string, context: FindingContext): string {
  const text = context.textOf(file);
  if (text === undefined) return "";
  const lines = new LineIndex(text);
  const edits = fix.edits
    .filter(({ location }) => location.file === file)
    .map(({ location, newText }) => ({
      start: lines.offsetAt(location.line, location.column),
      end: lines.offsetAt(location.endLine, location.endColumn),
      newText,
    }));
  const diff = formatFileDiff(file, text, edits).trimEnd().split("\n").slice(1).map(shortened);
  const shown = diff.map((line, index) => {
    const isHead = index < 2;
    if (!isHead && line.startsWith("-")) return `<del>${shownCode(line)}</del>`;
    if (!isHead && line.startsWith("+")) return `<ins>${shownCode(line)}</ins>`;
    return shownCode(line);
  });
  return diff.length === 0 ? "" : `<pre class="diff">${shown.join("\n")}</pre>`;
}
