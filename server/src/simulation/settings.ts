/** A client's simulation settings, checked, in the engine's words. */
import { defaultSettings, type SimulationSettings } from "#engine/sim";
import { type MachineName, machineNames, readPopulation } from "#engine/trace";
import type { SimulationOptions } from "#server/protocol";

const maxPages = 1 << 20;
/** Statements of one run that an editor waits for: some seconds. */
const budget = 50_000_000;

/** A sentence when a setting cannot be. */
export function readSettings(options: SimulationOptions): SimulationSettings | string {
  const { machine, release, pages, debugPagealloc, initOnAlloc, populated, failing } = options;
  if (machine !== null && !machineNames.includes(machine as MachineName)) {
    return `There is no machine "${machine}"; there are ${machineNames.join(", ")}.`;
  }
  if (release !== null && !/^v?\d{1,3}\.\d{1,3}(?:\.\d+)?$/.test(release)) {
    return `"${release}" is no release such as 6.16.`;
  }
  if (!Number.isInteger(pages) || pages < 1 || pages > maxPages) {
    return `The number of pages is from 1 to ${maxPages}.`;
  }
  const population = populated === null ? undefined : readPopulation(populated);
  if (populated !== null && population === undefined) {
    return "The entries that map pages are all, none, or ranges from 0.";
  }
  return {
    ...defaultSettings,
    machine: (machine ?? undefined) as MachineName | undefined,
    release: release?.replace(/^v/, ""),
    pages,
    debugPagealloc: debugPagealloc === true,
    initOnAlloc: initOnAlloc === true,
    population,
    failing: Array.isArray(failing) ? failing.filter((ordinal) => Number.isInteger(ordinal)) : [],
    variants: ["as-written", "nolazy", "paused"],
    budget: Math.max(budget, pages * 400),
  };
}
