/** The command that opens the simulator, and the panel's return after a reload of the window. */
import { commands, Disposable, Uri, type WebviewPanel, window } from "vscode";
import { panelProtocol, readOptions } from "#client/messages";
import type { SimulationOptions } from "#server/protocol";
import {
  defaultOptions,
  type PanelOptions,
  SimulatorPanel,
  type Subject,
  viewType,
} from "./simulator-panel.ts";

export function registerSimulator(options: PanelOptions): Disposable {
  let open: SimulatorPanel | undefined;
  const create = (subject: Subject, settings: SimulationOptions, panel?: WebviewPanel) => {
    open = new SimulatorPanel(options, subject, settings, panel, () => {
      open = undefined;
    });
  };
  return Disposable.from(
    commands.registerCommand("lazymmu.simulate", async (...given: unknown[]) => {
      const subject = readArguments(given) ?? subjectAtCursor();
      if (subject === undefined) {
        await window.showInformationMessage(
          "Put the cursor on a call of a page-table walker, or into a callback of one.",
        );
        return;
      }
      if (open === undefined) create(subject, defaultOptions);
      else open.show(subject);
    }),
    window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(panel: WebviewPanel, state: unknown) {
        const kept = readState(state);
        if (kept === undefined || open !== undefined) panel.dispose();
        else create(kept.subject, kept.settings, panel);
      },
    }),
  );
}

/** As a code lens, a code action or the tree view gives them. */
function readArguments([uri, position]: readonly unknown[]): Subject | undefined {
  if (typeof uri !== "string" || typeof position !== "object" || position === null) {
    return undefined;
  }
  const { line, character } = position as Record<string, unknown>;
  if (!isCount(line) || !isCount(character)) return undefined;
  return { uri: Uri.parse(uri).toString(), position: { line, character }, callback: null };
}

function subjectAtCursor(): Subject | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined || editor.document.languageId !== "c") return undefined;
  const { line, character } = editor.selection.active;
  const uri = editor.document.uri.toString();
  return { uri, position: { line, character }, callback: null };
}

/** What the page kept; undefined for that of another version. */
function readState(
  value: unknown,
): { readonly subject: Subject; readonly settings: SimulationOptions } | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { protocol, uri, callback, line, character, options } = value as Record<string, unknown>;
  const settings = readOptions(options);
  const isWhole = protocol === panelProtocol && typeof uri === "string" && settings !== undefined;
  if (!isWhole || typeof callback !== "string" || !isCount(line) || !isCount(character)) {
    return undefined;
  }
  return { subject: { uri, callback, position: { line, character } }, settings };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
