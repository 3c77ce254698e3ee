/**
 * Starts git, the only program that is started on a tree, such that the tree decides nothing.
 *
 * A repository's own configuration can name programs: monitors of the file system, hooks, filters
 * of contents, helpers of the network. A tree may come from anywhere, so all of these are
 * overridden; what the user's environment says to git about repositories is dropped.
 */
import { spawn } from "node:child_process";
import { parse } from "node:path";
import { ChangeProblem } from "./tree-change.ts";

export interface GitRun {
  /** Undefined when it was ended by a signal. */
  readonly code: number | undefined;
  readonly stdout: Buffer;
  /** Its first line of complaint, without "fatal:". */
  readonly complaint: string;
}

export class GitProcess {
  readonly #root: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(root: string, env: NodeJS.ProcessEnv) {
    this.#root = root;
    this.#env = env;
  }

  /** `root` is a real path; `env` is the caller's environment. */
  static async open(
    root: string,
    env: Readonly<Record<string, string | undefined>>,
  ): Promise<GitProcess> {
    const bare = new GitProcess(root, environment(env, overrides));
    // Names of filters are the repository's. Asking for them runs nothing.
    const { code, stdout } = await bare.run([
      "config",
      "--null",
      "--name-only",
      "--get-regexp",
      String.raw`^(filter\..*|lazymmu\.isoverridden)$`,
    ]);
    const names = stdout.toString("utf8").split("\0");
    if (code !== 0 || !names.includes("lazymmu.isoverridden")) {
      throw new ChangeProblem(
        "git is too old to be told what not to run",
        "Git 2.31 or newer is needed.",
      );
    }
    const filters = names
      .filter((name) => /^filter\..*\.(?:clean|process|required|smudge)$/s.test(name))
      .map((name) => [name, name.endsWith(".required") ? "false" : ""] as const);
    return new GitProcess(root, environment(env, [...overrides, ...filters]));
  }

  /** Runs git in the tree; only a git that cannot be started throws. */
  run(words: readonly string[], input?: string): Promise<GitRun> {
    const pieces: Buffer[] = [];
    let size = 0;
    return this.stream(words, input, (piece) => {
      size += piece.length;
      if (size > maxOutput) return false;
      pieces.push(piece);
      return true;
    }).then((ended) => ({ ...ended, stdout: Buffer.concat(pieces) }));
  }

  /** The same for output that is taken as it comes; `take` ends git by saying false. */
  stream(
    words: readonly string[],
    input: string | undefined,
    take: (piece: Buffer) => boolean,
  ): Promise<Omit<GitRun, "stdout">> {
    return new Promise((resolve, reject) => {
      const git = spawn("git", ["--no-pager", "-C", this.#root, ...words], {
        // A relative PATH must not lead into the tree.
        cwd: parse(this.#root).root,
        env: this.#env,
        stdio: ["pipe", "pipe", "pipe"],
        timeout: maxMilliseconds,
        windowsHide: true,
      });
      let complaint = "";
      git.stdout.on("data", (piece: Buffer) => {
        if (!take(piece)) git.kill();
      });
      git.stderr.on("data", (piece: Buffer) => {
        if (complaint.length < 4096) complaint += piece.toString("utf8");
      });
      git.on("error", (error: NodeJS.ErrnoException) => {
        const problem =
          error.code === "ENOENT"
            ? new ChangeProblem("git was not found", "It must be in a folder of PATH.")
            : new ChangeProblem(`git could not be started: ${error.message}`);
        reject(problem);
      });
      git.on("close", (code) =>
        resolve({ code: code ?? undefined, complaint: firstComplaint(complaint) }),
      );
      // A git that ends early does not read its input; its exit code says why.
      git.stdin.on("error", () => undefined);
      git.stdin.end(input ?? "");
    });
  }
}

/** A list of the files of the largest tree is a fifth of this. */
const maxOutput = 64 * 1024 * 1024;
const maxMilliseconds = 300_000;

const overrides: readonly (readonly [string, string])[] = [
  ["lazymmu.isOverridden", "true"],
  ["core.fsmonitor", "false"],
  // Refreshing writes the index, and takes its lock from whoever works in the tree.
  ["diff.autoRefreshIndex", "false"],
  ["diff.orderFile", "/dev/null"],
];

function environment(
  env: Readonly<Record<string, string | undefined>>,
  configuration: readonly (readonly [string, string])[],
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^GIT_/i.test(name));
  const entries = configuration.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(entries),
    GIT_CONFIG_COUNT: String(configuration.length),
    // In a clone without all objects git would fetch what lacks, by whatever program is configured.
    // Only newer ones know the second of these.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}

function firstComplaint(stderr: string): string {
  const line = stderr.split("\n").find((one) => /^(?:fatal|error): /.test(one)) ?? stderr;
  return (line.split("\n")[0] ?? "").replace(/^(?:fatal|error): /, "");
}
