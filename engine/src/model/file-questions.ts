/**
 * What was asked of whole files' texts for one answer, so that it can be told after an edit whether
 * the answer still holds: asked again, the file must say the same.
 */
import {
  type Assignment,
  assignmentsTo,
  definesType,
  elementsOf,
  memberValues,
} from "./file-values.ts";
import type { SourceFile } from "./source-file.ts";

type Kind = "assigned" | "elements" | "given" | "type";

/** By file, the questions asked of it, each as its kind and a name. */
export type AskedOfFiles = ReadonlyMap<string, ReadonlySet<string>>;

export class FileQuestions {
  readonly #asked = new Map<string, Set<string>>();

  get asked(): AskedOfFiles {
    return this.#asked;
  }

  assignmentsTo(source: SourceFile, name: string): readonly Assignment[] {
    this.#note(source, "assigned", name);
    return assignmentsTo(source, name);
  }

  memberValues(source: SourceFile, member: string): readonly string[] {
    this.#note(source, "given", member);
    return memberValues(source, member);
  }

  elementsOf(source: SourceFile, array: string): readonly string[] {
    this.#note(source, "elements", array);
    return elementsOf(source, array);
  }

  definesType(source: SourceFile, name: string): boolean {
    this.#note(source, "type", name);
    return definesType(source, name);
  }

  #note({ path }: SourceFile, kind: Kind, name: string): void {
    let questions = this.#asked.get(path);
    if (questions === undefined) {
      questions = new Set();
      this.#asked.set(path, questions);
    }
    questions.add(`${kind} ${name}`);
  }
}

/** The answer of a file to a question in the form that {@link AskedOfFiles} has, as text. */
export function answerOf(source: SourceFile, question: string): string {
  const space = question.indexOf(" ");
  const name = question.slice(space + 1);
  const kind = question.slice(0, space);
  if (kind === "assigned") return JSON.stringify(assignmentsTo(source, name));
  if (kind === "given") return JSON.stringify(memberValues(source, name));
  if (kind === "elements") return JSON.stringify(elementsOf(source, name));
  return String(definesType(source, name));
}
