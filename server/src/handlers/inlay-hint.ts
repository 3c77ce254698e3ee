/** Behind the head of each callback's definition, whether walks run it in lazy MMU mode. */
import type { InlayHint } from "vscode-languageserver";
import type { CallbackModes } from "#engine/workspace";
import { toRange } from "#server/convert";
import { answer, type Session } from "#server/session";

export function handleInlayHint(session: Session): void {
  const { connection, diagnostics, log } = session;
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    answer<InlayHint[]>(log, "textDocument/inlayHint", token, [], async (signal) => {
      await session.whenReady();
      if (!session.settings.inlayHints.enable) return [];
      const current = await diagnostics.currentReport(textDocument.uri, signal);
      const hints = current?.report.callbacks.map(toHint) ?? [];
      return hints.filter(
        ({ position }) => range.start.line <= position.line && position.line <= range.end.line,
      );
    }),
  );
}

function toHint({ head, lazy, eager }: CallbackModes): InlayHint {
  return {
    position: toRange(head).end,
    label: eager === 0 ? "lazy MMU" : lazy === 0 ? "not lazy" : "lazy MMU and not",
    tooltip: [
      ...(lazy > 0 ? [`${walks(lazy)} in lazy MMU mode`] : []),
      ...(eager > 0 ? [`${walks(eager)} outside of lazy MMU mode`] : []),
    ].join(", "),
    paddingLeft: true,
  };
}

function walks(count: number): string {
  return count === 1 ? "One page-table walk runs it" : `${count} page-table walks run it`;
}
