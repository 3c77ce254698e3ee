/** C text as a unit, for parts of the simulator that work on syntax. */
import { Compilation, createUnit, Image, PositionTable, SourceCache } from "#engine/cfront";

export function compiled(text: string) {
  const positions = new PositionTable();
  const readText = (path: string) => (path === "test.c" ? text : undefined);
  const unit = createUnit({
    file: "test.c",
    positions,
    readText,
    includeFolders: [],
    forcedIncludes: [],
    predefined: {},
    overrides: new Map(),
    prelude: "",
    cache: new SourceCache(readText),
  });
  const plan = { codeBase: 0x1000n, labelBase: 0x2000n, objectBase: 0x3000n };
  const compilation = new Compilation({
    image: new Image(positions, plan),
    profile: "kernel",
    dataModel: "lp64",
    isCharUnsigned: true,
    hosts: new Set(),
    unitDefining: () => undefined,
  });
  const functionNamed = (name: string) => {
    const found = compilation.syntaxOf(unit, name);
    if (found === undefined) throw new Error(`${name}() is not defined`);
    return found;
  };
  return { unit, compilation, functionNamed };
}
