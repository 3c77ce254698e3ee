/** The engine's public face. Under construction; the signatures hold. */
import type { WorkspaceInputs } from "./inputs.ts";
import type { FileReport, HoverText, TreeReport } from "./report.ts";

export class Workspace {
  constructor(_inputs: WorkspaceInputs) {}

  /** Replaces the inputs, as after a rescan; documents stay. */
  setInputs(_inputs: WorkspaceInputs): void {}

  /** Lays unsaved text over a file, or takes it away again with `undefined`. */
  setDocument(_file: string, _text: string | undefined): void {}

  /** Forgets what was derived from a file that changed on disk. */
  invalidateFile(_file: string): void {}

  /** Every call site of the tree, or of the files and folders in `scope`. */
  checkTree(_scope?: readonly string[]): TreeReport {
    throw new Error("not built yet");
  }

  checkFile(_file: string): FileReport {
    throw new Error("not built yet");
  }

  /** What to show over a walker's or callback's name; line and column start at 1. */
  hoverAt(_file: string, _line: number, _column: number): HoverText | undefined {
    return undefined;
  }
}
