// @ts-check
/** Measures on a real kernel tree: `npm run corpus [-- --tree PATH]`. */
import { parseArgs } from "node:util";
import { run as runParse } from "./corpus/parse.mjs";
import { run as runRecall } from "./corpus/recall.mjs";

const { values } = parseArgs({ options: { tree: { type: "string" } } });
const tree = values.tree ?? process.env["LAZYMMU_TREE"] ?? "/usr/src/linux-source-6.12";

await runParse({ tree });
await runRecall({ tree });
