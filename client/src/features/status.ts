/** The language status item: which tree, which dialect, how many call sites, busy or in trouble. */
import { commands, Disposable, LanguageStatusSeverity, languages } from "vscode";
import type { StatusParams } from "#server/protocol";
import type { Context } from "./context.ts";
import { type StatusView, statusView } from "./status-view.ts";

const severities: Readonly<Record<StatusView["severity"], LanguageStatusSeverity>> = {
  error: LanguageStatusSeverity.Error,
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
};

export function registerStatus({ client }: Context): Disposable {
  const item = languages.createLanguageStatusItem("lazymmu.status", {
    scheme: "file",
    language: "c",
  });
  item.name = "Lazy MMU";
  item.command = { command: "lazymmu.showOutput", title: "Show Output" };
  let status: StatusParams | undefined;
  const show = () => {
    const view = statusView(client.isRunning() || status === undefined, status);
    item.text = view.text;
    item.detail = view.detail;
    item.busy = view.isBusy;
    item.severity = severities[view.severity];
  };
  show();
  return Disposable.from(
    item,
    client.onNotification("lazymmu/status", (params: StatusParams) => {
      status = params;
      show();
    }),
    client.onDidChangeState(() => {
      void commands.executeCommand("setContext", "lazymmu.isRunning", client.isRunning());
      show();
    }),
  );
}
