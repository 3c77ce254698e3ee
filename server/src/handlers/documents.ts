/** Documents that open, change and close, and files that change on disk. */
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
} from "vscode-languageserver";
import { settingsFile } from "#engine/settings";
import { background, type Session } from "#server/session";

/** More changed files than this are found faster by reading the tree again. */
const maxSingleFiles = 100;

/** Editors report a checkout as many events in a row. */
const settleTime = 200;

export function handleDocuments(session: Session): void {
  const { connection, documents } = session;
  documents.onDidChangeContent(({ document }) => session.updateDocument(document));
  documents.onDidClose(({ document }) => session.closeDocument(document.uri));
  const pending: FileEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    pending.push(...changes);
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        const events = pending.splice(0);
        background(session.log, "Following changed files", () => followChanges(session, events));
      },
      Math.min(settleTime, session.features.debounce),
    );
  });
}

/** Asks a client that can to watch the files that verdicts rest on. */
export async function watchFiles(session: Session): Promise<void> {
  if (!session.features.watchedFilesRegistration) return;
  await session.connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: ["**/*.{c,h}", "**/.config", `**/${settingsFile}`].map((globPattern) => ({
      globPattern,
    })),
  });
}

async function followChanges(session: Session, events: readonly FileEvent[]): Promise<void> {
  const { trees, analysis, diagnostics } = session;
  const roots = new Set(trees.roots);
  const changedByRoot = new Map<string, Set<string>>();
  const rootsToRead = new Set<string>();
  for (const { uri, type } of events) {
    const place = trees.locate(uri);
    if (place === undefined || !roots.has(place.root)) continue;
    // The settings are read again with any file; a file that came or went is in no list yet.
    const isKnown = type === FileChangeType.Changed && /\.[ch]$/.test(place.file);
    if (!isKnown && place.file !== settingsFile) rootsToRead.add(place.root);
    const files = changedByRoot.get(place.root) ?? new Set();
    changedByRoot.set(place.root, files.add(place.file));
  }
  for (const [root, files] of changedByRoot) {
    await analysis.invalidateFiles(root, [...files]);
    session.simulations.invalidate(root, [...files]);
    if (rootsToRead.has(root) || files.size > maxSingleFiles) await trees.reopen(root);
    diagnostics.recheck(root);
    session.reportCallSiteChange();
  }
}
