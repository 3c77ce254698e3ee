/** The problem matcher `$lazymmu` of package.json, over what the command prints. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const cli = path.resolve("dist/cli.cjs");
const sampleTree = path.resolve("examples/mini-kernel");

interface Matcher {
  readonly name: string;
  readonly owner: string;
  readonly severity: string;
  readonly pattern: Readonly<Record<string, string | number>>;
}

interface Problem {
  readonly place: string;
  readonly severity: string;
  readonly message: string;
  readonly code: string | undefined;
}

function readMatcher(): Matcher {
  const manifest: { contributes: { problemMatchers: Matcher[] } } = JSON.parse(
    readFileSync("package.json", "utf8"),
  );
  const [matcher] = manifest.contributes.problemMatchers;
  if (matcher === undefined) throw new Error("package.json has a problem matcher");
  return matcher;
}

/** Applies the pattern as VS Code does: line by line, and a word that is no severity is the default. */
function problemsIn(output: string): Problem[] {
  const { pattern, severity } = readMatcher();
  const expression = new RegExp(String(pattern["regexp"]));
  return output.split("\n").flatMap((line) => {
    const match = expression.exec(line);
    if (match === null) return [];
    const part = (name: string): string | undefined => match[Number(pattern[name])];
    const word = part("severity") ?? "";
    return [
      {
        place: `${part("file")}:${part("line")}:${part("column")}`,
        severity: ["error", "warning", "info"].includes(word) ? word : severity,
        message: part("message") ?? "",
        code: part("code"),
      },
    ];
  });
}

/** The command's output; that it ends with 1 for findings is no failure. */
function run(...argv: string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd: sampleTree, env: { PATH: process.env["PATH"] } };
    const words = [cli, "check", "--no-cache", ...argv];
    execFile(process.execPath, words, options, (_error, stdout) => resolve(stdout));
  });
}

const built = existsSync(cli);

it.runIf(built)(
  "finds every finding of the gcc format, and nothing else",
  async () => {
    const { findings } = JSON.parse(await run("--format=json"));
    expect(findings.length).toBeGreaterThan(3);
    const expected = findings.map((finding: Record<string, string>) => ({
      place: `${finding["file"]}:${finding["line"]}:${finding["column"]}`,
      severity: finding["severity"] === "warning" ? "warning" : "info",
      code: finding["rule"],
    }));
    const problems = problemsIn(await run("--format=gcc", "--verbose"));
    expect(problems.map(({ place, severity, code }) => ({ place, severity, code }))).toEqual(
      expected,
    );
    // The rule is no part of the message.
    for (const { message } of problems) expect(message).not.toMatch(/\[[a-z-]+\]$/);
  },
  30_000,
);

it.runIf(built)(
  "finds the same places in the text format",
  async () => {
    const places = async (...argv: string[]) =>
      problemsIn(await run(...argv)).map(({ place, severity }) => `${place} ${severity}`);
    expect(await places("--format=text")).toEqual(await places("--format=gcc"));
  },
  30_000,
);

it("takes steps, excerpts and other tools' lines for nothing", () => {
  const lines = [
    "mm/a.c:1:2: note: a() calls b()",
    "    1. mm/a.c:1:2: a() calls b()",
    "  610 | warning: x",
    "mm/a.c:1: warning: gcc without a column",
    "mm/a.c:1:2: error: gcc's own",
  ];
  expect(problemsIn(lines.join("\n"))).toEqual([]);
});

it("belongs to the same owner as the extension's diagnostics, so that nothing is there twice", () => {
  const client = readFileSync("client/src/language-client.ts", "utf8");
  expect(/diagnosticCollectionName: "(\w+)"/.exec(client)?.[1]).toBe(readMatcher().owner);
});
