/**
 * The one place where errors of handlers end: a cancelled request is answered as cancelled, a file
 * in quarantine or a dead worker with "no answer", and what remains is logged and reported.
 */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { AnalysisCancelled, AnalysisDied, FileQuarantined } from "#server/host";
import type { Log } from "./log.ts";

const internalError = -32603;

/** Requests slower than this are worth a line in the log. */
const slowRequest = 500;

/**
 * Answers a request. `whenUnavailable` is the answer while the analysis cannot look at the file:
 * the log and the status say why, and an error for each hover would only add noise.
 */
export async function answer<Result>(
  log: Log,
  method: string,
  token: CancellationToken,
  whenUnavailable: Result,
  handle: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | ResponseError<void>> {
  const abort = new AbortController();
  const subscription = token.onCancellationRequested(() => abort.abort());
  const start = performance.now();
  try {
    const result = await handle(abort.signal);
    return token.isCancellationRequested ? cancelled() : result;
  } catch (error) {
    if (token.isCancellationRequested) return cancelled();
    if (error instanceof AnalysisCancelled) return serverCancelled();
    if (error instanceof FileQuarantined || error instanceof AnalysisDied) return whenUnavailable;
    log.error(`${method} failed: ${describe(error)}`);
    return new ResponseError(internalError, `${method} failed: ${messageOf(error)}`);
  } finally {
    subscription.dispose();
    const elapsed = performance.now() - start;
    if (elapsed > slowRequest) log.debug(`${method} took ${Math.round(elapsed)} ms`);
  }
}

/** Runs work that nobody waits for; its errors end in the log. */
export function background(log: Log, what: string, work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (error instanceof AnalysisCancelled || error instanceof FileQuarantined) return;
    if (error instanceof AnalysisDied) log.warn(`${what}: ${error.message}`);
    else log.error(`${what} failed: ${describe(error)}`);
  });
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
}

function serverCancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, "The analysis began anew.");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
