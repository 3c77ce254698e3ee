/** What a tree says of itself and of how it wants to be checked: its settings and its facts. */
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  parseConfiguration,
  readTreeFacts,
  type SymbolValues,
  type TreeFacts,
  withKnownSymbols,
} from "#engine/index";
import {
  type ConfigurationSetting,
  defaultTreeSettings,
  type ReadSettings,
  readSettings,
  settingsFile,
  unreadableSettings,
} from "#engine/settings";
import type { TreeSourceReader } from "./tree-reader.ts";

/** Of a tree without a file of settings. */
export const noSettings: ReadSettings = { settings: defaultTreeSettings, problems: [] };

/** The settings of `.lazymmu.json` at the top; the defaults when there is none, or a broken one. */
export function readTreeSettings(root: string, reader: TreeSourceReader): ReadSettings {
  // A link to nothing is a file that cannot be read, and not one that is not there.
  if (!reader.isThere(settingsFile)) return noSettings;
  const problemOf = (file: string) =>
    existsSync(join(root, file)) || reader.readText(file) !== undefined
      ? reader.problemOf(file)
      : "it is not there";
  const text = reader.readText(settingsFile);
  if (text === undefined) return unreadableSettings(problemOf(settingsFile) ?? "it changed");
  return readSettings(text, {
    hasArchitecture: (name) =>
      lstatSync(join(root, "arch", name), { throwIfNoEntry: false })?.isDirectory() === true,
    problemOf,
  });
}

/** `configFile`, the configuration of a build that asks, goes before what the settings choose. */
export function treeFactsOf(
  root: string,
  reader: TreeSourceReader,
  setting: ConfigurationSetting | undefined,
  configFile: string | undefined,
): TreeFacts {
  const facts = readTreeFacts({
    readText: (file) => reader.readText(file),
    listFolders(folder) {
      try {
        const entries = readdirSync(join(root, folder), { withFileTypes: true });
        return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
      } catch {
        return [];
      }
    },
  });
  const chosen = (text: string | undefined): SymbolValues | undefined =>
    text === undefined ? undefined : parseConfiguration(text);
  if (configFile !== undefined) {
    return { ...facts, configuration: chosen(readConfiguration(configFile)) };
  }
  if (setting === undefined) return facts;
  const configuration =
    setting.kind === "file"
      ? chosen(reader.readText(setting.path))
      : withKnownSymbols(facts.configuration, setting.symbols);
  return { ...facts, configuration };
}

function readConfiguration(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
