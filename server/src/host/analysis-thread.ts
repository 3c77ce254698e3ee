/** The analysis in a real worker thread. */
import { Worker } from "node:worker_threads";
import { AnalysisClient, defaultBudgets } from "./analysis-client.ts";
import type { AnalysisService } from "./analysis-service.ts";

/** The largest tree needs a fraction of this; a thread that wants more has lost its way. */
const maxHeapMegabytes = 1024;

/** `worker` is the bundled thread; by default the one beside this module's bundle. */
export function startAnalysisThread(
  events: {
    readonly onTrouble: (message: string) => void;
    readonly onQuarantine: (root: string, file: string) => void;
  },
  worker: URL = new URL("./analysis-worker.cjs", import.meta.url),
): AnalysisService {
  return new AnalysisClient({
    ...events,
    budgets: defaultBudgets,
    spawn: () => {
      const thread = new Worker(worker, {
        resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
        stdout: true,
      });
      // The server's own stdout belongs to the protocol.
      thread.stdout.pipe(process.stderr);
      return thread;
    },
  });
}
