/** Files that the panel writes and reads: always where the user says. */
import { Uri, window, workspace } from "vscode";
import { readScenario, type Scenario, writeScenario } from "./scenario-file.ts";

/** Asks where, and writes; nothing happens when the user gives up. */
export async function saveFile(name: string, content: Uint8Array): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const options = folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) };
  const target = await window.showSaveDialog(options);
  if (target !== undefined) await workspace.fs.writeFile(target, content);
}

export function saveScenario(name: string, scenario: Scenario): Promise<void> {
  return saveFile(name, Buffer.from(writeScenario(scenario), "utf8"));
}

/** A scenario of the user's choice, with its file's URI in the tree, or in an open folder. */
export async function openScenario(
  tree: string | undefined,
): Promise<(Scenario & { readonly uri: string }) | undefined> {
  const [chosen] =
    (await window.showOpenDialog({ canSelectMany: false, filters: { Scenario: ["json"] } })) ?? [];
  if (chosen === undefined) return undefined;
  const content = await workspace.fs.readFile(chosen);
  const scenario = readScenario(Buffer.from(content).toString("utf8"));
  if (typeof scenario === "string") {
    await window.showErrorMessage(scenario);
    return undefined;
  }
  const roots = [
    ...(tree === undefined ? [] : [Uri.parse(tree)]),
    ...(workspace.workspaceFolders?.map(({ uri }) => uri) ?? []),
  ];
  for (const root of roots) {
    const uri = Uri.joinPath(root, scenario.file);
    if (await exists(uri)) return { ...scenario, uri: uri.toString() };
  }
  await window.showErrorMessage(`No open folder holds ${scenario.file}.`);
  return undefined;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
