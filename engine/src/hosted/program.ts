/** A program of one C file with `main`, made ready to run on a machine with the library. */
import { Compilation, createUnit, Image, type PositionId, PositionTable } from "#engine/cfront";
import { createMachine, type Machine, type Stop } from "#engine/cmachine";
import { hostedHeaders } from "./header-table.ts";
import { createLibrary, exitStatusOf, hostedPlan } from "./library.ts";
import { libraryFunctions, librarySource } from "./library-source-table.ts";
import { predefinedMacros } from "./predefined-table.ts";
import type { Writer } from "./print-hosts.ts";

export interface ProgramOptions {
  readonly file: string;
  readonly readText: (path: string) => string | undefined;
  readonly includeFolders: readonly string[];
  /** Macro names, maybe with parameters, to their bodies. */
  readonly definitions: Readonly<Record<string, string>>;
  readonly profile: "iso" | "kernel";
  readonly write: Writer;
}

export interface Program {
  readonly machine: Machine;
  /** What kept the program from being whole: headers that were not found, functions without a body. */
  readonly problems: readonly string[];
}

/** How a run of a program has ended. */
export type ProgramEnd =
  | { readonly kind: "exit"; readonly status: number }
  | { readonly kind: "stop"; readonly stop: Stop };

const libraryFile = "<library>";

/** The program, about to begin `main`; or why there is none. */
export function createProgram(options: ProgramOptions): Program | { readonly failure: string } {
  const positions = new PositionTable();
  const unitOptions = { positions, overrides: hostedHeaders };
  const unit = createUnit({
    ...unitOptions,
    file: options.file,
    readText: options.readText,
    includeFolders: options.includeFolders,
    predefined: { ...predefinedMacros, ...options.definitions },
  });
  const libraryUnit = createUnit({
    ...unitOptions,
    file: libraryFile,
    readText: (path) => (path === libraryFile ? librarySource : undefined),
    includeFolders: [],
    predefined: predefinedMacros,
  });
  const image = new Image(positions, hostedPlan);
  const library = createLibrary(options.write);
  const compilation = new Compilation({
    image,
    profile: options.profile,
    dataModel: "lp64",
    isCharUnsigned: false,
    hosts: new Set(library.hosts.keys()),
    unitDefining: (name) => (libraryFunctions.includes(name) ? libraryUnit : undefined),
  });
  const main = compilation.functionIn(unit, "main");
  if (main === undefined) return { failure: `${options.file} has no function main` };
  const report = compilation.link();
  const machine = createMachine({
    image,
    profile: options.profile,
    stackBase: hostedPlan.stackBase,
    stackByteSize: hostedPlan.stackByteSize,
    maxCallDepth: hostedPlan.maxCallDepth,
    hosts: library.hosts,
  });
  library.attach(machine);
  const programArguments = library.placeArguments(machine, [options.file]);
  machine.start(main, programArguments.slice(0, main.body?.nParameters ?? 0));
  return {
    machine,
    problems: [
      ...unit.problems.map(({ file, message }) => `${file}: ${message}`),
      ...report.failed.map(({ name, reason }) => `${name}: ${reason}`),
    ],
  };
}

/** Runs at most so many statements more. */
export function runProgram({ machine }: Program, nStatements: number): ProgramEnd {
  const stop = machine.run(nStatements);
  const status =
    stop.kind === "returned" ? Number(BigInt.asIntN(32, machine.result())) : exitStatusOf(stop);
  return status === undefined ? { kind: "stop", stop } : { kind: "exit", status };
}

/** One line on how a program has stopped: `FILE:LINE:COLUMN: fault: CODE: message`. */
export function describeStop(
  stop: Stop,
  machine: Machine,
  readText: (path: string) => string | undefined,
): string {
  const { positions } = machine.image;
  const place = "at" in stop ? placeOf(positions, stop.at, readText) : undefined;
  const prefix = place === undefined ? "?" : `${place.file}:${place.line}:${place.column}`;
  switch (stop.kind) {
    case "fault":
      return `${prefix}: fault: ${stop.code}: ${stop.message}`;
    case "unsupported":
      return `${prefix}: unsupported: ${stop.reason}`;
    case "missing":
      return `${prefix}: missing: the function ${stop.name}`;
    case "out-of-budget":
      return `${prefix}: out of budget after ${machine.statements} statements`;
    default:
      return `${prefix}: ${stop.kind}`;
  }
}

interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a reader sees a position, with line and column from 1; undefined for nowhere. */
function placeOf(
  positions: PositionTable,
  at: PositionId,
  readText: (path: string) => string | undefined,
): SourcePlace | undefined {
  const outermost = positions.outermost(at);
  const file = positions.fileOf(outermost);
  if (file === undefined) return undefined;
  const text = file === libraryFile ? librarySource : (readText(file) ?? "");
  const before = text.slice(0, positions.offsetOf(outermost)).split("\n");
  return { file, line: before.length, column: (before.at(-1) as string).length + 1 };
}
