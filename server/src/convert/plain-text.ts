/** Markdown of hovers for clients that show plain text. */

/** Takes the marks away that hovers use: fences, code, emphasis, headings, links, escapes. */
export function toPlainText(markdown: string): string {
  return markdown
    .split("\n")
    .filter((line) => !line.startsWith("```"))
    .map((line) =>
      line
        .replace(/^#{1,6} /, "")
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/\*\*([^*]+)\*\*/g, "$1")
        .replace(/`([^`]*)`/g, "$1")
        .replace(/\\([\\`*_{}[\]()#+\-.!<>|])/g, "$1"),
    )
    .join("\n")
    .trim();
}
