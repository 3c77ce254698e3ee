// @ts-check
/**
 * `npm run fuzz [-- PATH…]`: the long form of the tests with random edits, 10,000 values for each
 * property; all that have one, or those whose path contains PATH.
 *
 * Kernel text is edited, too, if LAZYMMU_KERNEL_6_12 names a tree. LAZYMMU_SEED chooses other
 * values.
 */
import { runNode } from "./run-command.mjs";

const withLongForm = ["engine/test/robustness", "engine/test/workspace/incremental"];
const given = process.argv.slice(2);
const { code } = await runNode(
  ["node_modules/vitest/vitest.mjs", "run", ...(given.length > 0 ? given : withLongForm)],
  { env: { ...process.env, LAZYMMU_LONG: "1" }, show: true },
);
process.exitCode = code;
