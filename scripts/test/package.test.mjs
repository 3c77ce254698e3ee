/** What may and must be in the package, and reading it off the archive. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { licenceNotices, packageFolder } from "../licence-notices.mjs";
import { findContentProblems } from "../package.mjs";
import { repositoryRoot } from "../run-command.mjs";
import { listZip } from "../zip-listing.mjs";

const complete = [
  "extension.vsixmanifest",
  "[Content_Types].xml",
  "extension/package.json",
  "extension/readme.md",
  "extension/changelog.md",
  "extension/LICENSE.txt",
  "extension/dist/extension.cjs",
  "extension/dist/server.cjs",
  "extension/dist/scan-worker.cjs",
  "extension/dist/analysis-worker.cjs",
  "extension/dist/panel.js",
  "extension/dist/panel.css",
  "extension/dist/web-tree-sitter.wasm",
  "extension/dist/tree-sitter-c.wasm",
  "extension/dist/THIRD-PARTY-NOTICES.txt",
  "extension/syntaxes/lazy-mmu.injection.tmLanguage.json",
  "extension/docs/configuration.schema.json",
  "extension/docs/rules/some-rule.md",
  "extension/resources/icon.png",
  "extension/resources/walkthrough/sample.webp",
  "extension/examples/mini-kernel/mm/memory.c",
];

describe("findContentProblems", () => {
  it("accepts a complete package", () => {
    expect(findContentProblems(complete)).toEqual([]);
  });

  it.each([
    "extension/dist/cli.cjs.map",
    "extension/node_modules/a/index.js",
    "extension/engine/src/base/index.ts",
    "extension/.npmrc",
    "extension/package-lock.json",
  ])("refuses %s", (name) => {
    expect(findContentProblems([...complete, name])).toEqual([
      `${name} must not ship: take it out in .vscodeignore`,
    ]);
  });

  it.each(complete)("misses %s", (name) => {
    const problems = findContentProblems(complete.filter((other) => other !== name));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("nothing in the package matches");
  });
});

describe("listZip", () => {
  it("reads names and sizes off the central directory, past a comment", () => {
    const entries = [
      { name: "a.txt", byteSize: 3 },
      { name: "dir/ü.c", byteSize: 70_000 },
    ];
    expect(listZip(zipOf(entries, "a comment"))).toEqual(entries);
  });

  it("refuses what is no archive", () => {
    expect(() => listZip(Buffer.from("nothing of the kind, though long enough"))).toThrow(
      "not a zip archive",
    );
  });
});

describe("licenceNotices", () => {
  it("carries name, version and licence of each package that the bundler read", async () => {
    const inputs = ["engine/src/base/index.ts", "node_modules/vscode-languageserver/lib/x.js"];
    const notices = await licenceNotices(repositoryRoot, inputs);
    const folder = path.join(repositoryRoot, "node_modules/vscode-languageserver");
    const licence = readFileSync(path.join(folder, "License.txt"), "utf8").trim();
    expect(notices).toContain("vscode-languageserver 10.1.2 (MIT)");
    expect(notices).toContain(licence);
    expect(notices).toContain("tree-sitter-c 0.24.1 (MIT)");
    expect(notices.split(`${"-".repeat(80)}\n`)).toHaveLength(4);
  });

  it("knows the package that a file belongs to", () => {
    expect(packageFolder("node_modules/@a/b/lib/c.js")).toBe("node_modules/@a/b");
    expect(packageFolder("node_modules/a/node_modules/b/c.js")).toBe(
      "node_modules/a/node_modules/b",
    );
    expect(packageFolder("engine/src/base/span.ts")).toBeUndefined();
  });
});

/**
 * The end of an archive: central directory and end record, all that a listing needs.
 *
 * @param {readonly { name: string, byteSize: number }[]} entries
 * @param {string} comment
 */
function zipOf(entries, comment) {
  const before = Buffer.from("the files themselves");
  const directory = entries.map(({ name, byteSize }) => {
    const nameBytes = Buffer.from(name);
    const extra = Buffer.from("xx");
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt32LE(byteSize, 24);
    record.writeUInt16LE(nameBytes.length, 28);
    record.writeUInt16LE(extra.length, 30);
    return Buffer.concat([record, nameBytes, extra]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(before.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([before, ...directory, end, Buffer.from(comment)]);
}
