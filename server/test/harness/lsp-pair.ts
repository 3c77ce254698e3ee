/** A server and a client of the real protocol library, joined by streams in memory. */
import { PassThrough } from "node:stream";
import {
  type ClientCapabilities,
  createConnection,
  createMessageConnection,
  type InitializeResult,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { InitializationOptions } from "#server/protocol";
import type { AnalysisEvents, Platform } from "#server/session";
import { startServer } from "../../src/server.ts";
import { FakeAnalysis } from "./fake-analysis.ts";

export interface PairOptions {
  readonly capabilities?: ClientCapabilities;
  readonly options?: InitializationOptions;
  readonly folders?: readonly string[];
  /** Answers `workspace/configuration`; may be changed by the test. */
  readonly settings?: unknown;
}

export interface Received {
  readonly method: string;
  readonly params: unknown;
}

export interface LspPair {
  readonly client: MessageConnection;
  readonly analysis: FakeAnalysis;
  readonly events: AnalysisEvents;
  readonly initialized: InitializeResult;
  /** Everything that the server sent and no `next` has taken. */
  readonly inbox: Received[];
  /** The next message of a method that satisfies the test; it and earlier ones are taken. */
  next<Params>(method: string, matches?: (params: Params) => boolean): Promise<Params>;
  /** Makes `workspace/configuration` answer this from now on. */
  setSettings(settings: unknown): void;
  openFile(uri: string, version: number, text: string): Promise<void>;
  /** Replaces the whole text. */
  changeFile(uri: string, version: number, text: string): Promise<void>;
  closeFile(uri: string): Promise<void>;
  stop(): Promise<void>;
}

/** What a full-featured client says of itself. */
const richClient: ClientCapabilities = {
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      versionSupport: true,
    },
    hover: { contentFormat: ["markdown"] },
  },
};

/** Two trees at /a and /b; whatever else lies in none. */
export async function startPair(pairOptions: PairOptions = {}): Promise<LspPair> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const analysis = new FakeAnalysis();
  let events: AnalysisEvents | undefined;
  const platform: Platform = {
    startAnalysis(given) {
      events = given;
      return analysis;
    },
    locate(uri, kernelRoot) {
      const path = uri.replace("file://", "");
      const root = ["/a", "/b", kernelRoot].find(
        (root) => root !== "" && (path === root || path.startsWith(`${root}/`)),
      );
      return root === undefined ? undefined : { root, file: path.slice(root.length + 1) };
    },
    uriOf: ({ root, file }) => `file://${root}/${file}`,
    ruleUri: (rule) => `file:///docs/rules/${rule}.md`,
  };
  startServer(
    createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)),
    platform,
    "0.0.0",
  );

  const client = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const inbox: Received[] = [];
  const waiting = new Set<() => void>();
  const receive = (method: string, params: unknown) => {
    inbox.push({ method, params });
    for (const wake of [...waiting]) wake();
  };
  let settings: unknown = pairOptions.settings ?? {};
  client.onNotification((method, params) => receive(method, params));
  client.onUnhandledProgress(({ token, value }) => receive("$/progress", { token, value }));
  client.onRequest((method, params) => {
    receive(method, params);
    return method === "workspace/configuration" ? [settings] : null;
  });
  client.listen();

  const initialized = await client.sendRequest<InitializeResult>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: pairOptions.capabilities ?? richClient,
    initializationOptions: { debounce: 0, timings: true, ...pairOptions.options },
    workspaceFolders: (pairOptions.folders ?? []).map((uri) => ({ uri, name: uri })),
  });
  await client.sendNotification("initialized", {});
  if (events === undefined) throw new Error("the server started no analysis");

  const pair: LspPair = {
    client,
    analysis,
    events,
    initialized,
    inbox,
    next<Params>(method: string, matches: (params: Params) => boolean = () => true) {
      return new Promise<Params>((resolve) => {
        const look = () => {
          const index = inbox.findIndex(
            (message) => message.method === method && matches(message.params as Params),
          );
          if (index < 0) return;
          waiting.delete(look);
          const [found] = inbox.splice(index, 1);
          resolve(found?.params as Params);
        };
        waiting.add(look);
        look();
      });
    },
    setSettings(value) {
      settings = value;
    },
    openFile: (uri, version, text) =>
      client.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId: "c", version, text },
      }),
    changeFile: (uri, version, text) =>
      client.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    closeFile: (uri) => client.sendNotification("textDocument/didClose", { textDocument: { uri } }),
    async stop() {
      await client.sendRequest("shutdown");
      client.dispose();
    },
  };
  return pair;
}
