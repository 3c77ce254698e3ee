/** What the README shows of the command line is what it prints. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const cli = join(root, "dist/cli.cjs");

test.runIf(existsSync(cli))("the finding in the README is printed so, line for line", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const block = /```console\n\$ lazymmu ([^\n]*)\n([\s\S]*?)```/.exec(readme);
  const shown = (block?.[2] ?? "").split("\n").slice(0, -2);
  expect(shown.length).toBeGreaterThan(10);
  expect(printed((block?.[1] ?? "").split(" ")).slice(0, shown.length)).toEqual(shown);
});

function printed(args: readonly string[]): string[] {
  try {
    return execFileSync(process.execPath, [cli, ...args], { cwd: root, encoding: "utf8" }).split(
      "\n",
    );
  } catch (error) {
    // Findings make the exit code 1.
    const { stdout } = error as { readonly stdout?: string };
    return (stdout ?? "").split("\n");
  }
}
