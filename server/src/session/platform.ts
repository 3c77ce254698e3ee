/** What the server needs from the machine it runs on; the entry point gives it, tests fake it. */
import type { AnalysisService, TreeFile } from "#server/host";

export interface AnalysisEvents {
  /** One line for the log. */
  readonly onTrouble: (message: string) => void;
  readonly onQuarantine: (root: string, file: string) => void;
}

export interface Platform {
  startAnalysis(events: AnalysisEvents): AnalysisService;
  /**
   * The tree that a file or folder belongs to; `kernelRoot`, when not empty, is taken for what lies
   * below it. Undefined when the URI names no local file, or one in no kernel tree.
   */
  locate(uri: string, kernelRoot: string): TreeFile | undefined;
  uriOf(place: TreeFile): string;
  /** The page of a rule, when it is installed. */
  ruleUri(rule: string): string | undefined;
}
