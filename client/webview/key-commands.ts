/** Which key does what. Pure; keys typed into a field are left to the field. */

export type StepCommand =
  | "back"
  | "forward"
  | "back-entry"
  | "forward-entry"
  | "first"
  | "last"
  | "next-fault"
  | "switch-run"
  | "play"
  | "help";

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** Of the element that has the focus, in capitals. */
  readonly element: string;
}

const fields = new Set(["INPUT", "SELECT", "TEXTAREA"]);

export const keyHelp: readonly (readonly [keys: string, what: string])[] = [
  ["← →", "step back, step"],
  ["Shift+← Shift+→", "entry before, entry after"],
  ["Home End", "first step, last step"],
  ["F", "next fault"],
  ["B", "other run"],
  ["Space", "play, pause"],
  ["?", "this list"],
];

export function commandOf(pressed: PressedKey): StepCommand | undefined {
  const { key, shiftKey, element } = pressed;
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || fields.has(element)) return undefined;
  switch (key) {
    case "ArrowLeft":
      return shiftKey ? "back-entry" : "back";
    case "ArrowRight":
      return shiftKey ? "forward-entry" : "forward";
    case "Home":
      return "first";
    case "End":
      return "last";
    case "f":
    case "F":
      return "next-fault";
    case "b":
    case "B":
      return "switch-run";
    case " ":
      // A button that has the focus is pressed by it.
      return element === "BUTTON" || element === "SUMMARY" ? undefined : "play";
    case "?":
      return "help";
    default:
      return undefined;
  }
}
