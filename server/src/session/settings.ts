/** From whatever a client sends to valid settings, with a message for each thing left out. */
import type { Settings } from "#server/protocol";

export const defaultSettings: Settings = {
  enable: true,
  kernelRoot: "",
  jobs: 0,
  cache: { enable: true },
  codeLens: { enable: true },
  inlayHints: { enable: false },
};

/** More threads than this read no tree faster. */
const maxJobs = 64;

export interface ReadSettings {
  readonly settings: Settings;
  /** One sentence for each value that was not usable; its default stands instead. */
  readonly problems: readonly string[];
}

export function readSettings(value: unknown): ReadSettings {
  const problems: string[] = [];
  const top = readGroup(value, "lazymmu", problems);
  const cache = readGroup(top["cache"], "lazymmu.cache", problems);
  const codeLens = readGroup(top["codeLens"], "lazymmu.codeLens", problems);
  const inlayHints = readGroup(top["inlayHints"], "lazymmu.inlayHints", problems);
  // "trace" belongs to the client library.
  reportUnknown(
    top,
    ["enable", "kernelRoot", "jobs", "cache", "codeLens", "inlayHints", "trace"],
    "lazymmu",
    problems,
  );
  reportUnknown(cache, ["enable"], "lazymmu.cache", problems);
  reportUnknown(codeLens, ["enable"], "lazymmu.codeLens", problems);
  reportUnknown(inlayHints, ["enable"], "lazymmu.inlayHints", problems);
  return {
    settings: {
      enable: readSwitch(top["enable"], defaultSettings.enable, "lazymmu.enable", problems),
      kernelRoot: readRoot(top["kernelRoot"], problems),
      jobs: readJobs(top["jobs"], problems),
      cache: {
        enable: readSwitch(
          cache["enable"],
          defaultSettings.cache.enable,
          "lazymmu.cache.enable",
          problems,
        ),
      },
      codeLens: {
        enable: readSwitch(
          codeLens["enable"],
          defaultSettings.codeLens.enable,
          "lazymmu.codeLens.enable",
          problems,
        ),
      },
      inlayHints: {
        enable: readSwitch(
          inlayHints["enable"],
          defaultSettings.inlayHints.enable,
          "lazymmu.inlayHints.enable",
          problems,
        ),
      },
    },
    problems,
  };
}

function readGroup(value: unknown, name: string, problems: string[]): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return { ...value };
  problems.push(`${name} must be an object; its defaults are used.`);
  return {};
}

function readSwitch(value: unknown, fallback: boolean, name: string, problems: string[]): boolean {
  if (value === undefined || value === null) return fallback;
  if (typeof value === "boolean") return value;
  problems.push(`${name} must be true or false; ${fallback} is used.`);
  return fallback;
}

function readRoot(value: unknown, problems: string[]): string {
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "string" && !value.includes("\0")) {
    if (value.startsWith("/") || /^[A-Za-z]:[\\/]/.test(value)) return value;
  }
  problems.push("lazymmu.kernelRoot must be an absolute path; it is ignored.");
  return "";
}

function readJobs(value: unknown, problems: string[]): number {
  if (value === undefined || value === null) return defaultSettings.jobs;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxJobs) {
    return value;
  }
  problems.push(`lazymmu.jobs must be a whole number from 0 to ${maxJobs}; 0 is used.`);
  return defaultSettings.jobs;
}

function reportUnknown(
  group: Record<string, unknown>,
  known: readonly string[],
  name: string,
  problems: string[],
): void {
  for (const key of Object.keys(group)) {
    if (!known.includes(key)) problems.push(`${name}.${key} is no setting; it is ignored.`);
  }
}
