/** The report page and the picture: complete, harmless, and the same whatever a tree's names are. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { callbackText, simulation } from "#engine-test/tiny-kernel";
import { exportJson, reportPage, reproduceCommand, timelinePicture } from "#server/report";

const frees = callbackText("\t__free_page(pte_page(ptep_get(pte)));\n\treturn 0;");
const made = simulation(frees, { machine: "rfc-direct", pages: 8, population: "all" });
const source = { firstLine: 3, text: frees.split("\n").slice(2).join("\n") };
const command = reproduceCommand(made.report, "rfc-direct");

test("the page has both verdicts, the picture, the source with its fault, and the command", () => {
  const page = reportPage(made, { source, command });
  expect(page).toContain("As written: ✗ Lost detection");
  expect(page).toContain("With _nolazy: ✓ Nothing wrong");
  expect(page.match(/<svg/g)).toHaveLength(1);
  expect(page).toMatch(/__free_page\(.*← fault<\/b>/);
  expect(page).toContain(command);
});

test("the page runs and loads nothing, and its policy fits its one style", () => {
  const page = reportPage(made, { source, command });
  expect(page).not.toMatch(
    /<script|<link|<img|<iframe|\son\w+=|\sstyle=|https?:\/\/(?!www\.w3\.org\/)/,
  );
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
});

test("names of a tree never become markup", () => {
  const name = `</title><script>alert("1")</script>&\u0000'`;
  const hostile = {
    ...made,
    report: { ...made.report, callback: { ...made.report.callback, name } },
    scenario: name,
  };
  for (const text of [
    reportPage(hostile, { source: { firstLine: 1, text: name }, command: name }),
    timelinePicture(hostile),
  ]) {
    expect(text).not.toContain("<script");
    expect(text).not.toContain("\u0000");
    expect(text).toContain("&lt;script&gt;");
  }
});

test("the picture shows a lane of faults only where there are any", () => {
  const picture = timelinePicture(made);
  expect(picture.match(/✗ Faults/g)).toHaveLength(1);
  expect(picture.match(/>Faults</g)).toHaveLength(1);
  const calm = simulation(callbackText("\treturn 0;"), { machine: "generic", pages: 8 });
  expect(timelinePicture(calm)).not.toContain("✗");
});

test("the picture of many entries is as large as that of some", () => {
  const body = "\tset_pte(pte, pfn_pte(7, PAGE_KERNEL));\n\treturn 0;";
  const sizes = [4000, 20_000].map(
    (pages) =>
      timelinePicture(
        simulation(callbackText(body), { machine: "arm64", pages, budget: 20_000_000 }),
      ).length,
  );
  expect(sizes[1]).toBeLessThan((sizes[0] as number) * 1.3);
});

test("the data holds the report and every event", () => {
  const data = JSON.parse(exportJson(made));
  expect(data.kind).toBe("lazymmu-simulation");
  expect(data.report).toEqual(made.report);
  const [first] = data.traces;
  expect(first.events).toHaveLength(made.report.runs[0]?.events ?? -1);
  expect(first.isCut).toBe(false);
});

test("a word of the command that a shell would take apart is quoted", () => {
  const place = { file: "mm/a b's.c", line: 1, column: 1 };
  const report = { ...made.report, callback: { name: "cb", place } };
  expect(reproduceCommand(report, undefined)).toContain(String.raw`'mm/a b'\''s.c:cb'`);
  expect(command).toContain("--arch rfc-direct");
});
