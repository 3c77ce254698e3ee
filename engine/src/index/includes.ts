/** The files that a text includes, as written; not resolved. */

export interface Include {
  readonly path: string;
  /** True for `"path"`, false for `<path>`. */
  readonly quoted: boolean;
}

/** The `#include` lines of a text in order, those in comments left out. */
export function includesOf(text: string): readonly Include[] {
  const includes: Include[] = [];
  // One pass over comments, strings and includes, so that none hides in another.
  const pattern = new RegExp(tokens, "gm");
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === "/*") {
      const close = text.indexOf("*/", pattern.lastIndex);
      if (close < 0) break;
      pattern.lastIndex = close + 2;
    } else if (match[1] !== undefined) {
      includes.push({ path: match[1], quoted: true });
    } else if (match[2] !== undefined) {
      includes.push({ path: match[2], quoted: false });
    }
  }
  return includes;
}

const tokens =
  /^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]{1,1000})"|<([^>\n]{1,1000})>)|\/\*|\/\/[^\n]*|"(?:[^"\\\n]|\\.){0,10000}"/
    .source;
