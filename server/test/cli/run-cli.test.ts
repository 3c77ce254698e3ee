/** Commands, options and exit codes, with a hand-made report in place of the engine's. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdir, readdir, rename, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createSample,
  fillFile,
  mapFile,
  mapText,
  readSampleFile,
  type Sample,
  sampleReport,
  sampleSection,
  unchanging,
} from "./sample-tree.ts";

let sample: Sample;
beforeEach(async () => {
  sample = await createSample();
});
afterEach(() => sample.remove());

async function withSample(
  change: Parameters<typeof createSample>[0],
  use: (other: Sample) => Promise<void>,
): Promise<void> {
  const other = await createSample(change);
  try {
    await use(other);
  } finally {
    await other.remove();
  }
}

describe("exit codes", () => {
  it("are 1 for findings at the level and 0 below it", async () => {
    const codes: Record<string, number> = {};
    for (const level of ["warning", "information", "hint", "never"]) {
      codes[level] = (await sample.run(["check", `--fail-on=${level}`])).code;
    }
    expect(codes).toEqual({ warning: 1, information: 1, hint: 1, never: 0 });
    const findings = sampleReport().findings.map((finding) => ({
      ...finding,
      severity: "information" as const,
    }));
    await withSample({ findings }, async (other) => {
      expect((await other.run([])).code).toBe(0);
      expect((await other.run(["--fail-on", "information"])).code).toBe(1);
    });
    await withSample({ findings: [] }, async (other) => {
      expect((await other.run(["--fail-on", "hint"])).code).toBe(0);
    });
  });

  it("is 2 when a file that was named could not be read, after a complete report", async () => {
    await writeFile(path.join(sample.root, "odd.c"), "");
    const result = await sample.run(["check", "--format=json", "odd.c", mapFile], {
      services: {
        openTree: async (request) => ({
          root: request.root,
          reader: { readText: (file) => (file === "odd.c" ? undefined : mapText) },
          stats: { files: 2, bytes: 321 },
          filesDefining: () => [],
          listFiles: () => [],
          ...unchanging,
          settingsProblems: [],
          hashOfReadText: () => undefined,
          check: () => sampleReport({ skipped: [{ file: "odd.c", reason: "it is binary" }] }),
          checkWith: () => sampleReport(),
          planIntroduction: () => ({ kind: "refused", reason: "", location: undefined }),
          dispose: () => {},
        }),
      },
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toBe("lazymmu: odd.c could not be checked: it is binary\n");
    expect(JSON.parse(result.stdout).findings.length).toBe(1);
  });

  it("is 2 for an internal error, with a word on whose fault it is", async () => {
    const result = await sample.run(["check"], {
      services: {
        openTree: async () => {
          throw new Error("the table is broken");
        },
      },
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(
      /^lazymmu: internal error, please report it\nError: the table is/,
    );
    expect(result.stdout).toBe("");
  });
});

describe("usage problems", () => {
  const cases: readonly (readonly [string[], RegExp])[] = [
    [["--formt=json"], /unknown option --formt\nDid you mean --format\?/],
    [["-x"], /unknown option -x\n/],
    [
      ["--format=jsn"],
      /"lazymmu check" has no format "jsn"\nDid you mean json\? One of: text, gcc, json, /,
    ],
    [["--format"], /--format needs a value/],
    [["rules", "--format=html"], /"lazymmu rules" has no format "html"\nOne of: text, json\./],
    [["--root", "--jobs"], /--root needs a value/],
    [["--jobs=0"], /--jobs needs a whole number from 1 to 999, not "0"/],
    [["--jobs=two"], /--jobs needs a whole number/],
    [["--no-cache=yes"], /--no-cache takes no value/],
    [["rules", "--root=."], /--root does not belong to "lazymmu rules"\nIt is an option of check/],
    [
      ["check", "--dry-run"],
      /--dry-run does not belong to "lazymmu check"\nIt is an option of fix;/,
    ],
    [["check", "--introduce"], /--introduce does not belong to "lazymmu check"/],
    [["fix", "--write"], /--write belongs to --introduce\n"lazymmu fix" writes by itself/],
    [["fix", "--introduce", "--write", "--dry-run"], /--write and --dry-run contradict each other/],
    [["rules", "extra"], /lazymmu rules takes no operand, and "extra" was given/],
    [["explain"], /takes one RULE or FILE:LINE, and 0 were given/],
    [["lsp"], /needs --stdio/],
    [["chekc"], /PATH "chekc": does not exist\nDid you mean the command "lazymmu check"\?/],
    [["no/such/path.c"], /PATH "no\/such\/path.c": does not exist/],
    [["check", "\u001b[31mred"], /PATH "\\x1b\[31mred": does not exist/],
    [["--root", "nowhere"], /--root "nowhere": does not exist/],
    [["--root", mapFile], /--root "drivers\/foo\/map.c" is no folder/],
    [
      ["explain", "alocation-in-callback"],
      /is neither a rule nor FILE:LINE\nDid you mean allocation-in-callback\?/,
    ],
  ];
  for (const [argv, message] of cases) {
    it(`says what is wrong with "${JSON.stringify(argv)}"`, async () => {
      const result = await sample.run(argv);
      expect(result.stderr).toMatch(message);
      expect(result).toMatchObject({ code: 2, stdout: "" });
    });
  }

  it("names a PATH outside the tree, also behind a symbolic link", async () => {
    await symlink("/", path.join(sample.root, "out"));
    const result = await sample.run(["--root=.", "out"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(`PATH "out" is outside the tree ${sample.root}`);
  });

  it("does not check two trees at once", async () => {
    await withSample({}, async (other) => {
      const result = await sample.run([sample.root, other.root]);
      expect(result.code).toBe(2);
      expect(result.stderr).toMatch(/the PATHs lie in 2 different trees/);
    });
  });

  it("does not open what is neither a file nor a folder", async () => {
    execFileSync("mkfifo", [path.join(sample.root, "pipe.c")]);
    const result = await sample.run(["pipe.c"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('PATH "pipe.c" is neither a file nor a folder');
  });
});

describe("the tree and its part", () => {
  it("is found upward from PATH, and only PATH is asked for", async () => {
    await sample.run([], { cwd: path.join(sample.root, "drivers") });
    await sample.run(["drivers/foo/map.c", "drivers"]);
    await sample.run(["check", "."]);
    await sample.run(["--root", ".", "foo/clean.c"], {
      cwd: path.join(sample.root, "drivers"),
    });
    expect(sample.asked).toEqual([
      ["drivers"],
      ["drivers", "drivers/foo/map.c"],
      undefined,
      ["foo/clean.c"],
    ]);
  });

  it("takes PATHs that are not in the current folder from --root", async () => {
    await sample.run(["--root", sample.root, mapFile], { cwd: "/" });
    expect(sample.asked).toEqual([[mapFile]]);
  });

  it("says that a file is no C and checks the others", async () => {
    const result = await sample.run(["Kbuild", "drivers"]);
    expect(sample.asked).toEqual([["drivers"]]);
    expect(result.stderr).toBe("note: Kbuild is no .c or .h file: not checked\n");
  });

  it("may be no kernel, which stderr says and --quiet does not", async () => {
    const tree = { ...sampleReport().tree, isKernel: false };
    await withSample({ tree }, async (other) => {
      expect((await other.run([])).stderr).toMatch(/^note: .* is no kernel tree/);
      expect(await other.run(["-q"])).toMatchObject({ stderr: "", code: 1 });
    });
  });
});

describe("progress", () => {
  it("is one line on a terminal's stderr, and is cleared", async () => {
    const { stderr } = await sample.run([], { isTerminal: true });
    expect(stderr).toBe("\r\u001b[Kscanning 1/2\r\u001b[K");
  });

  it("is not there for pipes, CI, dumb terminals and the quiet", async () => {
    expect((await sample.run([])).stderr).toBe("");
    expect((await sample.run([], { isTerminal: true, env: { CI: "1" } })).stderr).toBe("");
    expect((await sample.run([], { isTerminal: true, env: { TERM: "dumb" } })).stderr).toBe("");
    expect((await sample.run(["-q"], { isTerminal: true })).stderr).toBe("");
  });
});

describe("json", () => {
  const schema: object = JSON.parse(readFileSync("docs/output.schema.json", "utf8"));
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

  it("follows the schema, is sorted, and ends with a newline", async () => {
    const { stdout } = await sample.run(["--format=json"]);
    const output = JSON.parse(stdout);
    expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
    expect(stdout.endsWith("}\n")).toBe(true);
    expect(output.stats).toEqual({ files: 2, bytes: 321, functionsParsed: 3, milliseconds: null });
    expect(output.callSites.map((site: { file: string }) => site.file)).toEqual([
      "drivers/foo/clean.c",
      mapFile,
    ]);
    expect(output.findings[0].fixes).toEqual([
      {
        title: "Call apply_to_page_range_nolazy()",
        safe: true,
        preferred: true,
        edits: [
          {
            file: mapFile,
            line: 10,
            column: 9,
            endLine: 10,
            endColumn: 28,
            newText: "apply_to_page_range_nolazy",
          },
        ],
      },
    ]);
  });

  it("has each lazy MMU section with its places and its verdict", async () => {
    const { sections } = JSON.parse((await sample.run(["--format=json"])).stdout);
    expect(sections).toEqual([
      {
        file: fillFile,
        line: 3,
        column: 2,
        function: "fill_range",
        enters: [{ file: fillFile, line: 3, column: 2 }],
        leaves: [{ file: fillFile, line: 6, column: 2 }],
        runsCallbacks: false,
        verdict: "reaches",
        use: "allocates",
        allocator: "alloc_page",
        condition: null,
        doubt: null,
        path: [
          {
            function: "fill_range",
            file: fillFile,
            line: 5,
            column: 25,
            what: "calls alloc_page(), which allocates pages",
          },
        ],
        notFollowed: [],
      },
      expect.objectContaining({ function: "wipe_range", runsCallbacks: true, allocator: null }),
    ]);
  });

  it("does not depend on the order of the report", async () => {
    const report = sampleReport();
    const turned = {
      callSites: report.callSites.toReversed(),
      sections: report.sections.toReversed(),
    };
    await withSample(turned, async (other) => {
      const { stdout } = await other.run(["--format=json"]);
      expect(stdout.replaceAll(other.root, sample.root)).toBe(
        (await sample.run(["--format=json"])).stdout,
      );
    });
  });

  it("holds times only when asked", async () => {
    const { stdout, stderr } = await sample.run(["--format=json", "--timings"]);
    const output = JSON.parse(stdout);
    expect(validate(output)).toBe(true);
    expect(output.stats.milliseconds).toBeGreaterThan(0);
    expect(stderr).toMatch(/^time: open and scan \d+ ms, analysis \d+ ms/);
  });

  it("is refused by the schema when a field has the wrong name", async () => {
    const output = JSON.parse((await sample.run(["--format=json"])).stdout);
    expect(validate({ ...output, callSite: [] })).toBe(false);
    const [section] = output.sections;
    expect(validate({ ...output, sections: [{ ...section, fixes: [] }] })).toBe(false);
    delete output.stats.milliseconds;
    expect(validate(output)).toBe(false);
  });
});

describe("fix", () => {
  const mended = mapText.replace("apply_to_page_range(", "apply_to_page_range_nolazy(");

  it("writes safe fixes, keeps the mode, and says what it did", async () => {
    const place = path.join(sample.root, mapFile);
    // Wider than what the process's mask gives new files.
    await chmod(place, 0o666);
    const result = await sample.run(["fix"]);
    expect(result).toEqual({
      code: 0,
      stdout:
        "fixed drivers/foo/map.c:10: Call apply_to_page_range_nolazy() (allocation-in-callback)\n" +
        "1 finding fixed in 1 file, 0 left\n",
      stderr: "",
    });
    expect(await readSampleFile(sample, mapFile)).toBe(mended);
    expect((await stat(place)).mode & 0o777).toBe(0o666);
    expect((await readdir(path.dirname(place))).sort()).toEqual(["clean.c", "map.c"]);
  });

  it("keeps a byte order mark and writes through a symbolic link", async () => {
    const other = await createSample({}, { [mapFile]: `\ufeff${mapText}` });
    const real = path.join(other.root, "real.c");
    await rename(path.join(other.root, mapFile), real);
    await symlink(real, path.join(other.root, mapFile));
    expect((await other.run(["fix"])).code).toBe(0);
    expect(await readSampleFile(other, "real.c")).toBe(`\ufeff${mended}`);
    await other.remove();
  });

  it("prints a diff that git applies, and writes nothing", async () => {
    const result = await sample.run(["fix", "--dry-run"]);
    expect(result.code).toBe(1);
    expect(await readSampleFile(sample, mapFile)).toBe(mapText);
    const options = { cwd: sample.root, input: result.stdout };
    execFileSync("git", ["apply", "--check", "-"], options);
    execFileSync("git", ["apply", "-"], options);
    expect(await readSampleFile(sample, mapFile)).toBe(mended);
  });

  it("leaves a file alone that is not valid UTF-8, or lies outside the tree", async () => {
    const place = path.join(sample.root, mapFile);
    const bytes = Buffer.concat([Buffer.from(mapText), Buffer.from([0xff, 0x0a])]);
    await writeFile(place, bytes);
    const result = await sample.run(["fix"]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("map.c is left as it is: it is not valid UTF-8");
    await rename(place, path.join(sample.root, "..", `${path.basename(sample.root)}-out.c`));
    await symlink(`${sample.root}-out.c`, place);
    expect((await sample.run(["fix"])).stderr).toContain("it lies outside the tree");
    expect(readFileSync(`${sample.root}-out.c`)).toEqual(bytes);
    execFileSync("rm", [`${sample.root}-out.c`]);
  });

  it("leaves a file alone that changed since it was checked", async () => {
    const result = await sample.run(["fix"], {
      services: {
        safeEdits: async (findings) => {
          await writeFile(path.join(sample.root, mapFile), `${mapText}\n`);
          return findings.flatMap((finding) => finding.fixes.flatMap((fix) => fix.edits));
        },
      },
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("map.c is left as it is: it changed since it was checked");
    expect(await readSampleFile(sample, mapFile)).toBe(`${mapText}\n`);
  });

  it("makes no fix that is not safe", async () => {
    const findings = sampleReport().findings.map((finding) => ({
      ...finding,
      fixes: finding.fixes.map((fix) => ({ ...fix, safe: false })),
    }));
    await withSample({ findings }, async (other) => {
      const result = await other.run(["fix"]);
      expect(result.code).toBe(1);
      expect(result.stdout).toMatch(
        /^0 findings fixed in 0 files, 1 left, 1 of them with a fix that/,
      );
      expect(await readSampleFile(other, mapFile)).toBe(mapText);
    });
  });
});

describe("explain", () => {
  it("prints a rule's page", async () => {
    const result = await sample.run(["explain", "allocation-in-callback"]);
    expect(result.code).toBe(0);
    expect(result.stdout).toMatch(/^allocation-in-callback \(.*warning/);
    for (const heading of ["Why it matters", "What to do", "Reported", "Not reported", "Sources"]) {
      expect(result.stdout).toContain(`\n${heading}\n`);
    }
    expect(Math.max(...result.stdout.split("\n").map((line) => line.length))).toBeLessThan(101);
  });

  it("tells the whole verdict at a call, a callback or a step", async () => {
    for (const line of [2, 4, 10]) {
      const result = await sample.run(["explain", `${mapFile}:${line}`]);
      expect(result.code).toBe(0);
      expect(result.stdout).toContain(
        "drivers/foo/map.c:10:9: apply_to_page_range() in drop_range()",
      );
      expect(result.stdout).toContain("  verdict: reaches, a path of direct calls leads");
      expect(result.stdout).toContain("  callback: drop_one(), drivers/foo/map.c:2:12");
      expect(result.stdout).toContain("    1. drivers/foo/map.c:4:2: drop_one() calls free_page()");
    }
    expect(sample.asked).toEqual([undefined, undefined, undefined]);
  });

  it("tells all of a section at a call that enters or leaves it, or a step", async () => {
    const section = sampleSection();
    const findings = sampleReport().findings.map((finding) => ({
      ...finding,
      rule: "allocation-in-section",
      related: [{ location: section.location, message: "lazy MMU mode is entered here" }],
    }));
    const notFollowed = [
      { name: "ops->put", location: section.location, reason: "no known target" },
    ];
    const sections = [sampleSection({ notFollowed })];
    await withSample({ sections, findings }, async (other) => {
      const outputs = await Promise.all(
        [3, 5, 6].map(async (line) => (await other.run(["explain", `${fillFile}:${line}`])).stdout),
      );
      expect(
        outputs[0]?.split("\n\n")[0],
      ).toBe(`drivers/bar/fill.c:3:2: lazy MMU section of fill_range()
      |
    3 | arch_enter_lazy_mmu_mode();
      | ^^^^^^^^^^^^^^^^^^^^^^^^
  verdict: reaches, a path of direct calls leads to the page allocator
  entered: drivers/bar/fill.c:3:2
  left: drivers/bar/fill.c:6:2
  allocator: alloc_page() (allocates)
  path:
    1. drivers/bar/fill.c:5:25: fill_range() calls alloc_page(), which allocates
       pages
  not followed:
  - ops->put: no known target (drivers/bar/fill.c:3:2)`);
      expect(outputs[0]).toContain("rule: allocation-in-section, high confidence");
      expect(outputs.slice(1)).toEqual([outputs[0], outputs[0]]);
    });
  });

  it("says of a section what is not in it", async () => {
    await withSample(
      { sections: [sampleSection({ leaves: [], runsCallbacks: true })] },
      async (other) => {
        const { stdout } = await other.run(["explain", `${fillFile}:3`]);
        expect(stdout).toContain(
          "\n  left: not in this function\n  callbacks: it calls what its caller",
        );
      },
    );
  });

  it("says where call sites and sections are when there is none at the line", async () => {
    const result = await sample.run(["explain", `${mapFile}:1`]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(
      "nothing is known about line 1 of drivers/foo/map.c\nWalker calls and lazy MMU sections of this file are on line 10 (apply_to_page_range() in drop_range()).",
    );
    expect((await sample.run(["explain", `${fillFile}:1`])).stderr).toContain(
      "are on line 3 (section of fill_range()), 11 (section of wipe_range()).",
    );
    expect((await sample.run(["explain", "Kbuild:1"])).stderr).toContain(
      'No page-table walker is called in this file, and no lazy MMU section is in it; "lazymmu',
    );
  });
});

describe("the other commands", () => {
  it("print version and help on stdout", async () => {
    expect(await sample.run(["--version"])).toMatchObject({ code: 0, stdout: "lazymmu 1.2.3\n" });
    const general = (await sample.run(["--help"])).stdout;
    expect(general).toMatch(/^lazymmu - /);
    expect(Math.max(...general.split("\n").map((line) => line.length))).toBeLessThan(81);
    for (const command of ["check", "fix", "explain", "rules", "doctor", "lsp"]) {
      const { stdout, code } = await sample.run([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^usage: lazymmu ${command}`));
      expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThan(81);
    }
  });

  it("list every rule, sorted, as text and as JSON", async () => {
    const { stdout } = await sample.run(["rules", "--format=json"]);
    const ids = JSON.parse(stdout).rules.map((rule: { id: string }) => rule.id);
    expect(ids).toContain("allocation-in-callback");
    expect(ids).toEqual([...ids].sort());
    const text = (await sample.run(["rules"])).stdout;
    for (const id of ids) expect(text).toContain(`\n${id} (`.slice(ids.indexOf(id) === 0 ? 1 : 0));
  });

  it("tell what doctor found, and 2 when the tree is no kernel or not there", async () => {
    const good = await sample.run(["doctor"]);
    expect(good.code).toBe(0);
    expect(good.stdout).toContain(`tree             ${sample.root}\n`);
    expect(good.stdout).toContain("architectures    arm64 x86\n");
    expect(good.stdout).toContain("sections         2\n");
    expect(good.stdout).toMatch(/cache {12}.*no-such-cache, not there yet\n/);
    expect(good.stdout.endsWith("ok: this tree can be checked\n")).toBe(true);
    const missing = await sample.run(["doctor", "nowhere"]);
    expect(missing.code).toBe(2);
    expect(missing.stdout).toContain('problem: PATH "nowhere": does not exist\n');
    const tree = { ...sampleReport().tree, isKernel: false };
    await withSample({ tree }, async (other) => {
      expect((await other.run(["doctor"])).code).toBe(2);
    });
  });

  it("count the tables of a cache folder", async () => {
    await mkdir(path.join(sample.root, "cache"));
    await writeFile(path.join(sample.root, "cache", "one.bin"), Buffer.alloc(2_000_000));
    const { stdout } = await sample.run(["doctor", "--cache-dir=cache", "--format=json"]);
    expect(JSON.parse(stdout).cache).toEqual({
      folder: path.join(sample.root, "cache"),
      entries: 1,
      state: "1 table, 2.0 MB",
    });
  });
});
