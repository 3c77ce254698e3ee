/**
 * Asks the server only while it runs. During a restart the editor goes on asking, and each question
 * would end in the log as a failed request.
 */
import type { Middleware } from "vscode-languageclient/node";

export function runningOnly(isRunning: () => boolean): Middleware {
  return {
    provideCodeActions: (document, range, context, token, next) =>
      isRunning() ? next(document, range, context, token) : undefined,
    provideCodeLenses: (document, token, next) => (isRunning() ? next(document, token) : undefined),
    provideInlayHints: (document, range, token, next) =>
      isRunning() ? next(document, range, token) : undefined,
    prepareCallHierarchy: (document, position, token, next) =>
      isRunning() ? next(document, position, token) : undefined,
    provideHover: (document, position, token, next) =>
      isRunning() ? next(document, position, token) : undefined,
  };
}
