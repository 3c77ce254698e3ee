/** The machine at the moment: calls and values, page-table entries, pages of the allocator. */
import type { Moment } from "#engine/trace";
import { HeatMap } from "./heat-map.tsx";
import { entryStateTitles, placeText, reachTitles } from "./panel-words.ts";
import { ScrollRegion } from "./scroll-region.tsx";

interface MomentProps {
  readonly moment: Moment | undefined;
}

export function CallsView({
  moment,
  onOpen,
}: MomentProps & { readonly onOpen: (depth: number) => void }) {
  return (
    <section aria-label="Calls and values">
      <h2>Calls</h2>
      {(moment?.calls ?? []).map((call, depth) => (
        <details key={`${depth} ${call.name}`} open={depth === 0}>
          <summary>
            {call.name}() <small>{placeText(call.place)}</small>
          </summary>
          {call.place !== null && (
            <button type="button" class="link" onClick={() => onOpen(depth)}>
              Show in the editor
            </button>
          )}
          <table>
            <caption class="hidden">Values in {call.name}()</caption>
            <tbody>
              {call.variables.map(({ name, type, value }) => (
                <tr key={`${type} ${name}`}>
                  <th scope="row" title={type}>
                    {name}
                  </th>
                  <td>
                    <code>{value ?? "not written yet"}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
      {moment !== undefined && moment.locks.length > 0 && <p>Held: {moment.locks.join(", ")}</p>}
    </section>
  );
}

export function EntriesView({ moment }: MomentProps) {
  const current = moment?.event?.entry ?? null;
  return (
    <section aria-label="Page table">
      <h2>Page table</h2>
      <HeatMap cells={moment?.cells ?? ""} />
      <ScrollRegion label="Entries around the current one">
        <table>
          <thead>
            <tr>
              <th scope="col">Entry</th>
              <th scope="col">State</th>
              <th scope="col">Written</th>
              <th scope="col">Hardware sees</th>
            </tr>
          </thead>
          <tbody>
            {(moment?.entries ?? []).map(({ entry, address, newest, visible, state }) => (
              <tr key={entry} class={entry === current ? "current" : ""}>
                <th scope="row" title={address}>
                  {entry}
                </th>
                <td class={`state ${state}`}>{entryStateTitles[state]}</td>
                <td>
                  <code>{newest ?? "no table"}</code>
                </td>
                <td>
                  <code>{visible === newest ? "the same" : visible}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}

export function PagesView({ moment }: MomentProps) {
  return (
    <section aria-label="Pages">
      <h2>Pages</h2>
      <ScrollRegion label="Pages near the current entry">
        <table>
          <thead>
            <tr>
              <th scope="col">Page</th>
              <th scope="col">Allocator</th>
              <th scope="col">References</th>
              <th scope="col">Linear map</th>
            </tr>
          </thead>
          <tbody>
            {(moment?.pages ?? []).map(({ pfn, linearAddress, status, references, reach }) => {
              const isOdd = status === "free" && reach !== "no" && reach !== "mapped";
              return (
                <tr key={pfn} class={isOdd ? "odd" : ""}>
                  <th scope="row" title={linearAddress}>
                    {pfn}
                  </th>
                  <td>{status}</td>
                  <td>{references}</td>
                  <td>{reachTitles[reach]}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
