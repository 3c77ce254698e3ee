/** What the client at the other end can do, asked once at `initialize`. */
import { type InitializeParams, MarkupKind } from "vscode-languageserver";
import type { ClientCommand } from "#server/protocol";

export interface ClientFeatures {
  readonly workDoneProgress: boolean;
  readonly configuration: boolean;
  readonly configurationRegistration: boolean;
  readonly watchedFilesRegistration: boolean;
  readonly folderChanges: boolean;
  readonly documentChanges: boolean;
  /** Groups of edits that the user confirms; only together with document changes. */
  readonly changeAnnotations: boolean;
  /** An action's edit may be asked for when the user chooses the action. */
  readonly lazyActionEdits: boolean;
  readonly disabledActions: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  readonly hoverMarkdown: boolean;
  readonly codeLensRefresh: boolean;
  readonly inlayHintRefresh: boolean;
  readonly commands: ReadonlySet<ClientCommand>;
  readonly timings: boolean;
  readonly debounce: number;
  /** Settings sent with `initialize`, not yet validated. */
  readonly initialSettings: unknown;
  /** URIs of the workspace's folders. */
  readonly folders: readonly string[];
}

const defaultDebounce = 150;
const knownCommands: readonly ClientCommand[] = [
  "lazymmu.openRuleDocs",
  "lazymmu.showPath",
  "lazymmu.simulate",
];

export function readClientFeatures(params: InitializeParams): ClientFeatures {
  const { capabilities } = params;
  const text = capabilities.textDocument;
  const workspace = capabilities.workspace;
  const options = asRecord(params.initializationOptions);
  const named = Array.isArray(options["commands"]) ? options["commands"] : [];
  const debounce = options["debounce"];
  return {
    workDoneProgress: capabilities.window?.workDoneProgress === true,
    configuration: workspace?.configuration === true,
    configurationRegistration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchedFilesRegistration: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folderChanges: workspace?.workspaceFolders === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    changeAnnotations:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    lazyActionEdits:
      text?.codeAction?.dataSupport === true &&
      text.codeAction.resolveSupport?.properties.includes("edit") === true,
    disabledActions: text?.codeAction?.disabledSupport === true,
    relatedInformation: text?.publishDiagnostics?.relatedInformation === true,
    codeDescription: text?.publishDiagnostics?.codeDescriptionSupport === true,
    diagnosticData: text?.publishDiagnostics?.dataSupport === true,
    hoverMarkdown: text?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    codeLensRefresh: workspace?.codeLens?.refreshSupport === true,
    inlayHintRefresh: workspace?.inlayHint?.refreshSupport === true,
    commands: new Set(knownCommands.filter((command) => named.includes(command))),
    timings: options["timings"] === true,
    debounce: typeof debounce === "number" && debounce >= 0 ? debounce : defaultDebounce,
    initialSettings: options["settings"],
    folders: foldersOf(params),
  };
}

function foldersOf(params: InitializeParams): string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map((folder) => folder.uri);
  return params.rootUri ? [params.rootUri] : [];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
