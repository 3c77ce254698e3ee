/** The whole walked range as one cell an entry, or a cell for several. */
import { useEffect, useRef } from "preact/hooks";
import { type EntryState, entryStateLetters } from "#engine/trace";
import { count, entryStateTitles } from "./panel-words.ts";

const cellSize = 6;
const columns = 64;

const stateColours: Readonly<Record<EntryState, string>> = {
  none: "",
  visible: "--vscode-charts-green",
  "pending-map": "--vscode-charts-orange",
  "pending-unmap": "--vscode-charts-red",
  "pending-change": "--vscode-charts-purple",
};

export function HeatMap({ cells }: { readonly cells: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const rows = Math.max(1, Math.ceil(cells.length / columns));
  useEffect(() => {
    if (canvas.current !== null) paintCells(canvas.current, cells);
  }, [cells]);
  return (
    <canvas
      ref={canvas}
      class="heat"
      role="img"
      aria-label={summary(cells)}
      width={columns * cellSize}
      height={rows * cellSize}
    />
  );
}

const states = Object.keys(entryStateLetters) as EntryState[];

function paintCells(canvas: HTMLCanvasElement, cells: string): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  const style = getComputedStyle(document.body);
  const ink = style.getPropertyValue("--vscode-foreground").trim() || "#808080";
  for (const state of states) {
    const letter = entryStateLetters[state];
    const isPending = state.startsWith("pending");
    context.fillStyle = style.getPropertyValue(stateColours[state]).trim() || ink;
    context.strokeStyle = ink;
    for (let at = 0; at < cells.length; at++) {
      if (cells[at] !== letter) continue;
      const x = (at % columns) * cellSize;
      const y = Math.floor(at / columns) * cellSize;
      if (state === "none") {
        context.globalAlpha = 0.3;
        context.strokeRect(x + 0.5, y + 0.5, cellSize - 2, cellSize - 2);
        context.globalAlpha = 1;
      } else context.fillRect(x, y, cellSize - 1, cellSize - 1);
      // What is pending has a notch as well, so that it shows without colour.
      if (isPending) context.clearRect(x + 2, y + 2, cellSize - 5, cellSize - 5);
    }
  }
}

function summary(cells: string): string {
  const parts = states.flatMap((state) => {
    const letter = entryStateLetters[state];
    const n = cells.split(letter).length - 1;
    return n === 0 ? [] : [`${count(n)} ${entryStateTitles[state]}`];
  });
  return `Entries of the range: ${parts.join(", ")}`;
}
