/** `lazymmu fix`: makes the edits of safe fixes, or prints them as a diff. */
import { sortedUnique } from "#engine/base";
import type { FileEdit, Finding } from "#engine/lint";
import type { CliOptions } from "./arguments.ts";
import { failsAt } from "./check.ts";
import type { CliIo, CliServices } from "./cli-io.ts";
import { planFile, plannedText, writePlannedFile } from "./edit-file.ts";
import { findingsLeft } from "./findings-left.ts";
import { escapeControls } from "./format/terminal-text.ts";
import { introductionHint, runIntroduce } from "./introduce.ts";
import { diffOf } from "./planned-diff.ts";
import { createTextStyle } from "./text-style.ts";
import { note, type TreeSession, withTree } from "./tree-session.ts";

export async function runFix(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  paths: readonly string[],
): Promise<number> {
  return withTree({ io, services, options, paths, isForFixing: true }, (session) =>
    options.introduce
      ? runIntroduce(io, options, session)
      : options.dryRun
        ? printDiff(io, services, options, session)
        : writeFixes(io, services, options, session),
  );
}

interface FileFixes {
  readonly file: string;
  readonly fixed: readonly Finding[];
  readonly plan: Awaited<ReturnType<typeof planFile>>;
}

async function printDiff(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  session: TreeSession,
): Promise<number> {
  let isAnyRefused = false;
  const fixes = await planFixes(services, session);
  for (const { file, plan } of fixes) {
    if (plan.kind === "planned") {
      io.stdout.write(diffOf(file, plan));
    } else {
      isAnyRefused = true;
      reportRefusal(io, options, session, file, plan.reason);
    }
  }
  if (isAnyRefused) return 2;
  const hint = fixes.length === 0 ? introductionHint(session) : undefined;
  if (hint !== undefined) note(io, options, hint);
  return failsAt(session.report.findings, options.failOn) ? 1 : 0;
}

async function writeFixes(
  io: CliIo,
  services: CliServices,
  options: CliOptions,
  session: TreeSession,
): Promise<number> {
  const style = createTextStyle(io, options, session.tree);
  const texts = new Map<string, string>();
  let nFixed = 0;
  let nRefused = 0;
  for (const { file, fixed, plan } of await planFixes(services, session)) {
    const reason = plan.kind === "planned" ? await writePlannedFile(plan) : plan.reason;
    if (plan.kind !== "planned" || reason !== undefined) {
      nRefused++;
      reportRefusal(io, options, session, file, reason ?? "");
      continue;
    }
    texts.set(file, plannedText(plan));
    nFixed += fixed.length;
    for (const finding of fixed) {
      const title = finding.fixes.find((fix) => fix.safe && fix.preferred)?.title ?? "";
      const where = `${style.nameOf(file)}:${finding.location.line}`;
      io.stdout.write(`fixed ${escapeControls(`${where}: ${title} (${finding.rule})`)}\n`);
    }
  }
  const left = findingsLeft(session, texts);
  const nMendable = left.filter((finding) => finding.fixes.some((fix) => !fix.safe)).length;
  const remark =
    nMendable > 0 ? `, ${nMendable} of them with a fix that needs a look ("lazymmu check")` : "";
  io.stdout.write(
    `${plural(nFixed, "finding")} fixed in ${plural(texts.size, "file")}, ${left.length} left${remark}\n`,
  );
  if (nRefused > 0) return 2;
  const hint = nFixed === 0 ? introductionHint(session) : undefined;
  if (hint !== undefined) io.stdout.write(`${hint}\n`);
  return failsAt(left, options.failOn) ? 1 : 0;
}

async function planFixes(services: CliServices, session: TreeSession): Promise<FileFixes[]> {
  const { report, tree } = session;
  const withFix = report.findings.filter((finding) => safeFixOf(finding) !== undefined);
  const result: FileFixes[] = [];
  const files = withFix.flatMap((finding) => safeFixOf(finding)?.edits ?? []);
  for (const file of sortedUnique(files.map(({ location }) => location.file))) {
    const edits = await services.safeEdits(withFix, file);
    if (edits.length === 0) continue;
    // Two findings may share an edit: one allocation that several sections reach.
    const places = new Set(edits.map(placeOf));
    const fixed = withFix.filter((finding) =>
      safeFixOf(finding)?.edits.every((edit) => places.has(placeOf(edit))),
    );
    const plan = await planFile(tree.root, file, edits, tree.hashOfReadText(file));
    result.push({ file, fixed, plan });
  }
  return result;
}

function placeOf({ location, newText }: FileEdit): string {
  return JSON.stringify([location, newText]);
}

function safeFixOf(finding: Finding): Finding["fixes"][number] | undefined {
  return finding.fixes.find((fix) => fix.safe && fix.preferred);
}

function reportRefusal(
  io: CliIo,
  options: CliOptions,
  session: TreeSession,
  file: string,
  reason: string,
): void {
  const name = createTextStyle(io, options, session.tree).nameOf(file);
  io.stderr.write(`lazymmu: ${escapeControls(name)} is left as it is: ${reason}\n`);
  if (reason.includes("changed")) note(io, options, "run lazymmu fix again to check its new text");
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
