/**
 * The C programs of c-programs: what they print is what gcc's program prints, and those with
 * undefined behaviour or an unsupported construct stop where they say.
 *
 * A program of faults says `fault: CODE at LINE:COLUMN` in a comment, and `kernel: exit STATUS`
 * when the kernel's dialect gives it a meaning. One of unsupported says `unsupported: WORDS`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Outcome, runFile } from "./c-programs/run-program.ts";

const folder = fileURLToPath(new URL("c-programs", import.meta.url));

function programsOf(subfolder: string): string[] {
  return readdirSync(join(folder, subfolder))
    .filter((file) => file.endsWith(".c"))
    .map((file) => file.slice(0, -2))
    .sort();
}

function textOf(subfolder: string, name: string): string {
  return readFileSync(join(folder, subfolder, `${name}.c`), "utf8");
}

const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Readonly<
  Record<string, Outcome>
>;

/** Programs that do something else than under gcc, and why; each is to be mended. */
const differing = JSON.parse(readFileSync(join(folder, "differing.json"), "utf8")) as Readonly<
  Record<string, string>
>;

describe("programs do what they do under gcc", () => {
  it("has a record of each program", () => {
    expect(Object.keys(expected)).toEqual(programsOf("."));
  });

  it.each(Object.entries(differing))("but for %s: %s", (name) => {
    expect(runFile(join(folder, `${name}.c`), "kernel")).not.toEqual(expected[name]);
  });

  it.each(Object.keys(expected).filter((name) => differing[name] === undefined))("%s", (name) => {
    const file = join(folder, `${name}.c`);
    expect(runFile(file, "iso")).toEqual(expected[name]);
    expect(runFile(file, "kernel")).toEqual(expected[name]);
  });
});

describe("undefined behaviour is a fault where it happens", () => {
  it.each(programsOf("faults"))("%s", (name) => {
    const text = textOf("faults", name);
    const [, code, place] = /fault: ([a-z-]+) at (\d+:\d+)/.exec(text) ?? [];
    const file = join(folder, "faults", `${name}.c`);
    const { status } = runFile(file, "iso");
    expect(String(status).replace(`${file}:`, "")).toMatch(
      new RegExp(`^${place}: fault: ${code}: .`),
    );
    const kernel = /kernel: exit (\d+)/.exec(text)?.[1];
    if (kernel !== undefined) expect(runFile(file, "kernel").status).toBe(Number(kernel));
  });
});

describe("what is not supported says so", () => {
  it.each(programsOf("unsupported"))("%s", (name) => {
    const words = /unsupported: (.+?) \*\//.exec(textOf("unsupported", name))?.[1];
    const { status } = runFile(join(folder, "unsupported", `${name}.c`), "kernel");
    expect(status).toContain(words);
  });
});
