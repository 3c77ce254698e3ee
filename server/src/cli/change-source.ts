/** Where `check` takes a change from: git, or a patch. */
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import {
  ChangeProblem,
  changeOfPatch,
  changeSince,
  findRevision,
  type Revision,
  type TreeChange,
} from "#server/change";
import { createSourceReader } from "#server/host";
import type { CliIo, CliServices } from "./cli-io.ts";
import { CliProblem, describeSystemError } from "./problem.ts";

export interface ChangeSource {
  /** What the change is called in a summary. */
  readonly label: () => string;
  /** Which state of the tree the disk has; the change's contents are those of the other. */
  readonly onDisk: "after" | "before";
  /** Comes before the tree is read, whose root this is, so that mistakes are told early. */
  readonly read: (root: string) => Promise<TreeChange>;
  /** For programs. */
  readonly facts: (nFiles: number) => Readonly<Record<string, unknown>>;
}

/** The change since a revision; reading it throws {@link CliProblem}. */
export function revisionSource(io: CliIo, name: string): ChangeSource {
  let revision: Revision | undefined;
  return {
    label: () => `since ${name} (${revision?.commit.slice(0, 12)})`,
    onDisk: "after",
    read: (root) =>
      telling(async () => {
        revision = await findRevision(root, name, io.env);
        return changeSince(revision, createSourceReader(root).readBytes);
      }),
    facts: (files) => ({ since: { revision: name, commit: revision?.commit, files } }),
  };
}

/** The change that a patch would make; reading it throws {@link CliProblem}. */
export function patchSource(io: CliIo, services: CliServices, file: string): ChangeSource {
  const name = file === "-" ? "standard input" : file;
  return {
    label: () => `patch ${name}`,
    onDisk: "before",
    async read(root) {
      const input = file === "-" ? services.openStdin() : createReadStream(resolve(io.cwd, file));
      const bytes = await readAll(input).catch((error) => {
        if (error instanceof CliProblem) throw error;
        throw new CliProblem(
          `--patch "${file}": ${describeSystemError(error)}`,
          'Name a file with a patch, or "-" for standard input.',
        );
      });
      return telling(async () => changeOfPatch(bytes, name, createSourceReader(root).readBytes));
    },
    facts: (files) => ({ patch: { file, files } }),
  };
}

/** Series of a hundred patches are some megabytes. */
const maxPatchBytes = 64 * 1024 * 1024;

async function readAll(input: Readable): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of input) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > maxPatchBytes) throw new CliProblem("the patch is larger than 64 MB");
    pieces.push(bytes);
  }
  return Uint8Array.from(Buffer.concat(pieces));
}

async function telling<Result>(use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof ChangeProblem) throw new CliProblem(error.message, error.advice);
    throw error;
  }
}
