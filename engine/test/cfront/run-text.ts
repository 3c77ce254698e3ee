/** Compiles C text without directives and runs a function of it. */
import { Compilation, type CompilationOptions, Image, PositionTable } from "#engine/cfront";
import { createMachine, type HostFunction, type Machine, type Stop } from "#engine/cmachine";
import { plainUnit } from "./plain-unit.ts";

const plan = { codeBase: 0x10_0000n, labelBase: 0x100_0000n, objectBase: 0x1000_0000n };

export interface RunOptions {
  readonly profile?: "kernel" | "iso";
  readonly dataModel?: "lp64" | "ilp32";
  readonly isCharUnsigned?: boolean;
  readonly hosts?: ReadonlyMap<string, HostFunction>;
  readonly others?: readonly string[];
  readonly arguments?: readonly bigint[];
  readonly start?: string;
}

export function compileText(text: string, options: RunOptions = {}) {
  const positions = new PositionTable();
  const image = new Image(positions, plan);
  const unit = plainUnit(text, positions);
  const others = (options.others ?? []).map((other, index) =>
    plainUnit(other, positions, `other-${index}.c`),
  );
  const compilationOptions: CompilationOptions = {
    image,
    profile: options.profile ?? "kernel",
    dataModel: options.dataModel ?? "lp64",
    isCharUnsigned: options.isCharUnsigned ?? false,
    hosts: new Set(options.hosts?.keys() ?? []),
    unitDefining: (name) => others.find((other) => other.candidates(name).length > 0),
  };
  const compilation = new Compilation(compilationOptions);
  return { image, unit, compilation };
}

export function runText(
  text: string,
  options: RunOptions = {},
): { readonly stop: Stop; readonly result: bigint; readonly machine: Machine } {
  const { image, unit, compilation } = compileText(text, options);
  const main = compilation.functionIn(unit, options.start ?? "main");
  if (main === undefined) throw new Error("no function to start with");
  const report = compilation.link();
  const [failed] = report.failed;
  if (failed !== undefined) throw new Error(`${failed.name}: ${failed.reason}`);
  const machine = createMachine({
    image,
    profile: options.profile ?? "kernel",
    stackBase: 0x8000_0000n,
    stackByteSize: 1 << 20,
    maxCallDepth: 1000,
    hosts: options.hosts ?? new Map(),
  });
  machine.start(main, options.arguments ?? []);
  const stop = machine.run(100_000_000);
  return { stop, result: BigInt.asIntN(32, machine.result()), machine };
}

/** The result of `main`, which has to return. */
export function resultOf(text: string, options: RunOptions = {}): bigint {
  const { stop, result } = runText(text, options);
  if (stop.kind !== "returned")
    throw new Error(JSON.stringify(stop, (_, v) => (typeof v === "bigint" ? `${v}` : v)));
  return result;
}
