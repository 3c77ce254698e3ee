/** The compiler and Biome refuse what the layer table forbids, each shown on a planted violation. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { covers, findLayer } from "../layers.mjs";
import { repositoryRoot, runNode } from "../run-command.mjs";

/** A small repository with the real configuration and none of the real code. */
let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "lazymmu-layers-"));
  const copied = ["package.json", "biome.json", "tsconfig.base.json", ".gitignore"];
  const projects = ["engine", "server", "server/protocol", "client", "client/messages"];
  for (const file of [...copied, ...projects.map((project) => `${project}/tsconfig.json`)]) {
    cpSync(path.join(repositoryRoot, file), path.join(root, file));
  }
  symlinkSync(path.join(repositoryRoot, "node_modules"), path.join(root, "node_modules"));
  write("engine/src/base/index.ts", 'export { start } from "./span.ts";');
  write("engine/src/base/span.ts", "export const start = 0;");
  write(
    "engine/src/kernel/index.ts",
    'import { start } from "#engine/base";\n\nexport const first = start;',
  );
  write("server/protocol/index.ts", "export const version = 1;");
  write("client/messages/index.ts", "export const protocol = 1;");
  write(
    "server/src/server.ts",
    'import { start } from "#engine/base";\n\nexport const begin = start;',
  );
  write(
    "client/src/extension.ts",
    'import { version } from "#server/protocol";\n\nexport const is = version;',
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the compiler", () => {
  it("accepts what the table allows", async () => {
    expect(await compile("server")).toEqual([]);
    expect(await compile("client")).toEqual([]);
  });

  it("rejects an engine that imports the server", async () => {
    write("engine/src/base/span.ts", 'export { begin as start } from "#server/main";');
    write("server/src/main/index.ts", "export const begin = 0;");
    expect(await compile("engine")).toContain("TS6307");
  });

  it.each([
    ["process", "export const start = process.pid;"],
    ["Buffer", "export const start = Buffer.alloc(1);"],
    ["document", "export const start = document.title;"],
    ["timers", "export const start = setTimeout(() => {}, 1);"],
    ["node:fs", 'import { statSync } from "node:fs";\n\nexport const start = statSync(".");'],
  ])("rejects %s in the engine", async (_name, text) => {
    write("engine/src/base/span.ts", text);
    expect((await compile("engine")).length).toBeGreaterThan(0);
  });

  it("rejects a path past a façade", async () => {
    write("engine/src/kernel/index.ts", 'export { start } from "#engine/base/span";');
    expect(await compile("engine")).toContain("TS2307");
  });
});

describe("Biome", () => {
  it("accepts what the table allows", async () => {
    expect(await lint()).toEqual([]);
  });

  it.each([
    ["engine/src/kernel/a.ts", "#engine/lint"],
    ["engine/src/kernel/a.ts", "../base/span.ts"],
    ["engine/src/model/a.ts", "web-tree-sitter"],
    ["engine/src/index/a.ts", "node:fs"],
    ["server/src/a.ts", "node:fs/promises"],
    ["server/src/host/a.ts", "vscode-languageserver"],
    ["client/src/a.ts", "#engine/base"],
  ])("rejects, in %s, an import of %s", async (file, specifier) => {
    write(file, `import { a } from "${specifier}";\n\nexport const b = a;`);
    expect(await lint()).toEqual([`lint/style/noRestrictedImports ${file}`]);
  });

  it("rejects an import of types just as well", async () => {
    write("engine/src/base/a.ts", 'import type { A } from "#engine/lint";\n\nexport type B = A;');
    expect(await lint()).toEqual(["lint/style/noRestrictedImports engine/src/base/a.ts"]);
  });

  it.each([
    ["performance/noReExportAll", 'export * from "./span.ts";'],
    ["style/noDefaultExport", "export default 1;"],
    [
      "nursery/noFloatingPromises",
      "async function a(): Promise<void> {}\n\nexport function b(): void {\n  a();\n}",
    ],
    [
      "nursery/useExhaustiveSwitchCases",
      'export function a(b: "c" | "d"): number {\n  switch (b) {\n    case "c":\n      return 1;\n  }\n  return 2;\n}',
    ],
  ])("reports %s", async (rule, text) => {
    write("engine/src/base/a.ts", text);
    expect(await lint()).toContain(`lint/${rule} engine/src/base/a.ts`);
  });

  it("reports an import cycle", async () => {
    write(
      "engine/src/base/a.ts",
      'import { b } from "./b.ts";\n\nexport const a = (): number => b();',
    );
    write(
      "engine/src/base/b.ts",
      'import { a } from "./a.ts";\n\nexport const b = (): number => a();',
    );
    expect(await lint()).toContain("lint/suspicious/noImportCycles engine/src/base/a.ts");
  });

  it("reports a file name that is not kebab-case", async () => {
    write("engine/src/base/aB.ts", "export const a = 1;");
    expect(await lint()).toEqual(["lint/style/useFilenamingConvention engine/src/base/aB.ts"]);
  });
});

it("a file belongs to the innermost layer that holds it", () => {
  expect(findLayer("server/src/main-node.ts")?.folder).toBe("server/src/main-node.ts");
  expect(findLayer("server/src/cli/format/text.ts")?.folder).toBe("server/src/cli");
  expect(findLayer("server/src/handlers/hover.ts")?.folder).toBe("server/src");
  expect(findLayer("server/source.ts")).toBeUndefined();
});

it("a star covers what follows it and nothing else", () => {
  expect(covers(["node:*"], "node:fs/promises")).toBe(true);
  expect(covers(["node:*"], "nodes")).toBe(false);
  expect(covers(["vscode-languageserver"], "vscode-languageserver/node")).toBe(false);
});

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), `${text}\n`);
}

/**
 * The codes of the compiler's errors.
 *
 * @param {string} project
 */
async function compile(project) {
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const { output } = await runNode([tsc, "-b", project, "--pretty", "false"], { cwd: root });
  return [...output.matchAll(/error (TS\d+)/g)].map((match) => match[1]);
}

/** Rule and file of each of Biome's complaints. */
async function lint() {
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--reporter=github", "."];
  const { output } = await runNode(args, { cwd: root });
  return [...output.matchAll(/::(?:error|warning) title=([\w/]+),file=([^,]+),/g)].map(
    ([, rule, file]) =>
      `${rule} ${path.isAbsolute(file ?? "") ? path.relative(root, file ?? "") : file}`,
  );
}
