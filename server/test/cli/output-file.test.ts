/** `--output FILE`: the report in a file, whole or not at all. */
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
// What the page needs is loaded here, and not in the time of the first test.
import "../../src/cli/format/html.ts";
import { createSample, mapFile, mapText, readSampleFile, type Sample } from "./sample-tree.ts";

let sample: Sample;
beforeEach(async () => {
  sample = await createSample();
});
afterEach(() => sample.remove());

test("the file has what would be printed, and the exit code stays that of the verdict", async () => {
  for (const format of ["gcc", "html", "json", "sarif", "text"]) {
    const printed = await sample.run(["check", `--format=${format}`]);
    const written = await sample.run(["check", `--format=${format}`, "-o", "report.out"]);
    expect(written).toEqual({ code: 1, stdout: "", stderr: printed.stderr });
    expect(await readSampleFile(sample, "report.out")).toBe(printed.stdout);
  }
  expect((await readdir(sample.root)).sort()).toEqual([
    "Kbuild",
    "MAINTAINERS",
    "drivers",
    "report.out",
  ]);
});

test("a file has no colours, though the terminal would have them", async () => {
  const terminal = { isTerminal: true };
  expect((await sample.run([], terminal)).stdout).toContain("\u001b[");
  await sample.run(["--output", "report.txt"], terminal);
  expect(await readSampleFile(sample, "report.txt")).not.toContain("\u001b[");
});

test("a dash is standard output", async () => {
  const printed = await sample.run([]);
  expect(await sample.run(["-o", "-"])).toEqual(printed);
  expect(await sample.run(["--output=-"])).toEqual(printed);
});

test("a file that is there is replaced behind its link, with its mode", async () => {
  const real = path.join(sample.root, "kept.html");
  await writeFile(real, "before");
  await chmod(real, 0o640);
  await symlink("kept.html", path.join(sample.root, "link.html"));
  await sample.run(["--format=html", "-o", "link.html"]);
  expect(await readFile(real, "utf8")).toMatch(/^<!DOCTYPE html>/);
  expect((await stat(real)).mode & 0o777).toBe(0o640);
  expect(await readlink(path.join(sample.root, "link.html"))).toBe("kept.html");
});

test.each([
  ["no/such/report.html", /--output "no\/such\/report\.html": does not exist/],
  ["drivers", /--output "drivers" is a folder/],
  ["new/", /--output "new\/" is a folder/],
  [mapFile, /is a C file, which a report would replace/],
])("%s is refused before the tree is read", async (file, problem) => {
  const result = await sample.run(["check", "-o", file]);
  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(problem);
  expect(sample.asked).toEqual([]);
  expect(await readSampleFile(sample, mapFile)).toBe(mapText);
});

test("a command that fails leaves the file as it was", async () => {
  await writeFile(path.join(sample.root, "report.html"), "before");
  expect((await sample.run(["check", "-o", "report.html", "no-such.c"])).code).toBe(2);
  expect((await sample.run(["simulate", "-o", "report.html", `${mapFile}:no_such`])).code).toBe(3);
  expect(await readSampleFile(sample, "report.html")).toBe("before");
});

test("what is no file is written to and stays what it is", async () => {
  await mkdir(path.join(sample.root, "out"));
  await symlink("/dev/null", path.join(sample.root, "out/null"));
  expect((await sample.run(["-o", "out/null"])).code).toBe(1);
  expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  expect(await readdir(path.join(sample.root, "out"))).toEqual(["null"]);
});

test("only what makes reports takes it", async () => {
  const result = await sample.run(["fix", "--dry-run", "-o", "x"]);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain("It is an option of check, simulate");
});
