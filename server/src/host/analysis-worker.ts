/** The thread in which parsing and analysis run; whoever started it may end it at any time. */
import { parentPort } from "node:worker_threads";
import { AnalysisEngine } from "./analysis-engine.ts";
import type { RequestMessage, WorkerMessage } from "./analysis-messages.ts";
import { loadParser } from "./load-parser.ts";

const port = parentPort;
if (port === null) throw new Error("analysis-worker runs as a worker thread only");

const engine = loadParser().then((parser) => new AnalysisEngine(parser));

port.on("message", (request: RequestMessage) => void answer(request));

async function answer(request: RequestMessage): Promise<void> {
  const { id } = request;
  try {
    const ready = await engine;
    const start = performance.now();
    const result = await ready.answer(request, (progress) => {
      send({ kind: "progress", id, progress });
    });
    send({ kind: "result", id, result, milliseconds: performance.now() - start });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ kind: "error", id, message, stack: stack ?? message });
  }
}

function send(message: WorkerMessage): void {
  port?.postMessage(message);
}
