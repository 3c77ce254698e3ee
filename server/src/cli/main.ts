/** The process behind the command `lazymmu`: streams, signals and exit code. */
import type { CliIo, OutputStream } from "./cli-io.ts";
import { createNodeServices } from "./node-services.ts";
import { runCli } from "./run-cli.ts";

void runProcess().then((code) => {
  process.exitCode = code;
});

async function runProcess(): Promise<number> {
  const stdout = openStream(process.stdout);
  const stderr = openStream(process.stderr);
  const io: CliIo = {
    stdout,
    stderr,
    env: process.env,
    cwd: process.cwd(),
    now: () => performance.now(),
  };
  const interrupt = (): void => {
    if (stderr.isTTY) stderr.write("\r\u001b[K");
    process.exit(130);
  };
  process.on("SIGINT", interrupt);
  const services = createNodeServices({
    distFolder: __dirname,
    blocking(work) {
      // A listener would only run when the work is done; without one the signal ends the process.
      process.off("SIGINT", interrupt);
      try {
        return work();
      } finally {
        process.on("SIGINT", interrupt);
      }
    },
  });
  return runCli(process.argv.slice(2), io, services);
}

/** A reader that goes away early, such as head, ends the output but not the verdict. */
function openStream(stream: NodeJS.WriteStream): OutputStream {
  let isOpen = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    isOpen = false;
    if (error.code !== "EPIPE") process.exitCode = 2;
  });
  return {
    write(text) {
      if (isOpen) stream.write(text);
    },
    isTTY: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}
