/** The sample tree's callbacks on the machines that its README names. Needs `npm run build`. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const cli = fileURLToPath(new URL("../../../dist/cli.cjs", import.meta.url));
const root = fileURLToPath(new URL("../../../examples/mini-kernel", import.meta.url));

test.each([
  ["shadow.c:shadow_fill_pte", ["--arch", "arm64", "--release", "6.16"], "lost-batching"],
  ["arena.c:arena_free_pte", ["--arch", "rfc-direct"], "lost-detection"],
  ["arena.c:arena_free_pte", ["--arch", "rfc-nested"], "lost-batching"],
  ["arena.c:arena_free_pte", ["--arch", "generic"], "nothing-wrong"],
  ["pinned.c:unpin_pte", ["--arch", "rfc-direct"], "lost-detection"],
])(
  "%s on %s ends in %s, and with _nolazy in nothing wrong",
  (subject, machine, outcome) => {
    const given = ["--root", root, `drivers/sample/${subject}`, ...machine, "--pages", "16"];
    const { stdout, status } = spawnSync(
      process.execPath,
      [cli, "simulate", ...given, "--no-cache", "--format", "json"],
      { encoding: "utf8" },
    );
    const { runs, functions } = JSON.parse(stdout);
    const outcomes = runs.map((run: { outcome: string }) => run.outcome);
    expect(outcomes).toEqual([outcome, "nothing-wrong"]);
    expect(status).toBe(outcome === "nothing-wrong" ? 0 : 1);
    const names = functions.interpreted.map(({ name }: { name: string }) => name);
    expect(names).toContain(subject.split(":")[1]);
  },
  30_000,
);
