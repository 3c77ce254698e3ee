// @ts-check
/**
 * The short form of `npm run fuzz:c`, and what the generator promises. Without gcc nothing is
 * compared, and the script says so; without csmith its programs are the generator's.
 */
import { describe, expect, it } from "vitest";
import { generateProgram } from "../c-generator.mjs";
import { runNode } from "../run-command.mjs";

const nothingFound = / 0 disagreed|gcc is not installed/;

describe("random C programs", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(generateProgram(7)).toBe(generateProgram(7));
    expect(generateProgram(7)).not.toBe(generateProgram(8));
  });

  it.each([
    { only: "own", programs: "20" },
    { only: "csmith", programs: "10" },
  ])("of $only do on the machine what they do under gcc", async ({ only, programs }) => {
    const args = ["--programs", programs, "--seed", "1000", "--only", only];
    const { code, output } = await runNode(["scripts/fuzz-c.mjs", ...args]);
    expect(output).toMatch(nothingFound);
    expect(code).toBe(0);
  });
});
