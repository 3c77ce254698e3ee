/** What `.lazymmu.json` at the top of a tree says. */
export {
  readSettings,
  type SettingsTree,
  unreadableSettings,
} from "./read-settings.ts";
export { settingsSchema } from "./settings-schema.ts";
export {
  type ConfigurationSetting,
  defaultTreeSettings,
  type ReadSettings,
  type SettingsProblem,
  settingsFile,
  type TreeSettings,
} from "./tree-settings.ts";
