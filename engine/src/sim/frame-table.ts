/**
 * Which frame of the machine holds which 4096 bytes of a range that comes into being piece by piece.
 *
 * The machine's checkpoints take frames back and bring them again; a table's own state is how many
 * frames it had then. Histories share one list for as long as they agree, so that saving is free.
 */
export interface SavedFrames {
  readonly history: number[];
  readonly n: number;
}

export class FrameTable {
  /** Per piece the frame plus one; 0 when there is none. */
  readonly #frames: Int32Array;
  /** Piece and frame, alternately, in the order in which they came. */
  #history: number[] = [];
  /** Numbers of the history that hold now; those behind are of a future that was gone back from. */
  #n = 0;

  constructor(nPieces: number) {
    this.#frames = new Int32Array(nPieces);
  }

  has(piece: number): boolean {
    return piece >= 0 && piece < this.#frames.length;
  }

  /** The frame of a piece, or -1. */
  get(piece: number): number {
    return (this.#frames[piece] as number) - 1;
  }

  add(piece: number, frame: number): void {
    this.#frames[piece] = frame + 1;
    const n = this.#n;
    if (n < this.#history.length) {
      // A checkpoint of the old future may still name the list, so another one begins.
      const isSame = this.#history[n] === piece && this.#history[n + 1] === frame;
      if (!isSame) this.#history = this.#history.slice(0, n);
    }
    this.#history[n] = piece;
    this.#history[n + 1] = frame;
    this.#n = n + 2;
  }

  save(): SavedFrames {
    return { history: this.#history, n: this.#n };
  }

  restore({ history, n }: SavedFrames): void {
    for (let at = 0; at < this.#n; at += 2) this.#frames[this.#history[at] as number] = 0;
    this.#history = history;
    this.#n = n;
    for (let at = 0; at < n; at += 2) {
      this.#frames[history[at] as number] = (history[at + 1] as number) + 1;
    }
  }
}
