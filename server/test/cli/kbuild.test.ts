/** `--kbuild`: the command as a kernel build calls it, with the compiler's options around the file. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { CliServices } from "../../src/cli/cli-io.ts";
import { readKbuildCall } from "../../src/cli/kbuild-call.ts";
import { CliProblem } from "../../src/cli/problem.ts";
import { createSample, mapFile, type Sample } from "./sample-tree.ts";

let sample: Sample;
beforeEach(async () => {
  sample = await createSample();
});
afterEach(() => sample.remove());

/** Kinds of words that a build of 6.12 for x86-64 puts around the file, some of each. */
const checkFlags =
  "-D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ -Wbitwise -Wno-return-void -Wno-unknown-attribute -D__x86_64__ --arch=x86 -mlittle-endian -m64".split(
    " ",
  );
const compilerFlags = [
  "-Wp,-MMD,drivers/foo/.map.o.d",
  "-nostdinc",
  "-I../arch/x86/include",
  "-I",
  "../include/odd.c",
  "-include",
  "../include/linux/compiler_types.h",
  "-include",
  "../include/generated.c",
  "-isystem",
  "/usr/lib/gcc/include",
  "-D__KERNEL__",
  "-D",
  "NAME=x.c",
  "-fmacro-prefix-map=../=",
  "--param=asan-stack=1",
  "--param",
  "allow-store-data-races=0",
  "-x",
  "c",
  "-o",
  "map.c",
  "-mllvm",
  "-asan-globals=0",
  "-v",
  "-DKBUILD_STR(s)=#s",
  '-DKBUILD_MODFILE="drivers/foo/map"',
  "-D__KBUILD_MODNAME=kmod_map",
];

function call(file: string, own: readonly string[] = []): readonly string[] {
  return ["--kbuild", ...own, ...checkFlags, ...compilerFlags, file];
}

const line = `${mapFile}:10:9: warning: callback drop_one() reaches free_page() (map.c:4) while apply_to_page_range() holds lazy MMU mode; call apply_to_page_range_nolazy() [allocation-in-callback]`;

describe("a build's call", () => {
  it("prints gcc's lines for the file alone, and lets the build go on", async () => {
    const result = await sample.run(call(mapFile));
    expect(result.stdout.split("\n")[0]).toBe(line);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(sample.asked).toEqual([[mapFile]]);
  });

  it("fails the build at the level that CHECK names", async () => {
    for (const own of [["--fail-on=warning"], ["--fail-on", "information", "-j2", "--no-cache"]]) {
      expect((await sample.run(call(mapFile, own))).code).toBe(1);
    }
    const before = ["--fail-on=hint", ...call(mapFile)];
    expect((await sample.run(before)).code).toBe(1);
    expect((await sample.run(["check", ...call(mapFile)])).code).toBe(0);
  });

  it("names files from the build's folder, in the tree or beside it", async () => {
    const build = path.join(sample.root, "build");
    await mkdir(build);
    const inside = await sample.run(call(`../${mapFile}`), { cwd: build });
    expect(inside.stdout.split("\n")[0]).toBe(`../${line}`);
    const file = path.join(sample.root, mapFile);
    const other = mkdtempSync(path.join(tmpdir(), "lazymmu-build-"));
    const beside = await sample.run(call(file), { cwd: other });
    rmSync(other, { recursive: true });
    expect(beside.stdout.split("\n")[0]).toBe(`${sample.root}/${line}`);
    expect(sample.asked).toEqual([[mapFile], [mapFile]]);
  });

  it("takes the configuration of the build's folder, where there is one", async () => {
    const build = path.join(sample.root, "build");
    await mkdir(build);
    const asked: (string | undefined)[] = [];
    const openTree: CliServices["openTree"] = async ({ configFile }) => {
      asked.push(configFile);
      throw new CliProblem("enough");
    };
    const setting = { cwd: build, services: { openTree } };
    await sample.run(call(`../${mapFile}`), setting);
    const configFile = path.join(build, ".config");
    writeFileSync(configFile, "CONFIG_MMU=y\n");
    await sample.run(call(`../${mapFile}`), setting);
    await sample.run(["check", `../${mapFile}`], setting);
    expect(asked).toEqual([undefined, configFile, undefined]);
  });

  it("opens no tree for a file whose words have nothing to do with lazy MMU mode", async () => {
    writeFileSync(path.join(sample.root, "drivers/foo/other.c"), "int main(void) { return 0; }\n");
    const result = await sample.run(call("drivers/foo/other.c"));
    expect(result).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(sample.asked).toEqual([]);
  });

  it("says what it lacks", async () => {
    const problems: [readonly string[], RegExp][] = [
      [["--kbuild", ...checkFlags], /--kbuild was given no C file\nA build calls it: make C=2/],
      [call("no/such.c"), /PATH "no\/such.c": does not exist/],
      [call(mapFile, ["--fail-onn=hint"]), /unknown option --fail-onn\nDid you mean --fail-on\?/],
      [call(mapFile, ["-o", "report"]), /--output does not go with --kbuild/],
      [["mm", "--kbuild"], /--kbuild stands before all files/],
      [["fix", "--kbuild"], /--kbuild does not belong to "lazymmu fix"/],
    ];
    for (const [words, problem] of problems) {
      const result = await sample.run(words);
      expect([result.code, result.stdout]).toEqual([2, ""]);
      expect(result.stderr).toMatch(problem);
    }
    const help = await sample.run(call(mapFile, ["--help"]));
    expect(help.stdout).toContain("usage: lazymmu check");
  });
});

test("only words that are files are, whatever stands before them", () => {
  expect(readKbuildCall(["--kbuild", ...compilerFlags, "-c", "a.c", "b.S", "b.c"])?.files).toEqual([
    "a.c",
    "b.c",
  ]);
  expect(readKbuildCall(["--fail-on", "hint", "mm"])).toBeUndefined();
  expect(readKbuildCall([])).toBeUndefined();
});

const cli = path.resolve("dist/cli.cjs");
const hasMake = spawnSync("make", ["--version"]).status === 0;

test.runIf(existsSync(cli) && hasMake)(
  "make runs it with a shell's quoting and goes on behind it",
  () => {
    const build = mkdtempSync(path.join(tmpdir(), "lazymmu-make-"));
    const source = path.resolve("examples/mini-kernel/drivers/sample");
    // The rule of scripts/Makefile.build, cmd_force_checksrc, 6.12, and what it needs.
    const makefile = [
      `CHECKFLAGS := -D__linux__ -Wbitwise $(CF)`,
      `c_flags = -Wp,-MMD,$(@:.o=.d) -include ${source}/no-such.h -D"KBUILD_STR(s)=\\#s" -DKBUILD_MODNAME='"x"'`,
      `all: arena.o window.o`,
      `%.o: ${source}/%.c`,
      `\t@$(CHECK) $(CHECKFLAGS) $(c_flags) $<`,
      `\t@touch $@`,
    ];
    writeFileSync(path.join(build, "Makefile"), `${makefile.join("\n")}\n`);
    const check = `CHECK="${process.execPath}" ${cli} --kbuild --no-cache`;
    const env = { PATH: process.env["PATH"] };
    const words = ["-s", `CHECK=${check.slice("CHECK=".length)}`, "CF=-Wsparse-all -I x.c"];
    const output = execFileSync("make", words, { cwd: build, env, encoding: "utf8" });
    const found = output.split("\n").filter((one) => / warning: /.test(one));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      /^\/.*\/drivers\/sample\/arena\.c:26:2: warning: .* \[allocation-in-callback\]$/,
    );
    expect(existsSync(path.join(build, "window.o"))).toBe(true);
    rmSync(path.join(build, "arena.o"));
    words[1] += " --fail-on=warning";
    expect(spawnSync("make", words, { cwd: build, env }).status).toBe(2);
    rmSync(build, { recursive: true });
  },
  60_000,
);
