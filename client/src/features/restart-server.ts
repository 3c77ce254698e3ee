/** The command that starts the language server anew. */
import { commands, type Disposable } from "vscode";
import type { Context } from "./context.ts";

export function registerRestartServer({ client, output }: Context): Disposable {
  return commands.registerCommand("lazymmu.restartServer", async () => {
    output.info("Restarting the language server.");
    if (client.isRunning()) await client.restart();
    else await client.start();
  });
}
