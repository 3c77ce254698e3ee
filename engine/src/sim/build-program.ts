/**
 * From a callback of a tree to a program: its file as a build for one architecture sees it, the
 * model's own C beside it, and a scenario that calls it.
 */
import {
  Compilation,
  createUnit,
  type FunctionDefinition,
  Image,
  type LinkReport,
  PositionTable,
  SourceCache,
  type Unit,
} from "#engine/cfront";
import { findCompileFlags } from "#engine/kconfig";
import type { Geometry, TableFormat } from "#engine/mm";
import type { Population } from "#engine/trace";
import { ExtendedUnit } from "./extended-unit.ts";
import { createHosts } from "./hosts.ts";
import type { KernelFacts } from "./kernel-state.ts";
import type { MemoryMap } from "./memory-map.ts";
import type { Program } from "./program.ts";
import { buildScenario } from "./scenario.ts";
import { allocatorModel } from "./source/allocator-model.ts";
import { architecturePreludes } from "./source/prelude-architectures.ts";
import { commonPrelude } from "./source/prelude-common.ts";
import { walkerModel } from "./source/walker-model.ts";

/** What a build for an architecture and configuration would tell the compiler. */
export interface BuildEnvironment {
  readonly architecture: string;
  readonly includeFolders: readonly string[];
  readonly forcedIncludes: readonly string[];
  readonly predefined: Readonly<Record<string, string>>;
  /** Generated headers by include path. */
  readonly overrides: ReadonlyMap<string, string>;
  readonly dataModel: "lp64" | "ilp32";
  readonly isCharUnsigned: boolean;
}

export interface SimulationTree {
  readonly readText: (path: string) => string | undefined;
  /** Files that may define an external function or object, sorted. */
  readonly filesDefining: (name: string) => readonly string[];
}

export interface ProgramRequest {
  readonly tree: SimulationTree;
  readonly sources: SourceCache;
  readonly environment: BuildEnvironment;
  /** The callback's file, and the file that a build compiles for it, which may include it. */
  readonly file: string;
  readonly unitFile: string;
  readonly callback: string;
  /** The function that calls the walker, in the same unit, when it is known. */
  readonly caller: string | undefined;
  readonly isExisting: boolean;
  readonly pages: number;
  readonly population: Population | undefined;
  readonly geometry: Geometry;
  readonly format: TableFormat;
  readonly map: MemoryMap;
  readonly isXen: boolean;
  readonly isHashMmu: boolean;
  /** Functions that answer 0 and do nothing, since a user asked for it. */
  readonly stubs: readonly string[];
}

export interface BuiltProgram {
  readonly program: Program;
  readonly report: LinkReport;
  readonly positions: PositionTable;
  /** Texts of ours, by the file name that positions have for them. */
  readonly ownTexts: ReadonlyMap<string, string>;
  /** The definition of the callback. */
  readonly definition: FunctionDefinition;
}

export type BuildResult =
  | { readonly kind: "built"; readonly built: BuiltProgram }
  | { readonly kind: "failed"; readonly reason: string };

const modelFile = "<model>";
const preludeFile = "<prelude>";
const maxUnits = 24;

/** The tree's files and the model's own as the preprocessor reads them, for any number of builds. */
export function sourcesOf(tree: SimulationTree): SourceCache {
  return new SourceCache((path) =>
    path === modelFile ? walkerModel + allocatorModel : tree.readText(path),
  );
}

export function buildProgram(request: ProgramRequest): BuildResult {
  return new Builder(request).build();
}

class Builder {
  readonly #request: ProgramRequest;
  readonly #positions = new PositionTable();
  readonly #cache: SourceCache;
  readonly #prelude: string;
  readonly #units = new Map<string, Unit>();
  readonly #compilation: Compilation;
  readonly #image: Image;
  #modelUnit: Unit | undefined;

  constructor(request: ProgramRequest) {
    this.#request = request;
    this.#cache = request.sources;
    this.#prelude = preludeOf(request);
    const { map, environment } = request;
    this.#image = new Image(this.#positions, map);
    const hosts = createHosts(() => {
      throw new Error("no host runs while a program is built");
    });
    this.#compilation = new Compilation({
      image: this.#image,
      profile: "kernel",
      dataModel: environment.dataModel,
      isCharUnsigned: environment.isCharUnsigned,
      hosts: new Set([...hosts.keys(), ...request.stubs]),
      unitDefining: (name, from) => this.#unitDefining(name, from),
    });
  }

  build(): BuildResult {
    const { callback, file, unitFile, caller, tree } = this.#request;
    const base = this.#unit(unitFile);
    const unit = new ExtendedUnit(base);
    const compilation = this.#compilation;
    const definition = compilation.syntaxOf(unit, callback);
    if (definition === undefined) {
      const problem = compilation.problemOf(unit, callback);
      const missing = base.problems[0];
      const reason =
        problem !== undefined
          ? `the definition of ${callback}() is not understood: ${problem.message}`
          : `${callback}() is not defined in ${file} in this configuration${
              missing === undefined ? "" : ` (${missing.file}: ${missing.message})`
            }`;
      return { kind: "failed", reason };
    }
    const facts = this.#facts(unit);
    if (typeof facts === "string") return { kind: "failed", reason: facts };
    const scenario = buildScenario({
      callback: definition,
      callbackText: this.#textOf(definition, tree),
      caller: caller === undefined ? undefined : compilation.syntaxOf(unit, caller),
      isExisting: this.#request.isExisting,
      types: {
        membersOf: (typeText) => compilation.recordOf(unit, typeText)?.members,
        isComplete: (typeText) => compilation.sizeOf(unit, typeText) !== undefined,
      },
      pages: this.#request.pages,
      population: this.#request.population,
      ranges: rangesOf(this.#request.map),
      outsidePfn: outsidePfnOf(this.#request),
      isHashed: this.#request.isHashMmu,
    });
    unit.extend(scenario.text);
    const prepare = compilation.functionIn(unit, "__sim_prepare");
    const run = compilation.functionIn(unit, "__sim_run");
    if (prepare === undefined || run === undefined) {
      const problem = compilation.problemOf(unit, "__sim_prepare");
      return {
        kind: "failed",
        reason: `the scenario is not understood: ${problem?.message ?? "it does not declare its functions"}`,
      };
    }
    const report = compilation.link();
    const failed = report.failed.find(
      ({ name }) => name === "__sim_prepare" || name === "__sim_run",
    );
    if (failed !== undefined) {
      return { kind: "failed", reason: `the scenario does not compile: ${failed.reason}` };
    }
    const { geometry, format, map, environment } = this.#request;
    return {
      kind: "built",
      built: {
        program: {
          image: this.#image,
          prepare,
          run,
          scenario,
          geometry,
          format,
          map,
          isIlp32: environment.dataModel === "ilp32",
          facts,
          stubs: this.#request.stubs,
          mayAllocate: report.hosts.includes("__sim_take_pages"),
        },
        report,
        positions: this.#positions,
        ownTexts: new Map([
          [modelFile, walkerModel + allocatorModel],
          [preludeFile, this.#prelude],
          ["<asked>", scenario.text],
        ]),
        definition,
      },
    };
  }

  #unit(file: string): Unit {
    let unit = this.#units.get(file);
    if (unit === undefined) {
      const { environment, tree } = this.#request;
      const flags = findCompileFlags(file, tree.readText);
      unit = createUnit({
        file,
        positions: this.#positions,
        readText: tree.readText,
        includeFolders: [
          ...environment.includeFolders,
          ...flags.includeFolders,
          ...ownFolders(file),
        ],
        forcedIncludes: [...environment.forcedIncludes, ...flags.forcedIncludes],
        predefined: { ...environment.predefined, ...flags.definitions },
        overrides: environment.overrides,
        prelude: this.#prelude,
        cache: this.#cache,
      });
      this.#units.set(file, unit);
    }
    return unit;
  }

  /** The model comes before the tree, and of several files the one for this architecture. */
  #unitDefining(name: string, from: Unit): Unit | undefined {
    if (/^__(?:compiletime_assert_\d+|bad_|xchg_wrong|cmpxchg_wrong)/.test(name)) return undefined;
    this.#modelUnit ??= this.#unit(modelFile);
    const model = this.#modelUnit;
    const own = this.#compilation.syntaxOf(model, name);
    if (own !== undefined && this.#positions.fileOf(own.at) === modelFile) return model;
    if (name.startsWith("__sim_")) return undefined;
    for (const file of this.#candidates(name)) {
      if (file === from.file) continue;
      if (!this.#units.has(file) && this.#units.size >= maxUnits) return undefined;
      const unit = this.#unit(file);
      if (unit.candidates(name).length > 0) return unit;
    }
    return undefined;
  }

  #candidates(name: string): readonly string[] {
    const { environment, tree } = this.#request;
    const folder = sourceFolders[environment.architecture] ?? environment.architecture;
    const rank = (file: string): number => {
      if (file.startsWith(`arch/${folder}/`)) return 0;
      if (/^(?:mm|kernel|lib)\//.test(file)) return 1;
      return 2;
    };
    return tree
      .filesDefining(name)
      .filter(
        (file) =>
          (!file.startsWith("arch/") || file.startsWith(`arch/${folder}/`)) &&
          !/^(?:tools|scripts|samples|Documentation|usr)\//.test(file) &&
          file.endsWith(".c"),
      )
      .sort((left, right) => rank(left) - rank(right) || (left < right ? -1 : 1))
      .slice(0, 4);
  }

  /** What the model must know of the tree; a sentence when the tree does not say it. */
  #facts(unit: Unit): KernelFacts | string {
    const compilation = this.#compilation;
    const value = (text: string) => compilation.evaluate(unit, text);
    const initMm = compilation.objectIn(unit, "init_mm");
    const structPageByteSize = compilation.sizeOf(unit, "struct page");
    const refcountOffset = value("__builtin_offsetof(struct page, _refcount)");
    const gfpZero = value("(unsigned int)__GFP_ZERO");
    const gfpDirectReclaim = value("(unsigned int)__GFP_DIRECT_RECLAIM");
    const noMemory = value("ENOMEM");
    const invalid = value("EINVAL");
    const missing = Object.entries({
      init_mm: initMm,
      "struct page": structPageByteSize,
      "struct page's _refcount": refcountOffset,
      __GFP_ZERO: gfpZero,
      __GFP_DIRECT_RECLAIM: gfpDirectReclaim,
      ENOMEM: noMemory,
      EINVAL: invalid,
    }).find(([, known]) => known === undefined);
    if (missing !== undefined) {
      const problem = unit.problems[0];
      return `the headers do not give ${missing[0]}${
        problem === undefined ? "" : ` (${problem.file}: ${problem.message})`
      }`;
    }
    return {
      initMm: initMm?.address ?? 0n,
      structPageByteSize: structPageByteSize ?? 64,
      refcountOffset: Number(refcountOffset),
      gfpZero: Number(gfpZero),
      gfpDirectReclaim: Number(gfpDirectReclaim),
      errors: { noMemory: Number(noMemory), invalid: Number(invalid) },
    };
  }

  /** The definition as it is written. */
  #textOf(definition: FunctionDefinition, tree: SimulationTree): string {
    const from = this.#positions.outermost(definition.at);
    const to = this.#positions.outermost(definition.body.endAt);
    const file = this.#positions.fileOf(from);
    const text = file === undefined ? undefined : tree.readText(file);
    if (text === undefined) return "";
    return text.slice(this.#positions.offsetOf(from), this.#positions.offsetOf(to) + 1);
  }
}

/** Names of arch/ folders where they differ from the architecture's. */
const sourceFolders: Readonly<Record<string, string>> = { sparc64: "sparc" };

/** Drivers include their own headers from their folder and those above (`ccflags-y += -I $(src)`). */
function ownFolders(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  if (parts[0] !== "drivers") return [];
  const folders: string[] = [];
  for (let length = parts.length; length >= 3; length--) {
    folders.push(parts.slice(0, length).join("/"));
  }
  return folders;
}

function preludeOf({ map, environment, isXen, isHashMmu }: ProgramRequest): string {
  const own = `${commonPrelude}${architecturePreludes[environment.architecture] ?? ""}`;
  const hex = (value: bigint) => `0x${value.toString(16)}UL`;
  return [
    `#define __SIM_PHYS_BASE ${hex(BigInt(map.physicalBase))}`,
    `#define __SIM_LINEAR_BASE ${hex(map.linearBase)}`,
    `#define __SIM_VMEMMAP_BASE ${hex(map.vmemmapBase)}`,
    `#define __SIM_XEN_PV ${isXen ? 1 : 0}`,
    `#define __SIM_HASH_MMU ${isHashMmu ? 1 : 0}`,
    macrosOf(own),
    "#include <linux/types.h>",
    "#include <linux/mm_types.h>",
    withoutMacros(own),
  ].join("\n");
}

const macroLines = /^#define(?:.*\\\n)*.*$/gm;

/** Macros come before all headers, so that inline functions in the first of them use these. */
function macrosOf(text: string): string {
  return (text.match(macroLines) ?? []).join("\n");
}

function withoutMacros(text: string): string {
  return text.replace(macroLines, "");
}

function rangesOf(map: MemoryMap): { kernel: string; user: string } {
  return {
    kernel: `0x${map.kernelRange.toString(16)}UL`,
    user: `0x${map.userRange.toString(16)}UL`,
  };
}

/** Beyond all memory of the model, and within what an entry can hold. */
function outsidePfnOf({ environment, geometry }: ProgramRequest): string {
  const address = environment.dataModel === "ilp32" ? 0xc000_0000 : 2 ** 38;
  return `${address / 2 ** geometry.pageShift}UL`;
}
