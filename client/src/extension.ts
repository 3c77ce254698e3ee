/** Starts and stops the extension. */
import { commands, type ExtensionContext, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { registerCallSites } from "./features/call-sites-view.ts";
import { registerCheckWorkspace } from "./features/check-workspace.ts";
import type { Context } from "./features/context.ts";
import { registerOpenRuleDocs } from "./features/open-rule-docs.ts";
import { registerOpenSample } from "./features/open-sample.ts";
import { registerOpenWalkthrough } from "./features/open-walkthrough.ts";
import { registerRestartServer } from "./features/restart-server.ts";
import { registerShowOutput } from "./features/show-output.ts";
import { registerShowPath } from "./features/show-path.ts";
import { registerStatus } from "./features/status.ts";
import { createLanguageClient } from "./language-client.ts";
import { registerSimulator } from "./panel/register-simulator.ts";

let running: LanguageClient | undefined;

/** Returns before the server is ready: nothing here waits for it. */
export function activate(extension: ExtensionContext): void {
  const output = window.createOutputChannel("Lazy MMU", { log: true });
  const client = createLanguageClient(extension, output);
  const context: Context = { client, output, extensionUri: extension.extensionUri };
  extension.subscriptions.push(
    output,
    registerStatus(context),
    registerCallSites(context),
    registerCheckWorkspace(context),
    registerOpenRuleDocs(context),
    registerOpenSample(extension),
    registerOpenWalkthrough(extension.extension.id),
    registerRestartServer(context),
    registerShowOutput(context),
    registerShowPath(),
    registerSimulator({
      server: {
        // A token that is undefined would be sent as one more parameter.
        sendRequest: (method, params, token) =>
          token === undefined
            ? client.sendRequest(method, params)
            : client.sendRequest(method, params, token),
      },
      extensionUri: extension.extensionUri,
      report: (trouble) => output.warn(trouble),
    }),
  );
  running = client;
  void commands.executeCommand("setContext", "lazymmu.isActive", true);
  client.start().catch((error: unknown) => {
    output.error(`The language server did not start: ${String(error)}`);
  });
}

export async function deactivate(): Promise<void> {
  const client = running;
  running = undefined;
  if (client?.needsStop()) await client.stop();
  await client?.dispose();
}
