/**
 * Builds everything that ships: one bundle per process, the two WebAssembly files, and the licences
 * of the code inside the bundles.
 *
 * `node esbuild.mjs [--watch]`. A missing entry is an error, after the others are built: a product
 * without one of its faces must not pass for built.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, copyFile, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { licenceNotices } from "./scripts/licence-notices.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, "dist");
const require = createRequire(import.meta.url);

/** @type {readonly { entry: string, bundle: string, executable?: true }[]} */
const bundles = [
  { entry: "server/src/cli/main.ts", bundle: "cli.cjs", executable: true },
  { entry: "server/src/main-node.ts", bundle: "server.cjs" },
  { entry: "server/src/host/scan-worker.ts", bundle: "scan-worker.cjs" },
  { entry: "server/src/host/analysis-worker.ts", bundle: "analysis-worker.cjs" },
  { entry: "client/src/extension.ts", bundle: "extension.cjs" },
];

/** The simulator panel's page: one script and one style sheet. */
const pages = [
  { entry: "client/webview/main.tsx", bundle: "panel.js" },
  { entry: "client/webview/panel.css", bundle: "panel.css" },
];

/** The parser runtime and the C grammar, which the host reads as bytes from beside its bundle. */
const wasmFiles = ["web-tree-sitter/web-tree-sitter.wasm", "tree-sitter-c/tree-sitter-c.wasm"];

try {
  await build(process.argv.includes("--watch"));
} catch (error) {
  // What is wrong with the code is printed already, without a stack of the bundler's own.
  if (!(error instanceof Error && "errors" in error)) throw error;
  process.exitCode = 1;
}

/** @param {boolean} watch */
async function build(watch) {
  const present = bundles.filter(({ entry }) => existsSync(path.join(root, entry)));
  await mkdir(dist, { recursive: true });
  await removeStale();
  for (const file of wasmFiles) {
    await copyFile(require.resolve(file), path.join(dist, path.basename(file)));
  }
  if (watch) {
    const options = [...present.map(bundleOptions), ...pages.map(pageOptions)];
    const contexts = await Promise.all(
      options.map((one) => esbuild.context({ ...one, logLevel: "info" })),
    );
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  /** @type {Set<string>} */
  const inputs = new Set();
  const options = [...present.map(bundleOptions), ...pages.map(pageOptions)];
  const results = await Promise.all(options.map((one) => esbuild.build(one)));
  for (const result of results) {
    for (const input of Object.keys(result.metafile?.inputs ?? {})) inputs.add(input);
  }
  for (const { bundle, executable } of present) {
    if (executable) await chmod(path.join(dist, bundle), 0o755);
  }
  const notices = await licenceNotices(root, inputs);
  await writeFile(path.join(dist, "THIRD-PARTY-NOTICES.txt"), notices);
  await printSizes(present);
  for (const { entry, bundle } of bundles) {
    if (existsSync(path.join(root, entry))) continue;
    process.stderr.write(`esbuild.mjs: ${entry} is missing, so dist/${bundle} cannot be built\n`);
    process.exitCode = 1;
  }
}

/**
 * @param {(typeof bundles)[number]} bundle
 * @returns {esbuild.BuildOptions}
 */
function bundleOptions({ entry, bundle, executable }) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(dist, bundle),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    metafile: true,
    external: ["vscode"],
    legalComments: "none",
    logLevel: "warning",
    // The parser's runtime names itself by import.meta.url, which CommonJS lacks; it only serves to
    // find a file that we hand over as bytes, but it has to be a valid URL.
    define: { "import.meta.url": "__importMetaUrl", __engineState: JSON.stringify(engineState()) },
    banner: {
      js: `${executable ? "#!/usr/bin/env node\n" : ""}const __importMetaUrl=require("node:url").pathToFileURL(__filename).href;`,
    },
  };
}

/**
 * Names the engine's sources and what they are locked to: another build may find something else.
 * Empty while sources are watched, as then nothing may be kept from one build to the next.
 */
function engineState() {
  if (process.argv.includes("--watch")) return "";
  const hash = createHash("sha256").update(readFileSync(path.join(root, "package-lock.json")));
  const folder = path.join(root, "engine/src");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.endsWith(".ts")) hash.update(readFileSync(path.join(folder, name)));
  }
  return hash.digest("hex");
}

/**
 * @param {(typeof pages)[number]} page
 * @returns {esbuild.BuildOptions}
 */
function pageOptions({ entry, bundle }) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(dist, bundle),
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "chrome120",
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    metafile: true,
    legalComments: "none",
    logLevel: "warning",
  };
}

/** Takes away bundles of an earlier layout, so that only what is built now can ship. */
async function removeStale() {
  for (const { bundle } of [...bundles, ...pages])
    await rm(path.join(dist, bundle), { force: true });
}

/** @param {typeof bundles} built */
async function printSizes(built) {
  const names = [
    ...built.map(({ bundle }) => bundle),
    ...pages.map(({ bundle }) => bundle),
    ...wasmFiles.map((file) => path.basename(file)),
  ];
  let total = 0;
  for (const name of names) {
    const { size } = await stat(path.join(dist, name));
    total += size;
    process.stdout.write(`${(size / 1000).toFixed(1).padStart(8)} kB  dist/${name}\n`);
  }
  process.stdout.write(`${(total / 1000).toFixed(1).padStart(8)} kB  in all\n`);
}
