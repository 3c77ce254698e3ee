/**
 * What the compiler would be told for a file of a tree on one architecture: the tree's own .config
 * where it is for that architecture, else its defconfig with what the file and the scenario need.
 */
import {
  type BuildArchitecture,
  buildArchitectures,
  type Configuration,
  ConfigurationSource,
  findObjectGuards,
  forcedIncludes,
  generatedHeaders,
  includeFoldersOf,
  macrosOf,
  readConfiguration,
} from "#engine/kconfig";
import { boundsHeader } from "./bounds-header.ts";
import type { BuildEnvironment } from "./build-program.ts";

export interface EnvironmentRequest {
  readonly architecture: string;
  /** The file that a build compiles. */
  readonly file: string;
  /** Symbols without which the callback is not there, besides those that the Makefiles want. */
  readonly required: readonly string[];
  /** Symbols that are switched on where that is possible. */
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
}

export type EnvironmentResult =
  | {
      readonly kind: "ready";
      readonly environment: BuildEnvironment;
      readonly configuration: Configuration;
    }
  | { readonly kind: "failed"; readonly reason: string };

/** Makes environments for one tree, and keeps what is costly: menus, and headers by configuration. */
export class EnvironmentSource {
  readonly #readText: (path: string) => string | undefined;
  readonly #release: string;
  readonly #configurations: ConfigurationSource;
  readonly #ready = new Map<string, EnvironmentResult>();

  constructor(readText: (path: string) => string | undefined, release: string) {
    this.#readText = readText;
    this.#release = release;
    this.#configurations = new ConfigurationSource(readText, release);
  }

  find(request: EnvironmentRequest): EnvironmentResult {
    const architecture = buildArchitectures.get(request.architecture);
    if (architecture === undefined) {
      return {
        kind: "failed",
        reason: `nothing is known about building for ${request.architecture}`,
      };
    }
    const { alternatives } = findObjectGuards(request.file, this.#readText);
    // An object may stand in several lists, of which an architecture has one.
    let first: EnvironmentResult | undefined;
    for (const guards of alternatives.length > 0 ? alternatives : [[]]) {
      const required = [...new Set([...guards, ...request.required])];
      const wanted = [...new Set([...required, ...request.wanted])];
      const key = [architecture.id, ...wanted, "-", ...request.unwanted].join(" ");
      let result = this.#ready.get(key);
      if (result === undefined) {
        result = this.#make(architecture, required, wanted, request.unwanted);
        this.#ready.set(key, result);
      }
      if (result.kind === "ready") return result;
      first ??= result;
    }
    return first as EnvironmentResult;
  }

  /** The tree's .config, when it is for the architecture and has all that is wanted. */
  #ownConfiguration(
    architecture: BuildArchitecture,
    wanted: readonly string[],
  ): Configuration | undefined {
    const text = this.#readText(".config");
    // The third line that scripts/kconfig/confdata.c writes names the architecture.
    const name = text === undefined ? undefined : /^# Linux\/(\w+) /m.exec(text)?.[1];
    if (text === undefined || (name !== architecture.folder && name !== architecture.arch)) {
      return undefined;
    }
    const own = readConfiguration(text);
    return wanted.every((symbol) => own.values.get(symbol) === "y") ? own : undefined;
  }

  #make(
    architecture: BuildArchitecture,
    required: readonly string[],
    wanted: readonly string[],
    unwanted: readonly string[],
  ): EnvironmentResult {
    const configuration =
      this.#ownConfiguration(architecture, wanted) ??
      this.#configurations.evaluate(architecture, wanted, unwanted);
    const off = required.find((name) => configuration.values.get(name) === undefined);
    if (off !== undefined) {
      const reason =
        configuration.problems.find((problem) => problem.includes(`CONFIG_${off} `)) ??
        `CONFIG_${off} cannot be switched on for ${architecture.id}`;
      return { kind: "failed", reason };
    }
    const overrides = generatedHeaders({
      readText: this.#readText,
      architecture,
      configuration,
      release: this.#release,
    });
    const options = {
      includeFolders: includeFoldersOf(architecture),
      forcedIncludes,
      predefined: macrosOf(architecture, configuration),
      overrides,
    };
    const bounds = boundsHeader({ ...options, readText: this.#readText }, architecture.dataModel);
    overrides.set("generated/bounds.h", bounds ?? "");
    const environment: BuildEnvironment = {
      ...options,
      architecture: architecture.id,
      dataModel: architecture.dataModel,
      isCharUnsigned: true,
    };
    return { kind: "ready", environment, configuration };
  }
}
