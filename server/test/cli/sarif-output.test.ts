/** `--format sarif`: what code scanning services and viewers take. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { lineFingerprint } from "../../src/cli/format/line-fingerprint.ts";
import { createSample, mapFile, type Sample, sampleReport } from "./sample-tree.ts";
import { findSarifProblems } from "./sarif-schema.ts";

const cli = path.resolve("dist/cli.cjs");
const sampleTree = path.resolve("examples/mini-kernel");

let sample: Sample | undefined;
afterEach(async () => {
  await sample?.remove();
  sample = undefined;
});

async function runOf(change: Parameters<typeof createSample>[0] = {}, paths: string[] = []) {
  await sample?.remove();
  sample = await createSample(change);
  const { stdout } = await sample.run(["check", "--format=sarif", ...paths]);
  const log = JSON.parse(stdout);
  expect(findSarifProblems(log)).toEqual([]);
  return log.runs[0];
}

const call = {
  artifactLocation: { uri: mapFile, uriBaseId: "SRCROOT" },
  region: { startLine: 10, startColumn: 9, endLine: 10, endColumn: 28 },
};
const free = {
  artifactLocation: { uri: mapFile, uriBaseId: "SRCROOT" },
  region: { startLine: 4, startColumn: 2, endLine: 4, endColumn: 11 },
};
const callback = {
  artifactLocation: { uri: mapFile, uriBaseId: "SRCROOT" },
  region: { startLine: 2, startColumn: 12, endLine: 2, endColumn: 20 },
};

describe("the SARIF format", () => {
  it("has a finding with its path as links, places and a flow, and its fix", async () => {
    const { results, tool } = await runOf();
    expect(tool.driver.rules[results[0].ruleIndex].id).toBe("allocation-in-callback");
    expect(results).toEqual([
      {
        ruleId: "allocation-in-callback",
        ruleIndex: expect.any(Number),
        level: "warning",
        message: {
          text: "callback drop_one() reaches free_page() (map.c:4) while apply_to_page_range() holds lazy MMU mode; call apply_to_page_range_nolazy(); path: [drop_one() calls free_page()](1)",
        },
        locations: [
          {
            physicalLocation: call,
            logicalLocations: [{ name: "drop_range", kind: "function" }],
          },
        ],
        partialFingerprints: {
          primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]+:1$/),
          "lazymmuFinding/v1": expect.stringMatching(/^[0-9a-f]{16}$/),
        },
        relatedLocations: [
          { id: 1, physicalLocation: free, message: { text: "drop_one() calls free_page()" } },
          { id: 2, physicalLocation: callback, message: { text: "the callback" } },
        ],
        codeFlows: [
          {
            threadFlows: [
              {
                locations: [
                  {
                    location: { physicalLocation: callback, message: { text: "the callback" } },
                    kinds: ["scope"],
                    nestingLevel: 0,
                    executionOrder: 1,
                    importance: "essential",
                  },
                  {
                    location: {
                      physicalLocation: free,
                      message: { text: "drop_one() calls free_page()" },
                    },
                    kinds: ["call"],
                    nestingLevel: 1,
                    executionOrder: 2,
                    importance: "essential",
                  },
                ],
              },
            ],
          },
        ],
        fixes: [
          {
            description: { text: "Call apply_to_page_range_nolazy()" },
            artifactChanges: [
              {
                artifactLocation: call.artifactLocation,
                replacements: [
                  {
                    deletedRegion: call.region,
                    insertedContent: { text: "apply_to_page_range_nolazy" },
                  },
                ],
              },
            ],
            properties: { safe: true, preferred: true },
          },
        ],
        properties: { confidence: "high" },
      },
    ]);
  });

  it("says what the tree is, and what could not be read", async () => {
    const skipped = [{ file: "drivers/odd name[1].c", reason: "it is a binary file" }];
    const run = await runOf({ skipped }, ["drivers"]);
    expect(run.columnKind).toBe("utf16CodeUnits");
    expect(run.originalUriBaseIds.SRCROOT.uri).toBe(`file://${sample?.root}/`);
    expect(run.automationDetails.id).toBe("lazymmu/drivers/");
    expect(run.invocations).toEqual([
      {
        executionSuccessful: true,
        exitCode: 1,
        toolExecutionNotifications: [
          {
            level: "warning",
            message: { text: "Not, or not wholly, read: it is a binary file." },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: {
                    uri: "drivers/odd%20name%5B1%5D.c",
                    uriBaseId: "SRCROOT",
                  },
                },
              },
            ],
          },
        ],
      },
    ]);
  });

  it("is valid, and no link is made, whatever names and texts a tree has", async () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error("the sample has a finding");
    const hostile = {
      ...finding,
      location: { ...finding.location, file: "a:b/\ud800 [x](1)?#%\u0000.c" },
      message: "[click](https://example.org) \u001b[2J \\[",
      fixes: [{ title: "[x](2)", safe: false, preferred: false, edits: [] }],
    };
    const { results } = await runOf({ findings: [hostile] });
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      "a%3Ab/%EF%BF%BD%20%5Bx%5D(1)%3F%23%25%00.c",
    );
    expect(results[0].message.text).toMatch(/^\\\[click\\\]\(https/);
    expect(results[0].fixes).toEqual([]);
  });

  it("is refused by the schema when a field is wrong", async () => {
    const { stdout } = await (sample ?? (await createSample())).run(["--format=sarif"]);
    const log = JSON.parse(stdout);
    log.runs[0].results[0].ruleName = "x";
    log.runs[0].originalUriBaseIds.SRCROOT.uri = "not a uri";
    expect(findSarifProblems(log)).toHaveLength(2);
  });

  it.runIf(existsSync(cli))(
    "is valid for the sample tree, and the same bytes again",
    async () => {
      const outputs = await Promise.all(
        ["-j1", "-j2"].map(
          (jobs) =>
            new Promise<string>((resolve) => {
              const words = [cli, "check", "--no-cache", jobs, "--format=sarif", "--verbose"];
              const options = { cwd: sampleTree, env: { PATH: process.env["PATH"] } };
              execFile(process.execPath, words, options, (_error, stdout) => resolve(stdout));
            }),
        ),
      );
      const log = JSON.parse(outputs[0] ?? "");
      expect(findSarifProblems(log)).toEqual([]);
      expect(log.runs[0].results.length).toBeGreaterThan(5);
      expect(outputs[1]).toBe(outputs[0]);
    },
    60_000,
  );
});

describe("the fingerprint of a line", () => {
  const text = "int a;\n\tint a;\n\n  int a;\n";
  const all = (lines: string) => lines.split("\n").map((_, at) => lineFingerprint(lines, at + 1));

  it("is that of GitHub's upload action", () => {
    expect(lineFingerprint("", 1)).toBe("c129715d7a2bc9a3:1");
    expect(all(text)).toEqual([
      "b29ddbdba232ee58:1",
      "3b8c997fb17668cf:1",
      "9ee13ed9c0c4b03e:1",
      "fe6def72dd4ce68c:1",
      "c129715d7a2bc9a3:1",
    ]);
  });

  it("does not depend on lines above, indentation and the kind of line ends", () => {
    expect(all(`x\n${text}`).slice(1)).toEqual(all(text));
    expect(all(text.replaceAll("\n", "\r\n"))).toEqual(all(text));
    expect(all(text.replaceAll("int", " \t int"))).toEqual(all(text));
  });

  it("counts lines that look the same for the length that it reads", () => {
    const same = `${"a".repeat(99)}\n`.repeat(3);
    expect(all(same).map((hash) => hash?.split(":")[1])).toEqual(["1", "2", "3", "1"]);
    expect(lineFingerprint(same, 5)).toBeUndefined();
  });
});
