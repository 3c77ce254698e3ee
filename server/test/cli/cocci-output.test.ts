/** `--format cocci`: the lines of coccicheck's mode "report". */
import { afterEach, describe, expect, it } from "vitest";
import { createSample, mapFile, type Sample, sampleReport } from "./sample-tree.ts";

let sample: Sample | undefined;
afterEach(async () => {
  await sample?.remove();
  sample = undefined;
});

async function output(change: Parameters<typeof createSample>[0] = {}): Promise<string> {
  sample = await createSample(change);
  return (await sample.run(["check", "--format=cocci"])).stdout;
}

describe("the coccicheck format", () => {
  it("has one line for a finding, its columns from 0 and the end behind the name", async () => {
    expect(await output()).toBe(
      "drivers/foo/map.c:10:8-27: WARNING: callback drop_one() reaches free_page() (map.c:4) while apply_to_page_range() holds lazy MMU mode; call apply_to_page_range_nolazy()\n",
    );
  });

  it("calls what is less than a warning so, and names what could not be read", async () => {
    const findings = sampleReport().findings.map((finding) => ({
      ...finding,
      severity: "information" as const,
      message: "a\n\u001b[2Jb",
      location: { ...finding.location, file: "x\r.c", endLine: 12, endColumn: 1 },
    }));
    const skipped = [{ file: mapFile, reason: "it is a binary file" }];
    expect(await output({ findings, skipped })).toBe(
      "x\\x0d.c:10:8-8: INFO: a\\x0a\\x1b[2Jb\ndrivers/foo/map.c:1:0-0: INFO: not, or not wholly, read: it is a binary file\n",
    );
  });
});
