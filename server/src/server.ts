/** The language server: what it offers, and which handler answers what. No platform code. */
import {
  CodeActionKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { background, clientLog, type Platform, readClientFeatures, Session } from "#server/session";
import { handleCallHierarchy } from "./handlers/call-hierarchy.ts";
import { handleCheckWorkspace } from "./handlers/check-workspace.ts";
import { fixAllKind, handleCodeAction } from "./handlers/code-action.ts";
import { handleCodeLens } from "./handlers/code-lens.ts";
import { handleConfiguration, startConfiguration } from "./handlers/configuration.ts";
import { handleDocuments, watchFiles } from "./handlers/documents.ts";
import { handleHover } from "./handlers/hover.ts";
import { handleInlayHint } from "./handlers/inlay-hint.ts";
import { handleIntroductionResolve } from "./handlers/introduce-variants.ts";
import { handleSimulation } from "./handlers/simulation.ts";

/** Answers a client until the connection ends. */
export function startServer(connection: Connection, platform: Platform, version: string): void {
  const documents = new TextDocuments(TextDocument);
  const log = clientLog(connection.console);
  let session: Session | undefined;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const features = readClientFeatures(params);
    session = new Session({ connection, documents, platform, features, log });
    handleDocuments(session);
    handleConfiguration(session);
    handleHover(session);
    handleCodeAction(session);
    handleIntroductionResolve(session);
    handleCodeLens(session);
    handleInlayHint(session);
    handleCallHierarchy(session);
    handleCheckWorkspace(session);
    handleSimulation(session);
    return {
      serverInfo: { name: "lazymmu", version },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
          resolveProvider: features.lazyActionEdits,
        },
        codeLensProvider: { resolveProvider: false },
        hoverProvider: true,
        callHierarchyProvider: true,
        inlayHintProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    const started = session;
    if (started === undefined) return;
    background(log, "Starting", () => startConfiguration(started));
    background(log, "Watching files", () => watchFiles(started));
    if (started.features.folderChanges) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        started.changeFolders(
          added.map((folder) => folder.uri),
          removed.map((folder) => folder.uri),
        ),
      );
    }
  });

  connection.onShutdown(async () => {
    await Promise.all([session?.analysis.dispose(), session?.simulations.dispose()]);
  });
  documents.listen(connection);
  connection.listen();
}
