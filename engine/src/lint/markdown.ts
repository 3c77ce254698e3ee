/**
 * Puts text of a workspace into Markdown so that it stays text.
 *
 * A file or a function of an untrusted tree can be named like a link or a command; nothing that
 * comes from a tree may become markup.
 */

/** Plain words: every character that could begin markup is escaped, line breaks become blanks. */
export function plainText(text: string): string {
  return oneLine(text).replace(/[!-/:-@[-`{-~]/g, (character) =>
    harmless.has(character) ? character : `\\${character}`,
  );
}

/** A code span that holds exactly this text, also when it contains backticks. */
export function codeSpan(text: string): string {
  const content = oneLine(text);
  const runs = content.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // Blanks keep a backtick at either end apart from the fence; Markdown takes one off each side.
  const needsPadding = /^[` ]|[` ]$/.test(content) || content === "";
  const padding = needsPadding ? " " : "";
  return fence + padding + content + padding + fence;
}

/** ASCII punctuation that begins no markup inside a line of prose. */
const harmless = new Set([",", ";", "'", '"', "/", "%", "="]);

function oneLine(text: string): string {
  // Control characters and separators of lines and paragraphs could end the line or hide text.
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, " ");
}
