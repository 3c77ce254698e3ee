/** From the words of a command line to one command with checked options. */

import { parseArgs } from "node:util";
import { findNearestMatch } from "#engine/base";
import { machineNames, type Population, parsePopulation } from "#engine/trace";
import { chooseFormat, type OutputFormat } from "./output-format.ts";
import { CliProblem } from "./problem.ts";

export type CommandName = "check" | "doctor" | "explain" | "fix" | "lsp" | "rules" | "simulate";

export type FailLevel = "error" | "hint" | "information" | "never" | "warning";

export interface CliOptions {
  readonly root: string | undefined;
  readonly useCache: boolean;
  readonly cacheDir: string | undefined;
  readonly jobs: number | undefined;
  /** False for a check as if the tree had no file of settings. */
  readonly useSettings: boolean;
  /** The configuration of a build beside the tree; no option names it. */
  readonly configFile: string | undefined;
  readonly format: OutputFormat;
  /** A file for the results; undefined and "-" are standard output. */
  readonly output: string | undefined;
  readonly color: "always" | "auto" | "never";
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly timings: boolean;
  readonly failOn: FailLevel;
  /** A file of findings that are known, and are not reported. */
  readonly baseline: string | undefined;
  /** A file that the findings go to in place of a report. */
  readonly writeBaseline: string | undefined;
  /** A revision of git; only what changed since is reported. */
  readonly since: string | undefined;
  /** A file with a patch, or "-"; it is applied in memory, and only what it changes is reported. */
  readonly patch: string | undefined;
  readonly dryRun: boolean;
  readonly introduce: boolean;
  readonly write: boolean;
  readonly simulation: SimulationOptions;
}

/** Of `simulate`; undefined leaves the choice to the simulator. */
export interface SimulationOptions {
  readonly arch: string | undefined;
  readonly release: string | undefined;
  readonly pages: number | undefined;
  readonly debugPagealloc: boolean;
  readonly populated: Population | undefined;
  readonly variant: "as-written" | "both" | "nolazy";
  readonly stubs: readonly string[];
}

export type Invocation =
  | { readonly kind: "help"; readonly command: CommandName | undefined }
  | {
      readonly kind: "run";
      readonly command: CommandName;
      readonly operands: readonly string[];
      readonly options: CliOptions;
    }
  | { readonly kind: "version" };

export const commandNames: readonly CommandName[] = [
  "check",
  "doctor",
  "explain",
  "fix",
  "lsp",
  "rules",
  "simulate",
];

/** Throws {@link CliProblem} for whatever is not understood. */
export function parseCommandLine(argv: readonly string[]): Invocation {
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionKinds,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const given = new Map<string, string | undefined>();
  const spelling = new Map<string, string>();
  let command: CommandName | undefined;
  let isTerminated = false;
  for (const token of tokens) {
    if (token.kind === "option-terminator") {
      isTerminated = true;
    } else if (token.kind === "positional") {
      if (
        command === undefined &&
        operands.length === 0 &&
        !isTerminated &&
        isCommand(token.value)
      ) {
        command = token.value;
      } else {
        operands.push(token.value);
      }
    } else {
      checkOption(token.name, token.rawName, token.value, token.inlineValue === true);
      // --stub may be given more than once.
      const before = token.name === "stub" ? given.get("stub") : undefined;
      given.set(token.name, before === undefined ? token.value : `${before},${token.value}`);
      spelling.set(token.name, token.rawName);
    }
  }
  if (given.has("help")) return { kind: "help", command };
  if (given.has("version")) return { kind: "version" };
  const chosen = command ?? "check";
  for (const [name, rawName] of spelling) {
    if (!(optionsOf[chosen].includes(name) || commonOptions.includes(name))) {
      const takers = commandNames.filter((other) => optionsOf[other].includes(name));
      throw new CliProblem(
        `option ${rawName} does not belong to "lazymmu ${chosen}"`,
        `It is an option of ${takers.join(", ")}; see "lazymmu ${chosen} --help".`,
      );
    }
  }
  if (chosen === "lsp" && !given.has("stdio")) {
    throw new CliProblem(
      "lazymmu lsp needs --stdio, the only way in which it talks",
      'Start it as "lazymmu lsp --stdio".',
    );
  }
  if (given.has("kbuild")) {
    throw new CliProblem(
      "option --kbuild stands before all files and compiler options",
      'A build calls it: make C=2 CHECK="lazymmu --kbuild"',
    );
  }
  const named = given.get("format");
  const format = named === undefined ? "text" : chooseFormat(chosen, named);
  if (given.has("write")) checkWrite(given);
  checkContradictions(given);
  checkOperands(chosen, operands);
  return { kind: "run", command: chosen, operands, options: toOptions(given, format) };
}

/** How many words an option of ours takes, with its value; undefined for what is none of ours. */
export function countOptionWords(word: string): 1 | 2 | undefined {
  const [, long, inline] = /^--([a-z-]+)(=.*)?$/s.exec(word) ?? [];
  const [, letter, attached] = /^-([a-z])(.*)$/s.exec(word) ?? [];
  const found = Object.entries(optionKinds).find(
    ([name, kind]) => name === long || ("short" in kind && kind.short === letter),
  );
  if (found === undefined) return undefined;
  if (found[1].type === "boolean") return letter !== undefined && attached !== "" ? undefined : 1;
  return inline === undefined && (attached ?? "") === "" ? 2 : 1;
}

const optionKinds = {
  arch: { type: "string" },
  baseline: { type: "string" },
  "cache-dir": { type: "string" },
  color: { type: "string" },
  "debug-pagealloc": { type: "string" },
  "dry-run": { type: "boolean" },
  "fail-on": { type: "string" },
  format: { type: "string" },
  help: { type: "boolean", short: "h" },
  introduce: { type: "boolean" },
  jobs: { type: "string", short: "j" },
  kbuild: { type: "boolean" },
  "no-cache": { type: "boolean" },
  "no-settings": { type: "boolean" },
  output: { type: "string", short: "o" },
  pages: { type: "string" },
  patch: { type: "string" },
  populated: { type: "string" },
  quiet: { type: "boolean", short: "q" },
  release: { type: "string" },
  root: { type: "string" },
  since: { type: "string" },
  stdio: { type: "boolean" },
  stub: { type: "string" },
  timings: { type: "boolean" },
  variant: { type: "string" },
  verbose: { type: "boolean", short: "v" },
  version: { type: "boolean" },
  write: { type: "boolean" },
  "write-baseline": { type: "string" },
} as const;

const commonOptions: readonly string[] = ["color", "help", "quiet", "version"];

const treeOptions: readonly string[] = [
  "cache-dir",
  "jobs",
  "no-cache",
  "no-settings",
  "root",
  "timings",
];

const optionsOf: Readonly<Record<CommandName, readonly string[]>> = {
  check: [
    ...treeOptions,
    "baseline",
    "fail-on",
    "format",
    "kbuild",
    "output",
    "patch",
    "since",
    "verbose",
    "write-baseline",
  ],
  doctor: ["cache-dir", "format", "jobs", "no-cache", "no-settings", "root"],
  explain: [...treeOptions],
  fix: [...treeOptions, "dry-run", "fail-on", "introduce", "write"],
  lsp: ["stdio"],
  rules: ["format"],
  simulate: [
    ...treeOptions,
    "arch",
    "debug-pagealloc",
    "format",
    "output",
    "pages",
    "populated",
    "release",
    "stub",
    "variant",
    "verbose",
  ],
};

const choices: Readonly<Record<string, readonly string[]>> = {
  arch: machineNames,
  "debug-pagealloc": ["on", "off"],
  variant: ["as-written", "nolazy", "both"],
  color: ["auto", "always", "never"],
  "fail-on": ["error", "warning", "information", "hint", "never"],
};

function isCommand(word: string): word is CommandName {
  return commandNames.some((name) => name === word);
}

function isOptionName(name: string): name is keyof typeof optionKinds {
  return Object.hasOwn(optionKinds, name);
}

function checkOption(
  name: string,
  rawName: string,
  value: string | undefined,
  isInline: boolean,
): void {
  if (!isOptionName(name)) {
    const near = findNearestMatch(name, Object.keys(optionKinds));
    const guess = near === undefined ? "" : `Did you mean --${near}? `;
    throw new CliProblem(
      `unknown option ${rawName}`,
      `${guess}"lazymmu --help" lists the options; a path that begins with "-" goes behind "--".`,
    );
  }
  if (optionKinds[name].type === "boolean") {
    if (value !== undefined) throw new CliProblem(`option ${rawName} takes no value`);
    return;
  }
  const allowed = choices[name];
  if (value === undefined || value === "" || (!isInline && /^-./.test(value))) {
    throw new CliProblem(
      `option ${rawName} needs a value`,
      allowed === undefined ? undefined : `One of: ${allowed.join(", ")}.`,
    );
  }
  if (allowed !== undefined && !allowed.includes(value)) {
    const near = findNearestMatch(value, allowed);
    throw new CliProblem(
      `option ${rawName} does not know "${value}"`,
      `${near === undefined ? "" : `Did you mean ${near}? `}One of: ${allowed.join(", ")}.`,
    );
  }
  if (name === "pages" && !(/^[1-9][0-9]{0,6}$/.test(value) && Number(value) <= 1_048_576)) {
    throw new CliProblem(
      `option ${rawName} needs a whole number from 1 to 1048576, not "${value}"`,
    );
  }
  if (name === "populated" && parsePopulation(value) === undefined) {
    throw new CliProblem(
      `option ${rawName} needs all, none or entries, not "${value}"`,
      "Entries count from 0: 0-3,8.",
    );
  }
  if (name === "release" && !/^v?[0-9]{1,3}\.[0-9]{1,3}/.test(value)) {
    throw new CliProblem(`option ${rawName} needs a release such as 6.12, not "${value}"`);
  }
  if (name === "jobs" && !/^[1-9][0-9]{0,2}$/.test(value)) {
    throw new CliProblem(
      `option ${rawName} needs a whole number from 1 to 999, not "${value}"`,
      "Leave it out to let lazymmu choose.",
    );
  }
}

/** Options of which the second has no meaning beside the first. */
const contradictions: readonly (readonly [string, string])[] = [
  ["write-baseline", "baseline"],
  ["write-baseline", "fail-on"],
  ["write-baseline", "format"],
  ["write-baseline", "output"],
  ["write-baseline", "patch"],
  ["write-baseline", "since"],
  ["patch", "since"],
];

function checkContradictions(given: ReadonlyMap<string, string | undefined>): void {
  for (const [one, other] of contradictions) {
    if (given.has(one) && given.has(other)) {
      throw new CliProblem(`--${one} and --${other} contradict each other`);
    }
  }
}

function checkWrite(given: ReadonlyMap<string, string | undefined>): void {
  if (!given.has("introduce")) {
    throw new CliProblem(
      "option --write belongs to --introduce",
      '"lazymmu fix" writes by itself; with --dry-run it does not.',
    );
  }
  if (given.has("dry-run")) {
    throw new CliProblem("--write and --dry-run contradict each other");
  }
}

function checkOperands(command: CommandName, operands: readonly string[]): void {
  if (operands.includes("")) {
    throw new CliProblem("an empty PATH was given", 'The current folder is ".".');
  }
  if (command === "explain" && operands.length !== 1) {
    throw new CliProblem(
      `lazymmu explain takes one RULE or FILE:LINE, and ${operands.length} were given`,
      'For instance "lazymmu explain allocation-in-callback"; "lazymmu rules" lists the rules.',
    );
  }
  if (command === "simulate" && operands.length !== 1) {
    throw new CliProblem(
      `lazymmu simulate takes one FILE:FUNCTION or FILE:LINE, and ${operands.length} were given`,
      'For instance "lazymmu simulate kernel/bpf/arena.c:existing_page_cb".',
    );
  }
  const extra = operands[0];
  if ((command === "rules" || command === "lsp") && extra !== undefined) {
    throw new CliProblem(`lazymmu ${command} takes no operand, and "${extra}" was given`);
  }
  if (command === "doctor" && operands.length > 1) {
    throw new CliProblem(
      `lazymmu doctor takes at most one PATH, and ${operands.length} were given`,
    );
  }
}

function toOptions(
  given: ReadonlyMap<string, string | undefined>,
  format: OutputFormat,
): CliOptions {
  const jobs = given.get("jobs");
  const color = given.get("color");
  const failOn = given.get("fail-on");
  return {
    root: given.get("root"),
    useCache: !given.has("no-cache"),
    cacheDir: given.get("cache-dir"),
    jobs: jobs === undefined ? undefined : Number(jobs),
    useSettings: !given.has("no-settings"),
    configFile: undefined,
    format,
    output: given.get("output"),
    color: color === "always" || color === "never" ? color : "auto",
    quiet: given.has("quiet"),
    verbose: given.has("verbose"),
    timings: given.has("timings"),
    failOn:
      failOn === "error" || failOn === "information" || failOn === "hint" || failOn === "never"
        ? failOn
        : "warning",
    baseline: given.get("baseline"),
    writeBaseline: given.get("write-baseline"),
    since: given.get("since"),
    patch: given.get("patch"),
    dryRun: given.has("dry-run"),
    introduce: given.has("introduce"),
    write: given.has("write"),
    simulation: toSimulationOptions(given),
  };
}

function toSimulationOptions(given: ReadonlyMap<string, string | undefined>): SimulationOptions {
  const pages = given.get("pages");
  const variant = given.get("variant");
  return {
    arch: given.get("arch"),
    release: given.get("release"),
    pages: pages === undefined ? undefined : Number(pages),
    debugPagealloc: given.get("debug-pagealloc") !== "off",
    populated: parsePopulation(given.get("populated") ?? ""),
    variant: variant === "as-written" || variant === "nolazy" ? variant : "both",
    stubs: (given.get("stub") ?? "").split(",").filter((name) => name !== ""),
  };
}
