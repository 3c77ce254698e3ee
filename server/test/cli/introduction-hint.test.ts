/** `lazymmu fix` where no fix is safe says what would help, if something would. */
import { afterEach, expect, test } from "vitest";
import type { IntroductionPlan } from "#engine/introduce";
import type { CallSite } from "#engine/model";
import type { OpenedTree } from "../../src/cli/cli-io.ts";
import {
  createSample,
  type RunResult,
  type Sample,
  sampleReport,
  unchanging,
} from "./sample-tree.ts";

let sample: Sample | undefined;
afterEach(async () => {
  await sample?.remove();
  sample = undefined;
});

const site = sampleReport().callSites[1] as CallSite;
const conversion = { site, to: "", isInModule: "no" as const, edits: [] };
const plan: IntroductionPlan = {
  kind: "planned",
  additions: [],
  steps: [],
  variants: [],
  exported: [],
  conversions: [conversion],
  left: [],
};

const hint = /nothing was safe to fix; "lazymmu fix --introduce" brings .* converts the call that/;

/** A run over a tree whose findings are of `rule`, with fixes that are as safe as `isSafe` says. */
async function runFix(
  words: readonly string[],
  planned: ReturnType<OpenedTree["planIntroduction"]>,
  { rule = "allocation-in-callback", isSafe = false } = {},
): Promise<RunResult & { readonly asked: number }> {
  await sample?.remove();
  const findings = sampleReport().findings.map((finding) => ({
    ...finding,
    rule,
    fixes: finding.fixes.map((fix) => ({ ...fix, safe: isSafe })),
  }));
  const made = await createSample({ findings });
  sample = made;
  let asked = 0;
  const tree: OpenedTree = {
    root: made.root,
    reader: { readText: () => undefined },
    stats: { files: 2, bytes: 321 },
    filesDefining: () => [],
    listFiles: () => [],
    ...unchanging,
    settingsProblems: [],
    hashOfReadText: () => undefined,
    check: () => made.report,
    checkWith: () => ({ ...made.report, findings: [] }),
    planIntroduction: () => {
      asked++;
      return planned;
    },
    dispose: () => {},
  };
  const result = await made.run(words, { services: { openTree: async () => tree } });
  return { ...result, asked };
}

test("the last line names --introduce when it would convert a call", async () => {
  const written = await runFix(["fix"], plan);
  expect(written.stdout.trimEnd().split("\n").at(-1)).toMatch(hint);
  expect(written.code).toBe(1);
  const many = await runFix(["fix"], { ...plan, conversions: [conversion, conversion] });
  expect(many.stdout).toContain("converts the 2 calls that need them\n");
});

test("a diff stays a diff: there it is a note", async () => {
  const dry = await runFix(["fix", "--dry-run"], plan);
  expect([dry.stdout, dry.code]).toEqual(["", 1]);
  expect(dry.stderr).toMatch(hint);
  expect((await runFix(["fix", "--dry-run", "-q"], plan)).stderr).toBe("");
});

test("nothing is said where it would not help, or a fix was safe", async () => {
  const refused = { kind: "refused", reason: "", location: undefined } as const;
  const results = [
    await runFix(["fix"], refused),
    await runFix(["fix"], { ...plan, conversions: [] }),
    await runFix(["fix"], plan, { rule: "needless-nolazy" }),
    await runFix(["fix", "--dry-run"], plan, { isSafe: true }),
  ];
  for (const { stdout, stderr } of results) expect(stdout + stderr).not.toMatch(hint);
  expect(results.map(({ asked }) => asked)).toEqual([1, 1, 0, 0]);
});
