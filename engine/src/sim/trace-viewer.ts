/**
 * Answers a viewer's queries about the runs of one simulation. Queries come from outside and are
 * checked; an answer's size is bounded whatever is asked.
 */
import {
  type EventKind,
  eventKinds,
  type TraceAnswer,
  type TraceQuery,
  viewLimits,
} from "#engine/trace";
import { showCalls, showMoment } from "./moment.ts";
import type { Simulation } from "./simulate.ts";
import { TraceLanes } from "./trace-lanes.ts";
import { TraceReader } from "./trace-reader.ts";

/** Events before a moment in which pages that were taken or given back are looked for. */
const recentEvents = 200;
const none: TraceAnswer = { kind: "none" };

export class TraceViewer {
  readonly #simulation: Simulation;
  readonly #lanes = new Map<number, TraceLanes>();
  readonly #readers = new Map<number, TraceReader>();

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** `none` for what is no query, or names what there is not. */
  answer(value: unknown): TraceAnswer {
    const query = readQuery(value);
    const run = query === undefined ? undefined : this.#simulation.runs[query.run];
    if (query === undefined || run === undefined) return none;
    const reader = this.#reader(query.run);
    switch (query.kind) {
      case "lanes": {
        const lanes = this.#lanesOf(query.run);
        return { kind: "lanes", lanes: lanes.bins(query.fromEntry, query.toEntry, query.columns) };
      }
      case "events": {
        const to = Math.min(query.to, query.from + viewLimits.events);
        return { kind: "events", events: reader.events(query.from, to), total: reader.nEvents };
      }
      case "moment": {
        const [event] = reader.events(query.event, query.event + 1);
        if (event === undefined) return none;
        const { places } = this.#simulation;
        // What the event did is there behind its statement; who did it is seen before.
        reader.goToStatement(event.statement - 1);
        const calls = showCalls(run, places);
        reader.goToEvent(query.event);
        const from = Math.max(0, query.event - recentEvents);
        const recent = reader.events(from, query.event + 1);
        return { kind: "moment", moment: showMoment(run, event, recent, calls) };
      }
      case "entry":
        return { kind: "found", event: reader.firstEventOf(query.entry) };
      case "find": {
        const kinds = query.eventKind === null ? eventKinds : [query.eventKind];
        const found = query.isForward
          ? reader.findNext(query.from + 1, kinds)
          : reader.findPrevious(query.from, kinds);
        return { kind: "found", event: found?.index ?? null };
      }
    }
  }

  #reader(run: number): TraceReader {
    let reader = this.#readers.get(run);
    if (reader === undefined) {
      const { runs, places } = this.#simulation;
      reader = new TraceReader(runs[run] as (typeof runs)[number], places);
      this.#readers.set(run, reader);
    }
    return reader;
  }

  #lanesOf(run: number): TraceLanes {
    let lanes = this.#lanes.get(run);
    if (lanes === undefined) {
      const { runs } = this.#simulation;
      lanes = new TraceLanes((runs[run] as (typeof runs)[number]).kernel.record);
      this.#lanes.set(run, lanes);
    }
    return lanes;
  }
}

function readQuery(value: unknown): TraceQuery | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const query = value as Record<string, unknown>;
  const areCounts = (...names: readonly string[]) =>
    names.every((name) => Number.isSafeInteger(query[name]) && (query[name] as number) >= 0);
  const isValid = () => {
    switch (query["kind"]) {
      case "lanes":
        return areCounts("run", "fromEntry", "toEntry", "columns");
      case "events":
        return areCounts("run", "from", "to");
      case "moment":
        return areCounts("run", "event");
      case "entry":
        return areCounts("run", "entry");
      case "find": {
        const { eventKind, isForward } = query;
        const isKind = eventKind === null || eventKinds.includes(eventKind as EventKind);
        return areCounts("run", "from") && typeof isForward === "boolean" && isKind;
      }
      default:
        return false;
    }
  };
  return isValid() ? (value as TraceQuery) : undefined;
}
