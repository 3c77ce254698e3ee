/** Words that the report's parts share. */
import type { RunReport, SourcePlace, Variant } from "#engine/trace";

export const variantTitles: Readonly<Record<Variant, string>> = {
  "as-written": "As written",
  nolazy: "With _nolazy",
  paused: "Paused around each call",
};

/** A mark and a word for an outcome; what could not be run is no fault. */
export function outcomeTitle({ outcome }: RunReport): string {
  const words = outcome.replaceAll("-", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  if (outcome === "nothing-wrong") return `✓ ${title}`;
  const isUnknown =
    outcome === "unsupported" || outcome === "missing" || outcome === "out-of-budget";
  return `${isUnknown ? "?" : "✗"} ${title}`;
}

export function placeText(place: SourcePlace | null): string {
  if (place === null) return "";
  return place.file.startsWith("<") ? "in the model" : `${place.file}:${place.line}`;
}
