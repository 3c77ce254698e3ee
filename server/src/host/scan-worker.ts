/** The thread that scans: answers each message with the result of its job. */
import { parentPort } from "node:worker_threads";
import { findChanged, type ScanRequest, type StatusRequest, scanFiles } from "./scan-files.ts";

export type ScanMessage =
  | { readonly kind: "changed"; readonly request: StatusRequest }
  | { readonly kind: "scan"; readonly request: ScanRequest };

parentPort?.on("message", (message: ScanMessage) => {
  if (message.kind === "changed") {
    findChanged(message.request);
    parentPort?.postMessage(undefined);
    return;
  }
  const result = scanFiles(message.request);
  parentPort?.postMessage(result, [
    result.hashes.buffer as ArrayBuffer,
    result.entries.buffer as ArrayBuffer,
  ]);
});
