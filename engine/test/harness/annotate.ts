/**
 * Writes fixtures: C text with annotations below its lines, and the update mode.
 *
 * The canonical form is what {@link renderFixture} gives; a test compares canonical texts, so that
 * a failure prints the file as it would be annotated, ready to paste.
 */
import { writeFileSync } from "node:fs";
import {
  type Annotation,
  type Fixture,
  type FixtureFile,
  tabWidth,
  textMatches,
  visualColumn,
} from "./fixture.ts";

/** The environment variables that decide on the update mode. */
export interface UpdateEnvironment {
  readonly UPDATE_FIXTURES?: string | undefined;
  readonly CI?: string | undefined;
}

/** The fixture's text with `annotations`, by path, in place of its own. */
export function renderFixture(
  fixture: Fixture,
  annotations: ReadonlyMap<string, readonly Annotation[]>,
): string {
  const parts = fixture.files.flatMap((file) => [
    ...file.head,
    ...renderFile(fixture, file, annotations.get(file.path) ?? []),
  ]);
  return `${parts.join("\n")}\n`;
}

/** The fixture's text with the annotations it has, in canonical form. */
export function renderExpected(fixture: Fixture): string {
  return renderFixture(
    fixture,
    new Map(fixture.files.map((file) => [file.path, file.annotations])),
  );
}

/** What was found, with the abbreviated text of each expectation that covers it. */
export function keepAbbreviations(
  expected: readonly Annotation[],
  actual: readonly Annotation[],
): Annotation[] {
  const open = [...expected];
  return actual.map((annotation) => {
    const at = open.findIndex(
      (candidate) =>
        candidate.line === annotation.line &&
        candidate.startColumn === annotation.startColumn &&
        candidate.endColumn === annotation.endColumn &&
        candidate.label === annotation.label &&
        textMatches(candidate.text, annotation.text),
    );
    return at < 0 ? annotation : (open.splice(at, 1)[0] ?? annotation);
  });
}

/** True when UPDATE_FIXTURES=1 asks to rewrite fixtures; throws when CI is set as well. */
export function isUpdating(environment: UpdateEnvironment): boolean {
  if (environment.UPDATE_FIXTURES !== "1") return false;
  if (environment.CI !== undefined && environment.CI !== "") {
    throw new Error("UPDATE_FIXTURES is refused when CI is set: a robot must not bless its output");
  }
  return true;
}

/** Replaces a fixture on disk by its canonical text with what was found. */
export function writeFixture(file: string, text: string): void {
  writeFileSync(file, text);
}

const maxColumn = 100;

function renderFile(
  fixture: Fixture,
  file: FixtureFile,
  annotations: readonly Annotation[],
): string[] {
  const sorted = [...annotations].sort(compareAnnotations);
  const lines = file.text.slice(0, -1).split("\n");
  return lines.flatMap((line, index) => [
    withCursor(fixture, file.path, index + 1, line),
    ...sorted
      .filter((annotation) => annotation.line === index + 1)
      .flatMap((annotation) => renderAnnotation(line, annotation)),
  ]);
}

function compareAnnotations(a: Annotation, b: Annotation): number {
  const byPlace = a.line - b.line || a.startColumn - b.startColumn || a.endColumn - b.endColumn;
  if (byPlace !== 0) return byPlace;
  const left = `${a.label}: ${a.text}`;
  const right = `${b.label}: ${b.text}`;
  return left < right ? -1 : left > right ? 1 : 0;
}

function withCursor(fixture: Fixture, path: string, lineNumber: number, line: string): string {
  const { cursor } = fixture;
  if (cursor?.path !== path || cursor.line !== lineNumber) return line;
  return `${line.slice(0, cursor.column - 1)}$0${line.slice(cursor.column - 1)}`;
}

function renderAnnotation(codeLine: string, annotation: Annotation): string[] {
  const { startColumn, endColumn, label, text } = annotation;
  const indent = /^\t*/.exec(codeLine)?.[0] ?? "";
  const indentWidth = indent.length * tabWidth;
  const wanted = startColumn - 1;
  const lead = wanted >= indentWidth + 2 ? indent : "";
  const pad = wanted - visualColumn(lead, lead.length + 1) - 1;
  const carets = "^".repeat(Math.max(1, endColumn - startColumn));
  // A range that begins where the comment itself has to begin is written as numbers.
  const mark = pad < 0 ? `//@${startColumn}-${endColumn}` : `${lead}//${" ".repeat(pad)}${carets}`;
  return wrap(`${mark} ${label}: ${text}`, pad < 0 ? "//   | " : `${lead}//   | `);
}

/** Breaks a long annotation between words; the parser joins the pieces with one space. */
function wrap(line: string, continuation: string): string[] {
  const labelEnd = line.indexOf(": ") + 2;
  const words = line.slice(labelEnd).split(" ");
  const result: string[] = [];
  let current = line.slice(0, labelEnd) + (words.shift() ?? "");
  for (const word of words) {
    if (visualColumn(current, current.length + 1) + word.length > maxColumn) {
      result.push(current);
      current = continuation + word;
    } else {
      current += ` ${word}`;
    }
  }
  return [...result, current];
}
