/** What the features of the extension share. */
import type { LogOutputChannel, Uri } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

export interface Context {
  readonly client: LanguageClient;
  readonly output: LogOutputChannel;
  /** The extension's own folder. */
  readonly extensionUri: Uri;
}
