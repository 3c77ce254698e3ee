/**
 * A small tree on disk with a hand-made report about it, and services that answer with that report:
 * what the command line does with verdicts, without an engine that makes them.
 */

import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { LineIndex, type Location } from "#engine/base";
import { type FileEdit, type Finding, fixAllEdits, rules } from "#engine/lint";
import type { LazySection } from "#engine/model";
import type { TreeReport } from "#engine/workspace";
import type { CliIo, CliServices, OpenedTree } from "../../src/cli/cli-io.ts";
import { hashText } from "../../src/cli/edit-file.ts";
import { runCli } from "../../src/cli/run-cli.ts";

export const mapText = [
  "/* Own code in kernel style. */",
  "static int drop_one(pte_t *pte, unsigned long addr, void *data)",
  "{",
  "\tfree_page(addr);",
  "\treturn 0;",
  "}",
  "",
  "int drop_range(unsigned long start, unsigned long size)",
  "{",
  "\treturn apply_to_page_range(&init_mm, start, size, drop_one, NULL);",
  "}",
  "",
].join("\n");

export const mapFile = "drivers/foo/map.c";
export const fillFile = "drivers/bar/fill.c";
const fillText = [
  "void fill_range(pte_t *pte, int count)",
  "{",
  "\tarch_enter_lazy_mmu_mode();",
  "\twhile (count--)",
  "\t\tset_pte(pte++, mk_pte(alloc_page(GFP_ATOMIC), PAGE_KERNEL));",
  "\tarch_leave_lazy_mmu_mode();",
  "}",
  "",
  "void wipe_range(pte_t *pte, int count, void (*tell)(int))",
  "{",
  "\tarch_enter_lazy_mmu_mode();",
  "\tfor (; count--; tell(count))",
  "\t\tset_pte(pte++, __pte(0));",
  "\tarch_leave_lazy_mmu_mode();",
  "}",
  "",
].join("\n");

const cleanFile = "drivers/foo/clean.c";
const cleanText = "int keep(void)\n{\n\treturn apply_to_page_range(m, 0, 1, look, NULL);\n}\n";

/** Where `words` stands in `text`, at its `nth` occurrence. */
export function locate(file: string, text: string, words: string, nth = 1): Location {
  let start = -1;
  for (let i = 0; i < nth; i++) start = text.indexOf(words, start + 1);
  if (start < 0) throw new Error(`${words} is not in ${file}`);
  return new LineIndex(text).locate(file, { start, end: start + words.length });
}

export function sampleReport(change: Partial<TreeReport> = {}): TreeReport {
  const call = locate(mapFile, mapText, "apply_to_page_range");
  const path = [
    {
      function: "drop_one",
      location: locate(mapFile, mapText, "free_page"),
      what: "calls free_page()",
    },
  ];
  const rename: FileEdit = { location: call, newText: "apply_to_page_range_nolazy" };
  const finding: Finding = {
    rule: "allocation-in-callback",
    severity: "warning",
    confidence: "high",
    location: call,
    message:
      "callback drop_one() reaches free_page() (map.c:4) while apply_to_page_range() holds lazy MMU mode; call apply_to_page_range_nolazy()",
    path,
    related: [{ location: locate(mapFile, mapText, "drop_one"), message: "the callback" }],
    fixes: [
      { title: "Call apply_to_page_range_nolazy()", safe: true, preferred: true, edits: [rename] },
    ],
  };
  return {
    tree: {
      isKernel: true,
      release: "6.12.9",
      dialect: "nolazy",
      architectures: ["arm64", "x86"],
      hasConfiguration: false,
    },
    sections: [sampleSection(), cleanSection()],
    callSites: [
      {
        location: locate(cleanFile, cleanText, "apply_to_page_range"),
        function: "keep",
        api: "apply_to_page_range",
        lazy: true,
        walker: "apply_to_page_range",
        callbacks: [],
        verdict: "clean",
        use: undefined,
        allocator: undefined,
        condition: undefined,
        doubt: undefined,
        isOnlyPath: true,
        path: [],
        notFollowed: [],
      },
      {
        location: call,
        function: "drop_range",
        api: "apply_to_page_range",
        lazy: true,
        walker: "apply_to_page_range",
        callbacks: [{ name: "drop_one", location: locate(mapFile, mapText, "drop_one") }],
        verdict: "reaches",
        use: "frees",
        allocator: "free_page",
        condition: undefined,
        doubt: undefined,
        isOnlyPath: true,
        path,
        notFollowed: [],
      },
    ],
    findings: [finding],
    suppressed: [],
    skipped: [],
    settingsProblems: [],
    functionsParsed: 3,
    ...change,
  };
}

/** Of a tree that nobody asks for another state of it. */
export const unchanging: Pick<OpenedTree, "withContents"> = {
  withContents: () => {
    throw new Error("the tree has one state");
  },
};

/** That of fill_range(), which allocates. */
export function sampleSection(change: Partial<LazySection> = {}): LazySection {
  const enter = locate(fillFile, fillText, "arch_enter_lazy_mmu_mode");
  const path = [
    {
      function: "fill_range",
      location: locate(fillFile, fillText, "alloc_page"),
      what: "calls alloc_page(), which allocates pages",
    },
  ];
  return {
    location: enter,
    function: "fill_range",
    enters: [enter],
    leaves: [locate(fillFile, fillText, "arch_leave_lazy_mmu_mode")],
    runsCallbacks: false,
    verdict: "reaches",
    use: "allocates",
    allocator: "alloc_page",
    condition: undefined,
    doubt: undefined,
    path,
    paths: [],
    notFollowed: [],
    ...change,
  };
}

/** That of wipe_range(), which runs what its caller hands over. */
function cleanSection(): LazySection {
  const enter = locate(fillFile, fillText, "arch_enter_lazy_mmu_mode", 2);
  return sampleSection({
    location: enter,
    function: "wipe_range",
    enters: [enter],
    leaves: [locate(fillFile, fillText, "arch_leave_lazy_mmu_mode", 2)],
    runsCallbacks: true,
    verdict: "clean",
    use: undefined,
    allocator: undefined,
    path: [],
  });
}

export interface Sample {
  readonly root: string;
  readonly report: TreeReport;
  /** Scopes that were asked for. */
  readonly asked: (readonly string[] | undefined)[];
  readonly run: (argv: readonly string[], change?: Partial<RunSetting>) => Promise<RunResult>;
  readonly remove: () => Promise<void>;
}

interface RunSetting {
  readonly cwd: string;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly services: Partial<CliServices>;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function createSample(
  change: Partial<TreeReport> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Sample> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "lazymmu-cli-")));
  const all = {
    [mapFile]: mapText,
    [cleanFile]: cleanText,
    [fillFile]: fillText,
    Kbuild: "",
    MAINTAINERS: "",
    ...files,
  };
  for (const [file, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  const report = sampleReport(change);
  const asked: (readonly string[] | undefined)[] = [];
  const services = sampleServices(root, report, asked);
  return {
    root,
    report,
    asked,
    remove: () => rm(root, { recursive: true }),
    async run(argv, setting = {}) {
      const out: string[] = [];
      const err: string[] = [];
      const isTTY = setting.isTerminal === true;
      const stream = (into: string[]) => ({
        write: (text: string) => void into.push(text),
        isTTY,
        columns: isTTY ? 80 : undefined,
      });
      let clock = 0;
      const io: CliIo = {
        stdout: stream(out),
        stderr: stream(err),
        env: setting.env ?? {},
        cwd: setting.cwd ?? root,
        now: () => {
          clock += 100;
          return clock;
        },
      };
      const code = await runCli(argv, io, { ...services, ...setting.services });
      return { code, stdout: out.join(""), stderr: err.join("") };
    },
  };
}

function sampleServices(
  root: string,
  report: TreeReport,
  asked: (readonly string[] | undefined)[],
): CliServices {
  const readText = (file: string): string | undefined => {
    try {
      return readFileSync(path.join(root, file), "utf8").replace(/^\ufeff/, "");
    } catch {
      return undefined;
    }
  };
  return {
    versions: async () => ({ product: "1.2.3", grammar: "0.24.1", parserRuntime: "0.27.1" }),
    findTreeRoot: async (place) => (`${place}/`.startsWith(`${root}/`) ? root : undefined),
    openTree: async (request) => {
      request.onProgress({ what: "scanning", done: 1, total: 2 });
      const seen = new Map([mapFile].map((file) => [file, hashText(readText(file) ?? "")]));
      return {
        ...unchanging,
        root: request.root,
        reader: { readText },
        stats: { files: 2, bytes: 321 },
        filesDefining: () => [],
        listFiles: () => [],
        settingsProblems: [],
        hashOfReadText: (file) => seen.get(file),
        check: (scope) => {
          asked.push(scope);
          return report;
        },
        checkWith: (texts) => ({
          ...report,
          findings: report.findings.filter(({ location }) => !texts.has(location.file)),
        }),
        planIntroduction: () => ({
          kind: "refused",
          reason: "mm/memory.c has no function walk()",
          location: undefined,
        }),
        dispose: () => {},
      };
    },
    ruleMetas: async () => rules.map((rule) => rule.meta),
    safeEdits: async (findings, file) => fixAllEdits(findings, file),
    defaultCacheDir: async () => path.join(root, "no-such-cache"),
    openStdin: () => Readable.from([]),
    runLanguageServer: async () => 0,
  };
}

export async function readSampleFile(sample: Sample, file: string): Promise<string> {
  return readFile(path.join(sample.root, file), "utf8");
}
