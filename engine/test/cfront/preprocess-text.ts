/** Units of a few small files, for tests of the preprocessor. */
import { createUnit, PositionTable, type Unit, type UnitOptions } from "#engine/cfront";

const mainFile = "main.c";

export function unitOf(
  files: Readonly<Record<string, string>> | string,
  more: Partial<UnitOptions> = {},
): Unit {
  const texts = new Map(Object.entries(typeof files === "string" ? { [mainFile]: files } : files));
  return createUnit({
    file: mainFile,
    positions: new PositionTable(),
    readText: (path) => texts.get(path),
    includeFolders: ["first", "second"],
    ...more,
  });
}

/** All tokens of a unit, with a space between them. */
export function textOf(unit: Unit): string {
  return unit
    .declarations()
    .flatMap((ref) => unit.tokensOf(ref).map(({ text }) => text))
    .join(" ");
}

/** What a text comes to. */
export function preprocessed(text: string): string {
  return textOf(unitOf(text));
}

/** The declarations that may declare a name, as text. */
export function candidatesOf(unit: Unit, name: string): string[] {
  return unit.candidates(name).map((ref) =>
    unit
      .tokensOf(ref)
      .map(({ text }) => text)
      .join(" "),
  );
}
