/** The lanes of all runs, aligned by entry, with one stretch and one cursor for all. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type LaneBins, laneNames, type SimulationReport } from "#engine/trace";
import type { HostLink } from "./host-link.ts";
import { mostPending, moved, timelineHeight, zoomed } from "./lane-shapes.ts";
import { paintLanes } from "./paint-lanes.ts";
import { count, laneTitles, variantTitles } from "./panel-words.ts";

interface TimelineProps {
  readonly report: SimulationReport;
  readonly simulation: number;
  readonly run: number;
  readonly entry: number | null;
  readonly link: HostLink;
  readonly onPick: (run: number, entry: number) => void;
}

export function Timeline({ report, simulation, run, entry, link, onPick }: TimelineProps) {
  const entries = Math.max(1, ...report.runs.map((one) => one.entries)) + 1;
  const [range, setRange] = useState({ from: 0, to: entries });
  const [width, setWidth] = useState(600);
  const [bins, setBins] = useState<readonly (LaneBins | undefined)[]>([]);
  const area = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.max(100, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    let isCurrent = true;
    const columns = Math.min(range.to - range.from, Math.max(50, Math.floor(width / 2)));
    const ask = report.runs.map(async (_, index) => {
      const answer = await link.query(`lanes ${index}`, simulation, {
        kind: "lanes",
        run: index,
        fromEntry: range.from,
        toEntry: range.to,
        columns,
      });
      return answer?.kind === "lanes" ? answer.lanes : undefined;
    });
    void Promise.all(ask).then((answers) => {
      if (isCurrent) setBins(answers);
    });
    return () => {
      isCurrent = false;
    };
  }, [link, simulation, report, range, width]);

  const most = mostPending(bins);
  const zoom = (at: number, factor: number) => setRange(zoomed(range, entries, at, factor));
  const wheel = (event: WheelEvent, target: HTMLElement) => {
    event.preventDefault();
    const box = target.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const by = ((event.deltaX || event.deltaY) / box.width) * (range.to - range.from);
      setRange(moved(range, entries, Math.round(by)));
    } else zoom(at, event.deltaY > 0 ? 1.25 : 0.8);
  };
  return (
    <section aria-label="Timeline" class="timeline">
      <div class="timeline-head">
        <h2>Timeline</h2>
        <span>
          entries {count(range.from)} to {count(Math.max(range.from, range.to - 1))}
        </span>
        <button type="button" onClick={() => zoom(0.5, 0.5)} aria-label="Zoom in">
          +
        </button>
        <button type="button" onClick={() => zoom(0.5, 2)} aria-label="Zoom out">
          −
        </button>
        <button type="button" onClick={() => setRange({ from: 0, to: entries })}>
          All
        </button>
      </div>
      {report.runs.map((one, index) => (
        <figure key={one.variant} class={index === run ? "shown" : ""}>
          <figcaption>{variantTitles[one.variant]}</figcaption>
          <div class="lanes">
            <ul class="lane-names" aria-hidden="true">
              {laneNames.map((lane) => (
                <li key={lane}>{laneTitles[lane]}</li>
              ))}
            </ul>
            <div class="canvas" ref={index === 0 ? area : null}>
              <Lanes
                bins={bins[index]}
                width={width}
                most={most}
                cursor={entry}
                label={laneSummary(variantTitles[one.variant], bins[index])}
                onPick={(share) =>
                  onPick(
                    index,
                    Math.min(one.entries, Math.floor(range.from + share * (range.to - range.from))),
                  )
                }
                onWheel={wheel}
              />
            </div>
          </div>
        </figure>
      ))}
    </section>
  );
}

interface LanesProps {
  readonly bins: LaneBins | undefined;
  readonly width: number;
  readonly most: number;
  readonly cursor: number | null;
  readonly label: string;
  /** From 0 to 1. */
  readonly onPick: (share: number) => void;
  readonly onWheel: (event: WheelEvent, target: HTMLElement) => void;
}

function Lanes({ bins, width, most, cursor, label, onPick, onWheel }: LanesProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    // The editor changes the body's class with the theme.
    const observer = new MutationObserver(() => setTheme((before) => before + 1));
    observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current !== null && bins !== undefined) {
      paintLanes(canvas.current, { bins, width, most, cursor });
    }
  }, [bins, width, most, cursor, theme]);
  const latest = useRef(onWheel);
  latest.current = onWheel;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    // Only a listener that is not passive may keep the page from scrolling.
    const listen = (event: WheelEvent) => latest.current(event, element);
    element.addEventListener("wheel", listen, { passive: false });
    return () => element.removeEventListener("wheel", listen);
  }, []);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={width}
      height={timelineHeight}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        onPick((event.clientX - box.left) / box.width);
      }}
    />
  );
}

/** The picture in words, for those who cannot see it. */
function laneSummary(title: string, bins: LaneBins | undefined): string {
  if (bins === undefined) return title;
  const sums = laneNames.map((lane) => {
    const values = bins.lanes[lane];
    const sum = values.reduce((before, value) => before + value, 0);
    return lane === "pending"
      ? `at most ${count(Math.max(0, ...values))} pending`
      : `${laneTitles[lane]} ${count(sum)}`;
  });
  return `${title}: ${sums.join(", ")}`;
}
