/**
 * Searching bytes for a short ASCII string.
 *
 * The engine knows no platform, so the search is an input: a host passes its native one, which is
 * what makes the scan of a whole tree fast. The one here is for single files and browsers.
 */

/** The first offset of `needle` at or after `from`, or -1. */
export type FindBytes = (bytes: Uint8Array, needle: string, from: number) => number;

export const findBytes: FindBytes = (bytes, needle, from) => {
  const first = needle.charCodeAt(0);
  const last = bytes.length - needle.length;
  for (
    let at = bytes.indexOf(first, from);
    at >= 0 && at <= last;
    at = bytes.indexOf(first, at + 1)
  ) {
    let matched = 1;
    while (matched < needle.length && bytes[at + matched] === needle.charCodeAt(matched)) matched++;
    if (matched === needle.length) return at;
  }
  return -1;
};
