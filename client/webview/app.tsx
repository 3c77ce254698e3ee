/** The whole panel: what the extension told last, and the parts that show it. */
import { useEffect, useState } from "preact/hooks";
import { panelProtocol, type ShownSimulation } from "#client/messages";
import type { SimulationReport } from "#engine/trace";
import type { SimulationOptions } from "#server/protocol";
import { ExportBar } from "./export-bar.tsx";
import type { HostLink } from "./host-link.ts";
import { RunView } from "./run-view.tsx";
import { SettingsForm } from "./settings-form.tsx";

interface Shown {
  readonly simulation: ShownSimulation;
  readonly report: SimulationReport;
}

export function App({ link }: { readonly link: HostLink }) {
  const [shown, setShown] = useState<Shown>();
  const [failure, setFailure] = useState<string>();
  const [options, setOptions] = useState<SimulationOptions>();
  const [isBusy, setBusy] = useState(true);

  useEffect(() => {
    link.listen((message) => {
      if (message.type === "answer") return;
      setBusy(message.type === "busy");
      if (message.type === "busy") return;
      setOptions(message.options);
      if (message.type === "failed") {
        setFailure(
          `${message.callback === null ? "" : `${message.callback}(): `}${message.reason}`,
        );
        setShown(undefined);
        return;
      }
      setFailure(undefined);
      const { simulation } = message;
      // The server sends what docs/simulation.schema.json describes.
      setShown({ simulation, report: simulation.report as SimulationReport });
      const { line, character } = simulation.range.start;
      const { uri, callback } = simulation;
      link.keep({
        protocol: panelProtocol,
        uri,
        callback,
        line,
        character,
        options: message.options,
      });
    });
  }, [link]);

  const change = (changed: SimulationOptions) => {
    setOptions(changed);
    link.post({ type: "options", options: changed });
  };

  return (
    <main aria-busy={isBusy}>
      <header class="head">
        <h1>{shown === undefined ? "Lazy MMU Simulator" : `${shown.report.callback.name}()`}</h1>
        {shown !== undefined && (
          <button type="button" class="link" onClick={() => link.post({ type: "open-callback" })}>
            {shown.report.callback.place.file}:{shown.report.callback.place.line}
          </button>
        )}
        <span class="busy" role="status">
          {isBusy ? "Running…" : ""}
        </span>
      </header>
      {options !== undefined && (
        <SettingsForm options={options} report={shown?.report} onChange={change} />
      )}
      {failure !== undefined && (
        <section class="failure" aria-label="Why nothing was run">
          <h2>? Could not be run</h2>
          <p>{failure}</p>
        </section>
      )}
      {shown !== undefined && (
        <>
          <RunView key={shown.simulation.simulation} link={link} {...shown} />
          <ExportBar link={link} />
        </>
      )}
    </main>
  );
}
