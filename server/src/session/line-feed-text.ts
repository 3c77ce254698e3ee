/**
 * The text of a document as the engine is given it. A lone carriage return ends a line for editors
 * and not for the engine; as a line feed it does for both, at the same offset.
 */
export function lineFeedText(text: string): string {
  return text.includes("\r") ? text.replace(/\r(?!\n)/g, "\n") : text;
}
