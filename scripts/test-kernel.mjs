/**
 * Compiles what `lazymmu fix --introduce` changes, with the kernel's own build: before, and after.
 * Before, the build also calls `lazymmu --kbuild` as its checker.
 *
 * `npm run test:kernel [-- TREE]`. Configures a copy of linux-source-6.12 for x86-64 with all that
 * the changed files need, and builds their objects with gcc. The tree itself stays as it is.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { kernelSource, NoKernelSource } from "./kernel-source.mjs";
import { introductionOf } from "./lib/introduction-patch.mjs";
import { replaceFile, withTreeCopy } from "./lib/tree-copy.mjs";
import { repositoryRoot, runCommand } from "./run-command.mjs";

/** The objects of the changed files; every one of them, the header aside. */
const objects = ["kernel/bpf/arena.o", "mm/kasan/shadow.o", "mm/memory.o"];

const enabled = [
  "KASAN",
  "KASAN_VMALLOC",
  "BPF_SYSCALL",
  "BPF_JIT",
  "DEBUG_KERNEL",
  "DEBUG_PAGEALLOC",
];
const disabled = ["MODULE_SIG", "MODULE_SIG_ALL"];

/** Symbols of each object afterwards, as nm shows them: T is defined, U is called. */
const expectedSymbols = {
  "mm/memory.o": ["T apply_to_existing_page_range_nolazy", "T apply_to_page_range_nolazy"],
  "mm/kasan/shadow.o": ["U apply_to_existing_page_range_nolazy"],
  "kernel/bpf/arena.o": ["U apply_to_existing_page_range_nolazy"],
};

/** Sources in which the checker warns, and says nothing in the others. */
const warned = ["kernel/bpf/arena.c", "mm/kasan/shadow.c"];

/** Programs and headers of the build, with the Debian package of each. */
const programs = { bc: "bc", bison: "bison", flex: "flex", gcc: "gcc", make: "make" };
const headers = { "libelf.h": "libelf-dev", "openssl/opensslv.h": "libssl-dev" };

/** Debian packages that the build wants and this machine lacks. */
export async function missingPackages() {
  /** @type {string[]} */
  const missing = [];
  for (const [program, name] of Object.entries(programs)) {
    if ((await runCommand(program, ["--version"])).code !== 0) missing.push(name);
  }
  if (missing.includes("gcc")) return missing;
  for (const [header, name] of Object.entries(headers)) {
    const args = ["-fsyntax-only", "-include", header, "-x", "c", os.devNull];
    if ((await runCommand("gcc", args)).code !== 0) missing.push(name);
  }
  return missing;
}

/**
 * @param {string} tree
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function testKernel(tree) {
  const { after } = await introductionOf(tree);
  const sources = [...after.keys()].filter((file) => file.endsWith(".c"));
  const built = sources.map((file) => file.replace(/c$/, "o")).sort();
  if (built.join() !== objects.join()) {
    return { code: 1, output: `the patch changes ${sources.join(", ")}, not what is built here\n` };
  }
  return withTreeCopy(tree, async (copy, scratch) => {
    const build = path.join(scratch, "build");
    await mkdir(build);
    await configure(copy, build);
    const before = await compile(copy, build);
    const checked = await check(copy, build);
    for (const [file, text] of after) await replaceFile(path.join(copy, file), text);
    const changed = await compile(copy, build);
    const problems = [
      ...checked,
      ...(await oddSymbols(build)),
      ...objects
        .filter((object) => !changed.compiled.has(object))
        .map((object) => `${object} was not compiled again`),
      ...changed.warnings.filter((warning) => !before.warnings.includes(warning)),
    ];
    const summary = `${objects.join(", ")}: checked by the build, built before and after, ${changed.compiled.size} files compiled again\n`;
    return { code: problems.length > 0 ? 1 : 0, output: [...problems, summary].join("\n") };
  });
}

/**
 * @param {string} copy
 * @param {string} build
 */
async function configure(copy, build) {
  await make(copy, build, ["defconfig"]);
  const config = path.join(build, ".config");
  const settings = [
    ...enabled.flatMap((symbol) => ["--enable", symbol]),
    ...disabled.flatMap((symbol) => ["--disable", symbol]),
  ];
  await runOrThrow(path.join(copy, "scripts/config"), ["--file", config, ...settings], copy);
  await make(copy, build, ["olddefconfig"]);
  const text = await readFile(config, "utf8");
  const lost = enabled.filter((symbol) => !text.includes(`\nCONFIG_${symbol}=y\n`));
  const kept = disabled.filter((symbol) => text.includes(`\nCONFIG_${symbol}=y\n`));
  if (lost.length + kept.length > 0) {
    throw new Error(`the configuration is not as wanted: without ${lost}, with ${kept}`);
  }
}

/**
 * Builds the objects, and tells which files were compiled and what the compiler warned of.
 *
 * @param {string} copy
 * @param {string} build
 */
async function compile(copy, build) {
  const output = await make(copy, build, objects);
  const compiled = [...output.matchAll(/^\s*CC\s+(\S+\.o)$/gm)].map((match) => match[1] ?? "");
  const warnings = output.split("\n").filter((line) => /\b(?:warning|error):/.test(line));
  return { compiled: new Set(compiled), warnings };
}

/**
 * Lets the build check the objects' sources, and tells what is odd about that.
 *
 * @param {string} copy
 * @param {string} build
 */
async function check(copy, build) {
  const cli = path.join(repositoryRoot, "dist/cli.cjs");
  const scratch = path.join(build, "lazymmu");
  const command = `${process.execPath} ${cli} --kbuild --cache-dir ${scratch}`;
  const output = await make(copy, build, ["C=2", `CHECK=${command}`, ...objects]);
  const found = [...output.matchAll(/^(\S+):\d+:\d+: warning: .*\[allocation-in-callback\]$/gm)];
  const files = found.map((match) => path.relative(copy, match[1] ?? "")).sort();
  if (files.join() === warned.join()) return [];
  return [`the checker warned in ${files.join(", ") || "nothing"}, not in ${warned.join(", ")}`];
}

/**
 * @param {string} copy
 * @param {string} build
 * @param {readonly string[]} targets
 */
async function make(copy, build, targets) {
  const jobs = `-j${os.availableParallelism()}`;
  return runOrThrow("make", ["-C", copy, `O=${build}`, "ARCH=x86_64", jobs, ...targets], copy);
}

/** @param {string} build */
async function oddSymbols(build) {
  /** @type {string[]} */
  const problems = [];
  for (const [object, wanted] of Object.entries(expectedSymbols)) {
    const listing = await runOrThrow("nm", [path.join(build, object)], build);
    const found = new Set(
      listing.split("\n").map((line) => line.trim().split(/\s+/).slice(-2).join(" ")),
    );
    for (const symbol of wanted) if (!found.has(symbol)) problems.push(`${object} lacks ${symbol}`);
  }
  return problems;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
async function runOrThrow(command, args, cwd) {
  const env = { ...process.env, LC_ALL: "C", KBUILD_BUILD_TIMESTAMP: "" };
  const { code, output } = await runCommand(command, args, { cwd, env });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed (${code})\n${output}`);
  return output;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = await main(process.argv[2]);
}

/** @param {string | undefined} given */
async function main(given) {
  const missing = await missingPackages();
  if (missing.length > 0) {
    process.stderr.write(`test-kernel: install what the build wants: ${missing.join(" ")}\n`);
    return 2;
  }
  try {
    const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
    const tree = given === undefined ? await kernelSource("6.12", say) : path.resolve(given);
    if (!existsSync(path.join(tree, "Makefile")))
      throw new NoKernelSource(`${tree} is no kernel tree`);
    const { code, output } = await testKernel(tree);
    process.stdout.write(output);
    return code;
  } catch (error) {
    process.stderr.write(`test-kernel: ${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}
