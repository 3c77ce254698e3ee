/**
 * `npm run editor [-- PATH]`: opens the bundled sample, or PATH, in VS Code with the built extension.
 *
 * The desktop's `code` if it is installed, else VS Code in the browser; either with a profile of its
 * own. Prints the address and runs until it is interrupted.
 */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { startEditor } from "./editor/editor-session.mjs";
import { installEditor, NoEditor } from "./editor/install-editor.mjs";
import { findNodeProblem, install } from "./prepare.mjs";
import { repositoryRoot, runCommand, runNode } from "./run-command.mjs";

process.exitCode = await main(process.argv.slice(2));

/** @param {readonly string[]} args */
async function main(args) {
  const problem = findNodeProblem();
  if (problem !== undefined) return giveUp(problem);
  const [given, ...more] = args;
  if (more.length > 0) return giveUp("one PATH is opened, and more were given");
  // npm puts the user's own folder into INIT_CWD and starts us in the repository.
  const cwd = process.env["INIT_CWD"] ?? process.cwd();
  const folder = path.resolve(
    given === undefined ? repositoryRoot : cwd,
    given ?? "examples/mini-kernel",
  );
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return giveUp(`${folder} is no folder; name the root of a kernel tree`);
  const installed = await install(say);
  if (installed.code !== 0) return giveUp(`npm ci failed\n${installed.output}`);
  say("Building and packing the extension.");
  const packed = await runNode(["scripts/package.mjs"]);
  if (packed.code !== 0) return giveUp(`the extension could not be packed\n${packed.output}`);
  const vsix = await findPackage();
  if ((await runCommand("code", ["--version"])).code === 0) return openDesktop(vsix, folder);
  return openBrowser(vsix, folder);
}

async function findPackage() {
  const manifest = JSON.parse(await readFile(path.join(repositoryRoot, "package.json"), "utf8"));
  return path.join(repositoryRoot, `${manifest.name}-${manifest.version}.vsix`);
}

/**
 * @param {string} vsix
 * @param {string} folder
 */
async function openDesktop(vsix, folder) {
  const profile = ["--profile", "lazymmu"];
  const added = await runCommand("code", [...profile, "--install-extension", vsix, "--force"]);
  if (added.code !== 0) return giveUp(`code refused the extension\n${added.output}`);
  say(`Opening ${folder} in VS Code, in a profile named lazymmu.`);
  return (await runCommand("code", [...profile, "--new-window", folder], { show: true })).code;
}

/**
 * @param {string} vsix
 * @param {string} folder
 */
async function openBrowser(vsix, folder) {
  try {
    const editor = await installEditor(say);
    const session = await startEditor({ editor, vsix, folder });
    say(`\nOpen ${session.address} in a browser. Ctrl-C ends it.`);
    await new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve);
    });
    await session.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof NoEditor)) throw error;
    return giveUp(error.message);
  }
}

/** @param {string} reason */
function giveUp(reason) {
  process.stderr.write(`npm run editor: ${reason}\n`);
  return 2;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
