/** From the text of `.lazymmu.json` to settings, or to what is wrong with it and where. */
import { LineIndex } from "#engine/base";
import type { AllocatorUse, ExtraAllocator } from "#engine/kernel";
import { type IgnoreEntry, isReason, type Level, rules } from "#engine/lint";
import { type JsonNode, parseJson } from "./json-text.ts";
import { quote, SettingReader } from "./setting-reader.ts";
import {
  type ConfigurationSetting,
  defaultTreeSettings,
  type ReadSettings,
  type SettingsProblem,
  settingsFile,
  type TreeSettings,
} from "./tree-settings.ts";

/** What is asked of the tree that the settings are for. */
export interface SettingsTree {
  /** True when there is such a folder below arch/. */
  readonly hasArchitecture: (name: string) => boolean;
  /** Why this file, relative to the tree, cannot be read, as a clause; undefined when it can. */
  readonly problemOf: (file: string) => string | undefined;
}

export const levels: readonly Level[] = ["error", "warning", "information", "hint", "off"];
export const switches = ["on", "off"] as const;
export const allocatorUses: readonly AllocatorUse[] = ["allocates", "frees", "allocates or frees"];

/** The settings that there are; the schema describes the same. */
const names = [
  "$schema",
  "severities",
  "rules",
  "ignore",
  "allocators",
  "nonAllocators",
  "configuration",
  "architecture",
];

/** UTF-16 units; nobody writes as much by hand. */
const maxLength = 1024 * 1024;

export function readSettings(text: string, tree: SettingsTree): ReadSettings {
  if (text.length > maxLength) {
    return refused("it is larger than 1 MB", "Ignore folders in place of single sites");
  }
  const parsed = parseJson(text);
  const reader = new SettingReader();
  let settings = defaultTreeSettings;
  if (parsed.kind === "problem") reader.problems.push(parsed.problem);
  else settings = toSettings(parsed.node, reader, tree, new LineIndex(text));
  if (reader.problems.length === 0) return { settings, problems: [] };
  const lines = new LineIndex(text);
  const problems = reader.problems
    .toSorted((a, b) => a.span.start - b.span.start)
    .map(({ span, message, advice }): SettingsProblem => {
      return { location: lines.locate(settingsFile, span), message, advice };
    });
  return { settings: defaultTreeSettings, problems };
}

/** The answer for a file that has no text that could be read; `reason` is a clause. */
export function unreadableSettings(reason: string): ReadSettings {
  return refused(`it cannot be read: ${reason}`, "Make it a plain text file, or remove it");
}

function refused(message: string, advice: string): ReadSettings {
  const location = { file: settingsFile, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { settings: defaultTreeSettings, problems: [{ location, message, advice }] };
}

function toSettings(
  node: JsonNode,
  reader: SettingReader,
  tree: SettingsTree,
  lines: LineIndex,
): TreeSettings {
  const members = reader.members(node, settingsFile, names);
  const given = (name: string) => members.get(name)?.value;
  const schema = given("$schema");
  if (schema !== undefined) reader.text(schema, '"$schema"');
  const allocators = readAllocators(given("allocators"), reader);
  return {
    policy: {
      levels: readLevels(given("severities"), given("rules"), reader),
      ignored: readIgnored(given("ignore"), reader, lines),
    },
    allocators,
    nonAllocators: readNonAllocators(given("nonAllocators"), allocators, reader),
    configuration: readConfiguration(given("configuration"), reader, tree),
    architecture: readArchitecture(given("architecture"), reader, tree),
  };
}

const ruleIds = rules.map((rule) => rule.meta.id);

function readLevels(
  severities: JsonNode | undefined,
  switched: JsonNode | undefined,
  reader: SettingReader,
): ReadonlyMap<string, Level> {
  const chosen = new Map<string, Level>();
  if (severities !== undefined) {
    for (const { key, keySpan, value } of reader.members(severities, '"severities"').values()) {
      if (!ruleIds.includes(key)) reader.unknownName(keySpan, key, "no rule", ruleIds);
      const level = reader.choice(value, `the severity of ${quote(key)}`, levels);
      if (level !== undefined) chosen.set(key, level);
    }
  }
  if (switched === undefined) return chosen;
  for (const { key, keySpan, value } of reader.members(switched, '"rules"').values()) {
    if (!ruleIds.includes(key)) reader.unknownName(keySpan, key, "no rule", ruleIds);
    const state = reader.choice(value, `the rule ${quote(key)}`, switches);
    if (state === "off") chosen.set(key, "off");
    else if (state === "on" && chosen.get(key) === "off") {
      reader.note(value, `${quote(key)} is on here and off in "severities"`, "Keep one of them");
    }
  }
  return chosen;
}

function readIgnored(
  list: JsonNode | undefined,
  reader: SettingReader,
  lines: LineIndex,
): readonly IgnoreEntry[] {
  if (list === undefined) return [];
  return reader.items(list, '"ignore"').flatMap((item) => {
    const entry = readIgnoreEntry(item, reader, lines);
    return entry === undefined ? [] : [entry];
  });
}

function readIgnoreEntry(
  item: JsonNode,
  reader: SettingReader,
  lines: LineIndex,
): IgnoreEntry | undefined {
  const what = 'an entry of "ignore"';
  const nProblems = reader.problems.length;
  const members = reader.members(item, what, ["path", "function", "rule", "reason"]);
  if (reader.problems.length > nProblems) return undefined;
  const [path, named, rule, reason] = ["path", "function", "rule", "reason"].map(
    (name) => members.get(name)?.value,
  );
  const missing = { path, reason };
  for (const [name, value] of Object.entries(missing)) {
    if (value === undefined) {
      const example = name === "path" ? '"path": "drivers/xen"' : '"reason": "why this is known"';
      reader.note(item, `${what} has no ${quote(name)}`, `Add ${example}`);
    }
  }
  if (path === undefined || reason === undefined) return undefined;
  const inTree = readPath(path, '"path"', reader);
  const why = reader.text(reason, '"reason"')?.trim();
  if (why !== undefined && !isReason(why)) {
    reader.note(reason, `"reason" is ${quote(why)}`, "Say why these findings are not to be shown");
  }
  const id = rule === undefined ? undefined : reader.text(rule, '"rule"');
  if (rule !== undefined && id !== undefined && !ruleIds.includes(id)) {
    reader.unknownName(rule, id, "no rule", ruleIds);
  }
  return {
    path: inTree ?? "",
    function: named === undefined ? undefined : reader.functionName(named, '"function"'),
    rule: id,
    reason: why ?? "",
    location: lines.locate(settingsFile, item),
  };
}

/** A path of the tree without a leading "./" and a trailing "/"; "." becomes "". */
function readPath(node: JsonNode, what: string, reader: SettingReader): string | undefined {
  const written = reader.text(node, what);
  if (written === undefined) return undefined;
  const parts = written.split("/").filter((part) => part !== "." && part !== "");
  const isInside =
    written !== "" && !/^\/|^[A-Za-z]:|[\\\0]/.test(written) && !parts.includes("..");
  if (isInside && !/[*?[\]{}]/.test(written)) return parts.join("/");
  return reader.note(
    node,
    `${what} is ${quote(written)}, which is no file or folder of the tree`,
    'Write it from the top of the tree, with "/" between folders and without patterns, such as "mm/kasan"',
  );
}

function readAllocators(
  list: JsonNode | undefined,
  reader: SettingReader,
): readonly ExtraAllocator[] {
  if (list === undefined) return [];
  const found = new Map<string, ExtraAllocator>();
  for (const item of reader.items(list, '"allocators"')) {
    const what = 'an entry of "allocators"';
    const members = reader.members(item, what, ["name", "use"]);
    const [nameNode, useNode] = [members.get("name")?.value, members.get("use")?.value];
    if (nameNode === undefined || useNode === undefined) {
      const example = '{ "name": "my_alloc", "use": "allocates" }';
      reader.note(item, `${what} lacks its "name" or its "use"`, `Write ${example}`);
      continue;
    }
    const name = reader.functionName(nameNode, '"name"');
    const use = reader.choice(useNode, '"use"', allocatorUses);
    if (name === undefined || use === undefined) continue;
    if (found.has(name)) reader.note(nameNode, `${name}() is listed twice`, "Keep one of them");
    found.set(name, { name, use });
  }
  return [...found.values()];
}

function readNonAllocators(
  list: JsonNode | undefined,
  allocators: readonly ExtraAllocator[],
  reader: SettingReader,
): readonly string[] {
  if (list === undefined) return [];
  return reader.items(list, '"nonAllocators"').flatMap((item) => {
    const name = reader.functionName(item, 'an entry of "nonAllocators"');
    if (name === undefined) return [];
    if (allocators.some((allocator) => allocator.name === name)) {
      reader.note(item, `${name}() is in "allocators" too`, "Keep one of them");
    }
    return [name];
  });
}

function readConfiguration(
  node: JsonNode | undefined,
  reader: SettingReader,
  tree: SettingsTree,
): ConfigurationSetting | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "string") {
    const path = readPath(node, '"configuration"', reader);
    const problem = path === undefined ? undefined : tree.problemOf(path);
    if (problem !== undefined) {
      const advice = "Name a .config inside of the tree, or list the symbols";
      reader.note(node, `${quote(node.value)} cannot be read: ${problem}`, advice);
    }
    return path === undefined ? undefined : { kind: "file", path };
  }
  const symbols = new Map<string, string>();
  for (const { key, keySpan, value } of reader.members(node, '"configuration"').values()) {
    if (!/^CONFIG_\w+$/.test(key)) {
      const advice = 'Write it as in a .config: "CONFIG_DEBUG_PAGEALLOC": "y"';
      reader.note(keySpan, `${quote(key)} is no symbol of a configuration`, advice);
    }
    const state = reader.text(value, `the value of ${quote(key)}`);
    if (state !== undefined) symbols.set(key, state);
  }
  return { kind: "symbols", symbols };
}

function readArchitecture(
  node: JsonNode | undefined,
  reader: SettingReader,
  tree: SettingsTree,
): string | undefined {
  if (node === undefined) return undefined;
  const name = reader.text(node, '"architecture"');
  if (name === undefined) return undefined;
  if (/^\w+$/.test(name) && tree.hasArchitecture(name)) return name;
  const advice = 'Name a folder of arch/, such as "x86" for x86_64';
  return reader.note(node, `the tree has no architecture ${quote(name)}`, advice);
}
