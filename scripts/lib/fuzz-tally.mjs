// @ts-check
/** Counts what became of the programs of a fuzz run, and says it in a few lines. */

export class FuzzTally {
  nRuns = 0;
  nAgreed = 0;
  nDisagreed = 0;
  nNotCompared = 0;
  nOutOfBudget = 0;
  /** How often something is not supported, by cause. @type {Map<string, number>} */
  unsupported = new Map();

  /**
   * @param {string} file
   * @param {"iso" | "kernel"} profile
   * @param {{ stop: string, line: string }} end
   */
  stopped(file, profile, { stop, line }) {
    if (stop === "out-of-budget") this.nOutOfBudget += 1;
    else if (stop === "unsupported" || stop === "missing") {
      const cause = line.replace(/^.*?: (?:unsupported: )?(?:\w+\(\): )?/, "");
      this.unsupported.set(cause, (this.unsupported.get(cause) ?? 0) + 1);
    } else {
      this.nDisagreed += 1;
      process.stdout.write(`${file} (${profile}): ${line}\n`);
    }
  }

  /**
   * @param {string} folder
   * @param {boolean} hasCsmith
   */
  summary(folder, hasCsmith) {
    const causes = [...this.unsupported].sort(([a], [b]) => (a < b ? -1 : 1));
    const nUnsupported = causes.reduce((sum, [, count]) => sum + count, 0);
    return [
      `fuzz-c: ${this.nRuns} runs, ${this.nAgreed} agreed, ${this.nDisagreed} disagreed, ` +
        `${nUnsupported} unsupported, ${this.nOutOfBudget} out of budget; ` +
        `${this.nNotCompared} programs not compared`,
      ...(hasCsmith ? [] : ["  csmith is not installed"]),
      ...causes.map(([cause, count]) => `  unsupported ${count} times: ${cause}`),
      `  programs in ${folder}`,
      "",
    ].join("\n");
  }
}
