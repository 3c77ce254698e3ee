/**
 * The byte scan on worker threads.
 *
 * Threads take files from one shared counter, so that none waits; results are put in order
 * afterwards and do not depend on who scanned what.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import {
  findChanged,
  type ScanRequest,
  type ScanResult,
  type StatusRequest,
  scanFiles,
} from "./scan-files.ts";
import type { ScanMessage } from "./scan-worker.ts";

export interface ScanProgress {
  readonly done: number;
  readonly total: number;
}

export class ScanPool {
  readonly #workers: readonly Worker[];

  /** With 0 jobs, or when the worker's file is not there, everything runs in the calling thread. */
  constructor(jobs: number, workerFile: string = defaultWorkerFile) {
    const count = existsSync(workerFile) ? Math.max(0, Math.min(jobs, maxJobs)) : 0;
    this.#workers = Array.from({ length: count }, () => new Worker(workerFile));
  }

  async scan(
    request: Omit<ScanRequest, "next">,
    onProgress: (progress: ScanProgress) => void,
    signal: AbortSignal | undefined,
  ): Promise<readonly ScanResult[]> {
    const next = new Int32Array(new SharedArrayBuffer(4));
    const total = request.wanted.length;
    const full = { ...request, next };
    if (this.#workers.length === 0) return [scanFiles(full)];
    const stop = (): void => {
      Atomics.store(next, 0, total);
    };
    signal?.addEventListener("abort", stop, { once: true });
    const timer = setInterval(() => {
      onProgress({ done: Math.min(Atomics.load(next, 0), total), total });
    }, 100);
    try {
      return await this.#askAll<ScanResult>({ kind: "scan", request: full });
    } finally {
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Runs the comparison on all threads; its result is in the request's `changed`. */
  async findChanged(request: Omit<StatusRequest, "next">): Promise<void> {
    const next = new Int32Array(new SharedArrayBuffer(4));
    const full = { ...request, next };
    if (this.#workers.length === 0) findChanged(full);
    else await this.#askAll<undefined>({ kind: "changed", request: full });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #askAll<Result>(message: ScanMessage): Promise<readonly Result[]> {
    return Promise.all(this.#workers.map((worker) => ask<Result>(worker, message)));
  }
}

const maxJobs = 8;
const defaultWorkerFile = fileURLToPath(new URL("./scan-worker.cjs", import.meta.url));

function ask<Result>(worker: Worker, message: ScanMessage): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onMessage = (result: Result): void => {
      worker.off("error", onError);
      worker.off("exit", onExit);
      resolve(result);
    };
    const onError = (error: Error): void => reject(error);
    const onExit = (code: number): void => reject(new Error(`scan thread ended with code ${code}`));
    worker.once("message", onMessage);
    worker.once("error", onError);
    worker.once("exit", onExit);
    worker.postMessage(message);
  });
}
