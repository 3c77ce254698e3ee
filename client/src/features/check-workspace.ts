/**
 * Checks the whole workspace: findings go to Problems, call sites and lazy MMU sections into a list
 * to choose from.
 */
import {
  CancellationError,
  commands,
  type Disposable,
  ProgressLocation,
  window,
  workspace,
} from "vscode";
import type { CheckWorkspaceParams, CheckWorkspaceResult } from "#server/protocol";
import type { Context } from "./context.ts";
import { showSite } from "./site-commands.ts";
import { siteItems, summaryText } from "./site-words.ts";

export function registerCheckWorkspace({ client, output }: Context): Disposable {
  return commands.registerCommand("lazymmu.checkWorkspace", async () => {
    const folders = workspace.workspaceFolders?.map(({ uri }) => uri.toString()) ?? [];
    const params: CheckWorkspaceParams = { folders };
    const result = await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: "Lazy MMU: checking the workspace",
        cancellable: true,
      },
      async (_progress, token) => {
        try {
          return await client.sendRequest<CheckWorkspaceResult>(
            "lazymmu/checkWorkspace",
            params,
            token,
          );
        } catch (error) {
          if (token.isCancellationRequested || error instanceof CancellationError) return undefined;
          throw error;
        }
      },
    );
    if (result === undefined) return;
    output.info(`Checked the workspace: ${summaryText(result)}`);
    const chosen = await window.showQuickPick(siteItems(result), {
      title: `Lazy MMU: ${summaryText(result)}`,
      placeHolder: "Choose a call site or a section to go to",
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (chosen !== undefined) await showSite(chosen.found);
  });
}
