/** Buttons that move through a run, and the list of keys that do the same. */
import type { EventKind, Variant } from "#engine/trace";
import { keyHelp, type StepCommand } from "./key-commands.ts";
import { soughtKinds, variantTitles } from "./panel-words.ts";

interface StepBarProps {
  readonly isPlaying: boolean;
  readonly isHelpOpen: boolean;
  readonly speed: number;
  readonly runs: readonly Variant[];
  readonly run: number;
  readonly onCommand: (command: StepCommand) => void;
  readonly onFind: (kind: EventKind) => void;
  readonly onRun: (run: number) => void;
  readonly onEntry: (entry: number) => void;
  readonly onSpeed: (speed: number) => void;
}

export function StepBar(props: StepBarProps) {
  const { isPlaying, isHelpOpen, speed, runs, run, onCommand, onFind, onRun, onEntry, onSpeed } =
    props;
  const button = (command: StepCommand, text: string, label: string) => (
    <button type="button" aria-label={label} title={label} onClick={() => onCommand(command)}>
      {text}
    </button>
  );
  return (
    <div class="steps" role="toolbar" aria-label="Steps">
      {button("first", "|‹", "First step (Home)")}
      {button("back-entry", "«", "Entry before (Shift+Left)")}
      {button("back", "‹", "Step back (Left)")}
      {button("play", isPlaying ? "Pause" : "Play", isPlaying ? "Pause (Space)" : "Play (Space)")}
      {button("forward", "›", "Step (Right)")}
      {button("forward-entry", "»", "Entry after (Shift+Right)")}
      {button("last", "›|", "Last step (End)")}
      {button("next-fault", "Next fault", "Next fault (F)")}
      <label>
        Next
        <select
          onChange={(event) => {
            const kind = event.currentTarget.value;
            event.currentTarget.value = "";
            if (kind !== "") onFind(kind as EventKind);
          }}
        >
          <option value="">…</option>
          {soughtKinds.map(([kind, title]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Entry
        <input
          type="number"
          min={0}
          class="entry"
          onChange={(event) => {
            const entry = event.currentTarget.valueAsNumber;
            if (Number.isSafeInteger(entry) && entry >= 0) onEntry(entry);
          }}
        />
      </label>
      <label>
        Run
        <select value={String(run)} onChange={(event) => onRun(Number(event.currentTarget.value))}>
          {runs.map((variant, index) => (
            <option key={variant} value={String(index)}>
              {variantTitles[variant]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Speed
        <select
          value={String(speed)}
          onChange={(event) => onSpeed(Number(event.currentTarget.value))}
        >
          {[2, 8, 30].map((steps) => (
            <option key={steps} value={String(steps)}>
              {steps} steps a second
            </option>
          ))}
        </select>
      </label>
      {button("help", "?", "Keys (?)")}
      {isHelpOpen && (
        <dl class="keys">
          {keyHelp.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
