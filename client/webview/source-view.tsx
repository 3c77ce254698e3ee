/** The callback's own source, with the line at which the run stands. */
import { useEffect, useRef } from "preact/hooks";
import type { ShownSimulation } from "#client/messages";
import type { Moment, SimulationReport } from "#engine/trace";

interface SourceViewProps {
  readonly simulation: ShownSimulation;
  readonly report: SimulationReport;
  readonly moment: Moment | undefined;
}

export function SourceView({ simulation, report, moment }: SourceViewProps) {
  const { firstLine, text } = simulation.source;
  const { file } = report.callback.place;
  const lines = text.split("\n");
  const current = moment?.calls.find(
    ({ place }) =>
      place?.file === file && place.line >= firstLine && place.line < firstLine + lines.length,
  )?.place?.line;
  const marked = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (marked.current !== null) showInList(marked.current);
  }, [current]);
  return (
    <section aria-label="Source of the callback" class="source">
      <h2>Source</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <ol start={firstLine} tabIndex={0} aria-label={`${file}, from line ${firstLine}`}>
        {lines.map((line, index) => {
          const isCurrent = firstLine + index === current;
          return (
            <li
              key={index}
              ref={isCurrent ? marked : null}
              class={isCurrent ? "current" : ""}
              aria-current={isCurrent ? "step" : undefined}
            >
              <code>{line === "" ? " " : line}</code>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Scrolls the list alone: the page stays where its reader left it. */
function showInList(item: HTMLElement): void {
  const list = item.parentElement;
  if (list === null) return;
  const line = item.getBoundingClientRect();
  const box = list.getBoundingClientRect();
  if (line.top < box.top) list.scrollTop -= box.top - line.top;
  else if (line.bottom > box.bottom) list.scrollTop += line.bottom - box.bottom;
}
