/** Small trees of Kconfig files and Makefiles, held in memory. */
import {
  type BuildArchitecture,
  buildArchitectures,
  type Configuration,
  ConfigurationSource,
} from "#engine/kconfig";

const arm64 = buildArchitectures.get("arm64") as BuildArchitecture;

export function readerOf(
  files: Readonly<Record<string, string>>,
): (path: string) => string | undefined {
  return (path) => files[path];
}

export interface ConfigurationOptions {
  readonly settings?: string;
  readonly wanted?: readonly string[];
  readonly unwanted?: readonly string[];
  readonly release?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** The configuration that a Kconfig text and the settings of a defconfig give on arm64. */
export function configurationOf(
  kconfig: string,
  options: ConfigurationOptions = {},
): Configuration {
  const { settings = "", wanted = [], unwanted = [], release = "6.12.0", files = {} } = options;
  const readText = readerOf({
    Kconfig: kconfig,
    "arch/arm64/configs/defconfig": settings,
    ...files,
  });
  return new ConfigurationSource(readText, release).evaluate(arm64, wanted, unwanted);
}

export function valuesOf(
  kconfig: string,
  options: ConfigurationOptions = {},
): Readonly<Record<string, string>> {
  return Object.fromEntries([...configurationOf(kconfig, options).values].sort());
}
