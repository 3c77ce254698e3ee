/** Asking in ascending order, which reads a text once, finds what asking afresh finds. */
import { expect, test } from "vitest";
import { CommentFinder } from "../../src/lint/comment-above.ts";

const text = `/* Far above. */
#define walk(x) /* inside */ \\
	/* named here */ \\
	apply(x, "/* no comment */", \\
	      '"')

/* First. */
/* Second. */
void one(void)
{
	/* Of the call. */
	apply(a, /* argument */
	      b); // behind
	apply(c);
}
`;

test("any order of questions has the answers of a fresh reading", () => {
  const offsets = Array.from({ length: text.length }, (_, offset) => offset);
  const fresh = offsets.map((offset) => new CommentFinder(text).findAbove(offset));
  const ascending = new CommentFinder(text);
  expect(offsets.map((offset) => ascending.findAbove(offset))).toEqual(fresh);
  const descending = new CommentFinder(text);
  const backwards = offsets.toReversed().map((offset) => descending.findAbove(offset));
  expect(backwards.toReversed()).toEqual(fresh);
  const above = fresh[text.indexOf("apply(a")];
  expect(text.slice(above?.start, above?.end)).toBe("/* Of the call. */");
});
