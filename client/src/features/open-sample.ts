/**
 * Opens the sample tree that comes with the extension, as a copy in the extension's own storage: the
 * installed one belongs to the editor, and fixes are there to be tried.
 */
import { commands, type Disposable, FileSystemError, Uri, window, workspace } from "vscode";

const again = "Open It As You Left It";
const fresh = "Start Anew from a Fresh Copy";

export interface SampleFolders {
  /** The extension's own folder. */
  readonly extensionUri: Uri;
  /** Where the extension may write. */
  readonly globalStorageUri: Uri;
}

export function registerOpenSample({ extensionUri, globalStorageUri }: SampleFolders): Disposable {
  const original = Uri.joinPath(extensionUri, "examples", "mini-kernel");
  const copy = Uri.joinPath(globalStorageUri, "mini-kernel");
  return commands.registerCommand("lazymmu.openSample", async () => {
    const title = "Lazy MMU: Open the Sample Tree";
    const chosen = (await exists(copy))
      ? await window.showQuickPick([again, fresh], { title })
      : fresh;
    if (chosen === undefined) return;
    if (chosen === fresh) {
      await workspace.fs.createDirectory(globalStorageUri);
      await workspace.fs.copy(original, copy, { overwrite: true });
    }
    const isBusy = (workspace.workspaceFolders?.length ?? 0) > 0;
    await commands.executeCommand("vscode.openFolder", copy, { forceNewWindow: isBusy });
  });
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof FileSystemError) return false;
    throw error;
  }
}
