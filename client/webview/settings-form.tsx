/** The scenario's settings. A change runs the callback again by itself. */
import { useState } from "preact/hooks";
import {
  formatPopulation,
  machineNames,
  parsePopulation,
  type SimulationReport,
} from "#engine/trace";
import type { SimulationOptions } from "#server/protocol";

interface SettingsFormProps {
  readonly options: SimulationOptions;
  readonly report: SimulationReport | undefined;
  readonly onChange: (options: SimulationOptions) => void;
}

export function SettingsForm({ options, report, onChange }: SettingsFormProps) {
  const [problem, setProblem] = useState("");
  const changeText = (read: (text: string) => Partial<SimulationOptions> | string) => {
    return (event: Event) => {
      const changed = read((event.currentTarget as HTMLInputElement).value.trim());
      setProblem(typeof changed === "string" ? changed : "");
      if (typeof changed !== "string") onChange({ ...options, ...changed });
    };
  };
  return (
    <form class="settings" aria-label="Scenario" onSubmit={(event) => event.preventDefault()}>
      <label>
        Machine
        <select
          value={options.machine ?? ""}
          onChange={changeText((text) => ({ machine: text === "" ? null : text }))}
        >
          <option value="">the tree's own</option>
          {machineNames.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Release
        <input
          type="text"
          size={6}
          value={options.release ?? ""}
          placeholder={report?.machine.release ?? "the tree's"}
          onChange={changeText((text) => {
            if (text !== "" && !/^v?\d{1,3}\.\d{1,3}$/.test(text)) {
              return `Release: "${text}" is no release such as 6.16.`;
            }
            return { release: text === "" ? null : text };
          })}
        />
      </label>
      <label>
        Pages
        <input
          type="number"
          min={1}
          max={1048576}
          value={options.pages}
          onChange={changeText((text) => {
            const pages = Number(text);
            if (!Number.isInteger(pages) || pages < 1 || pages > 1048576) {
              return "Pages: a number from 1 to 1048576.";
            }
            return { pages };
          })}
        />
      </label>
      <label>
        Entries map pages
        <input
          type="text"
          size={12}
          list="populations"
          placeholder="as the callback needs"
          value={options.populated === null ? "" : formatPopulation(options.populated)}
          onChange={changeText((text) => {
            const populated = text === "" ? null : parsePopulation(text);
            return populated === undefined
              ? "Entries map pages: all, none, or entries such as 0-3, 8."
              : { populated };
          })}
        />
        <datalist id="populations">
          <option value="all" />
          <option value="none" />
        </datalist>
      </label>
      <label>
        Failing allocations
        <input
          type="text"
          size={8}
          placeholder="none"
          value={options.failing.join(", ")}
          onChange={changeText((text) => {
            const failing = text === "" ? [] : text.split(/[\s,]+/).map(Number);
            const isFine = failing.every((ordinal) => Number.isInteger(ordinal) && ordinal >= 0);
            return isFine ? { failing } : "Failing allocations: numbers from 0, such as 0, 3.";
          })}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={options.debugPagealloc}
          onChange={() => onChange({ ...options, debugPagealloc: !options.debugPagealloc })}
        />
        debug_pagealloc
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={options.initOnAlloc}
          onChange={() => onChange({ ...options, initOnAlloc: !options.initOnAlloc })}
        />
        init_on_alloc
      </label>
      {problem !== "" && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
