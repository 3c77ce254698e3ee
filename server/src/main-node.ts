/**
 * Process entry of the language server: `node server.cjs --stdio`, or `--node-ipc` from VS Code.
 *
 * The protocol library reads the transport from the arguments, ends the process when the client's
 * process is gone, and answers `exit` with 1 unless `shutdown` came before it.
 */
import { readFileSync } from "node:fs";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { locateFile, ruleFileUri, startAnalysisThread, treeFileUri } from "#server/host";
import { startServer } from "./server.ts";

const transports = ["--stdio", "--node-ipc", "--socket=", "--pipe="];

if (process.argv.some((given) => transports.some((known) => given.startsWith(known)))) {
  const platform = {
    startAnalysis: startAnalysisThread,
    locate: locateFile,
    uriOf: treeFileUri,
    ruleUri: ruleFileUri,
  };
  startServer(createConnection(ProposedFeatures.all), platform, readVersion());
} else {
  process.stderr.write("usage: server.cjs --stdio | --node-ipc\n");
  process.exitCode = 2;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  const isNamed = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isNamed ? String(manifest.version) : "unknown";
}
