/** A small kernel tree of own C in a temporary folder, and the command on it. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { createNodeServices } from "../../src/cli/node-services.ts";
import { runCli } from "../../src/cli/run-cli.ts";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Loads what a check loads when it first runs, which is more than the time of one test. */
export async function loadCommand(): Promise<void> {
  const tree = new DiskTree({ "a.c": walkFile("a", "free_page(addr);") });
  try {
    for (const format of ["text", "html"]) await tree.check([`--format=${format}`]);
  } finally {
    tree.remove();
  }
}

export class DiskTree {
  /** A folder around the tree, for what does not belong to it. */
  readonly base: string;
  readonly root: string;

  constructor(files: Readonly<Record<string, string>>) {
    this.base = realpathSync(mkdtempSync(path.join(tmpdir(), "lazymmu-tree-")));
    this.root = path.join(this.base, "linux");
    const makefile = "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\nEXTRAVERSION =\n";
    this.put({ Kbuild: "", MAINTAINERS: "", Makefile: makefile, ...files });
  }

  /** Writes files of the tree; `undefined` removes one. */
  put(files: Readonly<Record<string, Uint8Array | string | undefined>>): void {
    for (const [file, content] of Object.entries(files)) {
      const target = path.join(this.root, file);
      mkdirSync(path.dirname(target), { recursive: true });
      if (content === undefined) rmSync(target);
      else writeFileSync(target, content);
    }
  }

  read(file: string): string {
    return readFileSync(path.join(this.root, file), "utf8");
  }

  remove(): void {
    rmSync(this.base, { recursive: true, force: true });
  }

  /** Runs `lazymmu check` in the tree, in this process and with the real engine. */
  async check(
    words: readonly string[],
    { input = "", env = {}, cwd = this.root }: RunSetting = {},
  ): Promise<Ended> {
    const out: string[] = [];
    const err: string[] = [];
    const stream = (into: string[]) => ({
      write: (text: string) => void into.push(text),
      isTTY: false,
      columns: undefined,
    });
    const real = createNodeServices({
      distFolder: path.resolve("dist"),
      blocking: (work) => work(),
    });
    const code = await runCli(
      ["check", "--no-cache", ...words],
      {
        stdout: stream(out),
        stderr: stream(err),
        env: { PATH: process.env["PATH"], HOME: this.base, ...env },
        cwd,
        now: () => 0,
      },
      // Threads are for the bundle; a scan of some files needs none.
      {
        ...real,
        openStdin: () => Readable.from([input]),
        openTree: (request) => real.openTree({ ...request, jobs: 0 }),
      },
    );
    return { code, stdout: out.join(""), stderr: err.join("") };
  }

  /** The findings as "STATE SEVERITY FILE:LINE RULE", by place, without those at allocating calls. */
  async findings(words: readonly string[], setting?: RunSetting): Promise<string[]> {
    const { stdout, stderr } = await this.check(["--format=json", ...words], setting);
    if (stdout === "") throw new Error(stderr);
    const { findings } = JSON.parse(stdout);
    const all: readonly JsonFinding[] = findings;
    return all
      .filter(({ rule }) => rule !== "allocation-under-lazy-walk")
      .map(({ file, line, rule, severity, state }) =>
        [state, severity, `${file}:${line}`, rule].filter((word) => word !== undefined).join(" "),
      );
  }
}

interface RunSetting {
  readonly input?: Uint8Array | string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

interface JsonFinding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly severity: string;
  readonly state?: string;
}

/** A file whose function `name` walks with a callback that does `body` to each entry. */
export function walkFile(name: string, body: string): string {
  return `static int ${name}_one(pte_t *pte, unsigned long addr, void *data)
{
	${body}
	return 0;
}

void ${name}(unsigned long start)
{
	apply_to_page_range(&init_mm, start,
			    4096, ${name}_one, NULL);
}
`;
}
