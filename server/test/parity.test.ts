/**
 * One tree, one answer: the command line's JSON, the server over stdio as other editors start it,
 * and the extension's server over Node's own channel as VS Code starts it. Needs `npm run build`.
 *
 * Reads the sample tree, the same with settings and suppressions, and Debian's linux-source-6.12 where LAZYMMU_KERNEL_6_12 names it.
 */
import { type ChildProcess, execFile, fork, spawn } from "node:child_process";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createMessageConnection,
  type Diagnostic,
  IPCMessageReader,
  IPCMessageWriter,
  type Location,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { CheckWorkspaceResult, SectionSummary, SiteSummary } from "#server/protocol";
import { makeSettledTree } from "./settled-tree.ts";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const sample = fileURLToPath(new URL("../../examples/mini-kernel", import.meta.url));
const kernel = process.env["LAZYMMU_KERNEL_6_12"];

/** Reading a whole kernel takes seconds, on a busy machine many. */
const patience = 240_000;

/** What one face of the product says of a tree, in the same words for all of them. */
interface Answer {
  readonly sites: readonly SiteAnswer[];
  readonly sections: readonly SectionAnswer[];
  readonly findings: readonly FindingAnswer[];
}

/** Places are `file:line:column`, counted from 1. */
interface SiteAnswer {
  readonly place: string;
  readonly function: string;
  readonly api: string;
  readonly lazy: boolean;
  readonly callbacks: readonly string[];
  readonly verdict: string;
  readonly use: string | null;
  readonly allocator: string | null;
  readonly path: readonly string[];
  readonly hasFix: boolean;
}

interface SectionAnswer {
  readonly place: string;
  readonly function: string;
  readonly enters: readonly string[];
  readonly leaves: readonly string[];
  readonly runsCallbacks: boolean;
  readonly verdict: string;
  readonly use: string | null;
  readonly allocator: string | null;
  readonly path: readonly string[];
}

interface FindingAnswer {
  readonly place: string;
  readonly end: string;
  readonly rule: string;
  readonly severity: string;
  readonly confidence: string;
  readonly message: string;
  readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
}

/** A server that is asked about trees: a real process at the other end of a real connection. */
interface Server {
  checkTree(root: string): Promise<Answer>;
  /** The diagnostics of one file that an editor opened. */
  openFile(root: string, file: string): Promise<readonly FindingAnswer[]>;
  stop(): Promise<void>;
}

let cache: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  cache = await realpath(await mkdtemp(join(tmpdir(), "lazymmu-parity-")));
  environment = { ...process.env, XDG_CACHE_HOME: cache };
});

afterAll(async () => {
  await rm(cache, { recursive: true });
});

describe("the sample tree", () => {
  compare(
    async () => sample,
    [
      "drivers/sample/arena.c",
      "drivers/sample/notes.c",
      "drivers/sample/pool.c",
      "drivers/sample/ring.c",
      "drivers/sample/window.c",
    ],
  );
});

describe("a tree with settings and suppressions", () => {
  let root: string;

  beforeAll(async () => {
    root = await makeSettledTree();
  });

  afterAll(async () => {
    await rm(root, { recursive: true });
  });

  compare(
    async () => root,
    ["arena", "notes", "pinned", "pool", "window"].map((name) => `drivers/sample/${name}.c`),
  );

  test("is reported as they say", async () => {
    const { findings, suppressed } = JSON.parse(await runCheck(root)) as CommandLineReport & {
      readonly suppressed: readonly (FindingAnswer &
        JsonPlace & {
          readonly suppressions: readonly { readonly kind: string; readonly reason: string }[];
        })[];
    };
    const inside = ({ file }: JsonPlace) => file.replace("drivers/sample/", "");
    expect(findings.map((one) => `${inside(one)} ${one.severity} ${one.rule}`).sort()).toEqual([
      ".lazymmu.json information unused-suppression",
      "pool.c error allocation-in-callback",
      "pool.c hint malformed-suppression",
      "pool.c information allocation-under-lazy-walk",
      "ring.c warning allocation-in-section",
      "shadow.c error allocation-in-callback",
      "shadow.c information allocation-under-lazy-walk",
      "window.c error allocation-in-callback",
      "window.c information allocation-under-lazy-walk",
    ]);
    expect(
      suppressed.map((one) => {
        const reasons = one.suppressions.map(({ kind, reason }) => `${kind}: ${reason}`);
        return `${inside(one)} ${one.severity} ${one.rule} ${reasons.join()}`;
      }),
    ).toEqual([
      "arena.c information allocation-under-lazy-walk inSource: the arena is private",
      "arena.c error allocation-in-callback inSource: the arena is private",
      "notes.c information allocation-under-lazy-walk external: slab keeps pages here",
      "notes.c information allocation-in-callback external: slab keeps pages here",
      "shadow.c warning sleep-in-section inSource: GFP_KERNEL is never reached",
    ]);
  });
});

describe("a tree whose settings are broken", () => {
  let root: string;

  beforeAll(async () => {
    root = await makeSettledTree(
      '{\n  "severities": { "allocation-in-callback": "fatal" },\n  "x": 1\n}\n',
    );
  });

  afterAll(async () => {
    await rm(root, { recursive: true });
  });

  test("is not checked by the command line, which says where and why", async () => {
    const failure = await runCheck(root).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `${root}/.lazymmu.json:2:45: error: the severity of "allocation-in-callback" is "fatal". Write "error", "warning", "information", "hint" or "off".
${root}/.lazymmu.json:3:3: error: "x" is no setting of .lazymmu.json. There are: $schema, severities, rules, ignore, allocators, nonAllocators, configuration, architecture.
lazymmu: ${root}/.lazymmu.json has 2 problems, so nothing was done
docs/configuration.md has what can stand there; --no-settings leaves the file out.
`,
    });
    const plain = JSON.parse(await runCheck(root, "--no-settings")) as CommandLineReport;
    expect(plain.findings.filter(({ severity }) => severity === "warning")).not.toEqual([]);
  });

  test(
    "is checked with the defaults by the server, which says so in the file",
    async () => {
      const server = await startOverStdio();
      try {
        const plain = await askCommandLine(root, "--no-settings");
        const { findings, ...found } = await server.checkTree(root);
        const isBroken = ({ place }: FindingAnswer) => fileOf(place) === ".lazymmu.json";
        expect({ ...found, findings: findings.filter((one) => !isBroken(one)) }).toEqual(plain);
        expect(
          findings.filter(isBroken).map(({ place, severity }) => `${place} ${severity}`),
        ).toEqual([".lazymmu.json:2:45 error", ".lazymmu.json:3:3 error"]);
      } finally {
        await server.stop();
      }
    },
    patience,
  );
});

if (kernel !== undefined) {
  describe("linux-source-6.12", () => {
    compare(
      async () => kernel,
      [
        "arch/arm64/mm/pageattr.c",
        "drivers/xen/xlate_mmu.c",
        "kernel/bpf/arena.c",
        "mm/memory.c",
        "mm/kasan/shadow.c",
      ],
    );
  });
}

function compare(given: () => Promise<string>, files: readonly string[]): void {
  let root: string;
  let commandLine: Answer;

  beforeAll(async () => {
    root = await realpath(await given());
    commandLine = await askCommandLine(root);
  }, patience);

  test("has call sites, sections and findings to compare, in every file named here", () => {
    expect(commandLine.findings.length).toBeGreaterThan(0);
    const found = [...commandLine.sites, ...commandLine.sections].map(({ place }) => fileOf(place));
    expect(files.filter((file) => !found.includes(file))).toEqual([]);
  });

  test.each([
    ["the server over stdio", startOverStdio],
    ["the extension's server over Node's channel", startOverIpc],
  ])(
    "%s says what the command line says",
    async (_name, start) => {
      const server = await start();
      try {
        expect(await server.checkTree(root)).toEqual(commandLine);
        for (const file of files) {
          const expected = commandLine.findings.filter(({ place }) => fileOf(place) === file);
          expect(await server.openFile(root, file)).toEqual(expected);
        }
      } finally {
        await server.stop();
      }
    },
    patience,
  );
}

/** The parts of the documented JSON that are compared. */
interface CommandLineReport {
  readonly callSites: readonly (Omit<SiteAnswer, "callbacks" | "hasFix" | "path" | "place"> &
    JsonPlace & {
      readonly callbacks: readonly { readonly name: string }[];
      readonly path: readonly JsonPlace[];
    })[];
  readonly sections: readonly (Omit<SectionAnswer, "enters" | "leaves" | "path" | "place"> &
    JsonPlace & {
      readonly enters: readonly JsonPlace[];
      readonly leaves: readonly JsonPlace[];
      readonly path: readonly JsonPlace[];
    })[];
  readonly findings: readonly (Omit<FindingAnswer, "end" | "place"> &
    JsonPlace & { readonly endLine: number; readonly endColumn: number })[];
}

interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

async function askCommandLine(root: string, ...options: readonly string[]): Promise<Answer> {
  const { callSites, sections, findings } = JSON.parse(
    await runCheck(root, ...options),
  ) as CommandLineReport;
  return {
    sites: callSites.map((site) => ({
      place: jsonPlace(site),
      function: site.function,
      api: site.api,
      lazy: site.lazy,
      callbacks: site.callbacks.map(({ name }) => name),
      verdict: site.verdict,
      use: site.use,
      allocator: site.allocator,
      path: [site, ...site.path].map(jsonPlace),
      hasFix: findings.some(
        (finding) => jsonPlace(finding) === jsonPlace(site) && finding.fixes.length > 0,
      ),
    })),
    sections: sections.map((section) => ({
      place: jsonPlace(section),
      function: section.function,
      enters: section.enters.map(jsonPlace),
      leaves: section.leaves.map(jsonPlace),
      runsCallbacks: section.runsCallbacks,
      verdict: section.verdict,
      use: section.use,
      allocator: section.allocator,
      path: [section, ...section.path].map(jsonPlace),
    })),
    findings: sorted(
      findings.map((finding) => ({
        place: jsonPlace(finding),
        end: `${finding.endLine}:${finding.endColumn}`,
        rule: finding.rule,
        severity: finding.severity,
        confidence: finding.confidence,
        message: finding.message,
        fixes: finding.fixes.map(({ title, safe }) => ({ title, safe })),
      })),
    ),
  };
}

async function runCheck(root: string, ...words: readonly string[]): Promise<string> {
  const command = [join(dist, "cli.cjs"), "check", "--root", root, "--format", "json", ...words];
  const options = { env: environment, maxBuffer: 64 * 1024 * 1024 };
  try {
    return (await promisify(execFile)(process.execPath, command, options)).stdout;
  } catch (error) {
    // Exit code 1 says that something was found.
    const isFinding = error instanceof Error && "code" in error && error.code === 1;
    if (isFinding && "stdout" in error) return String(error.stdout);
    throw error;
  }
}

async function startOverStdio(): Promise<Server> {
  const server = spawn(process.execPath, [join(dist, "cli.cjs"), "lsp", "--stdio"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: environment,
  });
  const reader = new StreamMessageReader(server.stdout);
  return handShake(server, createMessageConnection(reader, new StreamMessageWriter(server.stdin)));
}

async function startOverIpc(): Promise<Server> {
  const transport = ["--node-ipc", `--clientProcessId=${process.pid}`];
  const server = fork(join(dist, "server.cjs"), transport, {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: environment,
  });
  const reader = new IPCMessageReader(server);
  return handShake(server, createMessageConnection(reader, new IPCMessageWriter(server)));
}

async function handShake(server: ChildProcess, client: MessageConnection): Promise<Server> {
  const exited = new Promise((resolve) => server.once("exit", resolve));
  const published = new Map<string, PublishDiagnosticsParams>();
  let onPublished: () => void = () => undefined;
  client.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params);
    onPublished();
  });
  client.onRequest((method) => (method === "workspace/configuration" ? [{}] : null));
  client.listen();
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: { publishDiagnostics: { relatedInformation: true, dataSupport: true } },
    },
    initializationOptions: { debounce: 0 },
  });
  await client.sendNotification("initialized", {});
  return {
    async checkTree(root) {
      const folders = [pathToFileURL(root).href];
      const method = "lazymmu/checkWorkspace";
      const result = await client.sendRequest<CheckWorkspaceResult>(method, { folders });
      expect(result.outside).toEqual([]);
      // Diagnostics are sent before the answer, on the same connection.
      const findings = [...published.values()].flatMap((params) => toFindings(root, params));
      const sites = result.trees.flatMap((tree) => tree.sites.map((site) => toSite(root, site)));
      const sections = result.trees.flatMap((tree) =>
        tree.sections.map((section) => toSection(root, section)),
      );
      return { sites, sections, findings: sorted(findings) };
    },
    async openFile(root, file) {
      const path = join(root, file);
      const uri = pathToFileURL(path).href;
      const text = await readFile(path, "utf8");
      const answer = new Promise<PublishDiagnosticsParams>((resolve) => {
        onPublished = () => {
          const params = published.get(uri);
          if (params?.version === 1) resolve(params);
        };
      });
      const textDocument = { uri, languageId: "c", version: 1, text };
      await client.sendNotification("textDocument/didOpen", { textDocument });
      return sorted(toFindings(root, await answer));
    },
    async stop() {
      await client.sendRequest("shutdown");
      await client.sendNotification("exit");
      await exited;
      client.dispose();
    },
  };
}

function toSite(root: string, site: SiteSummary): SiteAnswer {
  const { location, path, ...rest } = site;
  return {
    ...rest,
    place: lspPlace(root, location),
    path: path.map((step) => lspPlace(root, step)),
  };
}

/** Where it can be fixed is no part of the command line's report of a section. */
function toSection(root: string, section: SectionSummary): SectionAnswer {
  const { location, fixAt: _, enters, leaves, path, ...rest } = section;
  const places = (locations: readonly Location[]) => locations.map((one) => lspPlace(root, one));
  return {
    ...rest,
    place: lspPlace(root, location),
    enters: places(enters),
    leaves: places(leaves),
    path: places(path),
  };
}

/** The severities of the protocol, which counts them from 1. */
const severities = ["error", "warning", "information", "hint"];

function toFindings(
  root: string,
  { uri, diagnostics }: PublishDiagnosticsParams,
): readonly FindingAnswer[] {
  return diagnostics.map((diagnostic: Diagnostic) => {
    const { range, code, severity, message, data } = diagnostic;
    // What is wrong with the settings is no finding, and has none of these.
    const { confidence, fixes } = (data ?? { confidence: "none", fixes: [] }) as {
      confidence: string;
      fixes: { title: string; safe: boolean }[];
    };
    return {
      place: lspPlace(root, { uri, range }),
      end: `${range.end.line + 1}:${range.end.character + 1}`,
      rule: String(code),
      severity: severities[(severity ?? 0) - 1] ?? "none",
      confidence,
      message: typeof message === "string" ? message : message.value,
      fixes: fixes.map(({ title, safe }) => ({ title, safe })),
    };
  });
}

function lspPlace(root: string, { uri, range }: Location): string {
  const file = relative(root, fileURLToPath(uri)).split(sep).join("/");
  return `${file}:${range.start.line + 1}:${range.start.character + 1}`;
}

function jsonPlace({ file, line, column }: JsonPlace): string {
  return `${file}:${line}:${column}`;
}

function fileOf(place: string): string {
  return place.replace(/:\d+:\d+$/, "");
}

/** Diagnostics arrive file by file, in no order that is promised. */
function sorted(findings: readonly FindingAnswer[]): FindingAnswer[] {
  const key = ({ place, rule, message }: FindingAnswer) => `${place} ${rule} ${message}`;
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
