/**
 * The change between a revision and the files on disk, as git tells it: which files, what they held
 * then, and which lines are others now. Files that are new and not ignored are part of it.
 */
import { createHash } from "node:crypto";
import { readBlobs } from "./git-blobs.ts";
import { GitProcess } from "./git-process.ts";
import { parsePatch } from "./parse-patch.ts";
import {
  allLines,
  ChangeProblem,
  concernsAnalysis,
  type LineRange,
  type TreeChange,
} from "./tree-change.ts";

export interface Revision {
  readonly git: GitProcess;
  /** As it was named. */
  readonly name: string;
  /** The commit's full name. */
  readonly commit: string;
}

/** Throws {@link ChangeProblem} when the tree has no such revision. `root` is a real path. */
export async function findRevision(
  root: string,
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Revision> {
  const git = await GitProcess.open(root, env);
  const place = await git.run(["rev-parse", "--is-inside-work-tree", "--is-shallow-repository"]);
  const [isInside, isShallow] = place.stdout.toString("utf8").split("\n");
  if (place.code !== 0 || isInside !== "true") {
    throw new ChangeProblem(
      `${root} is in no git working tree${place.code === 0 ? "" : `: ${place.complaint}`}`,
      "--since asks git what changed; where there is none, --baseline tells the known findings from new ones.",
    );
  }
  const found = await git.run([
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${name}^{commit}`,
  ]);
  const commit = found.stdout.toString("utf8").trim();
  // Of a range git prints more than a line.
  if (found.code !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) {
    throw new ChangeProblem(
      `--since "${name}" names no commit of ${root}`,
      isShallow === "true"
        ? 'This is a shallow clone, which has the newest commits alone; "git fetch --unshallow", or with --depth=N, brings more.'
        : 'One commit is wanted: a branch, a tag, a hash, or HEAD~3; "git fetch" brings those of others.',
    );
  }
  const here = await git.run(["rev-parse", "--verify", "--quiet", `${commit}:./`]);
  if (here.code !== 0) {
    throw new ChangeProblem(
      `${root} is no part of --since "${name}"`,
      "The repository around it did not have this folder then.",
    );
  }
  return { git, name, commit };
}

/** Reads what changed since a revision; `readBytes` reads the tree's files. */
export async function changeSince(
  revision: Revision,
  readBytes: (file: string) => Uint8Array | undefined,
): Promise<TreeChange> {
  const { git, commit } = revision;
  const listed = await listChanged(git, commit);
  const others = await listUntracked(git);
  // What was taken out of the index alone, git lists as deleted and as a new file.
  const kept = new Set(listed.flatMap(({ before = "" }) => (others.has(before) ? [before] : [])));
  const untracked = new Set([...others].filter((file) => !kept.has(file)));
  const entries = listed
    .map((entry) =>
      kept.has(entry.before ?? "") ? { ...entry, after: entry.before, isDoubtful: true } : entry,
    )
    .filter((entry) => !isSame(entry, readBytes(entry.after ?? "")));
  const contents = new Map<string, Uint8Array | undefined>();
  const renames = new Map<string, string>();
  for (const { before, after } of entries) {
    if (after !== undefined && concernsAnalysis(after)) contents.set(after, undefined);
    if (before !== undefined && after !== undefined && before !== after) renames.set(before, after);
  }
  for (const file of untracked) if (concernsAnalysis(file)) contents.set(file, undefined);
  const wanted = entries.flatMap(({ before, blob }) =>
    before !== undefined && blob !== undefined && concernsAnalysis(before) ? [[before, blob]] : [],
  );
  const blobs = await readBlobs(git, new Map(wanted.map(([file = "", blob = ""]) => [file, blob])));
  for (const [file, bytes] of blobs) contents.set(file, bytes);
  const changed = new Map(
    entries.flatMap((entry) => (entry.after === undefined ? [] : [[entry.after, entry]])),
  );
  return {
    contents,
    renames,
    async changedLines(files) {
      const result = new Map<string, readonly LineRange[]>();
      for (const file of files) {
        if (untracked.has(file) || (kept.has(file) && changed.has(file))) {
          result.set(file, [allLines]);
        }
      }
      const names = [...files].filter((file) => changed.has(file) && !kept.has(file));
      for (let at = 0; at < names.length; at += filesAtOnce) {
        const some = names.slice(at, at + filesAtOnce);
        const paths = some.flatMap((file) => {
          const before = changed.get(file)?.before;
          return before === undefined || before === file ? [file] : [before, file];
        });
        for (const [file, ranges] of await diffLines(git, commit, paths)) {
          if (files.has(file)) result.set(file, ranges);
        }
      }
      return result;
    },
  };
}

/** Keeps the words of one command below what systems take. */
const filesAtOnce = 100;

interface ChangedEntry {
  /** Undefined for a new file. */
  readonly before: string | undefined;
  /** Undefined for a deleted file. */
  readonly after: string | undefined;
  /** What it held; undefined for what was no regular file. */
  readonly blob: string | undefined;
  /** True when git did not compare the file but only saw that it was written since. */
  readonly isDoubtful: boolean;
}

const diffWords: readonly string[] = [
  "diff",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--ignore-submodules=all",
  "--find-renames",
  "--relative",
];

async function listChanged(git: GitProcess, commit: string): Promise<readonly ChangedEntry[]> {
  const words = [...diffWords, "--raw", "--no-abbrev", "-z", commit, "--"];
  const fields = decodedFields(await outputOf(git, words));
  const entries: ChangedEntry[] = [];
  for (let at = 0; at < fields.length; ) {
    const [, modeBefore = "", modeAfter = "", oldBlob = "", newBlob = "", status = ""] =
      /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(fields[at] ?? "") ?? [];
    if (status === "") throw new ChangeProblem("git's list of changed files is not understood");
    const first = fields[at + 1];
    const isPair = status === "R" || status === "C";
    const second = isPair ? fields[at + 2] : first;
    at += isPair ? 3 : 2;
    const isFile = modeBefore.startsWith("100");
    entries.push({
      before: modeBefore === "000000" ? undefined : first,
      after: modeAfter === "000000" ? undefined : second,
      blob: isFile ? oldBlob : undefined,
      isDoubtful: status === "M" && modeBefore === modeAfter && /^0+$/.test(newBlob),
    });
  }
  return entries;
}

async function listUntracked(git: GitProcess): Promise<ReadonlySet<string>> {
  const words = ["ls-files", "-z", "--others", "--exclude-standard", "--"];
  return new Set(decodedFields(await outputOf(git, words)));
}

async function outputOf(git: GitProcess, words: readonly string[]): Promise<Buffer> {
  const { code, stdout, complaint } = await git.run(words);
  if (code === 0) return stdout;
  const reason = complaint === "" ? "it took too long, or said too much" : complaint;
  throw new ChangeProblem(`git ${words[0]} failed: ${reason}`);
}

/** Names that are no UTF-8 come out as others, which no file of the tree has. */
function decodedFields(bytes: Buffer): string[] {
  const fields = bytes.toString("utf8").split("\0");
  fields.pop();
  return fields;
}

/** Whether a file that was written since holds what it held. */
function isSame({ blob, isDoubtful }: ChangedEntry, bytes: Uint8Array | undefined): boolean {
  if (!isDoubtful || blob === undefined || bytes === undefined) return false;
  const hash = createHash(blob.length === 40 ? "sha1" : "sha256");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex") === blob;
}

async function diffLines(
  git: GitProcess,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly LineRange[]>> {
  const words = ["--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/"];
  const patch = await outputOf(git, [...diffWords, ...words, commit, "--", ...paths]);
  const result = new Map<string, readonly LineRange[]>();
  for (const { newName, hunks } of parsePatch(
    patch.toString("latin1"),
    (line) => `git diff:${line}`,
  )) {
    if (newName === undefined) continue;
    const file = Buffer.from(newName.replace(/^b\//, ""), "latin1").toString("utf8");
    const ranges = hunks.flatMap(({ newStart, newLines }) =>
      newLines === 0 ? [] : [{ first: newStart, last: newStart + newLines - 1 }],
    );
    result.set(file, ranges);
  }
  return result;
}
