/** The limits of what is analysed, as they hold for a text that is open in an editor. */

/** UTF-16 units; a file on disk is measured in bytes, which differ only outside of ASCII. */
const maxLength = 2 * 1024 * 1024;
const maxLineLength = 100_000;

/** Why a document is not analysed, as a clause; undefined when it is. */
export function problemOfDocument(text: string): string | undefined {
  if (text.length > maxLength) return "it is larger than 2 MB";
  for (let from = 0; ; ) {
    const newline = text.indexOf("\n", from);
    if ((newline < 0 ? text.length : newline) - from > maxLineLength)
      return "it has a line of more than 100,000 characters";
    if (newline < 0) return undefined;
    from = newline + 1;
  }
}
