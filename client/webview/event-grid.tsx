/** The events around the current one as a grid: the timeline's twin for keyboard and ear. */
import { useEffect, useState } from "preact/hooks";
import type { TraceEvent } from "#engine/trace";
import type { HostLink } from "./host-link.ts";
import { placeText } from "./panel-words.ts";
import { ScrollRegion } from "./scroll-region.tsx";

interface EventGridProps {
  readonly simulation: number;
  readonly run: number;
  readonly total: number;
  readonly at: number;
  readonly link: HostLink;
  readonly onPick: (event: number) => void;
}

const rowsBefore = 8;
const rows = 24;

export function EventGrid({ simulation, run, total, at, link, onPick }: EventGridProps) {
  const [events, setEvents] = useState<readonly TraceEvent[]>([]);
  const from = Math.max(0, Math.min(at - rowsBefore, total - rows));
  useEffect(() => {
    let isCurrent = true;
    const query = { kind: "events", run, from, to: from + rows } as const;
    void link.query("events", simulation, query).then((answer) => {
      if (isCurrent && answer?.kind === "events") setEvents(answer.events);
    });
    return () => {
      isCurrent = false;
    };
  }, [link, simulation, run, from]);
  return (
    <section aria-label="Events">
      <h2>Events</h2>
      <ScrollRegion label="Events around the current one" isWide>
        <table aria-rowcount={total + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">Step</th>
              <th scope="col">Entry</th>
              <th scope="col">Event</th>
              <th scope="col">Place</th>
              <th scope="col">Value</th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => {
              const isCurrent = event.index === at;
              return (
                <tr
                  key={event.index}
                  aria-rowindex={event.index + 2}
                  aria-current={isCurrent ? "step" : undefined}
                  class={`${isCurrent ? "current" : ""} ${event.kind}`}
                >
                  <th scope="row">
                    <button type="button" class="link" onClick={() => onPick(event.index)}>
                      {event.index + 1}
                    </button>
                  </th>
                  <td>{event.entry ?? ""}</td>
                  <td>{event.kind === "problem" ? "✗ problem" : event.kind}</td>
                  <td>{placeText(event.place)}</td>
                  <td>
                    <code>
                      {event.old === null ? "" : `${event.old} → `}
                      {event.value ?? ""}
                    </code>
                  </td>
                  <td>{event.note ?? ""}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
