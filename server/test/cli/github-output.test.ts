/** `--format github`: workflow commands, as the runner of GitHub Actions reads them. */
import { afterEach, describe, expect, it } from "vitest";
import { createSample, mapFile, type Sample, sampleReport } from "./sample-tree.ts";

let sample: Sample | undefined;
afterEach(async () => {
  await sample?.remove();
  sample = undefined;
});

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads a command as the runner does: properties end at "::", and are split at "," and "=". */
function readCommand(line: string): Command {
  const match = /^::(\w+) (.*?)::(.*)$/.exec(line);
  if (match === null) throw new Error(`no command: ${line}`);
  const [, name = "", list = "", data = ""] = match;
  const decode = (text: string) =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  const properties = list.split(",").map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, at), decode(part.slice(at + 1))];
  });
  return { name, properties: Object.fromEntries(properties), message: decode(data) };
}

async function commandsOf(change: Parameters<typeof createSample>[0] = {}): Promise<Command[]> {
  sample = await createSample(change);
  const { stdout } = await sample.run(["check", "--format=github"]);
  expect(stdout.endsWith("\n")).toBe(true);
  return stdout.trimEnd().split("\n").map(readCommand);
}

const message =
  "callback drop_one() reaches free_page() (map.c:4) while apply_to_page_range() holds lazy MMU mode; call apply_to_page_range_nolazy()";

describe("the GitHub format", () => {
  it("has one command for a finding, with its notes as further lines of the message", async () => {
    expect(await commandsOf()).toEqual([
      {
        name: "warning",
        properties: {
          file: mapFile,
          line: "10",
          endLine: "10",
          col: "9",
          endColumn: "28",
          title: "lazymmu: allocation-in-callback",
        },
        message: `${message}\n${mapFile}:4:2: drop_one() calls free_page()\n${mapFile}:2:12: the callback`,
      },
    ]);
  });

  it("has notices for what is less, without columns where a range has several lines", async () => {
    const findings = sampleReport().findings.map((finding) => ({
      ...finding,
      severity: "hint" as const,
      location: { ...finding.location, endLine: 11 },
    }));
    const skipped = [{ file: mapFile, reason: "a line of it is too long" }];
    const [hint, skip] = await commandsOf({ findings, skipped });
    expect([hint?.name, Object.keys(hint?.properties ?? {})]).toEqual([
      "notice",
      ["file", "line", "endLine", "title"],
    ]);
    expect(skip).toEqual({
      name: "notice",
      properties: { file: mapFile, title: "lazymmu" },
      message: "not, or not wholly, read: a line of it is too long",
    });
  });

  it("lets no name of a tree begin a command, a property or a line", async () => {
    const [finding] = sampleReport().findings;
    if (finding === undefined) throw new Error("the sample has a finding");
    const hostile = {
      ...finding,
      location: { ...finding.location, file: "a,line=1::error file=b%0A\r\n::stop-commands::x.c" },
      message: "100%\n::error::x\r%0A \u001b[2J",
    };
    const commands = await commandsOf({ findings: [hostile] });
    expect(commands).toHaveLength(1);
    expect(commands[0]?.name).toBe("warning");
    expect(commands[0]?.properties["file"]).toBe(
      "a,line=1::error file=b%0A\\x0d\\x0a::stop-commands::x.c",
    );
    expect(commands[0]?.message.split("\n")[0]).toBe("100%\\x0a::error::x\\x0d%0A \\x1b[2J");
  });
});
