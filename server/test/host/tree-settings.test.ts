/** Where a tree's settings are read from, what is never read, and which configuration comes of them. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTree } from "#server/host";

let base = "";
let root = "";

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "lazymmu-tree-settings-")));
  root = join(base, "tree");
  put("mm/memory.c", "int one(void)\n{\n\treturn 0;\n}\n");
  put("arch/x86/a.c", "\n");
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

function put(file: string, content: string | Uint8Array): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

const open = (options: { configFile?: string; useSettings?: boolean } = {}) =>
  openTree({ root, jobs: 0, cacheDir: undefined, ...options });

/** `line:column message` of each problem. */
async function problems(): Promise<string[]> {
  const { settings } = await open();
  return settings.problems.map(
    ({ location, message }) => `${location.line}:${location.column} ${message}`,
  );
}

async function reasons(): Promise<string[]> {
  const { settings } = await open();
  expect(settings.problems).toEqual([]);
  return settings.settings.policy.ignored.map(({ reason }) => reason);
}

const settingsText = (reason: string) =>
  `{\r\n  "ignore": [\r\n    { "path": "mm", "reason": "${reason}" }\r\n  ]\r\n}\r\n`;

describe("the file", () => {
  it("need not be there", async () => {
    expect(await reasons()).toEqual([]);
  });

  it("may have a byte order mark and CRLF, which move no place", async () => {
    put(".lazymmu.json", `\ufeff${settingsText("known")}`);
    expect(await reasons()).toEqual(["known"]);
    put(".lazymmu.json", "\ufeff[]");
    expect(await problems()).toEqual(["1:1 .lazymmu.json is a list, not an object"]);
  });

  it("that is no UTF-8 is read as Latin-1", async () => {
    put(".lazymmu.json", Buffer.from(settingsText("geprüft"), "latin1"));
    expect(await reasons()).toEqual(["geprüft"]);
  });

  it.each([
    ["a folder", () => mkdirSync(join(root, ".lazymmu.json")), "it is no regular file"],
    [
      "a pipe",
      () => execFileSync("mkfifo", [join(root, ".lazymmu.json")]),
      "it is no regular file",
    ],
    [
      "a link out of the tree",
      () => {
        writeFileSync(join(base, "outside.json"), "{}");
        symlinkSync("../outside.json", join(root, ".lazymmu.json"));
      },
      "it is a symbolic link that leaves the tree",
    ],
    [
      "a link to nothing",
      () => symlinkSync("nothing.json", join(root, ".lazymmu.json")),
      "it is not there",
    ],
    ["binary", () => put(".lazymmu.json", "{\0}"), "it is a binary file"],
    [
      "huge",
      () => {
        put(".lazymmu.json", "{}");
        truncateSync(join(root, ".lazymmu.json"), 3_000_000_000);
      },
      "it is larger than 2 MB",
    ],
  ])("is not read when it is %s", async (_title, make, reason) => {
    make();
    expect(await problems()).toEqual([`1:1 it cannot be read: ${reason}`]);
  });

  it("is read again with any change to the tree, and is no part of it", async () => {
    const before = await open();
    put(".lazymmu.json", settingsText("known"));
    const after = before.rescan([".lazymmu.json"]);
    expect(after.settings.settings.policy.ignored).toHaveLength(1);
    expect(after.symbols.files).toEqual(before.symbols.files);
    put(".lazymmu.json", "");
    expect(after.rescan(["mm/memory.c"]).settings.problems).toHaveLength(1);
  });

  it("is left out on request", async () => {
    put(".lazymmu.json", "{");
    const tree = await open({ useSettings: false });
    expect(tree.settings.problems).toEqual([]);
    expect(tree.rescan([".lazymmu.json"]).settings.problems).toEqual([]);
  });
});

describe("the configuration", () => {
  const names = ["CONFIG_OWN", "CONFIG_OTHER", "CONFIG_BUILD"];

  async function configuration(setting: unknown, options: { configFile?: string } = {}) {
    if (setting !== undefined) put(".lazymmu.json", JSON.stringify({ configuration: setting }));
    const { facts, settings } = await open(options);
    const { configuration: found } = facts;
    return {
      values: found && names.map((name) => found.get(name)),
      isPartial: found?.isPartial,
      problems: settings.problems.map(({ message }) => message),
    };
  }

  const whole = { isPartial: undefined, problems: [] };

  it("is the tree's own, a file of the tree, or symbols over the tree's own", async () => {
    put(".config", "CONFIG_OWN=y\n");
    put("build/.config", "CONFIG_OTHER=m\n");
    expect(await configuration(undefined)).toEqual({
      ...whole,
      values: ["y", undefined, undefined],
    });
    expect(await configuration("build/.config")).toEqual({
      ...whole,
      values: [undefined, "m", undefined],
    });
    expect(await configuration({ CONFIG_OTHER: "y" })).toEqual({
      ...whole,
      values: ["y", "y", undefined],
    });
  });

  it("of symbols alone is a partial one", async () => {
    expect(await configuration({ CONFIG_OTHER: "y" })).toEqual({
      values: [undefined, "y", undefined],
      isPartial: true,
      problems: [],
    });
  });

  it("of a build that asks goes before the settings", async () => {
    const configFile = join(base, "build.config");
    writeFileSync(configFile, "CONFIG_BUILD=y\n");
    put(".config", "CONFIG_OWN=y\n");
    for (const setting of [{ CONFIG_OTHER: "y" }, ".config"]) {
      expect(await configuration(setting, { configFile })).toEqual({
        ...whole,
        values: [undefined, undefined, "y"],
      });
    }
  });

  it("is never read from outside of the tree", async () => {
    writeFileSync(join(base, "outside.config"), "CONFIG_OTHER=y\n");
    symlinkSync("../outside.config", join(root, "linked.config"));
    expect(await configuration("linked.config")).toMatchObject({
      values: undefined,
      problems: ['"linked.config" cannot be read: it is a symbolic link that leaves the tree'],
    });
    expect((await configuration("no.config")).problems).toEqual([
      '"no.config" cannot be read: it is not there',
    ]);
    expect((await configuration("../outside.config")).problems).toHaveLength(1);
    expect((await configuration(join(base, "outside.config"))).problems).toHaveLength(1);
  });
});

it("an architecture is a folder of arch/", async () => {
  put(".lazymmu.json", '{ "architecture": "x86" }');
  expect((await open()).settings.settings.architecture).toBe("x86");
  put(".lazymmu.json", '{ "architecture": "arm64" }');
  expect(await problems()).toEqual(['1:19 the tree has no architecture "arm64"']);
});
