/** What the language status item says about the server: pure, so that it can be tested. */
import type { StatusParams, TreeStatus } from "#server/protocol";

export interface StatusView {
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly severity: "error" | "information" | "warning";
}

/** `status` is what the server said last; undefined before it said anything. */
export function statusView(isRunning: boolean, status: StatusParams | undefined): StatusView {
  if (!isRunning) return quiet("Lazy MMU", "The language server is not running.", "warning");
  if (status === undefined) return { ...quiet("Lazy MMU", "Starting."), isBusy: true };
  const detail = [status.message, ...status.trees.map(describeTree), describeQuarantine(status)]
    .filter((part) => part !== null)
    .join(" · ");
  const text = statusText(status);
  switch (status.state) {
    case "busy":
      return { text, detail, isBusy: true, severity: "information" };
    case "disabled":
      return quiet(text, "Switched off in the settings.");
    case "error":
      return quiet(text, detail, "error");
    case "ready": {
      const isPartial =
        status.quarantined.length > 0 || status.trees.some((tree) => !tree.isKernel);
      return quiet(text, detail, isPartial ? "warning" : "information");
    }
  }
}

function quiet(
  text: string,
  detail: string,
  severity: StatusView["severity"] = "information",
): StatusView {
  return { text, detail, isBusy: false, severity };
}

function statusText({ trees }: StatusParams): string {
  const [tree] = trees;
  if (trees.length > 1) return `Lazy MMU: ${trees.length} trees`;
  if (tree === undefined) return "Lazy MMU";
  if (!tree.isKernel) return "Lazy MMU: no kernel tree";
  return tree.release === null ? "Lazy MMU: Linux" : `Lazy MMU: Linux ${tree.release}`;
}

/** Short, since the editor shows it on one line: the folder's name instead of its path. */
function describeTree(tree: TreeStatus): string {
  const name = tree.root.split(/[\\/]/).findLast((part) => part !== "") ?? tree.root;
  if (!tree.isKernel) return `${name} is no kernel tree`;
  const sites = tree.sites === null ? [] : [count(tree.sites, "walker call site")];
  return [name, `${tree.dialect} dialect`, ...sites].join(", ");
}

function describeQuarantine({ quarantined }: StatusParams): string | null {
  if (quarantined.length === 0) return null;
  return `${count(quarantined.length, "file")} left alone after stopping the analysis`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
