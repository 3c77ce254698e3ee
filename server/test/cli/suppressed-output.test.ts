/** Suppressed findings and errors, which only a tree's settings make, in every format. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, describe, expect, it } from "vitest";
import type { Finding, SuppressedFinding, Suppression } from "#engine/lint";
import type { CliServices } from "../../src/cli/cli-io.ts";
// What the page needs is loaded here, and not in the time of a test.
import "../../src/cli/format/html.ts";
import {
  createSample,
  fillFile,
  locate,
  mapFile,
  mapText,
  type Sample,
  sampleReport,
  sampleSection,
  unchanging,
} from "./sample-tree.ts";
import { findSarifProblems } from "./sarif-schema.ts";

let sample: Sample | undefined;
afterEach(async () => {
  await sample?.remove();
  sample = undefined;
});

const [finding] = sampleReport().findings as readonly [Finding];
const inSource: Suppression = {
  kind: "inSource",
  reason: "runs at \u001b[31mboot",
  location: locate(mapFile, mapText, "drop_range"),
};
const external: Suppression = {
  kind: "external",
  reason: "reviewed",
  location: { file: ".lazymmu.json", line: 3, column: 5, endLine: 3, endColumn: 40 },
};
const suppressed: SuppressedFinding = { finding, suppressions: [inSource, external] };
/** The other end of the finding, as a rule of its own reports it. */
const otherEnd: Finding = {
  ...finding,
  rule: "allocation-under-lazy-walk",
  severity: "information",
  location: locate(mapFile, mapText, "free_page"),
};
const quiet = {
  findings: [],
  suppressed: [suppressed, { finding: otherEnd, suppressions: [inSource] }],
};

async function run(change: Parameters<typeof sampleReport>[0], ...argv: string[]) {
  await sample?.remove();
  sample = await createSample(change);
  return sample.run(["check", ...argv]);
}

describe("a suppressed finding", () => {
  it("is counted once in the text, leaves the exit code at 0, and is listed when asked", async () => {
    const { code, stdout } = await run(quiet, "--fail-on=hint");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^2 call sites: 1 reaches, 1 clean\n2 sections: .*\nno findings, 1 suppressed\n/,
    );
    const verbose = await run(quiet, "-v");
    expect(verbose.stdout).toContain("no findings, 2 suppressed\n");
    expect(verbose.stdout).toContain(`suppressed:
  ${mapFile}:10:9: allocation-in-callback: runs at \\x1b[31mboot
      (${mapFile}:8:5); reviewed (.lazymmu.json:3:5)
`);
  });

  it("is told of with the section that it is about", async () => {
    const section = sampleSection();
    const about = { ...finding, related: [{ location: section.location, message: "here" }] };
    sample = await createSample({
      findings: [],
      suppressed: [{ finding: about, suppressions: [external] }],
    });
    const { stdout } = await sample.run(["explain", `${fillFile}:3`]);
    expect(stdout).toMatch(
      /^drivers\/bar\/fill\.c:3:2: lazy MMU section of [\s\S]*\n\nsuppressed:\n {2}drivers\/foo\/map\.c:10:9: allocation-in-callback: reviewed /,
    );
  });

  it("is in the JSON with its reasons, as the schema says", async () => {
    const { stdout } = await run(quiet, "--format=json");
    const output = JSON.parse(stdout);
    const schema: object = JSON.parse(readFileSync("docs/output.schema.json", "utf8"));
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    expect([validate(output), validate.errors]).toEqual([true, null]);
    expect(output.findings).toEqual([]);
    expect(output.suppressed.map(({ rule }: Finding) => rule)).toEqual([
      "allocation-under-lazy-walk",
      "allocation-in-callback",
    ]);
    const { location, ...said } = external;
    expect(output.suppressed[1].suppressions[1]).toEqual({ ...said, ...location });
  });

  it("is a SARIF result with suppressions, beside others that have none", async () => {
    const other = { ...finding, message: "another" };
    const { stdout } = await run({ findings: [other], suppressed: [suppressed] }, "--format=sarif");
    const log = JSON.parse(stdout);
    expect(findSarifProblems(log)).toEqual([]);
    const [first, second] = log.runs[0].results;
    expect(first.suppressions).toEqual([]);
    expect(second.suppressions).toMatchObject([
      { kind: "inSource", status: "accepted", justification: inSource.reason },
      { kind: "external", status: "accepted", justification: "reviewed" },
    ]);
    expect(first.partialFingerprints["lazymmuFinding/v1"]).not.toBe(
      second.partialFingerprints["lazymmuFinding/v1"],
    );
    const plain = JSON.parse((await run({}, "--format=sarif")).stdout);
    expect(plain.runs[0].results[0]).not.toHaveProperty("suppressions");
  });

  it("has a table of its own in the page, and no word in lines for tools", async () => {
    const page = (await run(quiet, "--format=html")).stdout;
    expect(page).toContain('<h2 id="suppressed">Suppressed</h2>');
    expect(page).toContain("reviewed (");
    expect(page).not.toContain("\u001b");
    for (const format of ["gcc", "github", "cocci"]) {
      expect((await run(quiet, `--format=${format}`)).stdout).toBe("");
    }
  });
});

describe("an error", () => {
  const error = { findings: [{ ...finding, severity: "error" as const }] };

  it.each([
    ["text", /^drivers\/foo\/map\.c:10:9: error: callback[\s\S]*\n1 error\n/],
    ["gcc", /^drivers\/foo\/map\.c:10:9: error: callback.*\[allocation-in-callback\]$/m],
    ["github", /^::error file=drivers\/foo\/map\.c,line=10,/],
    ["cocci", /^drivers\/foo\/map\.c:10:8-27: ERROR: callback/],
    ["sarif", /"level": "error"/],
    ["json", /"severity": "error"/],
    ["html", /<th[^>]*>error<\/th>/],
  ])("is one in the format %s", async (format, expected) => {
    expect((await run(error, `--format=${format}`)).stdout).toMatch(expected);
  });

  it("is all that --fail-on error takes for a failure", async () => {
    expect((await run(error, "--fail-on=error")).code).toBe(1);
    expect((await run({}, "--fail-on=error")).code).toBe(0);
    expect((await run(error)).code).toBe(1);
    expect((await run(error, "--fail-on=never")).code).toBe(0);
  });
});

it("a tree whose settings are broken is not checked, and each problem is a line", async () => {
  sample = await createSample();
  const location = { file: ".lazymmu.json", line: 3, column: 5, endLine: 3, endColumn: 9 };
  const problems = [
    { location, message: 'the severity is "\u001b[31m"', advice: "Write another" },
    { location, message: '"rule" is no setting', advice: 'Did you mean "rules"?' },
  ];
  const { services, seen } = withProblems(sample, problems);
  const { code, stdout, stderr } = await sample.run(["check"], { services });
  expect([code, stdout, seen.checks]).toEqual([2, "", 0]);
  expect(stderr).toBe(`.lazymmu.json:3:5: error: the severity is "\\x1b[31m". Write another.
.lazymmu.json:3:5: error: "rule" is no setting. Did you mean "rules"?
lazymmu: .lazymmu.json has 2 problems, so nothing was done
docs/configuration.md has what can stand there; --no-settings leaves the file out.
`);
  const doctor = await sample.run(["doctor"], { services });
  expect([doctor.code, doctor.stdout.includes("has 2 problems")]).toEqual([2, true]);
  await sample.run(["check", "--no-settings"], { services });
  expect(seen.useSettings).toEqual([true, true, false]);
});

/** Services whose tree has these problems with its settings. */
function withProblems(
  { report }: Sample,
  settingsProblems: readonly {
    readonly location: Finding["location"];
    readonly message: string;
    readonly advice: string;
  }[],
) {
  const seen = { checks: 0, useSettings: [] as boolean[] };
  const openTree: CliServices["openTree"] = async ({ root, useSettings }) => {
    seen.useSettings.push(useSettings);
    return {
      root,
      reader: { readText: () => undefined },
      stats: { files: 2, bytes: 321 },
      ...unchanging,
      filesDefining: () => [],
      listFiles: () => [],
      settingsProblems: useSettings ? settingsProblems : [],
      hashOfReadText: () => undefined,
      check: () => {
        seen.checks++;
        return report;
      },
      checkWith: () => report,
      planIntroduction: () => ({ kind: "refused", reason: "", location: undefined }),
      dispose: () => undefined,
    };
  };
  return { services: { openTree }, seen };
}
