/** Hovers over walkers, callbacks and the calls that change lazy MMU mode. */
import { type Hover, MarkupKind } from "vscode-languageserver";
import { toEnginePosition, toPlainText, toRange } from "#server/convert";
import { answer, type Session } from "#server/session";

export function handleHover(session: Session): void {
  const { connection, trees, analysis, features, log } = session;
  connection.onHover(({ textDocument, position }, token) =>
    answer<Hover | null>(log, "textDocument/hover", token, null, async (signal) => {
      await session.whenReady();
      const place = session.settings.enable ? trees.locate(textDocument.uri) : undefined;
      if (place === undefined || !(await trees.ensureOpen(place.root, signal))) return null;
      const { line, column } = toEnginePosition(position);
      const hover = await analysis.hoverAt(place.root, place.file, line, column, signal);
      if (hover === undefined) return null;
      const contents = features.hoverMarkdown
        ? { kind: MarkupKind.Markdown, value: hover.markdown }
        : { kind: MarkupKind.PlainText, value: toPlainText(hover.markdown) };
      return { contents, range: toRange(hover.location) };
    }),
  );
}
