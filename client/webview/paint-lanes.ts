/** Paints the lanes of one run on a canvas, in the colours of the editor's theme. */
import type { LaneBins, LaneName } from "#engine/trace";
import { laneGap, laneHeight, laneShapes, timelineHeight } from "./lane-shapes.ts";

export interface LanePicture {
  readonly bins: LaneBins;
  readonly width: number;
  readonly most: number;
  /** The entry that is looked at. */
  readonly cursor: number | null;
}

const laneColours: Readonly<Record<LaneName, string>> = {
  updates: "--vscode-charts-blue",
  pending: "--vscode-charts-orange",
  synchronisation: "--vscode-charts-purple",
  allocator: "--vscode-charts-green",
  "linear-map": "--vscode-charts-yellow",
  faults: "--vscode-charts-red",
};

const roomForCross = 6;

export function paintLanes(canvas: HTMLCanvasElement, picture: LanePicture): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { bins, width, most, cursor } = picture;
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(timelineHeight * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const style = getComputedStyle(document.body);
  const colour = (name: string, otherwise: string) =>
    style.getPropertyValue(name).trim() || otherwise;
  const ink = colour("--vscode-foreground", "#808080");
  context.clearRect(0, 0, width, timelineHeight);
  context.globalAlpha = 0.25;
  context.fillStyle = ink;
  for (let y = laneHeight; y < timelineHeight; y += laneHeight + laneGap) {
    context.fillRect(0, y, width, 1);
  }
  context.globalAlpha = 1;
  let lane: LaneName | undefined;
  for (const shape of laneShapes(bins, width, most)) {
    if (shape.lane !== lane) {
      lane = shape.lane;
      context.fillStyle = colour(laneColours[lane], ink);
      context.strokeStyle = colour("--vscode-editor-background", "#ffffff");
    }
    context.fillRect(shape.x, shape.y, shape.width, shape.height);
    if (!shape.isFault || shape.width < roomForCross) continue;
    context.beginPath();
    const side = Math.min(shape.width, shape.height) - 2;
    const x = shape.x + (shape.width - side) / 2;
    const y = shape.y + (shape.height - side) / 2;
    context.moveTo(x, y);
    context.lineTo(x + side, y + side);
    context.moveTo(x + side, y);
    context.lineTo(x, y + side);
    context.stroke();
  }
  if (cursor === null || cursor < bins.fromEntry || cursor >= bins.toEntry) return;
  const perEntry = width / (bins.toEntry - bins.fromEntry);
  const x = (cursor - bins.fromEntry) * perEntry;
  context.strokeStyle = colour("--vscode-focusBorder", ink);
  context.strokeRect(
    Math.round(x) + 0.5,
    0.5,
    Math.max(2, Math.round(perEntry) - 1),
    timelineHeight - 1,
  );
}
