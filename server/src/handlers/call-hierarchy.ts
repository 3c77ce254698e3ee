/**
 * The paths from walks to the page allocator as a call hierarchy, and nothing else: all other calls
 * belong to the editor's C language server.
 */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from "vscode-languageserver";
import type { PathCalls, PathFunction, PathNeighbours } from "#engine/workspace";
import { toEnginePosition, toRange, type UriOf } from "#server/convert";
import { answer, type Session } from "#server/session";

export function handleCallHierarchy(session: Session): void {
  const { languages } = session.connection;
  const { log } = session;
  languages.callHierarchy.onPrepare(({ textDocument, position }, token) =>
    answer<CallHierarchyItem[] | null>(
      log,
      "textDocument/prepareCallHierarchy",
      token,
      null,
      async (signal) => {
        const found = await neighboursAt(session, textDocument.uri, position, signal);
        return found === undefined ? null : [toItem(found.paths.function, found.uriOf)];
      },
    ),
  );
  languages.callHierarchy.onIncomingCalls(({ item }, token) =>
    answer<CallHierarchyIncomingCall[]>(
      log,
      "callHierarchy/incomingCalls",
      token,
      [],
      async (signal) => {
        const found = await neighboursAt(session, item.uri, item.selectionRange.start, signal);
        if (found === undefined) return [];
        return found.paths.callers.map((caller) => ({
          from: toItem(caller.function, found.uriOf),
          fromRanges: rangesOf(caller),
        }));
      },
    ),
  );
  languages.callHierarchy.onOutgoingCalls(({ item }, token) =>
    answer<CallHierarchyOutgoingCall[]>(
      log,
      "callHierarchy/outgoingCalls",
      token,
      [],
      async (signal) => {
        const found = await neighboursAt(session, item.uri, item.selectionRange.start, signal);
        if (found === undefined) return [];
        return found.paths.callees.map((callee) => ({
          to: toItem(callee.function, found.uriOf),
          fromRanges: rangesOf(callee),
        }));
      },
    ),
  );
}

async function neighboursAt(
  session: Session,
  uri: string,
  position: Range["start"],
  signal: AbortSignal,
): Promise<{ readonly paths: PathNeighbours; readonly uriOf: UriOf } | undefined> {
  await session.whenReady();
  const { analysis, settings, trees } = session;
  const place = settings.enable ? trees.locate(uri) : undefined;
  if (place === undefined || !(await trees.ensureOpen(place.root, signal))) return undefined;
  const { line, column } = toEnginePosition(position);
  const paths = await analysis.pathsAt(place.root, place.file, line, column, signal);
  return paths && { paths, uriOf: session.uriIn(place.root) };
}

function toItem({ name, location, range }: PathFunction, uriOf: UriOf): CallHierarchyItem {
  return {
    name,
    kind: SymbolKind.Function,
    detail: location.file,
    uri: uriOf(location.file),
    range: toRange(range),
    selectionRange: toRange(location),
  };
}

function rangesOf({ calls }: PathCalls): Range[] {
  return calls.map(toRange);
}
