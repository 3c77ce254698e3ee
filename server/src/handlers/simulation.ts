/** Simulations for a client: run one, and answer queries about the newest. */

import { RequestType } from "vscode-languageserver";
import type { TraceAnswer } from "#engine/trace";
import { toEnginePosition } from "#server/convert";
import type {
  ExportParams,
  ExportResult,
  SimulateParams,
  SimulateResult,
  TraceParams,
} from "#server/protocol";
import { answer, type Session } from "#server/session";
import type { SimulatedAnswer } from "#server/simulation";

const simulateRequest = new RequestType<SimulateParams, SimulateResult, void>("lazymmu/simulate");
const traceRequest = new RequestType<TraceParams, TraceAnswer, void>("lazymmu/trace");
const exportRequest = new RequestType<ExportParams, ExportResult, void>("lazymmu/exportSimulation");

export function handleSimulation(session: Session): void {
  const { connection, log, simulations } = session;
  connection.onRequest(simulateRequest, (params, token) => {
    const nothing: SimulateResult = failed(params, "The simulation was given up.");
    return answer(log, "lazymmu/simulate", token, nothing, (signal) =>
      simulate(session, params, signal),
    );
  });
  connection.onRequest(traceRequest, (params, token) => {
    const nothing: TraceAnswer = { kind: "none" };
    return answer(log, "lazymmu/trace", token, nothing, () =>
      simulations.query(params.simulation, params.query),
    );
  });
  connection.onRequest(exportRequest, ({ simulation, format }, token) => {
    const nothing: ExportResult = { text: null };
    return answer(log, exportRequest.method, token, nothing, async () => {
      const isKnown = format === "html" || format === "json" || format === "svg";
      return isKnown ? { text: await simulations.export(simulation, format) } : nothing;
    });
  });
}

async function simulate(
  session: Session,
  params: SimulateParams,
  signal: AbortSignal,
): Promise<SimulateResult> {
  await session.whenReady();
  const { trees, simulations, status } = session;
  const place = trees.locate(params.uri);
  if (place === undefined) return failed(params, "The file lies in no Linux kernel tree.");
  const start = performance.now();
  const endWork = status.beginWork("Simulating");
  try {
    const { callback, options, position } = params;
    const { line } = toEnginePosition(position);
    const { root, file } = place;
    const made = await simulations.simulate(root, { file, line, callback, options }, signal);
    if (made.kind === "failed") return made;
    return toResult(session, root, made, performance.now() - start);
  } finally {
    endWork();
  }
}

function toResult(
  session: Session,
  root: string,
  made: Extract<SimulatedAnswer, { kind: "simulated" }>,
  milliseconds: number,
): SimulateResult {
  const { simulation, report, callback, file, firstLine, lastLine, text } = made;
  return {
    kind: "simulated",
    simulation,
    report,
    callback,
    uri: session.uriOf({ root, file }),
    range: {
      start: { line: firstLine - 1, character: 0 },
      end: { line: lastLine - 1, character: 1 },
    },
    source: { firstLine, text },
    milliseconds,
  };
}

function failed({ callback }: SimulateParams, reason: string): SimulateResult {
  return { kind: "failed", callback, reason };
}
