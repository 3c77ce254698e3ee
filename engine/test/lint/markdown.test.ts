/** Text of a workspace stays text in Markdown. */
import { expect, test } from "vitest";
import { codeSpan, plainText } from "../../src/lint/markdown.ts";

test("prose keeps its words and loses its markup", () => {
  expect(plainText("no definition, in 'this' tree; 50% a=b/c")).toBe(
    "no definition, in 'this' tree; 50% a=b/c",
  );
  expect(plainText("[a](command:b) <img> *x* _y_ `z` # $(zap) ~~q~~ http://e.x")).toBe(
    "\\[a\\]\\(command\\:b\\) \\<img\\> \\*x\\* \\_y\\_ \\`z\\` \\# \\$\\(zap\\) \\~\\~q\\~\\~ http\\://e\\.x",
  );
});

test("line breaks, control characters and changes of direction become blanks", () => {
  expect(plainText("a\n\n# b\u2028c\u001b[31m\u202ed")).toBe("a \\# b c \\[31m d");
  expect(codeSpan("a\r\nb")).toBe("`a b`");
});

test("a code span outgrows the backticks in it", () => {
  expect(codeSpan("mm/a.c:1")).toBe("`mm/a.c:1`");
  expect(codeSpan("a`b``c")).toBe("```a`b``c```");
  expect(codeSpan("`a")).toBe("`` `a ``");
  expect(codeSpan("")).toBe("`  `");
});
