/** The runs of one simulation: verdicts, timeline, and the moment that is looked at. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ShownSimulation } from "#client/messages";
import type { EventKind, Moment, SimulationReport, TraceQuery } from "#engine/trace";
import { EventGrid } from "./event-grid.tsx";
import type { HostLink } from "./host-link.ts";
import { commandOf, type StepCommand } from "./key-commands.ts";
import { CallsView, EntriesView, PagesView } from "./moment-view.tsx";
import { stepText } from "./panel-words.ts";
import { SourceView } from "./source-view.tsx";
import { StepBar } from "./step-bar.tsx";
import { Timeline } from "./timeline.tsx";
import { Verdicts } from "./verdicts.tsx";

interface RunViewProps {
  readonly link: HostLink;
  readonly simulation: ShownSimulation;
  readonly report: SimulationReport;
}

export function RunView({ link, simulation, report }: RunViewProps) {
  const [run, setRun] = useState(0);
  const [moment, setMoment] = useState<Moment>();
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(8);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const total = report.runs[run]?.events ?? 0;
  const at = moment?.event?.index ?? 0;
  const number = simulation.simulation;

  const ask = useCallback(
    (name: string, query: TraceQuery) => link.query(name, number, query),
    [link, number],
  );
  const goTo = useCallback(
    async (target: number, event: number) => {
      const answer = await ask("moment", { kind: "moment", run: target, event });
      if (answer?.kind !== "moment") return;
      setRun(target);
      setMoment(answer.moment);
    },
    [ask],
  );
  const goToEntry = useCallback(
    async (target: number, entry: number) => {
      const found = await ask("find", { kind: "entry", run: target, entry });
      if (found?.kind === "found" && found.event !== null) await goTo(target, found.event);
    },
    [ask, goTo],
  );
  const find = useCallback(
    async (eventKind: EventKind | null, isForward = true) => {
      const query: TraceQuery = { kind: "find", run, from: at, isForward, eventKind };
      const found = await ask("find", query);
      if (found?.kind === "found" && found.event !== null) await goTo(run, found.event);
    },
    [ask, goTo, run, at],
  );

  // What went wrong is what a reader wants to see first.
  useEffect(() => {
    const first = report.runs.findIndex(({ faults }) => faults.length > 0);
    const shown = Math.max(0, first);
    const last = (report.runs[shown]?.events ?? 1) - 1;
    const event = report.runs[shown]?.faults[0]?.event ?? 0;
    void goTo(shown, Math.max(0, Math.min(event, last)));
  }, [report, goTo]);

  const perform = (command: StepCommand) => {
    const entry = moment?.event?.entry ?? 0;
    switch (command) {
      case "back":
        return goTo(run, Math.max(0, at - 1));
      case "forward":
        return goTo(run, Math.min(total - 1, at + 1));
      case "back-entry":
        return goToEntry(run, Math.max(0, entry - 1));
      case "forward-entry":
        return goToEntry(run, entry + 1);
      case "first":
        return goTo(run, 0);
      case "last":
        return goTo(run, total - 1);
      case "next-fault":
        return find("problem");
      case "switch-run":
        return goToEntry((run + 1) % report.runs.length, entry);
      case "play":
        setPlaying(!isPlaying);
        return undefined;
      case "help":
        setHelpOpen(!isHelpOpen);
        return undefined;
    }
  };

  const latest = useRef(perform);
  latest.current = perform;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const element = document.activeElement?.tagName ?? "";
      const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
      const command = commandOf({ key, shiftKey, ctrlKey, altKey, metaKey, element });
      if (command === undefined) return;
      event.preventDefault();
      void latest.current(command);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  useEffect(() => {
    if (!isPlaying) return undefined;
    if (at >= total - 1) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => void goTo(run, at + 1), 1000 / speed);
    return () => clearTimeout(timer);
  }, [isPlaying, moment, speed]);

  const entry = moment?.event?.entry ?? null;
  return (
    <>
      <Verdicts
        report={report}
        run={run}
        onShow={(target, event) => void goTo(target, event)}
        onOpen={(target, list, index) =>
          link.post({ type: "open-problem", run: target, list, index })
        }
      />
      <Timeline
        report={report}
        simulation={number}
        run={run}
        entry={entry}
        link={link}
        onPick={(target, picked) => void goToEntry(target, picked)}
      />
      <StepBar
        isPlaying={isPlaying}
        isHelpOpen={isHelpOpen}
        speed={speed}
        runs={report.runs.map(({ variant }) => variant)}
        run={run}
        onCommand={(command) => void perform(command)}
        onFind={(kind) => void find(kind)}
        onRun={(target) => void goToEntry(target, entry ?? 0)}
        onEntry={(wanted) => void goToEntry(run, wanted)}
        onSpeed={setSpeed}
      />
      <p class="step" role="status">
        {moment === undefined ? "" : stepText(moment, total)}
      </p>
      <div class="columns">
        <SourceView simulation={simulation} report={report} moment={moment} />
        <CallsView moment={moment} onOpen={(depth) => link.post({ type: "open-call", depth })} />
        <EntriesView moment={moment} />
        <PagesView moment={moment} />
      </div>
      <EventGrid
        simulation={number}
        run={run}
        total={total}
        at={at}
        link={link}
        onPick={(event) => void goTo(run, event)}
      />
    </>
  );
}
