/** The server's log: lines to the client, which shows them in its output view. */
import type { RemoteConsole } from "vscode-languageserver";

export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** Logs through `window/logMessage`; the protocol's stream is never written to directly. */
export function clientLog(console: RemoteConsole): Log {
  return {
    error: (message) => console.error(message),
    warn: (message) => console.warn(message),
    info: (message) => console.info(message),
    debug: (message) => console.debug(message),
  };
}
