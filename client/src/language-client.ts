/** The client half of the language server, which runs as a process of its own. */
import type { ExtensionContext, LogOutputChannel } from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";
import type { ClientCommand, InitializationOptions } from "#server/protocol";
import { runningOnly } from "./running-only.ts";

const commands: readonly ClientCommand[] = [
  "lazymmu.openRuleDocs",
  "lazymmu.showPath",
  "lazymmu.simulate",
];

export function createLanguageClient(
  context: ExtensionContext,
  output: LogOutputChannel,
): LanguageClient {
  const module = context.asAbsolutePath("dist/server.cjs");
  const serverOptions: ServerOptions = { module, transport: TransportKind.ipc };
  const initializationOptions: InitializationOptions = { commands };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [{ scheme: "file", language: "c" }],
    initializationOptions,
    outputChannel: output,
    // A server that stops must not take the editor's focus; the status item says that it did.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: false, supportHtml: false },
    diagnosticCollectionName: "lazymmu",
    middleware: runningOnly(() => client.isRunning()),
  };
  const client = new LanguageClient("lazymmu", "Lazy MMU", serverOptions, clientOptions);
  return client;
}
