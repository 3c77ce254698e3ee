/**
 * Just enough of a TypeScript scanner for the tidy check: where code is, and what it imports.
 *
 * Comments and template texts are blanked out, so that an example inside them is not taken for
 * code. Lengths and lines stay the same.
 */

/**
 * @typedef {object} Import
 * @property {string} specifier
 * @property {boolean} isType `import type` or `export type`: gone at run time
 * @property {number} line 1-based
 */

/** A slash after one of these begins a regular expression, not a division. */
const beforeRegExp = /(?:^|[=(,:[!&|?{};+\-*%<>~^]|\b(?:return|case|typeof|in|of|await|yield))\s*$/;

/**
 * The text with comments, template texts and regular expressions replaced by spaces; with
 * `strings: true` the contents of quoted strings as well.
 *
 * @param {string} text
 * @param {{ strings?: boolean }} [options]
 */
export function blankOut(text, options = {}) {
  return scan(text, options.strings ?? false).code;
}

/**
 * The text with everything but its comments replaced by spaces.
 *
 * @param {string} text
 */
export function commentsOf(text) {
  return scan(text, false).comments;
}

/**
 * @param {string} text
 * @param {boolean} blankStrings
 */
function scan(text, blankStrings) {
  const out = text.split("");
  const comments = text.replace(/[^\n]/g, " ").split("");
  /** Depth of braces at which each open template substitution ends. */
  /** @type {number[]} */
  const substitutions = [];
  let depth = 0;
  let i = 0;

  /** @param {number} end */
  const blankTo = (end) => {
    for (; i < end; i++) if (out[i] !== "\n") out[i] = " ";
  };
  /** @param {number} end */
  const keepComment = (end) => {
    for (let at = i; at < end; at++) comments[at] = text[at] ?? "";
    blankTo(end);
  };
  const blankTemplate = () => {
    let end = i;
    while (end < text.length && text[end] !== "`" && !text.startsWith("${", end)) {
      end += text[end] === "\\" ? 2 : 1;
    }
    blankTo(Math.min(end, text.length));
    if (text[i] === "`") i++;
    else if (i < text.length) {
      i += 2;
      substitutions.push(depth++);
    }
  };

  while (i < text.length) {
    const char = text[i];
    if (text.startsWith("//", i) || (i === 0 && text.startsWith("#!"))) {
      keepComment(endOf(text, "\n", i));
    } else if (text.startsWith("/*", i)) {
      keepComment(Math.min(endOf(text, "*/", i + 2) + 2, text.length));
    } else if (char === "'" || char === '"') {
      const end = endOfQuoted(text, i);
      i++;
      if (blankStrings) blankTo(end - 1);
      i = end;
    } else if (char === "`") {
      i++;
      blankTemplate();
    } else if (char === "/" && beforeRegExp.test(text.slice(Math.max(0, i - 40), i))) {
      blankTo(endOfRegExp(text, i));
    } else {
      if (char === "{") depth++;
      if (char === "}") depth--;
      i++;
      if (char === "}" && substitutions.at(-1) === depth) {
        substitutions.pop();
        blankTemplate();
      }
    }
  }
  return { code: out.join(""), comments: comments.join("") };
}

/**
 * Everything a file imports: static, `import type`, `export … from`, and with `import()`.
 *
 * @param {string} text
 * @returns {Import[]}
 */
export function findImports(text) {
  const code = blankOut(text);
  /** @type {Import[]} */
  const imports = [];
  const statement = /(?:^|;)[ \t]*(import|export)\b([^;"'`()=]*?\bfrom\b)?\s*(["'])([^"'\n]+)\3/gm;
  for (const match of code.matchAll(statement)) {
    const [, keyword = "", clause = "", , specifier = ""] = match;
    if (keyword === "export" && clause === "") continue;
    imports.push({ specifier, isType: isTypeOnly(clause), line: lineOf(code, match.index) });
  }
  for (const match of code.matchAll(/\b(?:import|require)\s*\(\s*(["'])([^"'\n]+)\1/g)) {
    imports.push({ specifier: match[2] ?? "", isType: false, line: lineOf(code, match.index) });
  }
  return imports.sort((a, b) => a.line - b.line);
}

/**
 * The 1-based line of an offset.
 *
 * @param {string} text
 * @param {number} offset
 */
export function lineOf(text, offset) {
  // A match that begins at the end of the line before still means the next line's text.
  const start = offset + (/^[;\s]*/.exec(text.slice(offset))?.[0].length ?? 0);
  return text.slice(0, start).split("\n").length;
}

/**
 * `import type {…}`, or an import whose every name is marked `type`.
 *
 * @param {string} clause
 */
function isTypeOnly(clause) {
  if (/^\s*type\b(?!\s*(?:,|from\s*$))/.test(clause)) return true;
  const names = /^\s*\{([^}]*)\}\s*from$/.exec(clause)?.[1];
  if (names === undefined) return false;
  const parts = names.split(",").filter((part) => part.trim() !== "");
  return parts.length > 0 && parts.every((part) => /^\s*type\s+\w/.test(part));
}

/**
 * @param {string} text
 * @param {string} what
 * @param {number} from
 */
function endOf(text, what, from) {
  const end = text.indexOf(what, from);
  return end < 0 ? text.length : end;
}

/**
 * @param {string} text
 * @param {number} start
 */
function endOfQuoted(text, start) {
  let end = start + 1;
  while (end < text.length && text[end] !== text[start] && text[end] !== "\n") {
    end += text[end] === "\\" ? 2 : 1;
  }
  return Math.min(end + 1, text.length);
}

/**
 * @param {string} text
 * @param {number} start
 */
function endOfRegExp(text, start) {
  let inClass = false;
  for (let end = start + 1; end < text.length && text[end] !== "\n"; end++) {
    const char = text[end];
    if (char === "\\") end++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) {
      const flags = /^\w*/.exec(text.slice(end + 1));
      return end + 1 + (flags?.[0].length ?? 0);
    }
  }
  return start + 1;
}
