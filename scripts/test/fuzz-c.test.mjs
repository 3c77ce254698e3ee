// @ts-check
/** The short form of `npm run fuzz:c`, and what the generator promises. */
import { describe, expect, it } from "vitest";
import { generateProgram } from "../c-generator.mjs";
import { isInstalled } from "../lib/native-program.mjs";
import { runNode } from "../run-command.mjs";

const withGcc = await isInstalled("gcc");
const withCsmith = withGcc && (await isInstalled("csmith"));

describe("random C programs", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(generateProgram(7)).toBe(generateProgram(7));
    expect(generateProgram(7)).not.toBe(generateProgram(8));
  });

  it.skipIf(!withGcc)("do on the machine what they do under gcc", async () => {
    const args = ["--programs", "20", "--seed", "1000", "--only", "own"];
    const { code, output } = await runNode(["scripts/fuzz-c.mjs", ...args]);
    expect(output).toContain(" 0 disagreed");
    expect(code).toBe(0);
  });

  it.skipIf(!withCsmith)("of csmith do on the machine what they do under gcc", async () => {
    const args = ["--programs", "10", "--seed", "1000", "--only", "csmith"];
    const { code, output } = await runNode(["scripts/fuzz-c.mjs", ...args]);
    expect(output).toContain(" 0 disagreed");
    expect(code).toBe(0);
  });
});
