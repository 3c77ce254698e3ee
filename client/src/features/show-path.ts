/**
 * Shows the steps from a call site to the page allocator in the editor's own peek view.
 *
 * Code lenses and code actions bring the steps along; from the command palette they are taken
 * from the diagnostic at the cursor.
 */
import {
  commands,
  type Disposable,
  Location,
  languages,
  Position,
  Range,
  type TextEditor,
  Uri,
  window,
} from "vscode";
import type { LspLocation, LspPosition } from "#server/protocol";

export function registerShowPath(): Disposable {
  return commands.registerCommand("lazymmu.showPath", async (...given: unknown[]) => {
    const path = readPath(given) ?? pathAtCursor(window.activeTextEditor);
    if (path === undefined) {
      await window.showInformationMessage(
        "There is no Lazy MMU finding with a path at the cursor.",
      );
      return;
    }
    await commands.executeCommand(
      "editor.action.peekLocations",
      path.uri,
      path.position,
      path.locations,
      "peek",
    );
  });
}

interface Path {
  readonly uri: Uri;
  readonly position: Position;
  readonly locations: readonly Location[];
}

/** The arguments of a lens or an action; undefined when they are something else. */
function readPath([uri, position, locations]: readonly unknown[]): Path | undefined {
  if (typeof uri !== "string" || !isPosition(position) || !Array.isArray(locations)) {
    return undefined;
  }
  return {
    uri: Uri.parse(uri),
    position: toPosition(position),
    locations: locations.filter(isLocation).map(toLocation),
  };
}

function pathAtCursor(editor: TextEditor | undefined): Path | undefined {
  if (editor === undefined) return undefined;
  const { uri } = editor.document;
  const at = editor.selection.active;
  const found = languages
    .getDiagnostics(uri)
    .filter(({ source, range }) => source === "lazymmu" && range.contains(at))
    .find(({ relatedInformation }) => (relatedInformation?.length ?? 0) > 0);
  if (found === undefined) return undefined;
  const steps = found.relatedInformation?.map(({ location }) => location) ?? [];
  return {
    uri,
    position: found.range.start,
    locations: [new Location(uri, found.range), ...steps],
  };
}

function toPosition({ line, character }: LspPosition): Position {
  return new Position(line, character);
}

function toLocation({ uri, range }: LspLocation): Location {
  return new Location(Uri.parse(uri), new Range(toPosition(range.start), toPosition(range.end)));
}

function isPosition(value: unknown): value is LspPosition {
  return isRecord(value) && Number.isInteger(value["line"]) && Number.isInteger(value["character"]);
}

function isLocation(value: unknown): value is LspLocation {
  if (!isRecord(value) || typeof value["uri"] !== "string") return false;
  const range = value["range"];
  return isRecord(range) && isPosition(range["start"]) && isPosition(range["end"]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
