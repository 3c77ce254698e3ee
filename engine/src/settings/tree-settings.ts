/** The settings of a tree, as `.lazymmu.json` at its top gives them. */
import type { Location } from "#engine/base";
import type { ExtraAllocator } from "#engine/kernel";
import type { ReportPolicy } from "#engine/lint";

/** Relative to the tree. */
export const settingsFile = ".lazymmu.json";

export interface TreeSettings {
  readonly policy: ReportPolicy;
  /** Functions that enter the page allocator, beside those that are known anyway. */
  readonly allocators: readonly ExtraAllocator[];
  /** Functions that never do, whatever they call. */
  readonly nonAllocators: readonly string[];
  readonly configuration: ConfigurationSetting | undefined;
  /** The folder below arch/ that alone counts; undefined when all do. */
  readonly architecture: string | undefined;
}

export type ConfigurationSetting =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "symbols"; readonly symbols: ReadonlyMap<string, string> };

export const defaultTreeSettings: TreeSettings = {
  policy: { levels: new Map(), ignored: [] },
  allocators: [],
  nonAllocators: [],
  configuration: undefined,
  architecture: undefined,
};

/** Why the settings are not usable: a clause, and a sentence without its stop on what to do. */
export interface SettingsProblem {
  readonly location: Location;
  readonly message: string;
  readonly advice: string;
}

export interface ReadSettings {
  /** The defaults as soon as there is a problem: half of what was meant is not what was meant. */
  readonly settings: TreeSettings;
  /** By place. */
  readonly problems: readonly SettingsProblem[];
}
