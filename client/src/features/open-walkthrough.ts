/** Opens the walkthrough that takes a newcomer along the sample tree. */
import { commands, type Disposable } from "vscode";

export function registerOpenWalkthrough(extensionId: string): Disposable {
  return commands.registerCommand("lazymmu.openWalkthrough", () =>
    commands.executeCommand("workbench.action.openWalkthrough", `${extensionId}#start`),
  );
}
