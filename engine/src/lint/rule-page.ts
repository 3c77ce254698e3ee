/** The page of a rule: Markdown made from its description, for docs/rules and for `explain`. */
import type { Dialect } from "#engine/index";
import type { RuleMeta } from "./rule.ts";

const dialects: readonly { readonly dialect: Dialect; readonly trees: string }[] = [
  { dialect: "classic", trees: "trees without the `_nolazy` variants, up to 6.19" },
  { dialect: "nolazy", trees: "trees that declare the `_nolazy` variants" },
  { dialect: "counted", trees: "trees that count lazy sections, from 7.0 on" },
];

export function rulePage(meta: RuleMeta): string {
  return [
    `# ${meta.id}`,
    meta.summary,
    "## Why",
    ...meta.why,
    "## What to do",
    ...meta.advice,
    "## Example",
    "Reported:",
    codeBlock(meta.example.bad),
    "Not reported:",
    codeBlock(meta.example.good),
    "## In each dialect",
    list(
      dialects.map(({ dialect, trees }) => `**${dialect}** (${trees}): ${meta.inDialect[dialect]}`),
    ),
    ...(meta.sources.length === 0 ? [] : ["## Sources"]),
    list(meta.sources.map(({ source, says }) => `${withCode(source)}: ${withCode(says)}.`)),
    "",
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}

/** Names with underscores and paths of C files become code: Markdown reads underscores as markup. */
function withCode(text: string): string {
  return text.replace(/\w*_\w+(?:\(\))?|\w+\/[\w./-]+\.[ch]\b/g, (name) => `\`${name}\``);
}

function codeBlock(code: string): string {
  return `\`\`\`c\n${code.trimEnd()}\n\`\`\``;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
