/** What ends a command with exit code 2 and a message to the user. */

/** Something that the user can mend: `message` says what happened and where, `advice` what to do. */
export class CliProblem extends Error {
  override readonly name = "CliProblem";
  readonly advice: string | undefined;

  constructor(message: string, advice?: string) {
    super(message);
    this.advice = advice;
  }
}

/** What a failed system call means to the user, without the error code's jargon. */
export function describeSystemError(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known = systemErrors.get(code);
  if (known !== undefined) return known;
  return error instanceof Error ? error.message : String(error);
}

const systemErrors: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EISDIR", "is a folder"],
  ["ELOOP", "symbolic links form a loop"],
  ["ENOENT", "does not exist"],
  ["ENOSPC", "no space left on the disk"],
  ["ENOTDIR", "a part of the path is no folder"],
  ["EPERM", "operation not permitted"],
  ["EROFS", "the file system is read-only"],
]);
