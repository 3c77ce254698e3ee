/** A line above each call site that says what its callback may do, and lets it be simulated. */
import type { CodeLens } from "vscode-languageserver";
import type { CallSite } from "#engine/model";
import { siteTitle, toLocation, toRange } from "#server/convert";
import type { ShowPathArguments, SimulateArguments } from "#server/protocol";
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
      const simulate = (site: CallSite): readonly CodeLens[] => {
        if (site.callbacks.length === 0 || !features.commands.has("lazymmu.simulate")) return [];
        const range = toRange(site.location);
        const simulated: SimulateArguments = [textDocument.uri, range.start];
        const command = "lazymmu.simulate";
        return [{ range, command: { title: "simulate", command, arguments: [...simulated] } }];
      };
      const describe = (site: CallSite): CodeLens => {
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
      };
      return sites.flatMap((site) => [describe(site), ...simulate(site)]);
    }),
  );
}
