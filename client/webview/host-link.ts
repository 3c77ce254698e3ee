/**
 * The page's link to the extension: messages out, messages in, and queries with their answers.
 * Whoever asks again under the same name before the answer came gets only the newer answer.
 */
import type { PanelMessage, PanelState, ViewMessage } from "#client/messages";
import type { TraceAnswer, TraceQuery } from "#engine/trace";

/** What the editor gives a webview, once. */
export interface EditorApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
}

interface Waiting {
  readonly name: string;
  readonly resolve: (answer: TraceAnswer | undefined) => void;
}

export class HostLink {
  readonly #api: EditorApi;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #listener: (message: ViewMessage) => void = () => undefined;

  constructor(api: EditorApi) {
    this.#api = api;
  }

  post(message: PanelMessage): void {
    this.#api.postMessage(message);
  }

  keep(state: PanelState): void {
    this.#api.setState(state);
  }

  /** Of messages that answer no query. */
  listen(listener: (message: ViewMessage) => void): void {
    this.#listener = listener;
  }

  /** Undefined when a newer query of the same name took its place. */
  query(name: string, simulation: number, query: TraceQuery): Promise<TraceAnswer | undefined> {
    for (const [id, waiting] of this.#waiting) {
      if (waiting.name !== name) continue;
      this.#waiting.delete(id);
      waiting.resolve(undefined);
    }
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, { name, resolve });
      this.post({ type: "query", id, simulation, query });
    });
  }

  /** A message as it arrives. */
  receive(message: ViewMessage): void {
    if (message.type !== "answer") {
      this.#listener(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    // The extension hands on what the server answered, which is of this shape.
    waiting?.resolve(message.answer as TraceAnswer);
  }
}
