/** A file's text as fixes read it, with what is derived from it once for all of them. */
import { LineIndex } from "#engine/base";
import { CommentFinder } from "./comment-above.ts";

export class CodeText {
  readonly text: string;
  readonly lines: LineIndex;
  readonly comments: CommentFinder;

  constructor(text: string, lines: LineIndex = new LineIndex(text)) {
    this.text = text;
    this.lines = lines;
    this.comments = new CommentFinder(text);
  }
}
