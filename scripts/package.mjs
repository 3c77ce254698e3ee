/**
 * `npm run package [-- --no-build]`: builds lazymmu-VERSION.vsix, checks that it holds what ships
 * and nothing else, and prints its size.
 */
import { readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "./prepare.mjs";
import { repositoryRoot, runNode } from "./run-command.mjs";
import { listZip } from "./zip-listing.mjs";

/** What a package may hold, and whether it must. vsce adds the first two and renames some texts. */
const shipped = [
  { pattern: /^extension\.vsixmanifest$/, required: true },
  { pattern: /^\[Content_Types\]\.xml$/, required: true },
  { pattern: /^extension\/package\.json$/, required: true },
  { pattern: /^extension\/readme\.md$/i, required: true },
  { pattern: /^extension\/changelog\.md$/i, required: true },
  { pattern: /^extension\/LICENSE(\.txt|\.md)?$/i, required: true },
  { pattern: /^extension\/dist\/extension\.cjs$/, required: true },
  { pattern: /^extension\/dist\/server\.cjs$/, required: true },
  { pattern: /^extension\/dist\/scan-worker\.cjs$/, required: true },
  { pattern: /^extension\/dist\/analysis-worker\.cjs$/, required: true },
  { pattern: /^extension\/dist\/panel\.js$/, required: true },
  { pattern: /^extension\/dist\/panel\.css$/, required: true },
  { pattern: /^extension\/dist\/web-tree-sitter\.wasm$/, required: true },
  { pattern: /^extension\/dist\/tree-sitter-c\.wasm$/, required: true },
  { pattern: /^extension\/dist\/THIRD-PARTY-NOTICES\.txt$/, required: true },
  { pattern: /^extension\/syntaxes\/[\w.-]+\.tmLanguage\.json$/, required: true },
  { pattern: /^extension\/docs\/configuration\.schema\.json$/, required: true },
  { pattern: /^extension\/docs\/rules\/[\w-]+\.md$/, required: true },
  { pattern: /^extension\/examples\/mini-kernel\/[\w/.-]+$/, required: true },
  { pattern: /^extension\/resources\/icon\.png$/, required: true },
  { pattern: /^extension\/resources\/icon\.svg$/, required: false },
  { pattern: /^extension\/resources\/walkthrough\/[a-z]+\.webp$/, required: true },
  { pattern: /^extension\/docs\/images\/[\w-]+\.(png|webp)$/, required: false },
];

/**
 * What is wrong with the contents of a package, one sentence each.
 *
 * @param {readonly string[]} names
 */
export function findContentProblems(names) {
  const files = names.filter((name) => !name.endsWith("/"));
  const extra = files.filter((name) => !shipped.some(({ pattern }) => pattern.test(name)));
  const missing = shipped.filter(
    ({ pattern, required }) => required && !files.some((name) => pattern.test(name)),
  );
  return [
    ...extra.map((name) => `${name} must not ship: take it out in .vscodeignore`),
    ...missing.map(({ pattern }) => `nothing in the package matches ${pattern}`),
  ];
}

async function pack() {
  if (!process.argv.includes("--no-build")) {
    const built = await build();
    process.stdout.write(built.output);
    if (built.code !== 0) return built.code;
  }
  const manifest = JSON.parse(await readFile(path.join(repositoryRoot, "package.json"), "utf8"));
  const name = `${manifest.name}-${manifest.version}.vsix`;
  const file = path.join(repositoryRoot, name);
  await rm(file, { force: true });
  const vsce = [
    fileURLToPath(import.meta.resolve("@vscode/vsce/vsce")),
    "package",
    "--no-dependencies",
    "--out",
    name,
  ];
  // The home of the repository is not fixed yet, so relative links stay as they are.
  const packed = await runNode([
    ...vsce,
    "--allow-missing-repository",
    "--no-rewrite-relative-links",
  ]);
  if (packed.code !== 0) {
    process.stderr.write(packed.output);
    return packed.code;
  }
  const entries = listZip(await readFile(file));
  for (const entry of entries) {
    process.stdout.write(`${(entry.byteSize / 1000).toFixed(1).padStart(8)} kB  ${entry.name}\n`);
  }
  const { size } = await stat(file);
  process.stdout.write(`${(size / 1000).toFixed(1).padStart(8)} kB  ${name}\n`);
  const problems = findContentProblems(entries.map((entry) => entry.name));
  for (const problem of problems) process.stderr.write(`package: ${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = await pack();
}
