/** A configuration of a tree: evaluated from its Kconfig files, or read from a .config. */
import type { BuildArchitecture } from "./architectures.ts";
import { enableSymbols } from "./enable-symbol.ts";
import { Evaluation } from "./evaluate.ts";
import { KconfigText } from "./kconfig-text.ts";
import type { ConfigSymbol, Menu, SymbolType } from "./menu.ts";
import { parseMenu } from "./parse-menu.ts";
import { kconfigVariables, toolchainAnswersFor } from "./toolchain-answers.ts";

export interface Configuration {
  /** By name without CONFIG_: y, m, or the text of a string or number. Symbols that are n are left out. */
  readonly values: ReadonlyMap<string, string>;
  /** Names of symbols whose values are strings. */
  readonly strings: ReadonlySet<string>;
  /** What could not be switched on, and why. */
  readonly problems: readonly string[];
  /** In a few words, for a report. */
  readonly description: string;
}

export interface ConfigurationRequest {
  readonly readText: (path: string) => string | undefined;
  readonly architecture: BuildArchitecture;
  readonly release: string;
  /** Symbols that have to be on, with what they depend on. */
  readonly wanted: readonly string[];
  /** Symbols that have to be off. */
  readonly unwanted: readonly string[];
}

/** The menus of a tree are large and the same for every question about an architecture. */
export class ConfigurationSource {
  readonly #readText: (path: string) => string | undefined;
  readonly #release: string;
  readonly #menus = new Map<string, Menu>();

  constructor(readText: (path: string) => string | undefined, release: string) {
    this.#readText = readText;
    this.#release = release;
  }

  /** The architecture's defconfig with symbols switched on and off. */
  evaluate(
    architecture: BuildArchitecture,
    wanted: readonly string[],
    unwanted: readonly string[],
  ): Configuration {
    const menu = this.#menu(architecture);
    const user = new Map<string, string>();
    for (const file of architecture.defconfigs) {
      const text = this.#readText(file);
      if (text !== undefined) for (const [name, value] of readSettings(text)) user.set(name, value);
    }
    for (const name of unwanted) user.set(name, "n");
    const problems = enableSymbols(menu, user, wanted, new Set(unwanted));
    const evaluation = new Evaluation(menu, user);
    const values = new Map([...evaluation.all()].filter(([, value]) => value !== "n"));
    const extra = [...wanted, ...unwanted.map((name) => `-${name}`)];
    return {
      values,
      strings: stringsOf(menu.symbols),
      problems: [...menu.problems.slice(0, 3), ...problems],
      description:
        architecture.defconfigs.map((file) => file.slice(file.lastIndexOf("/") + 1)).join(" + ") +
        (extra.length > 0 ? ` with ${extra.join(", ")}` : ""),
    };
  }

  /** A symbol's type; undefined when no Kconfig file declares it. */
  typeOf(architecture: BuildArchitecture, symbol: string): SymbolType | undefined {
    return this.#menu(architecture).symbols.get(symbol)?.type;
  }

  #menu(architecture: BuildArchitecture): Menu {
    let menu = this.#menus.get(architecture.id);
    if (menu === undefined) {
      const variables = kconfigVariables(architecture, this.#release);
      const text = new KconfigText(variables, toolchainAnswersFor(architecture.id));
      const hasPlainChoices = isAtLeast(this.#release, 6, 11);
      menu = parseMenu({ readText: this.#readText, text, hasPlainChoices }, "Kconfig");
      this.#menus.set(architecture.id, menu);
    }
    return menu;
  }
}

function isAtLeast(release: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = release.split(".").map(Number.parseFloat);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function stringsOf(symbols: ReadonlyMap<string, ConfigSymbol>): ReadonlySet<string> {
  return new Set(
    [...symbols.values()].flatMap(({ name, type }) => (type === "string" ? [name] : [])),
  );
}

/** The settings of a defconfig or .config, by name without CONFIG_; "n" for those that are not set. */
function readSettings(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split("\n")) {
    const set = /^CONFIG_(\w+)=(.*?)\s*$/.exec(line);
    if (set !== null) {
      settings.set(set[1] as string, (set[2] as string).replace(/^"(.*)"$/, "$1"));
      continue;
    }
    const unset = /^# CONFIG_(\w+) is not set/.exec(line);
    if (unset !== null) settings.set(unset[1] as string, "n");
  }
  return settings;
}

/** A .config as a configuration. */
export function readConfiguration(text: string): Configuration {
  const values = new Map([...readSettings(text)].filter(([, value]) => value !== "n"));
  const strings = new Set(
    [...text.matchAll(/^CONFIG_(\w+)="/gm)].map((match) => match[1] as string),
  );
  return { values, strings, problems: [], description: "the tree's .config" };
}

/** The text of include/generated/autoconf.h. */
export function autoconfOf({ values, strings }: Configuration): string {
  const lines: string[] = [];
  for (const [name, value] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (strings.has(name)) lines.push(`#define CONFIG_${name} ${JSON.stringify(value)}`);
    else if (value === "y") lines.push(`#define CONFIG_${name} 1`);
    else if (value === "m") lines.push(`#define CONFIG_${name}_MODULE 1`);
    else lines.push(`#define CONFIG_${name} ${value}`);
  }
  return `${lines.join("\n")}\n`;
}
