/** Baselines: known findings in a file, and a check that reports the others. */
import {
  chmodSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatBaseline, parseBaseline } from "../../src/cli/format/baseline.ts";
import { DiskTree, loadCommand, walkFile } from "./disk-tree.ts";
import { findSarifProblems } from "./sarif-schema.ts";

const drop = walkFile("drop", "free_page(addr);");
const zap = walkFile("zap", "free_page(addr);");

beforeAll(loadCommand, 60_000);

let tree: DiskTree;
beforeEach(() => {
  tree = new DiskTree({ "drivers/a/drop.c": drop, "mm/zap.c": zap });
});
afterEach(() => tree.remove());

const known = (...words: readonly string[]) => tree.check(["--baseline", "known.json", ...words]);

async function writeKnown(): Promise<string> {
  const written = await tree.check(["--write-baseline", "known.json"]);
  expect(written).toEqual({
    code: 0,
    stdout: "known.json: 4 known findings written\n",
    stderr: "",
  });
  return tree.read("known.json");
}

describe("a written baseline", () => {
  it("has a line for each finding, sorted, with what a reader wants to know", async () => {
    const text = await writeKnown();
    const entry = (file: string, name: string, rule: string) =>
      expect.stringMatching(
        `^    \\{"path":"${file}","function":"${name}","rule":"${rule}","fingerprint":"[0-9a-f]{16}"\\},?$`,
      );
    expect(text.split("\n")).toEqual([
      "{",
      '  "format": "lazymmu baseline",',
      '  "version": 1,',
      '  "findings": [',
      entry("drivers/a/drop.c", "drop", "allocation-in-callback"),
      entry("drivers/a/drop.c", "drop_one", "allocation-under-lazy-walk"),
      entry("mm/zap.c", "zap", "allocation-in-callback"),
      entry("mm/zap.c", "zap_one", "allocation-under-lazy-walk"),
      "  ]",
      "}",
      "",
    ]);
    const schema = JSON.parse(readFileSync("docs/baseline.schema.json", "utf8"));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
  });

  it("is the same when nothing but lines moved", async () => {
    const before = await writeKnown();
    tree.put({ "mm/zap.c": `/* One\n * more\n */\n${zap}` });
    expect(await writeKnown()).toBe(before);
  });

  it("replaces an older one whole, and keeps its mode and the link to it", async () => {
    tree.put({ "kept/known.json": formatBaseline([]) });
    chmodSync(path.join(tree.root, "kept/known.json"), 0o640);
    symlinkSync("kept/known.json", path.join(tree.root, "known.json"));
    await writeKnown();
    expect(parseBaseline(tree.read("kept/known.json"))).toHaveProperty("entries.length", 4);
    expect(statSync(path.join(tree.root, "kept/known.json")).mode & 0o777).toBe(0o640);
    expect(readdirSync(path.join(tree.root, "kept"))).toEqual(["known.json"]);
  });

  it("takes the place of a baseline of another version or in conflict, and of nothing else", async () => {
    tree.put({
      "known.json": '{ "format": "lazymmu baseline", "version": 7, "findings": 0 }',
      "torn.json": `<<<<<<< ours\n${formatBaseline([])}=======\n>>>>>>> theirs\n`,
      "other.json": "{}",
    });
    await writeKnown();
    expect((await tree.check(["--write-baseline", "torn.json"])).code).toBe(0);
    for (const file of ["other.json", "mm/zap.c", "mm"]) {
      const refused = await tree.check(["--write-baseline", file]);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toBe(
        `lazymmu: --write-baseline "${file}" is there and is no baseline\nName a new file, or remove that one first.\n`,
      );
    }
    expect(tree.read("mm/zap.c")).toBe(zap);
    const nowhere = await tree.check(["--write-baseline", "no/such/folder.json"]);
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      'lazymmu: --write-baseline "no/such/folder.json": does not exist\nName a file in a folder that you may write to.\n',
    ]);
  });
});

describe("a check with a baseline", () => {
  it("reports what is not in it, and ends by that alone", async () => {
    await writeKnown();
    const same = await known();
    expect(same.code).toBe(0);
    expect(same.stdout).toContain(
      "no new findings\nbaseline known.json: 4 known findings, 4 found",
    );
    expect(same.stdout).not.toContain("zap");
    tree.put({ "mm/new.c": walkFile("fresh", "free_page(addr);") });
    const more = await known();
    expect(more.code).toBe(1);
    expect(more.stdout).toContain("mm/new.c:9:2: warning:");
    expect(more.stdout).not.toContain("mm/zap.c:");
  });

  it("knows a finding again below other lines, and counts equal ones", async () => {
    await writeKnown();
    const call = "\tapply_to_page_range(&init_mm, start,\n\t\t\t    4096, zap_one, NULL);\n";
    tree.put({ "mm/zap.c": `/* moved */\n\n${zap}` });
    expect((await known()).code).toBe(0);
    tree.put({ "mm/zap.c": zap.replace(call, call + call) });
    expect(await tree.findings(["--baseline", "known.json"])).toEqual([
      "new warning mm/zap.c:11 allocation-in-callback",
    ]);
  });

  it("counts what is no longer found, among the files that were asked for", async () => {
    await writeKnown();
    tree.put({ "mm/zap.c": walkFile("zap", "pte_clear(pte);") });
    expect((await known()).stdout.replaceAll("\n", " ")).toContain(
      "baseline known.json: 4 known findings, 2 found again, 2 no longer found: write it anew",
    );
    expect((await known("drivers")).stdout.replaceAll("\n", " ")).toContain(
      "baseline known.json: 2 known findings and 2 elsewhere, 2 found again, 0 no longer found",
    );
  });

  it("leaves suppressed findings out, and counts those that it knows as found again", async () => {
    await writeKnown();
    const ok = "/* lazymmu: ok(allocation-in-callback): no machine postpones here */";
    tree.put({ "mm/zap.c": zap.replace("\tapply", `\t${ok}\n\tapply`) });
    expect((await known()).stdout).toContain("4 known findings, 4 found again, 0 no longer found");
    const written = await tree.check(["--write-baseline", "known.json"]);
    expect(written.stdout).toBe("known.json: 2 known findings written\n");
  });

  it("does not know the findings of a renamed file", async () => {
    await writeKnown();
    tree.put({ "mm/zap.c": undefined, "mm/unmap.c": zap });
    expect(await tree.findings(["--baseline", "known.json"])).toEqual([
      "new warning mm/unmap.c:9 allocation-in-callback",
    ]);
  });

  it("prints every format for the new findings, and says the counts beside it", async () => {
    await writeKnown();
    tree.put({ "mm/new.c": walkFile("fresh", "free_page(addr);") });
    const counts =
      /^note: baseline known\.json: 4 known findings, 4 found again, 0 no longer found$/m;
    for (const format of ["gcc", "github", "cocci", "json", "html"]) {
      const { code, stdout, stderr } = await known(`--format=${format}`);
      expect([format, code]).toEqual([format, 1]);
      if (format === "html") expect(stdout).toContain("4 found again");
      else expect(stderr).toMatch(counts);
      expect(stdout).toContain("mm/new.c");
      // The list of call sites is that of the tree.
      if (format !== "html" && format !== "json") expect(stdout).not.toContain("mm/zap.c");
    }
    const schema = JSON.parse(readFileSync("docs/output.schema.json", "utf8"));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    const json = JSON.parse((await known("--format=json")).stdout);
    expect([validate(json), validate.errors]).toEqual([true, null]);
    expect(json.comparison).toEqual({ baseline: { file: "known.json", known: 4, absent: 0 } });
    const quiet = await known("--format=gcc", "--quiet");
    expect(quiet.stderr).toBe("");
  });

  it("gives SARIF every finding with its state", async () => {
    await writeKnown();
    tree.put({
      "mm/new.c": walkFile("fresh", "free_page(addr);"),
      "mm/zap.c": walkFile("zap", "pte_clear(pte);"),
    });
    const { stdout } = await known("--format=sarif");
    const log = JSON.parse(stdout);
    expect(findSarifProblems(log)).toEqual([]);
    const results: readonly {
      ruleId: string;
      baselineState: string;
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
    }[] = log.runs[0].results;
    expect(
      results.map(
        ({ baselineState, locations, ruleId }) =>
          `${baselineState} ${locations[0]?.physicalLocation.artifactLocation.uri} ${ruleId}`,
      ),
    ).toEqual([
      "unchanged drivers/a/drop.c allocation-in-callback",
      "new mm/new.c allocation-in-callback",
      "absent mm/zap.c allocation-in-callback",
      "absent mm/zap.c allocation-under-lazy-walk",
    ]);
  });

  it("works for each file of a kernel build", async () => {
    await writeKnown();
    const build = (file: string) =>
      tree.check(["--kbuild", "--fail-on=warning", "--baseline=known.json", "-DX", file]);
    expect(await build("mm/zap.c")).toEqual({ code: 0, stdout: "", stderr: "" });
    tree.put({ "mm/zap.c": zap.replaceAll("zap(", "unmap(") });
    expect(await build("mm/zap.c")).toMatchObject({ code: 1 });
    const refused = await tree.check(["--kbuild", "--write-baseline=known.json", "mm/zap.c"]);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      "lazymmu: --write-baseline does not go with --kbuild, which runs once for each file\n",
    ]);
  });
});

describe("a baseline that cannot be used", () => {
  const entry =
    '{"path":"mm/zap.c","function":"zap","rule":"allocation-in-callback","fingerprint":"0123456789abcdef"}';
  const good = `{"format":"lazymmu baseline","version":1,"findings":[${entry}]}`;
  it.each([
    ["", 'known.json" is no JSON'],
    ["{\n\n  ]", 'known.json":3 is no JSON'],
    ["[]", 'known.json" is no baseline: it has no "format": "lazymmu baseline"'],
    [`<<<<<<< ours\n${good}`, 'known.json":1 has the marks of a merge conflict'],
    [good.replace(":1,", ":2,"), "is of version 2, and this lazymmu knows version 1"],
    [good.replace(/"findings.*/, '"findings":{}}'), 'has no list "findings"'],
    [
      good.replace("0123456789abcdef", "0123"),
      "has no path, function, rule and fingerprint in entry 1",
    ],
    [`${"[".repeat(200_000)}`, "is no JSON"],
  ])("is refused: %#", async (text, reason) => {
    tree.put({ "known.json": text });
    const { code, stdout, stderr } = await known();
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(reason);
    expect(stderr).toContain('"lazymmu check --write-baseline known.json" writes it anew.');
  });

  it("is refused when it is not there, or a folder, or large", async () => {
    expect((await known()).stderr).toBe(
      'lazymmu: --baseline "known.json": does not exist\n"lazymmu check --write-baseline FILE" writes one.\n',
    );
    expect((await tree.check(["--baseline=mm"])).stderr).toContain("is no regular file");
    writeFileSync(path.join(tree.root, "known.json"), " ".repeat(33 * 1024 * 1024));
    expect((await known()).stderr).toContain("is larger than 32 MB");
  });

  it("does not go together with what contradicts it", async () => {
    const { code, stderr } = await known("--write-baseline=known.json");
    expect([code, stderr]).toEqual([
      2,
      "lazymmu: --write-baseline and --baseline contradict each other\n",
    ]);
  });
});
