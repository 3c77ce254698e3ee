/** The command that shows the log. */
import { commands, type Disposable } from "vscode";
import type { Context } from "./context.ts";

export function registerShowOutput({ output }: Context): Disposable {
  return commands.registerCommand("lazymmu.showOutput", () => output.show(true));
}
