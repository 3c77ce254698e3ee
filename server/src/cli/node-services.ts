/**
 * The real services behind the commands: the host's files and threads, the engine, the package.
 *
 * Everything heavy is imported when first asked for, so that `--version` loads none of it.
 */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SourceReader } from "#engine/workspace";
import type { CliServices, OpenedTree, OpenTreeRequest } from "./cli-io.ts";

export interface ProcessControl {
  /** The folder of the bundles; the package's manifest lies one above. */
  readonly distFolder: string;
  /** Runs work that blocks this thread, in a way that leaves the interrupt key alive. */
  readonly blocking: <Result>(work: () => Result) => Result;
}

export function createNodeServices(control: ProcessControl): CliServices {
  return {
    versions: () => readVersions(control.distFolder),
    findTreeRoot: async (path) => (await import("#server/host")).findTreeRoot(path),
    openTree: (request) => openRealTree(request, control),
    ruleMetas: async () => (await import("#engine/lint")).rules.map((rule) => rule.meta),
    safeEdits: async (findings, file) => (await import("#engine/lint")).fixAllEdits(findings, file),
    defaultCacheDir: async () => (await import("#server/host")).defaultCacheDir(process.env),
    openStdin: () => process.stdin,
    runLanguageServer: () => runServer(join(control.distFolder, "server.cjs")),
  };
}

async function openRealTree(
  request: OpenTreeRequest,
  control: ProcessControl,
): Promise<OpenedTree> {
  const { filesDefining, KeptAnalysis, listFolder, loadParser, openTree } = await import(
    "#server/host"
  );
  const { Workspace } = await import("#engine/workspace");
  const { hashText } = await import("./edit-file.ts");
  // Compiling the grammar goes on in the background while this thread walks the tree.
  const loading = loadParser();
  // Its failure is for the line below; without a listener it would end the process before.
  loading.catch(() => undefined);
  const [tree, parser] = await Promise.all([
    openTree({
      root: request.root,
      jobs: request.jobs,
      cacheDir: request.cacheDir ?? undefined,
      configFile: request.configFile,
      useSettings: request.useSettings,
      onProgress: ({ done, total }) => request.onProgress({ what: "scanning files", done, total }),
    }),
    loading,
  ]);
  const seen = new Map<string, string>();
  const reader: SourceReader = {
    readText(file) {
      const text = tree.reader.readText(file);
      if (request.isForFixing && text !== undefined && !seen.has(file)) {
        seen.set(file, hashText(text));
      }
      return text;
    },
  };
  // Fixes are made to texts that were read in this run, so that none changes behind them.
  const kept = new KeptAnalysis(
    request.isForFixing ? undefined : (request.cacheDir ?? undefined),
    tree,
  );
  const workspace = new Workspace({ ...tree, reader, parser, known: kept.known });
  return {
    root: tree.root,
    reader: tree.reader,
    stats: tree.stats,
    settingsProblems: tree.settings.problems,
    hashOfReadText: (file) => seen.get(file),
    filesDefining: (name) => filesDefining(tree, name),
    listFiles: (folder) => listFolder(tree.root, folder),
    check: (scope) =>
      control.blocking(() => {
        const report = workspace.checkTree(scope);
        kept.write(() => workspace.analysis());
        return report;
      }),
    checkWith: (texts, scope) =>
      control.blocking(() => {
        for (const [file, text] of texts) workspace.setDocument(file, text);
        const report = workspace.checkTree(scope);
        for (const file of texts.keys()) workspace.setDocument(file, undefined);
        return report;
      }),
    withContents(contents) {
      const other = tree.withContents(contents);
      const otherWorkspace = new Workspace({ ...other, parser });
      return {
        ...other,
        check: (scope) => control.blocking(() => otherWorkspace.checkTree(scope)),
      };
    },
    planIntroduction: (scope) => control.blocking(() => workspace.planIntroduction(scope)),
    dispose: () => parser.dispose(),
  };
}

async function readVersions(distFolder: string): Promise<{
  product: string;
  grammar: string;
  parserRuntime: string;
}> {
  const manifest: unknown = JSON.parse(
    await readFile(join(distFolder, "..", "package.json"), "utf8"),
  );
  const pinned = fieldOf(manifest, "devDependencies");
  return {
    product: textOf(fieldOf(manifest, "version")),
    grammar: textOf(fieldOf(pinned, "tree-sitter-c")),
    parserRuntime: textOf(fieldOf(pinned, "web-tree-sitter")),
  };
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "unknown";
}

/** A process of its own: the server owns its streams, signals and exit code. */
function runServer(bundle: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = spawn(process.execPath, [bundle, "--stdio"], { stdio: "inherit" });
    server.on("error", reject);
    server.on("exit", (code) => resolve(code ?? 2));
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => server.kill(signal));
    }
  });
}
