/** How text output looks here: colours, width, and how files of the tree are named. */
import { join, relative, resolve, sep } from "node:path";
import type { CliOptions } from "./arguments.ts";
import type { CliIo, OutputStream, TreeView } from "./cli-io.ts";
import { colourPalette, type Palette, plainPalette } from "./format/terminal-text.ts";
import type { TextStyle } from "./format/text.ts";
import { isInside } from "./select-tree.ts";

export function createTextStyle(
  io: CliIo,
  options: CliOptions,
  tree: Pick<TreeView, "reader" | "root">,
): TextStyle {
  const linesOf = new Map<string, readonly string[] | undefined>();
  return {
    palette: choosePalette(io.stdout, io.env, options),
    width: Math.max(40, Math.min(io.stdout.columns ?? 80, 100)),
    nameOf: (file) => nameFile(io.cwd, tree.root, file),
    lineOf(file, line) {
      if (!linesOf.has(file)) linesOf.set(file, tree.reader.readText(file)?.split("\n"));
      return linesOf.get(file)?.[line - 1]?.replace(/\r$/, "");
    },
  };
}

export function choosePalette(
  stream: OutputStream,
  env: CliIo["env"],
  options: CliOptions,
): Palette {
  if (options.color !== "auto") return options.color === "always" ? colourPalette : plainPalette;
  if ((env["NO_COLOR"] ?? "") !== "") return plainPalette;
  const force = env["FORCE_COLOR"] ?? "";
  if (force !== "") return force === "0" || force === "false" ? plainPalette : colourPalette;
  return stream.isTTY && env["TERM"] !== "dumb" ? colourPalette : plainPalette;
}

/** Like {@link nameFile}, but absolute where a relative name would not open the file. */
export function pathOfFile(cwd: string, root: string, file: string): string {
  const isNear = isInside(cwd, root) || isInside(root, cwd);
  return isNear ? nameFile(cwd, root, file) : join(root, file);
}

/**
 * Relative to the current folder when the tree and that folder lie in each other, so that the name
 * can be opened; else relative to the tree, which the summary names.
 */
function nameFile(cwd: string, root: string, file: string): string {
  if (!isInside(cwd, root) && !isInside(root, cwd)) return file;
  return relative(cwd, resolve(root, file)).split(sep).join("/");
}
