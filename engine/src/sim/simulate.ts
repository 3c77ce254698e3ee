/**
 * Runs a callback of a tree on a modelled machine, as written and beside it without lazy mode, and
 * reports what went wrong or that nothing did.
 */
import { invariant } from "#engine/base";
import type { SourceCache } from "#engine/cfront";
import { findObjectGuards } from "#engine/kconfig";
import { formatFor, releaseNumber } from "#engine/mm";
import type { MachineName, Population, SimulationReport, Variant } from "#engine/trace";
import { EnvironmentSource } from "./build-environment.ts";
import {
  type BuildResult,
  type BuiltProgram,
  buildProgram,
  type SimulationTree,
  sourcesOf,
} from "./build-program.ts";
import { architecturesFor, chooseGeometry, choosePolicy } from "./machine-choice.ts";
import { findMemoryMap } from "./memory-map.ts";
import type { Program } from "./program.ts";
import { compareRuns, reportRun } from "./report.ts";
import { Run } from "./run.ts";
import { findDefinition, symbolsAround } from "./source-conditions.ts";
import { isOwnFile, SourcePlaces } from "./source-places.ts";

/** A kernel tree as the simulator reads it. */
export interface SimulatedTree extends SimulationTree {
  /** Names of the files in a folder; empty when there is none. */
  readonly listFiles: (folder: string) => readonly string[];
  /** As the tree says it, or undefined. */
  readonly release: string | undefined;
  readonly dialect: string;
}

export interface SimulationSubject {
  readonly file: string;
  readonly callback: string;
  /** The call site that it is run for, when one is known. */
  readonly site:
    | {
        readonly api: string;
        readonly file: string;
        readonly function: string;
        readonly line: number;
        readonly column: number;
      }
    | undefined;
}

export interface SimulationSettings {
  readonly machine: MachineName | undefined;
  /** Of the policy; the tree's own when undefined. */
  readonly release: string | undefined;
  readonly pages: number;
  readonly debugPagealloc: boolean;
  readonly initOnAlloc: boolean;
  readonly variants: readonly Variant[];
  readonly population: Population | undefined;
  /** Ordinals of the allocations that fail, from 0. */
  readonly failing: readonly number[];
  /** Statements of one run. */
  readonly budget: number;
  /** Functions that answer 0 and do nothing; what they do not do is assumed. */
  readonly stubs: readonly string[];
}

export const defaultSettings: SimulationSettings = {
  machine: undefined,
  release: undefined,
  pages: 512,
  debugPagealloc: true,
  initOnAlloc: false,
  variants: ["as-written", "nolazy"],
  population: undefined,
  failing: [],
  budget: 50_000_000,
  stubs: [],
};

export interface Simulation {
  readonly report: SimulationReport;
  readonly runs: readonly Run[];
  readonly places: SourcePlaces;
  /** The scenario's C. */
  readonly scenario: string;
}

export type SimulationResult =
  | { readonly kind: "simulated"; readonly simulation: Simulation }
  | { readonly kind: "failed"; readonly reason: string };

const maxPages = 1 << 20;

/** Keeps what several simulations of one tree share. */
export class Simulator {
  readonly #tree: SimulatedTree;
  readonly #release: string;
  readonly #environments: EnvironmentSource;
  readonly #sources: SourceCache;

  constructor(tree: SimulatedTree) {
    this.#tree = tree;
    this.#sources = sourcesOf(tree);
    this.#release = tree.release ?? "6.12";
    this.#environments = new EnvironmentSource(tree.readText, this.#release);
  }

  /** A C source changed. A change to another file, such as a header, wants a new simulator. */
  forgetSource(file: string): void {
    this.#sources.forget(file);
  }

  /** Every architecture that the subject can be built for, with the reason for each that it cannot. */
  buildableArchitectures(
    subject: SimulationSubject,
  ): readonly { readonly architecture: string; readonly reason: string | undefined }[] {
    return architecturesFor(undefined, subject.file).map((architecture) => {
      const found = this.#environment(subject, architecture, true);
      return { architecture, reason: found.kind === "failed" ? found.reason : undefined };
    });
  }

  simulate(subject: SimulationSubject, settings: SimulationSettings): SimulationResult {
    invariant(settings.pages >= 1 && settings.pages <= maxPages, "a number of pages in range");
    const failures: string[] = [];
    for (const architecture of architecturesFor(settings.machine, subject.file)) {
      const result = this.#simulateOn(subject, settings, architecture);
      if (result.kind === "simulated") return result;
      failures.push(`${architecture}: ${result.reason}`);
    }
    return { kind: "failed", reason: failures.join("; ") };
  }

  #environment(subject: SimulationSubject, architecture: string, debugPagealloc: boolean) {
    const text = this.#tree.readText(subject.file) ?? "";
    const around = symbolsAround(text, findDefinition(text, subject.callback));
    const unit = this.#unitOf(subject.file);
    return {
      ...this.#environments.find({
        architecture,
        file: unit.file,
        required: [...unit.wanted, ...around.wanted],
        wanted: debugPagealloc ? ["DEBUG_PAGEALLOC"] : [],
        unwanted: around.unwanted,
      }),
      unitFile: unit.file,
    };
  }

  /** The file that is compiled: the subject's own, or one that includes it. */
  #unitOf(file: string): { readonly file: string; readonly wanted: readonly string[] } {
    if (findObjectGuards(file, this.#tree.readText).isObject) return { file, wanted: [] };
    const parts = file.split("/");
    for (let up = 1; up <= 2 && up < parts.length; up++) {
      const folder = parts.slice(0, -up).join("/");
      const name = parts.slice(-up).join("/");
      for (const other of this.#tree.listFiles(folder)) {
        if (!other.endsWith(".c")) continue;
        const path = `${folder}/${other}`;
        const text = path === file ? undefined : this.#tree.readText(path);
        const at = text?.indexOf(`#include "${name}"`) ?? -1;
        if (text !== undefined && at >= 0) {
          return { file: path, wanted: symbolsAround(text, at).wanted };
        }
      }
    }
    return { file, wanted: [] };
  }

  #simulateOn(
    subject: SimulationSubject,
    settings: SimulationSettings,
    architecture: string,
  ): SimulationResult {
    const found = this.#environment(subject, architecture, settings.debugPagealloc);
    if (found.kind === "failed") return found;
    const { environment, configuration } = found;
    const release = settings.release ?? this.#release;
    const choice = choosePolicy(settings.machine, architecture, release);
    const { policy } = choice;
    const isHash = policy.machine === "powerpc-hash";
    const geometry = chooseGeometry(architecture, configuration, isHash);
    const map = findMemoryMap(architecture);
    if (geometry === undefined || map === undefined) {
      return { kind: "failed", reason: `no page tables are modelled for ${architecture}` };
    }
    const caller = subject.site?.file === subject.file ? subject.site.function : undefined;
    const attempt = (population: Population | undefined) => {
      const built = buildProgram({
        tree: this.#tree,
        sources: this.#sources,
        environment,
        file: subject.file,
        unitFile: found.unitFile,
        callback: subject.callback,
        caller,
        isExisting: subject.site?.api.includes("existing") ?? false,
        pages: settings.pages,
        population,
        geometry,
        format: formatFor(geometry),
        map,
        isXen: policy.machine === "xen-pv",
        isHashMmu: isHash,
        stubs: settings.stubs,
      });
      const runs =
        built.kind === "built"
          ? variants.map((variant) => execute(built.built.program, variant))
          : [];
      return { result: built, runs };
    };
    const isSupported = configuration.values.get("ARCH_SUPPORTS_DEBUG_PAGEALLOC") === "y";
    const variants = settings.variants.filter(
      (variant) => variant !== "paused" || policy.isCounted,
    );
    const execute = (program: Program, variant: Variant): Run => {
      const run = new Run(program, {
        policy,
        variant,
        debug: {
          debugPagealloc: settings.debugPagealloc,
          isPageallocSupported: isSupported,
          pagePoisoning: false,
          initOnAlloc: settings.initOnAlloc,
          initOnFree: false,
        },
        release: releaseNumber(release) ?? 6012,
        budget: settings.budget,
        failing: settings.failing,
      });
      run.execute();
      return run;
    };
    let chosen = attempt(settings.population);
    // A callback that refuses the first empty entry is meant for entries that map something.
    const isRefused =
      settings.population === undefined && chosen.runs[0]?.kernel.entries === 1 && refuses(chosen);
    if (isRefused) {
      const other = attempt("all");
      if ((other.runs[0]?.returned ?? -1) >= 0) chosen = other;
    }
    const { result, runs } = chosen;
    if (result.kind === "failed") return result;
    const places = this.#places(result.built, environment.overrides);
    const assumptions = [
      ...(choice.caveat === undefined ? [] : [choice.caveat]),
      ...(settings.debugPagealloc && !isSupported
        ? ["debug_pagealloc poisons pages here, since the architecture does not unmap them"]
        : []),
      ...settings.stubs.map((name) => `${name}() does nothing and answers 0, as was asked`),
      ...result.built.program.scenario.assumptions,
    ];
    const reports = runs.map((run) => reportRun(run, places, assumptions));
    const [first] = runs;
    const report: SimulationReport = {
      schema: 1,
      callback: {
        name: subject.callback,
        place: places.placeOf(result.built.definition.at) ?? {
          file: subject.file,
          line: 1,
          column: 1,
        },
      },
      walk: walkOf(subject, result.built, geometry.pageShift),
      tree: { release: this.#tree.release ?? null, dialect: this.#tree.dialect },
      machine: {
        architecture,
        release,
        policy: policy.id,
        policyTitle: `${policy.name}, ${policy.releases}`,
        geometry: geometry.id,
        debugPagealloc: settings.debugPagealloc,
        configuration: configuration.description,
        sources: policy.citations.map(({ file, name, release: of }) => `${file}, ${name}, ${of}`),
      },
      functions: functionsOf(result.built, places),
      runs: reports,
      differences:
        first === undefined ? [] : runs.slice(1).map((other) => compareRuns(first, other)),
    };
    const scenario = result.built.program.scenario.text;
    return { kind: "simulated", simulation: { report, runs, places, scenario } };
  }

  #places(
    { positions, ownTexts }: BuiltProgram,
    overrides: ReadonlyMap<string, string>,
  ): SourcePlaces {
    return new SourcePlaces(
      positions,
      (file) => ownTexts.get(file) ?? overrides.get(file) ?? this.#tree.readText(file),
    );
  }
}

/** Whether the walk ended with an error of the callback's, and nothing went wrong besides. */
function refuses({
  result,
  runs: [first],
}: {
  readonly result: BuildResult;
  readonly runs: readonly Run[];
}): boolean {
  if (result.kind !== "built" || result.built.program.scenario.population !== "none") return false;
  return (first?.returned ?? 0) < 0 && first?.kernel.record.problems.length === 0;
}

function walkOf(
  subject: SimulationSubject,
  { program }: BuiltProgram,
  pageShift: number,
): SimulationReport["walk"] {
  const { scenario, map } = program;
  const { site } = subject;
  const start =
    scenario.start === "user"
      ? map.userRange
      : scenario.start === "kernel"
        ? map.kernelRange
        : map.linearBase;
  return {
    walker: scenario.walker,
    caller: site?.function ?? null,
    place: site === undefined ? null : { file: site.file, line: site.line, column: site.column },
    isKernel: scenario.isKernel,
    isExistingOnly: scenario.isExisting,
    start: `0x${start.toString(16)}`,
    pages: scenario.pages,
    pageByteSize: 2 ** pageShift,
    populated: scenario.population,
  };
}

/** What ran from the tree's source, what is modelled, and what is neither. */
function functionsOf(
  { report }: BuiltProgram,
  places: SourcePlaces,
): SimulationReport["functions"] {
  const interpreted = report.compiled
    .filter(({ file }) => !isOwnFile(file))
    .map(({ name, file }) => ({ name, file }))
    .sort((a, b) => (a.file + a.name < b.file + b.name ? -1 : 1));
  const ours = report.compiled
    .filter(({ file, name }) => isOwnFile(file) && !name.startsWith("__sim_"))
    .map(({ name }) => name);
  const hosts = report.hosts.filter((name) => !name.startsWith("__sim_"));
  const missing = [
    ...report.missing.map(({ name, at }) => ({
      name,
      reason: "nothing defines or models it",
      caller: describe(places.placeOf(at)),
    })),
    ...report.failed.map(({ name, reason, at }) => ({
      name,
      reason,
      caller: describe(places.placeOf(at)),
    })),
  ].filter(({ name }) => !name.startsWith("__compiletime_assert_"));
  return { interpreted, modelled: [...new Set([...ours, ...hosts])].sort(), missing };
}

function describe(place: { file: string; line: number } | null): string | null {
  return place === null ? null : `${place.file}:${place.line}`;
}
