/** `--format html`: one page with everything, in which nothing of a tree becomes markup. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
// What the page needs is loaded here, and not in the time of the first test.
import "../../src/cli/format/html.ts";
import {
  createSample,
  fillFile,
  mapFile,
  mapText,
  type Sample,
  sampleReport,
  sampleSection,
} from "./sample-tree.ts";

const cli = path.resolve("dist/cli.cjs");
const sampleTree = path.resolve("examples/mini-kernel");

let sample: Sample | undefined;
afterEach(async () => {
  await sample?.remove();
  sample = undefined;
});

async function pageOf(
  change: Parameters<typeof createSample>[0] = {},
  words: readonly string[] = [],
  files: Parameters<typeof createSample>[1] = {},
): Promise<string> {
  await sample?.remove();
  sample = await createSample(change, files);
  return (await sample.run(["check", "--format=html", ...words])).stdout;
}

/** What a reader sees of a piece of markup. */
function textOf(markup: string): string {
  return markup
    .replace(/<\/(?:h\d|p|li|tr|pre|summary|caption)>/g, "\n")
    .replace(/<\/t[dh]>/g, " | ")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

function partOf(page: string, pattern: RegExp): string {
  const part = pattern.exec(page)?.[0];
  if (part === undefined) throw new Error(`the page has nothing like ${pattern}`);
  return textOf(part);
}

test("a finding has its code with the place marked, its path, notes and fixes", async () => {
  const page = await pageOf();
  expect(partOf(page, /<article id="finding-[\s\S]*?<\/article>/)).toBe(
    [
      `warning: ${mapFile}:10:9 in drop_range()`,
      "callback drop_one() reaches free_page() (map.c:4) while apply_to_page_range() holds lazy MMU mode; call apply_to_page_range_nolazy()",
      " 8  int drop_range(unsigned long start, unsigned long size)",
      " 9  {",
      "10  \treturn apply_to_page_range(&init_mm, start, size, drop_one, NULL);",
      "11  }",
      "12",
      "Path",
      `${mapFile}:4:2: drop_one() calls free_page()free_page(addr);`,
      "Notes",
      `${mapFile}:2:12: the callbackstatic int drop_one(pte_t *pte, unsigned long addr, void *data)`,
      "Fixes",
      'Call apply_to_page_range_nolazy() (safe: "lazymmu fix" applies it)',
      `--- a/${mapFile}`,
      `+++ b/${mapFile}`,
      "@@ -7,5 +7,5 @@",
      " ",
      " int drop_range(unsigned long start, unsigned long size)",
      " {",
      "-\treturn apply_to_page_range(&init_mm, start, size, drop_one, NULL);",
      "+\treturn apply_to_page_range_nolazy(&init_mm, start, size, drop_one, NULL);",
      " }",
      "Rule allocation-in-callback, high confidence.",
    ]
      .join("\n")
      .replace("12\nPath", "12  \nPath"),
  );
  expect(page).toContain("<mark>apply_to_page_range</mark>");
});

test("numbers come first, every call site is listed, and the rule that spoke is explained", async () => {
  const page = await pageOf({
    skipped: [{ file: "a.c", reason: "it is a binary file" }],
    sections: [...sampleReport().sections, sampleSection()],
  });
  expect(partOf(page, /<table><caption>Call sites and sections[\s\S]*?<\/table>/)).toMatch(
    /reaches \| 1 \| 2 \| .*\nmay-reach \| 0 \| 0 \| .*\nclean \| 1 \| 1 \| .*\nunknown \| 0 \| 0 \| /,
  );
  expect(partOf(page, /<table><caption>Findings by rule[\s\S]*?<\/table>/)).toMatch(
    /allocation-in-callback \| 1 \| 0 \| 0 \| The callback/,
  );
  const sites = partOf(page, /<table><caption>All call sites[\s\S]*?<\/table>/);
  expect(
    sites
      .split("\n")
      .slice(2)
      .map((row) => row.trimEnd()),
  ).toEqual([
    "drivers/foo/clean.c:3:9 | clean | none found | keep() | apply_to_page_range() |  |",
    `${mapFile}:10:9 | reaches | drop_one() | drop_range() | apply_to_page_range() | frees by free_page() |`,
  ]);
  expect(partOf(page, /<h2 id="skipped">[\s\S]*?<\/section>/)).toContain(
    "a.c: it is a binary file",
  );
  expect(page.match(/<h3 id="rule-[^"]*"/g)).toEqual(['<h3 id="rule-allocation-in-callback"']);
});

test("every section is listed with its extent, and linked to the finding that names it", async () => {
  const section = sampleSection();
  const { findings } = sampleReport();
  const report = {
    sections: [
      section,
      sampleSection({
        verdict: "unknown",
        allocator: undefined,
        leaves: [],
        enters: [section.location, ...section.leaves, ...section.leaves],
        runsCallbacks: true,
        notFollowed: Array.from({ length: 7 }, (_, i) => ({
          name: `ops->f${i}`,
          location: section.location,
          reason: "no known target",
        })),
      }),
    ],
    findings: findings.map((finding) => ({
      ...finding,
      related: [{ location: section.location, message: "lazy MMU mode is entered here" }],
    })),
  };
  const page = await pageOf(report);
  const markup = /<table><caption>All lazy MMU sections[\s\S]*?<\/table>/.exec(page)?.[0] ?? "";
  const rows = textOf(markup).split("\n").slice(2);
  const missed = [0, 1, 2, 3, 4].map((i) => `not followed: ops->f${i}, no known target; `).join("");
  expect(rows.map((row) => row.trimEnd())).toEqual([
    `${fillFile}:3:2 | reaches | fill_range() | left in line 6 | allocates by alloc_page() |`,
    `${fillFile}:3:2 | unknown | fill_range() | entered again in lines 6 and 6, not left in this function, runs its caller's callbacks | ${missed}2 more not followed |`,
  ]);
  const id = /<article id="([^"]*)"/.exec(page)?.[1];
  expect(markup).toContain(`<a href="#${id}"><span class="place">drivers`);
});

test("every link leads to a place of the page, and no place has two", async () => {
  const page = await pageOf({}, ["--verbose"]);
  const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  const links = [...page.matchAll(/href="([^"]*)"/g)].map((match) => match[1]?.slice(1));
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !ids.includes(link))).toEqual([]);
});

test("the page runs and loads nothing, and its policy fits its one style", async () => {
  const page = await pageOf();
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|\sstyle=|https?:/);
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'"`);
});

test("no text of a tree becomes markup or hides other text", async () => {
  const hostile = `</code><script>alert("1")</script>&\u0000'\u202e`;
  const report = sampleReport();
  const [finding] = report.findings;
  const [, site] = report.callSites;
  if (finding === undefined || site === undefined) throw new Error("the sample has both");
  const page = await pageOf(
    {
      tree: { ...report.tree, release: hostile, architectures: [hostile] },
      findings: [
        {
          ...finding,
          message: hostile,
          path: finding.path.map((step) => ({ ...step, function: hostile, what: hostile })),
          related: [{ location: { ...finding.location, file: hostile }, message: hostile }],
          fixes: finding.fixes.map((fix) => ({
            ...fix,
            title: hostile,
            edits: fix.edits.map((edit) => ({ ...edit, newText: hostile })),
          })),
        },
      ],
      callSites: [
        {
          ...site,
          function: hostile,
          api: hostile,
          walker: `${hostile}2`,
          callbacks: [{ name: hostile, location: finding.location }],
          allocator: hostile,
          condition: hostile,
          doubt: hostile,
          notFollowed: [{ name: hostile, location: finding.location, reason: hostile }],
        },
      ],
      sections: [
        sampleSection({
          location: { ...finding.location, file: hostile },
          function: hostile,
          allocator: hostile,
          condition: hostile,
          doubt: hostile,
          notFollowed: [{ name: hostile, location: finding.location, reason: hostile }],
        }),
      ],
      skipped: [{ file: hostile, reason: hostile }],
    },
    [],
    { [mapFile]: mapText.replace("{", `{ /* ${hostile} */`).replaceAll("start,", `"${hostile}",`) },
  );
  expect(page).not.toContain("<script");
  expect(page).not.toContain("\u0000");
  expect(page).not.toContain("\u202e");
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(27);
});

test("a line as long as a file is cut", async () => {
  const long = `\treturn apply_to_page_range(&init_mm, start, size, drop_one, NULL); /* ${"x".repeat(90_000)} */`;
  const text = mapText.split("\n").map((line) => (line.includes("return apply") ? long : line));
  const page = await pageOf({}, [], { [mapFile]: text.join("\n") });
  expect(page.length).toBeLessThan(30_000);
  expect(page).toContain("<mark>apply_to_page_range</mark>(&amp;init_mm");
});

test("a tree without findings says so", async () => {
  const page = await pageOf({ findings: [], callSites: [], sections: [] });
  expect(partOf(page, /<main>[\s\S]*<\/main>/)).toMatch(
    /No findings\.[\s\S]*None\.[\s\S]*No call[\s\S]*No lazy MMU section\./,
  );
});

test.runIf(existsSync(cli))(
  "the sample tree gives the same bytes again",
  async () => {
    const outputs = await Promise.all(
      ["-j1", "-j2"].map(
        (jobs) =>
          new Promise<string>((resolve) => {
            const words = [cli, "check", "--no-cache", jobs, "--format=html", "--verbose"];
            const options = { cwd: sampleTree, env: { PATH: process.env["PATH"] } };
            execFile(process.execPath, words, options, (_error, stdout) => resolve(stdout));
          }),
      ),
    );
    expect(outputs[0]?.match(/<article id="finding-/g)?.length).toBeGreaterThan(5);
    expect(outputs[1]).toBe(outputs[0]);
  },
  60_000,
);
