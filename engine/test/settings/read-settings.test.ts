/** What .lazymmu.json may say, and how each slip in it is told. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { rules } from "#engine/lint";
import { readSettings, settingsSchema } from "#engine/settings";

const tree = {
  hasArchitecture: (name: string) => name === "arm64" || name === "x86",
  problemOf: (file: string) => (file === "build/.config" ? undefined : "it is not there"),
};

const whole = {
  $schema: "lazymmu.schema.json",
  severities: { "allocation-in-callback": "error", "unresolved-callback": "off" },
  rules: { "needless-nolazy": "off", "unused-suppression": "on" },
  ignore: [
    { path: "./mm/kasan/", reason: "reviewed" },
    {
      path: "kernel/bpf/arena.c",
      function: "arena_free_pages",
      rule: "allocation-in-callback",
      reason: "holds no lock",
    },
  ],
  allocators: [
    { name: "pool_take", use: "allocates" },
    { name: "pool_drop", use: "frees" },
    { name: "pool_swap", use: "allocates or frees" },
  ],
  nonAllocators: ["get_from_reserve"],
  configuration: { CONFIG_DEBUG_PAGEALLOC: "y", CONFIG_XEN: "n" },
  architecture: "arm64",
};

function read(value: unknown) {
  return readSettings(typeof value === "string" ? value : JSON.stringify(value), tree);
}

/** `line:column message. advice` of each problem. */
function problemsOf(value: unknown): string[] {
  return read(value).problems.map(
    ({ location, message, advice }) => `${location.line}:${location.column} ${message}. ${advice}`,
  );
}

test("everything that can be set is read", () => {
  const { settings, problems } = read(JSON.stringify(whole, undefined, 2));
  expect(problems).toEqual([]);
  expect([...settings.policy.levels]).toEqual([
    ["allocation-in-callback", "error"],
    ["unresolved-callback", "off"],
    ["needless-nolazy", "off"],
  ]);
  expect(settings.policy.ignored).toEqual([
    {
      path: "mm/kasan",
      function: undefined,
      rule: undefined,
      reason: "reviewed",
      location: { file: ".lazymmu.json", line: 12, column: 5, endLine: 15, endColumn: 6 },
    },
    {
      path: "kernel/bpf/arena.c",
      function: "arena_free_pages",
      rule: "allocation-in-callback",
      reason: "holds no lock",
      location: { file: ".lazymmu.json", line: 16, column: 5, endLine: 21, endColumn: 6 },
    },
  ]);
  expect(settings.allocators).toEqual(whole.allocators);
  expect(settings.nonAllocators).toEqual(["get_from_reserve"]);
  expect(settings.architecture).toBe("arm64");
  expect(settings.configuration).toEqual({
    kind: "symbols",
    symbols: new Map([
      ["CONFIG_DEBUG_PAGEALLOC", "y"],
      ["CONFIG_XEN", "n"],
    ]),
  });
  expect(read({ configuration: "build/.config" }).settings.configuration).toEqual({
    kind: "file",
    path: "build/.config",
  });
});

test("CRLF line ends and an empty object are nothing special", () => {
  expect(read("{}").problems).toEqual([]);
  const windows = JSON.stringify(whole, undefined, 2).replaceAll("\n", "\r\n");
  expect(read(windows)).toEqual(read(JSON.stringify(whole, undefined, 2)));
  expect(problemsOf('{\r\n  "severites": {}\r\n}\r\n')).toEqual([
    '2:3 "severites" is no setting of .lazymmu.json. Did you mean "severities"?',
  ]);
});

const slips: readonly (readonly [unknown, string])[] = [
  [[], '1:1 .lazymmu.json is a list, not an object. Write { "name": value }'],
  ['{"ignore": [], "ignore": []}', '1:16 "ignore" is given twice. Keep one of them'],
  [
    '{"rules": {"needless-nolazy": "off", "needless-nolazy": "on"}}',
    '1:38 "needless-nolazy" is given twice. Keep one of them',
  ],
  [
    { severities: { "needless-nolasy": "hint" } },
    '1:16 "needless-nolasy" is no rule. Did you mean "needless-nolazy"?',
  ],
  [
    { severities: { "needless-nolazy": "fatal" } },
    '1:34 the severity of "needless-nolazy" is "fatal". Write "error", "warning", "information", "hint" or "off"',
  ],
  [
    { severities: { "needless-nolazy": 1 } },
    '1:34 the severity of "needless-nolazy" is a number, not a string. Write "…"',
  ],
  [
    { rules: { "needless-nolazy": true } },
    '1:29 the rule "needless-nolazy" is true, not a string. Write "…"',
  ],
  [
    { severities: { "needless-nolazy": "off" }, rules: { "needless-nolazy": "on" } },
    '1:68 "needless-nolazy" is on here and off in "severities". Keep one of them',
  ],
  [{ ignore: {} }, '1:11 "ignore" is an object, not a list. Write [ … ], [] for an empty one'],
  [
    { ignore: [{ path: "mm" }] },
    '1:12 an entry of "ignore" has no "reason". Add "reason": "why this is known"',
  ],
  [
    { ignore: [{ reason: "known" }] },
    '1:12 an entry of "ignore" has no "path". Add "path": "drivers/xen"',
  ],
  [
    { ignore: [{ path: "mm", reason: " " }] },
    '1:34 "reason" is "". Say why these findings are not to be shown',
  ],
  [
    { ignore: [{ path: "mm", reason: "REASON" }] },
    '1:34 "reason" is "REASON". Say why these findings are not to be shown',
  ],
  [
    { ignore: [{ path: "mm", reason: "known", funtion: "f" }] },
    '1:42 "funtion" is no setting of an entry of "ignore". Did you mean "function"?',
  ],
  [
    { ignore: [{ path: "mm", reason: "known", function: "f()" }] },
    '1:53 "function" is "f()", which cannot be the name of a function. Write the name alone, without parentheses',
  ],
  [
    { ignore: [{ path: "mm", reason: "known", rule: "all" }] },
    `1:49 "all" is no rule. There are: ${rules.map(({ meta }) => meta.id).join(", ")}`,
  ],
  ...["/etc", "../mm", "mm/../..", "mm\\kasan", "C:/mm", "mm/*.c", ""].map(
    (path) =>
      [
        { ignore: [{ reason: "known", path }] },
        `1:37 "path" is ${JSON.stringify(path)}, which is no file or folder of the tree. Write it from the top of the tree, with "/" between folders and without patterns, such as "mm/kasan"`,
      ] as const,
  ),
  [
    { allocators: [{ name: "take" }] },
    '1:16 an entry of "allocators" lacks its "name" or its "use". Write { "name": "my_alloc", "use": "allocates" }',
  ],
  [
    { allocators: [{ name: "take", use: "alloc" }] },
    '1:37 "use" is "alloc". Write "allocates", "frees" or "allocates or frees"',
  ],
  [
    {
      allocators: [
        { name: "take", use: "frees" },
        { name: "take", use: "frees" },
      ],
    },
    "1:54 take() is listed twice. Keep one of them",
  ],
  [
    { allocators: [{ name: "take", use: "frees" }], nonAllocators: ["take"] },
    '1:64 take() is in "allocators" too. Keep one of them',
  ],
  [{ nonAllocators: [null] }, '1:19 an entry of "nonAllocators" is null, not a string. Write "…"'],
  [
    { configuration: "no.config" },
    '1:18 "no.config" cannot be read: it is not there. Name a .config inside of the tree, or list the symbols',
  ],
  [
    { configuration: { XEN: "y" } },
    '1:19 "XEN" is no symbol of a configuration. Write it as in a .config: "CONFIG_DEBUG_PAGEALLOC": "y"',
  ],
  [
    { configuration: { CONFIG_XEN: true } },
    '1:32 the value of "CONFIG_XEN" is true, not a string. Write "…"',
  ],
  [
    { architecture: "x86_64" },
    '1:17 the tree has no architecture "x86_64". Name a folder of arch/, such as "x86" for x86_64',
  ],
  [
    { architecture: "../x86" },
    '1:17 the tree has no architecture "../x86". Name a folder of arch/, such as "x86" for x86_64',
  ],
];

describe("a slip is told with its place and what to do", () => {
  test.each(slips)("%j", (value, problem) => {
    expect(problemsOf(value)).toEqual([problem]);
  });

  test("several are told at once, by place, and none of the settings is used", () => {
    const value = { architecture: "vax", severities: { "needless-nolazy": "off" }, rule: {} };
    expect(problemsOf(value)).toEqual([
      '1:17 the tree has no architecture "vax". Name a folder of arch/, such as "x86" for x86_64',
      '1:62 "rule" is no setting of .lazymmu.json. Did you mean "rules"?',
    ]);
    expect([...read(value).settings.policy.levels]).toEqual([]);
  });
});

describe("hostile files", () => {
  test("names of JavaScript's own are names like others", () => {
    expect(problemsOf('{"__proto__": {}}')[0]).toMatch(/^1:2 "__proto__" is no setting/);
    expect(problemsOf('{"severities": {"constructor": "off"}}')[0]).toMatch(/is no rule/);
    const read = readSettings('{"configuration": {"CONFIG___proto__": "y"}}', tree);
    expect(read.problems).toEqual([]);
  });

  test("a huge file is refused by its size, a long list of slips is cut", () => {
    expect(problemsOf(" ".repeat(1024 * 1024 + 1))).toEqual([
      "1:1 it is larger than 1 MB. Ignore folders in place of single sites",
    ]);
    expect(problemsOf({ nonAllocators: Array(10_000).fill(0) })).toHaveLength(50);
  });

  test("a text of the file is shown shortened and without control characters", () => {
    const [problem = ""] = problemsOf({ architecture: `\u001b[31m${"x".repeat(10_000)}` });
    expect(problem.length).toBeLessThan(200);
    expect(problem).toContain("\\u001b");
  });

  test("a list that fills the file is read in linear time", () => {
    const ignore = Array(15_000).fill({ path: "mm", reason: "known" });
    expect(read({ ignore }).settings.policy.ignored).toHaveLength(15_000);
    const names = Array.from({ length: 20_000 }, (_, index) => `take_${index}`);
    expect(read({ nonAllocators: names }).settings.nonAllocators).toHaveLength(20_000);
  });
});

describe("the schema", () => {
  const schema: object = JSON.parse(
    readFileSync(new URL("../../../docs/configuration.schema.json", import.meta.url), "utf8"),
  );
  const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);

  test("is what the rules say (npm run docs writes it)", () => {
    expect(schema).toEqual(settingsSchema());
  });

  test("takes what is read", () => {
    expect([validate(whole), validate.errors]).toEqual([true, null]);
    expect(validate({ configuration: "build/.config" })).toBe(true);
  });

  /** What only the whole file or the tree can tell. */
  const beyond =
    /is "REASON"|given twice|on here and off|listed twice|in "allocators" too|the tree has no|cannot be read/;

  test.each(slips.filter(([value, problem]) => typeof value !== "string" && !beyond.test(problem)))(
    "refuses %j",
    (value) => {
      expect(validate(value)).toBe(false);
    },
  );
});
