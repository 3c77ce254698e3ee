/**
 * include/generated/bounds.h, worked out from kernel/bounds.c as a build does it: the file is
 * preprocessed and each constant that it names is evaluated.
 */
import { Compilation, createUnit, Image, PositionTable, type UnitOptions } from "#engine/cfront";
import { printExpression } from "./print-c.ts";
import { visitSyntax } from "./visit-syntax.ts";

const boundsFile = "kernel/bounds.c";

/** Undefined when the tree has no such file, or it is not understood. */
export function boundsHeader(
  options: Omit<UnitOptions, "file" | "positions">,
  dataModel: "lp64" | "ilp32",
): string | undefined {
  if (options.readText(boundsFile) === undefined) return undefined;
  const positions = new PositionTable();
  const overrides = new Map(options.overrides ?? []);
  overrides.set("generated/bounds.h", "");
  const unit = createUnit({ ...options, overrides, file: boundsFile, positions });
  const image = new Image(positions, {
    codeBase: 0x1000n,
    labelBase: 0x2000n,
    objectBase: 0x3000n,
  });
  const compilation = new Compilation({
    image,
    profile: "kernel",
    dataModel,
    isCharUnsigned: true,
    hosts: new Set(),
  });
  const main = compilation.syntaxOf(unit, "main");
  if (main === undefined) return undefined;
  const lines: string[] = [];
  visitSyntax(main.body, {
    statement(statement) {
      if (statement.kind !== "assembly") return;
      const name = /->(\w+)/.exec(statement.template)?.[1];
      const expression = statement.inputs[0]?.expression;
      const text = expression === undefined ? undefined : printExpression(expression);
      if (name === undefined || text === undefined) return;
      const value = compilation.evaluate(unit, text);
      if (value !== undefined) lines.push(`#define ${name} ${value}`);
    },
  });
  return `${lines.join("\n")}\n`;
}
