/** `lazymmu rules` and a rule's page in the terminal. */
import type { RuleMeta } from "#engine/lint";
import type { CliOptions } from "./arguments.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import { toJsonText } from "./format/json.ts";
import { wrapWords } from "./format/terminal-text.ts";
import { choosePalette } from "./text-style.ts";

export async function runRules(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
): Promise<number> {
  const metas = await services.ruleMetas();
  if (options.format === "json") {
    io.stdout.write(
      toJsonText({ rules: metas.map(({ id, severity, summary }) => ({ id, severity, summary })) }),
    );
    return 0;
  }
  const palette = choosePalette(io.stdout, io.env, options);
  const lines: string[] = [];
  for (const meta of metas) {
    lines.push(`${palette.bold(meta.id)} (${severityWords(meta)})`);
    lines.push(...paragraph(meta.summary, 4, io));
  }
  lines.push("", '"lazymmu explain RULE" shows a rule\'s page.');
  io.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

export function formatRulePage(meta: RuleMeta, io: CliIo, options: CliOptions): string {
  const palette = choosePalette(io.stdout, io.env, options);
  const lines = [`${palette.bold(meta.id)} (${severityWords(meta)})`, ""];
  lines.push(...paragraph(meta.summary, 0, io), "", palette.bold("Why it matters"));
  lines.push(...paragraphs(meta.why, io), palette.bold("What to do"));
  lines.push(...paragraphs(meta.advice, io), palette.bold("By dialect of the tree"));
  for (const [dialect, text] of Object.entries(meta.inDialect)) {
    lines.push(...paragraph(`${dialect}: ${text}`, 2, io));
  }
  lines.push("", palette.bold("Reported"), ...code(meta.example.bad), "");
  lines.push(palette.bold("Not reported"), ...code(meta.example.good), "");
  lines.push(palette.bold("Sources"));
  for (const { source, says } of meta.sources)
    lines.push(...paragraph(`${source}: ${says}`, 2, io));
  return `${lines.join("\n")}\n`;
}

/** Such as "warning", or "warning; information on counted trees" when dialects differ. */
function severityWords(meta: RuleMeta): string {
  const wordFor = (dialect: "classic" | "counted" | "nolazy") =>
    meta.silentIn?.includes(dialect) === true ? "silent" : meta.severity[dialect];
  const [classic, nolazy, counted] = [wordFor("classic"), wordFor("nolazy"), wordFor("counted")];
  const parts: string[] = [classic];
  if (nolazy !== classic) parts.push(`${nolazy} on nolazy trees`);
  if (counted !== classic) parts.push(`${counted} on counted trees`);
  return parts.join("; ");
}

function paragraphs(texts: readonly string[], io: CliIo): string[] {
  return texts.flatMap((text) => [...paragraph(text, 2, io), ""]);
}

function paragraph(text: string, indent: number, io: CliIo): string[] {
  const width = Math.max(40, Math.min(io.stdout.columns ?? 80, 100)) - indent;
  return wrapWords(text, width).map((line) => " ".repeat(indent) + line);
}

function code(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`));
}
