/**
 * `npm start [-- PATH]`: from a fresh clone to a first report.
 *
 * Installs and builds what is missing, checks PATH or the bundled sample, and says how to go on.
 * Findings are what the sample is there to show, so they do not count as failure here.
 */
import path from "node:path";
import { build, findNodeProblem, install } from "./prepare.mjs";
import { repositoryRoot, runNode } from "./run-command.mjs";

const sample = "examples/mini-kernel";

process.exitCode = await start(process.argv.slice(2));

/** @param {readonly string[]} args */
async function start(args) {
  const problem = findNodeProblem();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    return 2;
  }
  const installed = await install(say);
  if (installed.code !== 0) return giveUp("npm ci failed", installed.output);
  say("Building dist/.");
  const built = await build();
  if (built.code !== 0) return giveUp("the build failed", built.output);

  const targets = args.length > 0 ? args : [sample];
  say(`Checking ${targets.join(" ")}.\n`);
  const cli = path.join(repositoryRoot, "dist/cli.cjs");
  // npm puts the user's own folder into INIT_CWD and starts us in the repository.
  const cwd = args.length > 0 ? (process.env["INIT_CWD"] ?? process.cwd()) : repositoryRoot;
  const checked = await runNode([cli, "check", ...targets], { cwd, show: true });
  if (checked.code > 1) return checked.code;
  sayHowToGoOn();
  return 0;
}

function sayHowToGoOn() {
  say("\nGo on with:");
  say("  npm start -- PATH          check a kernel tree, or some files of one");
  say("  node dist/cli.cjs help     everything the command line can do");
  say("  npm run package            build the .vsix for VS Code");
  say("  npm test                   run every check and test");
}

/**
 * @param {string} what
 * @param {string} output
 */
function giveUp(what, output) {
  process.stderr.write(`${output}\nnpm start: ${what}.\n`);
  return 2;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
