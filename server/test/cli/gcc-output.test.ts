/** `--format gcc`: lines that every reader of compiler output understands. */
import { afterEach, describe, expect, it } from "vitest";
import {
  createSample,
  locate,
  mapFile,
  mapText,
  type Sample,
  sampleReport,
} from "./sample-tree.ts";

/** The pattern of the C/C++ extension's problem matcher `$gcc`. */
const gccMatcher = /^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error):\s+(.*)$/;

let sample: Sample | undefined;
afterEach(async () => {
  await sample?.remove();
  sample = undefined;
});

async function gccOutput(
  change: Parameters<typeof createSample>[0] = {},
  argv: readonly string[] = [],
): Promise<string> {
  await sample?.remove();
  sample = await createSample(change);
  return (await sample.run(["check", "--format=gcc", ...argv])).stdout;
}

describe("the gcc format", () => {
  it("has one line for a finding and a note for each step and place", async () => {
    expect(await gccOutput()).toBe(
      `drivers/foo/map.c:10:9: warning: callback drop_one() reaches free_page() (map.c:4) while apply_to_page_range() holds lazy MMU mode; call apply_to_page_range_nolazy() [allocation-in-callback]
drivers/foo/map.c:4:2: note: drop_one() calls free_page()
drivers/foo/map.c:2:12: note: the callback
`,
    );
  });

  it("gives warnings to the matcher $gcc, and nothing else", async () => {
    const findings = sampleReport().findings.flatMap((finding) =>
      (["warning", "information", "hint"] as const).map((severity, index) => ({
        ...finding,
        severity,
        location: { ...finding.location, line: 8 + index },
      })),
    );
    const skipped = [{ file: mapFile, reason: "a line of it is too long" }];
    const lines = (await gccOutput({ findings, skipped })).trimEnd().split("\n");
    const matched = lines.map((line) => gccMatcher.exec(line)?.slice(1, 5));
    expect(matched.filter((match) => match !== undefined)).toEqual([
      [mapFile, "8", "9", "warning"],
    ]);
    expect(lines.filter((line) => / info: /.test(line)).map((line) => line.slice(0, 37))).toEqual([
      "drivers/foo/map.c:9:9: info: callback",
      "drivers/foo/map.c:10:9: info: callbac",
      "drivers/foo/map.c:1:1: info: not, or ",
    ]);
  });

  it("says one defect once, and at both its ends when everything is asked for", async () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error("the sample has a finding");
    const location = locate(mapFile, mapText, "free_page");
    const rule = "allocation-under-lazy-walk";
    const findings = [{ ...finding, rule, location, severity: "information" as const }, finding];
    const rulesOf = (output: string) => [...output.matchAll(/ \[(.+)\]$/gm)].map(([, id]) => id);
    expect(rulesOf(await gccOutput({ findings }))).toEqual([finding.rule]);
    expect(rulesOf(await gccOutput({ findings }, ["-v"]))).toEqual([rule, finding.rule]);
  });

  it("names files so that they can be opened from where the command runs", async () => {
    sample = await createSample();
    const argv = ["check", "--format=gcc", "--root", sample.root];
    const inside = await sample.run(argv, { cwd: `${sample.root}/drivers` });
    expect(inside.stdout).toMatch(/^foo\/map\.c:10:9: warning:/);
    const elsewhere = await sample.run(argv, { cwd: "/usr" });
    expect(elsewhere.stdout.startsWith(`${sample.root}/drivers/foo/map.c:10:9: warning:`)).toBe(
      true,
    );
  });

  it("keeps every finding on its line and the terminal its own, whatever names there are", async () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error("the sample has a finding");
    const hostile = {
      ...finding,
      location: { ...finding.location, file: "drivers/\u001b[2J\nx.c:1:1: error: no\r.c" },
      message: "callback \u001b]0;title\u0007() \u202ereaches\nx.c:1:1: error: no",
      path: [{ ...finding.path[0], function: "a\u0000b\n", what: "calls \u009b0m" }],
    } as typeof finding;
    const output = await gccOutput({ findings: [hostile] });
    expect(output.split("\n").length).toBe(4);
    expect(output).not.toMatch(/[^\n\u0020-\u007e]/);
  });
});
