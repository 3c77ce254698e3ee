/** Collects what the server is doing and tells the client whenever it changes. */
import type { StatusParams, TreeStatus } from "#server/protocol";

export class Status {
  readonly #send: (params: StatusParams) => void;
  readonly #busy = new Map<symbol, string>();
  readonly #trees = new Map<string, TreeStatus>();
  readonly #quarantined = new Set<string>();
  #isEnabled = true;
  #error: string | undefined;
  #sent = "";

  constructor(send: (params: StatusParams) => void) {
    this.#send = send;
  }

  /** Shows `message` until the returned function is called. */
  beginWork(message: string): () => void {
    const key = Symbol(message);
    this.#busy.set(key, message);
    this.#update();
    return () => {
      this.#busy.delete(key);
      this.#update();
    };
  }

  setEnabled(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    this.#update();
  }

  setError(message: string | undefined): void {
    this.#error = message;
    this.#update();
  }

  setTree(tree: TreeStatus): void {
    this.#trees.set(tree.root, tree);
    this.#update();
  }

  forgetTrees(): void {
    this.#trees.clear();
    this.#quarantined.clear();
    this.#error = undefined;
    this.#update();
  }

  setQuarantined(uri: string, isQuarantined: boolean): void {
    if (isQuarantined) this.#quarantined.add(uri);
    else this.#quarantined.delete(uri);
    this.#update();
  }

  #update(): void {
    const params = this.#current();
    const text = JSON.stringify(params);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#send(params);
  }

  #current(): StatusParams {
    const [work] = this.#busy.values();
    const rest = { trees: [...this.#trees.values()], quarantined: [...this.#quarantined] };
    if (!this.#isEnabled) return { state: "disabled", message: null, ...rest };
    if (work !== undefined) return { state: "busy", message: work, ...rest };
    if (this.#error !== undefined) return { state: "error", message: this.#error, ...rest };
    return { state: "ready", message: null, ...rest };
  }
}
