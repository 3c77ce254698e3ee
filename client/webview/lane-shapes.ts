/** The timeline's lanes as rectangles, for whatever paints them. Pure. */
import { type LaneBins, type LaneName, laneNames } from "#engine/trace";

export interface LaneShape {
  readonly lane: LaneName;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Drawn with a cross as well, when there is room: what is wrong must show without colour. */
  readonly isFault: boolean;
}

export const laneHeight = 20;
export const laneGap = 4;
export const timelineHeight = laneNames.length * (laneHeight + laneGap);

/** `maxPending` is over all runs, so that their levels can be compared. */
export function laneShapes(bins: LaneBins, width: number, maxPending: number): LaneShape[] {
  const shapes: LaneShape[] = [];
  const columnWidth = width / bins.columns;
  laneNames.forEach((lane, row) => {
    const values = bins.lanes[lane];
    const top = lane === "pending" ? maxPending : Math.max(1, ...values);
    const base = row * (laneHeight + laneGap) + laneHeight;
    values.forEach((value, column) => {
      if (value === 0) return;
      const isFault = lane === "faults";
      const share = isFault ? 1 : Math.max(0.2, Math.log2(value + 1) / Math.log2(top + 1));
      const height = Math.round(laneHeight * Math.min(1, share));
      const gap = columnWidth > 4 && lane !== "pending" ? 1 : 0;
      shapes.push({
        lane,
        x: column * columnWidth,
        y: base - height,
        width: Math.max(1, columnWidth - gap),
        height,
        isFault,
      });
    });
  });
  return shapes;
}

export function mostPending(bins: readonly (LaneBins | undefined)[]): number {
  return Math.max(1, ...bins.flatMap((one) => one?.lanes.pending ?? []));
}

/** The stretch of entries around `at` (0 to 1 of the one that is shown), `factor` times as long. */
export function zoomed(
  range: { readonly from: number; readonly to: number },
  entries: number,
  at: number,
  factor: number,
): { readonly from: number; readonly to: number } {
  const length = range.to - range.from;
  const wanted = Math.max(4, Math.min(entries, Math.round(length * factor)));
  const from = Math.round(range.from + at * (length - wanted));
  const first = Math.max(0, Math.min(from, entries - wanted));
  return { from: first, to: Math.min(entries, first + wanted) };
}

/** The stretch moved by entries, which stays within the run. */
export function moved(
  range: { readonly from: number; readonly to: number },
  entries: number,
  by: number,
): { readonly from: number; readonly to: number } {
  const length = range.to - range.from;
  const from = Math.max(0, Math.min(range.from + by, entries - length));
  return { from, to: from + length };
}
