/**
 * Random functions, run at random: in whatever mode a run makes a call or returns, the flow has to
 * have said that it may.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Followed, followBody } from "./follow.ts";
import { type Compiled, compile, flags, programs } from "./random-functions.ts";

/** Deeper than this the flow does not count, and no function goes. */
const maxDepth = 4;

function run(
  { instructions }: Compiled,
  decide: () => boolean,
  see: (name: string | undefined, depth: number, isActive: boolean) => void,
): void {
  const flag = Array.from({ length: flags }, decide);
  let depth = 0;
  let paused = 0;
  let at = 0;
  for (let steps = 0; steps < 200; steps++) {
    const instruction = instructions[at++];
    if (instruction === undefined || instruction.op === "bug") return;
    switch (instruction.op) {
      case "call":
        see(instruction.name, depth, depth > 0 && paused === 0);
        break;
      case "enter":
        if (paused === 0) depth++;
        break;
      case "leave":
        if (paused === 0) depth--;
        break;
      case "pause":
        paused++;
        break;
      case "resume":
        paused = Math.max(0, paused - 1);
        break;
      case "assign":
        flag[instruction.flag] = instruction.holds;
        break;
      case "jump":
        at = instruction.to.at;
        break;
      case "unless":
        if (!(instruction.test === "open" ? decide() : flag[instruction.test]))
          at = instruction.to.at;
        break;
      case "return":
        see(undefined, depth, false);
        return;
    }
    if (Math.abs(depth) > maxDepth || paused > maxDepth) return;
  }
}

function allows(followed: Followed, name: string | undefined, depth: number, isActive: boolean) {
  if (name === undefined) return followed.flow.exits.some(({ opened }) => opened === depth);
  const where = isActive ? followed.inside : followed.outside;
  return where.includes(name) || followed.either.includes(name);
}

test("no run does what the flow rules out", { timeout: 60_000 }, () => {
  let seen = 0;
  fc.assert(
    fc.property(programs, fc.infiniteStream(fc.boolean()), (program, decisions) => {
      const compiled = compile(program);
      const followed = followBody(compiled.text);
      for (let again = 0; again < 10; again++) {
        run(
          compiled,
          () => decisions.next().value === true,
          (name, depth, isActive) => {
            seen++;
            if (allows(followed, name, depth, isActive)) return;
            expect.fail(`${name ?? "return"} at depth ${depth}, ${isActive ? "in" : "out"}`);
          },
        );
      }
    }),
    { numRuns: 1000 },
  );
  expect(seen).toBeGreaterThan(1000);
});
