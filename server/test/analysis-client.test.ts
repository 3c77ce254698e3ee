/** Workers that die, hang or fail, as real threads, and what becomes of the requests. */
import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import {
  AnalysisCancelled,
  AnalysisClient,
  AnalysisDied,
  defaultBudgets,
  EngineFailure,
  FileQuarantined,
  type WorkerThread,
} from "#server/host";

/** What test/fixtures/fragile-worker.mjs answers to everything. */
interface Told {
  readonly threadId: number;
  readonly log: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly options?: { readonly jobs: number; readonly useCache: boolean };
}

const script = new URL("./fixtures/fragile-worker.mjs", import.meta.url);
const root = "/tree";
const options = { jobs: 2, useCache: true };
const ignoreProgress = () => undefined;

let client: AnalysisClient;
let spawned = 0;
let troubles: string[];
let quarantined: string[];

function start(budgets = defaultBudgets): AnalysisClient {
  spawned = 0;
  troubles = [];
  quarantined = [];
  client = new AnalysisClient({
    spawn: (): WorkerThread => {
      spawned++;
      return new Worker(script, { stdout: true, stderr: true });
    },
    budgets,
    onTrouble: (message) => troubles.push(message),
    onQuarantine: (_root, file) => quarantined.push(file),
  });
  return client;
}

afterEach(async () => {
  await client.dispose();
});

test("a tree is opened by the first request that needs it, and once", async () => {
  start();
  await told(client.checkFile(root, "a.c"));
  expect((await told(client.checkFile(root, "b.c"))).log).toEqual([
    "openTree",
    "checkFile",
    "checkFile",
  ]);
});

test("opening reports progress and passes the options on", async () => {
  start();
  const progress: unknown[] = [];
  const opened = await client.openTree(root, options, (step) => progress.push(step));
  expect(progress).toEqual([{ done: 1, total: 2 }]);
  expect((opened as unknown as Told).options).toEqual(options);
});

test("unsaved texts travel with the next request, the latest only", async () => {
  start();
  client.setDocument(root, "a.c", "one");
  client.setDocument(root, "a.c", "two");
  expect((await told(client.checkFile(root, "b.c"))).texts).toEqual({ "a.c": "two" });
  client.setDocument(root, "a.c", undefined);
  expect((await told(client.checkFile(root, "b.c"))).texts).toEqual({});
});

test("after a crash the next request finds a new worker that knows everything", async () => {
  start();
  await client.openTree(root, options, ignoreProgress);
  client.setDocument(root, "a.c", "one");
  const before = await told(client.checkFile(root, "b.c"));
  await expect(client.checkTree(root, ["crash"], "interactive")).rejects.toThrow(AnalysisDied);
  const after = await told(client.checkFile(root, "b.c"));
  expect(after.threadId).not.toBe(before.threadId);
  expect(after.texts).toEqual({ "a.c": "one" });
  expect(after.log).toEqual(["openTree", "checkFile"]);
  expect(troubles).toEqual(["The analysis worker was given up: it exited with code 3."]);
});

test("a text that kills the worker twice is left alone until it is closed", async () => {
  start();
  client.setDocument(root, "bad.c", "crash");
  await expect(client.checkFile(root, "bad.c")).rejects.toThrow(FileQuarantined);
  expect([spawned, quarantined]).toEqual([2, ["bad.c"]]);
  client.setDocument(root, "bad.c", "crash again");
  await expect(client.checkFile(root, "bad.c")).rejects.toThrow(FileQuarantined);
  expect(spawned).toBe(2);
  expect((await told(client.checkFile(root, "good.c"))).texts).toEqual({});
  client.setDocument(root, "bad.c", undefined);
  client.setDocument(root, "bad.c", "mended");
  expect((await told(client.checkFile(root, "bad.c"))).texts).toEqual({ "bad.c": "mended" });
});

test("a worker that does not answer in time is given up", async () => {
  start({ ...defaultBudgets, firstFile: 100, file: 100 });
  client.setDocument(root, "bad.c", "hang");
  await expect(client.checkFile(root, "bad.c")).rejects.toThrow(FileQuarantined);
  expect(troubles[0]).toBe("The analysis worker was given up: no answer within 0.1 s.");
  await told(client.checkFile(root, "good.c"));
});

test("an error of the engine is no death", async () => {
  start();
  client.setDocument(root, "bad.c", "throw");
  await expect(client.checkFile(root, "bad.c")).rejects.toThrow(EngineFailure);
  await told(client.checkFile(root, "good.c"));
  expect(spawned).toBe(1);
});

test("what is asked in the background waits for everything else", async () => {
  start();
  const order: string[] = [];
  const note = (name: string) => () => order.push(name);
  await Promise.all([
    client.checkFile(root, "a.c").then(note("a")),
    client.checkTree(root, undefined, "background").then(note("tree")),
    client.checkFile(root, "b.c").then(note("b")),
  ]);
  expect(order).toEqual(["a", "b", "tree"]);
});

test("a request that nobody waits for any more is not sent", async () => {
  start();
  const abort = new AbortController();
  const first = told(client.checkFile(root, "a.c"));
  const second = client.checkFile(root, "b.c", abort.signal);
  abort.abort();
  await expect(second).rejects.toThrow(AnalysisCancelled);
  await first;
  expect((await told(client.checkFile(root, "c.c"))).log).toEqual([
    "openTree",
    "checkFile",
    "checkFile",
  ]);
});

test("a tree that always kills its worker stops being tried, until a restart", async () => {
  start();
  for (let time = 1; time <= 8; time++) {
    await expect(client.openTree("/crash", options, ignoreProgress)).rejects.toThrow(AnalysisDied);
  }
  expect(spawned).toBe(6);
  client.restart();
  await told(client.checkFile(root, "a.c"));
  expect(spawned).toBe(7);
});

test("a restart cancels the request at hand and begins with a fresh worker", async () => {
  start();
  client.setDocument(root, "a.c", "hang");
  const hanging = client.checkFile(root, "a.c");
  const refused = expect(hanging).rejects.toThrow(AnalysisCancelled);
  client.restart();
  await refused;
  client.setDocument(root, "a.c", "mended");
  expect((await told(client.checkFile(root, "a.c"))).texts).toEqual({ "a.c": "mended" });
});

/** The worker's answer, whatever the method promises. */
async function told(answer: Promise<{ readonly report: unknown }>): Promise<Told> {
  return (await answer).report as Told;
}
