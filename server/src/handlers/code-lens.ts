/** A line above each call site that says what its callback may do. */
import type { CodeLens } from "vscode-languageserver";
import { siteTitle, toLocation, toRange } from "#server/convert";
import type { ShowPathArguments } from "#server/protocol";
import { answer, type Session } from "#server/session";

export function handleCodeLens(session: Session): void {
  const { connection, diagnostics, features, log } = session;
  connection.onCodeLens(({ textDocument }, token) =>
    answer<CodeLens[]>(log, "textDocument/codeLens", token, [], async (signal) => {
      await session.whenReady();
      if (!session.settings.codeLens.enable) return [];
      const current = await diagnostics.currentReport(textDocument.uri, signal);
      if (current === undefined) return [];
      const { place, report } = current;
      const uriOf = session.uriIn(place.root);
      const sites = report.callSites.filter((site) => site.location.file === place.file);
      return sites.map((site): CodeLens => {
        const range = toRange(site.location);
        const title = siteTitle(site);
        // A lens without a command's name is shown as plain text.
        if (site.path.length === 0 || !features.commands.has("lazymmu.showPath")) {
          return { range, command: { title, command: "" } };
        }
        const locations = [site.location, ...site.path.map((step) => step.location)];
        const commandArguments: ShowPathArguments = [
          textDocument.uri,
          range.start,
          locations.map((location) => toLocation(location, uriOf)),
        ];
        return {
          range,
          command: { title, command: "lazymmu.showPath", arguments: [...commandArguments] },
        };
      });
    }),
  );
}
