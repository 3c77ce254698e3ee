/**
 * Runs the engine over a fixture's tree and says what it found as annotations.
 *
 * Call sites become `fact:` annotations, findings carry their severity and rule, and the notes of
 * findings become `related:`. What a fixture is compared with is a {@link View} of these.
 */

import type { Location } from "#engine/base";
import { applyEdits, LineIndex } from "#engine/base";
import type { Dialect } from "#engine/index";
import type { Finding, Fix } from "#engine/lint";
import type { CallSite, LazySection } from "#engine/model";
import { type TreeReport, Workspace } from "#engine/workspace";
import { keepAbbreviations, renderExpected, renderFixture } from "./annotate.ts";
import { type Annotation, type Fixture, visualColumn } from "./fixture.ts";
import { loadParser } from "./load-parser.ts";
import { type MemoryTree, memoryTree, workspaceInputs } from "./memory-tree.ts";

/** "facts": call sites alone. "findings": findings as well, with their notes where stated. */
export type View = "facts" | "findings";

export interface Comparison {
  /** The fixture as written, in canonical form. */
  readonly expected: string;
  /** The fixture as it would be annotated. */
  readonly actual: string;
  readonly report: TreeReport;
}

/** Runs the engine over the fixture's files. */
export async function compareFixture(fixture: Fixture, view: View): Promise<Comparison> {
  const report = await checkTree(treeOfFixture(fixture));
  const statesNotes = fixture.files.some((file) =>
    file.annotations.some((annotation) => annotation.label === "related"),
  );
  const found = [
    ...report.callSites.map((site) => entry(site.location, "fact", factText(site))),
    ...report.sections.map((section) => entry(section.location, "fact", sectionText(section))),
    ...(view === "findings" ? report.findings.flatMap((f) => findingEntries(f, statesNotes)) : []),
  ];
  const annotations = new Map(
    fixture.files.map((file): [string, readonly Annotation[]] => {
      const lines = file.text.split("\n");
      const actual = found
        .filter(({ location }) => location.file === file.path)
        .map(({ location, label, text }) => toAnnotation(lines, location, label, text));
      return [file.path, keepAbbreviations(file.annotations, actual)];
    }),
  );
  return {
    expected: renderExpected(fixture),
    actual: renderFixture(fixture, annotations),
    report,
  };
}

/** The fixture's files as a tree, under the options it states. */
export function treeOfFixture(fixture: Fixture): MemoryTree {
  const { options } = fixture;
  return memoryTree(new Map(fixture.files.map((file) => [file.path, file.text])), {
    release: options.get("release"),
    dialect: toDialect(options.get("dialect")),
    architectures: options.get("architectures")?.split(/ +/),
    configuration: toConfiguration(options.get("config")),
  });
}

/** The report of a tree by a workspace that knew nothing before. */
export async function checkTree(tree: MemoryTree): Promise<TreeReport> {
  return new Workspace(workspaceInputs(tree, await loadParser())).checkTree();
}

/** The tree with a fix applied to its files. */
export function applyFix(tree: MemoryTree, fix: Fix): MemoryTree {
  const texts = new Map(tree.texts);
  for (const file of new Set(fix.edits.map((edit) => edit.location.file))) {
    const text = tree.texts.get(file) ?? "";
    const index = new LineIndex(text);
    const edits = fix.edits
      .filter((edit) => edit.location.file === file)
      .map(({ location, newText }) => ({
        start: index.offsetAt(location.line, location.column),
        end: index.offsetAt(location.endLine, location.endColumn),
        newText,
      }));
    texts.set(file, applyEdits(text, edits));
  }
  return { ...tree, texts };
}

/** What a `fact:` annotation says of a call site; the grammar is in docs/testing.md. */
function factText(site: CallSite): string {
  const names = site.callbacks.map((callback) => callback.name);
  return [
    ...verdictTexts(subjectOf(site, names), site),
    ...(site.walker === site.api ? [] : [`through ${site.walker}`]),
    ...(site.lazy ? [] : ["outside lazy mode"]),
  ].join(", ");
}

/** The same of a section; lines that are not those of the annotation are given as numbers. */
function sectionText(section: LazySection): string {
  const again = section.enters.slice(1).map(({ line }) => line);
  const leaves = section.leaves.map(({ line }) => line);
  return [
    ...verdictTexts("section", section),
    ...(again.length === 0 ? [] : [`entered again in ${again.join(" ")}`]),
    ...(leaves.length === 0 ? ["not left"] : [`left in ${leaves.join(" ")}`]),
    ...(section.runsCallbacks ? ["runs callbacks"] : []),
  ].join(", ");
}

function verdictTexts(subject: string, found: CallSite | LazySection): string[] {
  const end = found.allocator === undefined ? "" : ` ${found.allocator}()`;
  const steps = found.path.map((step) => step.function);
  const missing = [...new Set(found.notFollowed.map((item) => item.name))];
  return [
    `${subject}: ${found.verdict}${end}${steps.length > 0 ? ` via ${steps.join(" > ")}` : ""}`,
    ...(found.use === undefined ? [] : [found.use]),
    ...(found.condition === undefined ? [] : [`if ${found.condition}`]),
    ...(missing.length === 0 ? [] : [`not followed: ${missing.join(" ")}`]),
  ];
}

function subjectOf(site: CallSite, names: readonly string[]): string {
  if (names.length > 0) return `callback${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
  return site.verdict === "unknown" ? "unresolved callback" : "no callback";
}

interface FoundEntry {
  readonly location: Location;
  readonly label: string;
  readonly text: string;
}

function entry(location: Location, label: string, text: string): FoundEntry {
  return { location, label, text };
}

function findingEntries(finding: Finding, withNotes: boolean): FoundEntry[] {
  const count = finding.fixes.length;
  const fixes = count === 0 ? "" : count === 1 ? " +fix" : ` +fix(${count})`;
  return [
    entry(finding.location, `${finding.severity}[${finding.rule}]${fixes}`, finding.message),
    ...(withNotes
      ? finding.related.map((note) => entry(note.location, "related", note.message))
      : []),
  ];
}

function toAnnotation(
  lines: readonly string[],
  location: Location,
  label: string,
  text: string,
): Annotation {
  const line = lines[location.line - 1] ?? "";
  const endColumn = location.endLine === location.line ? location.endColumn : line.length + 1;
  return {
    line: location.line,
    startColumn: visualColumn(line, location.column),
    endColumn: visualColumn(line, endColumn),
    label,
    text,
  };
}

function toDialect(value: string | undefined): Dialect | undefined {
  if (value === undefined || value === "classic" || value === "nolazy" || value === "counted") {
    return value;
  }
  throw new Error(`unknown dialect: ${value}`);
}

function toConfiguration(value: string | undefined): ReadonlyMap<string, string> | undefined {
  if (value === undefined) return undefined;
  return new Map(
    value
      .split(/ +/)
      .filter((setting) => setting !== "")
      .map((setting): [string, string] => {
        const [name = "", state = "y"] = setting.split("=");
        return [name, state];
      }),
  );
}
