/** The text format: what a kernel developer reads in a terminal. */
import { afterEach, describe, expect, it } from "vitest";
import { renderExcerpt } from "../../src/cli/format/excerpt.ts";
import {
  escapeControls,
  expandTabs,
  plainPalette,
  wrapWords,
} from "../../src/cli/format/terminal-text.ts";
import {
  createSample,
  locate,
  mapFile,
  mapText,
  type Sample,
  sampleReport,
  sampleSection,
} from "./sample-tree.ts";

let sample: Sample | undefined;
afterEach(async () => {
  await sample?.remove();
  sample = undefined;
});

describe("check", () => {
  it("shows a finding with excerpt, path, fix and rule, then what was looked at", async () => {
    sample = await createSample();
    const { stdout } = await sample.run(["check"]);
    const [finding, pages, summary = ""] = stdout.split("\n\n");
    expect(pages).toBe('Why, and what to do: "lazymmu explain RULE", or docs/rules/RULE.md.');
    expect(finding).toBe(
      `drivers/foo/map.c:10:9: warning: callback drop_one() reaches free_page()
    (map.c:4) while apply_to_page_range() holds lazy MMU mode; call
    apply_to_page_range_nolazy()
      |
   10 | return apply_to_page_range(&init_mm, start, size, drop_one, NULL);
      |        ^^^^^^^^^^^^^^^^^^^
  path:
    1. drivers/foo/map.c:4:2: drop_one() calls free_page()
  note: drivers/foo/map.c:2:12: the callback
  fix: Call apply_to_page_range_nolazy() (safe: "lazymmu fix" applies it)
  rule: allocation-in-callback, high confidence`,
    );
    // The root's name decides where the last lines break.
    expect(summary.replace(/\s+/g, " ").trim()).toBe(
      `2 call sites: 1 reaches, 1 clean 2 sections: 1 reaches, 1 clean 1 warning tree ${sample.root}: Linux 6.12.9, dialect nolazy, no .config, 2 files`,
    );
  });

  it("says a long path once: step by step, not in the message as well", async () => {
    const report = sampleReport();
    const [finding] = report.findings;
    if (finding === undefined) throw new Error("the sample has a finding");
    const location = locate(mapFile, mapText, "free_page");
    const steps = [
      { function: "drop_one", location, what: "calls drop()" },
      { function: "drop", location, what: "calls free_page()" },
    ];
    const inOneLine = `drop_one() calls drop() (${mapFile}:4), drop() calls free_page() (${mapFile}:4)`;
    const message = `callback drop_one() reaches free_page(); path: ${inOneLine}`;
    sample = await createSample({ findings: [{ ...finding, message, path: steps }] });
    const text = await sample.run(["check"]);
    expect(text.stdout).toContain("callback drop_one() reaches free_page()\n");
    expect(text.stdout).toContain(
      "  path:\n    1. drivers/foo/map.c:4:2: drop_one() calls drop()\n",
    );
    const json = await sample.run(["check", "--format", "json"]);
    expect(json.stdout).toContain(JSON.stringify(message));
  });

  it("names files so that they can be opened from the current folder", async () => {
    sample = await createSample();
    const below = await sample.run(["check"], { cwd: `${sample.root}/drivers/foo` });
    expect(below.stdout).toMatch(/^map\.c:10:9: warning/);
    const elsewhere = await sample.run(["check", sample.root], { cwd: "/" });
    expect(elsewhere.stdout.startsWith(`${sample.root.slice(1)}/${mapFile}:10:9:`)).toBe(true);
  });

  it("lists every call site and section when verbose", async () => {
    sample = await createSample();
    const { stdout } = await sample.run(["check", "-v"]);
    expect(stdout).toContain(
      [
        "call sites:",
        "  drivers/foo/clean.c:3:9: clean: no callback in keep()",
        "  drivers/foo/map.c:10:9: reaches: drop_one() in drop_range()",
        "",
        "sections:",
        "  drivers/bar/fill.c:3:2: reaches: fill_range(), left in line 6",
        "  drivers/bar/fill.c:11:2: clean: wipe_range(), left in line 14, runs its",
        "      caller's callbacks",
        "",
      ].join("\n"),
    );
  });

  it("says of a section with several ends where they are", async () => {
    const section = sampleSection();
    const again = { ...section.location, line: 9 };
    const [leave = again] = section.leaves;
    const leaves = [leave, { ...leave, line: 8 }, { ...leave, line: 12 }];
    sample = await createSample({
      sections: [sampleSection({ enters: [section.location, again], leaves })],
    });
    expect((await sample.run(["check", "-v"])).stdout.replace(/\s+/g, " ")).toContain(
      "reaches: fill_range(), entered again in line 9, left in lines 6, 8 and 12 ",
    );
  });

  it("says when there is neither call site nor section", async () => {
    sample = await createSample({ callSites: [], sections: [], findings: [] });
    expect((await sample.run(["check"])).stdout).toMatch(
      /^no call site of a page-table walker\nno lazy MMU section\nno findings\ntree /,
    );
  });

  it("names skipped files, and cuts a long list", async () => {
    const skipped = Array.from({ length: 7 }, (_, i) => ({ file: `a${i}.c`, reason: "is binary" }));
    sample = await createSample({ skipped, findings: [], callSites: [] });
    const short = await sample.run(["check"]);
    expect(short.stdout).toContain("not, or not wholly, read: 7 files\n  - a0.c: is binary\n");
    expect(short.stdout).toContain('  - and 2 more ("--verbose" lists them)\n');
    expect((await sample.run(["check", "-v"])).stdout).toContain("  - a6.c: is binary\n");
  });

  it("keeps escape sequences of hostile names away from the terminal", async () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error("the sample has no finding");
    sample = await createSample({
      findings: [{ ...finding, message: "callback \u001b[2Jx\u202e() reaches it" }],
      skipped: [{ file: "a\u0007\u009b.c", reason: "odd" }],
    });
    const { stdout } = await sample.run(["check"]);
    expect(stdout).toContain("callback \\x1b[2Jx\\u{202e}() reaches it");
    expect(stdout).toContain("a\\x07\\x9b.c: odd");
    const isPlain = (char: string) => char === "\n" || (char >= " " && char <= "~");
    expect([...stdout].filter((char) => !isPlain(char))).toEqual([]);
  });

  it("colours terminals only, and does as NO_COLOR, FORCE_COLOR and --color say", async () => {
    sample = await createSample();
    const isColoured = async (argv: string[], isTerminal: boolean, env: Record<string, string>) =>
      (await sample?.run(["check", ...argv], { isTerminal, env }))?.stdout.includes("\u001b[");
    expect(await isColoured([], false, {})).toBe(false);
    expect(await isColoured([], true, {})).toBe(true);
    expect(await isColoured([], true, { NO_COLOR: "1" })).toBe(false);
    expect(await isColoured([], true, { NO_COLOR: "" })).toBe(true);
    expect(await isColoured([], true, { TERM: "dumb" })).toBe(false);
    expect(await isColoured([], false, { FORCE_COLOR: "1" })).toBe(true);
    expect(await isColoured(["--color=never"], true, { FORCE_COLOR: "1" })).toBe(false);
    expect(await isColoured(["--color=always"], false, { NO_COLOR: "1" })).toBe(true);
  });
});

describe("excerpt", () => {
  const style = { palette: plainPalette, width: 60 };

  it("puts carets below the range whatever the tabs", () => {
    const line = "\tx =\t\tcall(a);";
    const location = { file: "a.c", line: 7, column: 7, endLine: 7, endColumn: 11 };
    expect(renderExcerpt(line, location, style)).toEqual([
      "      |",
      "    7 | x =             call(a);",
      "      |                 ^^^^",
    ]);
  });

  it("cuts a long line around the range", () => {
    const line = `${"a".repeat(500)} call() ${"b".repeat(500)}`;
    const location = { file: "a.c", line: 1, column: 502, endLine: 1, endColumn: 506 };
    const [, source = "", carets = ""] = renderExcerpt(line, location, style);
    expect(source.length).toBeLessThanOrEqual(60);
    expect(source.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("call");
  });

  it("points at the right place behind wide characters", () => {
    const line = "/* 漢字 */ call();";
    const location = { file: "a.c", line: 1, column: 10, endLine: 1, endColumn: 14 };
    // Each of the two signs takes two columns, so the carets stand two further to the right.
    expect(renderExcerpt(line, location, style)).toEqual([
      "      |",
      "    1 | /* 漢字 */ call();",
      "      |            ^^^^",
    ]);
  });
});

describe("terminal text", () => {
  it("expands tabs to stops of eight", () => {
    expect(expandTabs("\ta\tbc")).toBe("        a       bc");
  });

  it("wraps at blanks and keeps longer words whole", () => {
    expect(wrapWords("one two three-and-more four", 8)).toEqual([
      "one two",
      "three-and-more",
      "four",
    ]);
  });

  it("leaves ordinary text as it is", () => {
    expect(escapeControls("naïve 漢字 ok")).toBe("naïve 漢字 ok");
    expect(locate(mapFile, mapText, "drop_one", 2).line).toBe(10);
  });
});
