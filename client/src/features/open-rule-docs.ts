/** Opens a rule's page, which comes with the extension; without an argument, the user chooses. */
import { commands, type Disposable, Uri, window, workspace } from "vscode";
import type { Context } from "./context.ts";

export function registerOpenRuleDocs({ extensionUri }: Context): Disposable {
  const folder = Uri.joinPath(extensionUri, "docs", "rules");
  return commands.registerCommand("lazymmu.openRuleDocs", async (given: unknown) => {
    const rules = await listRules(folder);
    const rule =
      typeof given === "string" && rules.includes(given)
        ? given
        : await window.showQuickPick(rules, { title: "Lazy MMU: Open Rule Documentation" });
    if (rule === undefined) return;
    await commands.executeCommand("markdown.showPreview", Uri.joinPath(folder, `${rule}.md`));
  });
}

/** The rules that have a page; nothing but these names is ever opened. */
async function listRules(folder: Uri): Promise<string[]> {
  const entries = await workspace.fs.readDirectory(folder);
  return entries
    .map(([name]) => name)
    .filter((name) => /^[a-z-]+\.md$/.test(name))
    .map((name) => name.slice(0, -".md".length))
    .sort();
}
