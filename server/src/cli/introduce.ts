/**
 * `lazymmu fix --introduce`: patches that add the `_nolazy` variants to a tree and call them, one
 * for the variants and one for each folder with a converted call; or, with --write, the same in the
 * files.
 */
import { sortedUnique } from "#engine/base";
import type { Conversion, IntroductionPlan } from "#engine/introduce";
import type { FileEdit } from "#engine/lint";
import type { CliOptions } from "./arguments.ts";
import { failsAt } from "./check.ts";
import type { CliIo } from "./cli-io.ts";
import { type EditablePlan, planFile, plannedText, writePlannedFile } from "./edit-file.ts";
import { findingsLeft } from "./findings-left.ts";
import { additionMessage, conversionMessage } from "./format/commit-message.ts";
import { escapeControls } from "./format/terminal-text.ts";
import { diffOf } from "./planned-diff.ts";
import { createTextStyle } from "./text-style.ts";
import { note, type TreeSession } from "./tree-session.ts";

export async function runIntroduce(
  io: CliIo,
  options: CliOptions,
  session: TreeSession,
): Promise<number> {
  const { tree, selection, report } = session;
  const nameOf = createTextStyle(io, options, tree).nameOf;
  const plan = tree.planIntroduction(selection.scope);
  if (plan.kind === "refused") {
    const where =
      plan.location === undefined ? "" : `${nameOf(plan.location.file)}:${plan.location.line}: `;
    refuse(io, `${where}${plan.reason}`);
    return 2;
  }
  for (const site of plan.left) {
    const place = `${nameOf(site.location.file)}:${site.location.line}`;
    note(
      io,
      options,
      `${place} stays as it is: ${site.api}() calls the walker, and has other callers`,
    );
  }
  if (plan.conversions.length === 0) {
    note(io, options, "no call here needs the variants, so none are added");
    return failsAt(report.findings, options.failOn) ? 1 : 0;
  }
  const patches = patchesOf(plan);
  const files = await planFiles(session, patches);
  const refused = files.filter((file) => file.plan.kind === "refused");
  for (const { file, plan } of refused) {
    if (plan.kind === "refused") refuse(io, `${nameOf(file)}: ${plan.reason}`);
  }
  const editable = new Map(
    files.flatMap(({ file, plan }) => (plan.kind === "planned" ? [[file, plan] as const] : [])),
  );
  if (refused.length > 0) return 2;
  noteDoubts(io, options, plan, nameOf);
  if (options.write) return writeAll(io, options, session, plan, editable);
  io.stdout.write(patches.map((patch) => formatPatch(patch, editable)).join("\n"));
  note(
    io,
    options,
    "the messages are templates: check the subjects' prefixes with git log, and what they say, before you sign them off",
  );
  return failsAt(report.findings, options.failOn) ? 1 : 0;
}

/** What to say where no fix is safe: that this command would do more; undefined when it would not. */
export function introductionHint({ tree, selection, report }: TreeSession): string | undefined {
  // A plan costs a look at the walkers, for which there is no reason without such a finding.
  if (!report.findings.some(({ rule }) => rule === "allocation-in-callback")) return undefined;
  const plan = tree.planIntroduction(selection.scope);
  if (plan.kind === "refused" || plan.conversions.length === 0) return undefined;
  const n = plan.conversions.length;
  const calls = n === 1 ? "the call that needs them" : `the ${n} calls that need them`;
  return `nothing was safe to fix; "lazymmu fix --introduce" brings the _nolazy variants and converts ${calls}`;
}

/** A change that stands by itself once those before it were made. */
interface Patch {
  readonly message: string;
  readonly edits: readonly FileEdit[];
}

function patchesOf(plan: IntroductionPlan): Patch[] {
  const added = new Set(plan.additions.map(({ location }) => location.file));
  const isApart = ({ site }: Conversion) => !added.has(site.location.file);
  const folderOf = ({ site }: Conversion) => site.location.file.replace(/\/?[^/]*$/, "");
  const apart = plan.conversions.filter(isApart);
  const folders = sortedUnique(apart.map(folderOf));
  const count = folders.length + 1;
  // A file that gets the variants is changed by the first patch alone, its calls included.
  const together = plan.conversions.filter((conversion) => !isApart(conversion));
  const first: Patch = {
    message: additionMessage(plan, together, { number: 1, count }),
    edits: [...plan.additions, ...editsOf(together)],
  };
  const others = folders.map((folder, index): Patch => {
    const conversions = apart.filter((conversion) => folderOf(conversion) === folder);
    return {
      message: conversionMessage(folder, conversions, { number: index + 2, count }),
      edits: editsOf(conversions),
    };
  });
  return [first, ...others];
}

/** Two calls below one comment both rename in it; once is enough. */
function editsOf(conversions: readonly Conversion[]): FileEdit[] {
  const byPlace = new Map<string, FileEdit>();
  for (const edit of conversions.flatMap(({ edits }) => edits)) {
    const { file, line, column } = edit.location;
    byPlace.set(`${file}:${line}:${column}`, edit);
  }
  return [...byPlace.values()];
}

interface PlannedEntry {
  readonly file: string;
  readonly plan: Awaited<ReturnType<typeof planFile>>;
}

async function planFiles(
  { tree }: TreeSession,
  patches: readonly Patch[],
): Promise<PlannedEntry[]> {
  const edits = patches.flatMap((patch) => patch.edits);
  const files = sortedUnique(edits.map(({ location }) => location.file));
  return Promise.all(
    files.map(async (file) => {
      const own = edits.filter(({ location }) => location.file === file);
      return { file, plan: await planFile(tree.root, file, own, tree.hashOfReadText(file)) };
    }),
  );
}

function formatPatch(
  { message, edits }: Patch,
  editable: ReadonlyMap<string, EditablePlan>,
): string {
  const files = sortedUnique(edits.map(({ location }) => location.file));
  const diffs = files.flatMap((file) => {
    const plan = editable.get(file);
    return plan === undefined ? [] : [diffOf(file, plan)];
  });
  return `${message}\n---\n${diffs.join("")}`;
}

/** Half of the change would not compile, so nothing is written unless all can be. */
async function writeAll(
  io: CliIo,
  options: CliOptions,
  session: TreeSession,
  plan: IntroductionPlan,
  editable: ReadonlyMap<string, EditablePlan>,
): Promise<number> {
  const { nameOf } = createTextStyle(io, options, session.tree);
  const written: string[] = [];
  for (const [file, filePlan] of editable) {
    const reason = await writePlannedFile(filePlan);
    if (reason !== undefined) {
      const done =
        written.length === 0 ? "nothing was written" : `written before: ${written.join(", ")}`;
      refuse(io, `${nameOf(file)}: ${reason}; ${done}`);
      return 2;
    }
    written.push(nameOf(file));
  }
  const added = plan.variants.map((name) => `${name}()`).join(" and ");
  const files = sortedUnique(plan.additions.map(({ location }) => nameOf(location.file)));
  io.stdout.write(`added ${escapeControls(`${added} to ${files.join(" and ")}`)}\n`);
  for (const { site, to } of plan.conversions) {
    const where = `${nameOf(site.location.file)}:${site.location.line}`;
    io.stdout.write(`fixed ${escapeControls(`${where}: Call ${to}()`)} (allocation-in-callback)\n`);
  }
  const texts = [...editable].map(([file, one]) => [file, plannedText(one)] as const);
  const left = findingsLeft(session, new Map(texts));
  io.stdout.write(
    `${plan.conversions.length} fixed in ${editable.size} files, ${left.length} left\n`,
  );
  return failsAt(left, options.failOn) ? 1 : 0;
}

function noteDoubts(
  io: CliIo,
  options: CliOptions,
  plan: IntroductionPlan,
  nameOf: (file: string) => string,
): void {
  for (const { site, isInModule } of plan.conversions) {
    const place = `${nameOf(site.location.file)}:${site.location.line}`;
    if (site.verdict !== "reaches") {
      note(
        io,
        options,
        `${place} is converted though its callback only may reach the page allocator`,
      );
    }
    if (isInModule === "unknown") {
      note(
        io,
        options,
        `${place}: whether this can be built as a module is not known; a module needs the variant exported`,
      );
    }
  }
}

function refuse(io: CliIo, reason: string): void {
  io.stderr.write(`lazymmu: the variants are not added: ${escapeControls(reason)}\n`);
}
