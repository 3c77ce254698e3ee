// @ts-check
/**
 * `npm run corpus [-- --tree PATH] [--only parse|recall]`: how well a whole kernel tree is read.
 *
 * Without a path it is Linux 6.12, as kernel-source.mjs finds it. Fails when fewer functions are
 * found than the goal says.
 */
import { parseArgs } from "node:util";
import { run as runParse } from "./corpus/parse.mjs";
import { run as runRecall } from "./corpus/recall.mjs";
import { kernelSource } from "./kernel-source.mjs";

const { values } = parseArgs({ options: { tree: { type: "string" }, only: { type: "string" } } });
const tree =
  values.tree ?? (await kernelSource("6.12", (line) => process.stderr.write(`${line}\n`)));

if (values.only !== "recall") await runParse({ tree });
if (values.only !== "parse" && !(await runRecall({ tree })).reachesGoal) process.exitCode = 1;
