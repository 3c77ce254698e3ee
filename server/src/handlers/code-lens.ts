/**
 * A line above each call site and above each call that enters a lazy MMU section. It says what the
 * callback, or the section, does with pages; a callback can be simulated from there.
 */
import type { CodeLens } from "vscode-languageserver";
import type { Location } from "#engine/base";
import type { CallSite, PathStep } from "#engine/model";
import { sectionTitle, siteTitle, toLocation, toRange } from "#server/convert";
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
      const simulate = (site: CallSite): readonly CodeLens[] => {
        if (site.callbacks.length === 0 || !features.commands.has("lazymmu.simulate")) return [];
        const range = toRange(site.location);
        const simulated: SimulateArguments = [textDocument.uri, range.start];
        const command = "lazymmu.simulate";
        return [{ range, command: { title: "simulate", command, arguments: [...simulated] } }];
      };
      const describe = (title: string, location: Location, path: readonly PathStep[]): CodeLens => {
        const range = toRange(location);
        // A lens without a command's name is shown as plain text.
        if (path.length === 0 || !features.commands.has("lazymmu.showPath")) {
          return { range, command: { title, command: "" } };
        }
        const commandArguments: ShowPathArguments = [
          textDocument.uri,
          range.start,
          [location, ...path.map((step) => step.location)].map((one) => toLocation(one, uriOf)),
        ];
        return {
          range,
          command: { title, command: "lazymmu.showPath", arguments: [...commandArguments] },
        };
      };
      const isHere = ({ file }: Location) => file === place.file;
      return [
        ...report.callSites
          .filter(({ location }) => isHere(location))
          .flatMap((site) => [
            describe(siteTitle(site), site.location, site.path),
            ...simulate(site),
          ]),
        ...report.sections.flatMap((section) =>
          section.enters
            .filter(isHere)
            .map((enter) => describe(sectionTitle(section), enter, section.path)),
        ),
      ];
    }),
  );
}
