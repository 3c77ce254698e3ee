/** A file's text as fixes read it, with what is derived from it once for all of them. */
import { LineIndex } from "#engine/base";
import { CommentFinder } from "./comment-above.ts";
import { readSuppressions, type SuppressionComment } from "./suppression-comment.ts";

export class CodeText {
  readonly text: string;
  readonly lines: LineIndex;
  readonly comments: CommentFinder;
  #suppressions: readonly SuppressionComment[] | undefined;

  constructor(text: string, lines: LineIndex = new LineIndex(text)) {
    this.text = text;
    this.lines = lines;
    this.comments = new CommentFinder(text);
  }

  get suppressions(): readonly SuppressionComment[] {
    this.#suppressions ??= readSuppressions(this.text, this.lines);
    return this.#suppressions;
  }
}
