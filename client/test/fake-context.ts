/** A language client without a server, for tests of features. */
import type { Context } from "../src/features/context.ts";
import { Disposable, Uri } from "./fake-vscode.ts";

export interface FakeClient {
  readonly context: Context;
  /** What the features logged. */
  readonly log: string[];
  readonly requests: { method: string; params: unknown }[];
  /** What the server answers; an error is thrown. */
  answer: unknown;
  restarts: number;
  starts: number;
  shownOutputs: number;
  setRunning(isRunning: boolean): void;
  notify(method: string, params: unknown): void;
}

export function fakeClient(): FakeClient {
  const handlers = new Map<string, (params: unknown) => void>();
  const stateListeners: (() => void)[] = [];
  let isRunning = false;
  const client = {
    isRunning: () => isRunning,
    onNotification(method: string, handler: (params: unknown) => void) {
      handlers.set(method, handler);
      return new Disposable(() => handlers.delete(method));
    },
    onDidChangeState(listener: () => void) {
      stateListeners.push(listener);
      return new Disposable(() => undefined);
    },
    async sendRequest(method: string, params: unknown) {
      fake.requests.push({ method, params });
      if (fake.answer instanceof Error) throw fake.answer;
      return fake.answer;
    },
    protocol2CodeConverter: { asWorkspaceEdit: async (edit: unknown) => edit },
    async restart() {
      fake.restarts++;
    },
    async start() {
      fake.starts++;
    },
  };
  const output = {
    info: (line: string) => fake.log.push(line),
    show: () => {
      fake.shownOutputs++;
    },
  };
  const fake: FakeClient = {
    // The features use no more of the client than what stands above.
    context: { client, output, extensionUri: new Uri("file:///ext") } as unknown as Context,
    log: [],
    requests: [],
    answer: undefined,
    restarts: 0,
    starts: 0,
    shownOutputs: 0,
    setRunning(running) {
      isRunning = running;
      for (const listener of stateListeners) listener();
    },
    notify: (method, params) => handlers.get(method)?.(params),
  };
  return fake;
}
