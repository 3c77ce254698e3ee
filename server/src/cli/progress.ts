/** One line of progress on a terminal's stderr, cleared when done; nothing anywhere else. */
import type { CliIo, TreeProgress } from "./cli-io.ts";
import { escapeControls } from "./format/terminal-text.ts";

export interface ProgressLine {
  readonly update: (progress: TreeProgress) => void;
  readonly clear: () => void;
}

export function createProgressLine(io: CliIo, isQuiet: boolean): ProgressLine {
  const isShown =
    io.stderr.isTTY && !isQuiet && (io.env["CI"] ?? "") === "" && io.env["TERM"] !== "dumb";
  if (!isShown) return { update: () => {}, clear: () => {} };
  let isOnScreen = false;
  let lastDrawn = Number.NEGATIVE_INFINITY;
  return {
    update(progress) {
      const now = io.now();
      if (now - lastDrawn < 80) return;
      lastDrawn = now;
      isOnScreen = true;
      const counts = progress.total > 0 ? ` ${progress.done}/${progress.total}` : "";
      const line = escapeControls(`${progress.what}${counts}`);
      io.stderr.write(`\r\u001b[K${line.slice(0, (io.stderr.columns ?? 80) - 1)}`);
    },
    clear() {
      if (isOnScreen) io.stderr.write("\r\u001b[K");
      isOnScreen = false;
    },
  };
}
