/** Which files of a tree contain an identifier: every file is read, none is kept. */
import { closeSync, fstatSync, readSync } from "node:fs";
import { openRegularFile } from "./tree-reader.ts";

/** The files that contain `identifier` as a whole word, in the order given. */
export function findInFiles(
  root: string,
  identifier: string,
  files: readonly string[],
): readonly string[] {
  let buffer: Buffer = Buffer.allocUnsafeSlow(1024 * 1024);
  const contains = (file: string): boolean => {
    try {
      const descriptor = openRegularFile(`${root}/${file}`);
      try {
        const { size } = fstatSync(descriptor);
        if (size > maxBytes) return false;
        if (size > buffer.length) buffer = Buffer.allocUnsafeSlow(size);
        const length = readSync(descriptor, buffer, 0, size, null);
        return containsWord(buffer.subarray(0, length), identifier);
      } finally {
        closeSync(descriptor);
      }
    } catch {
      // A file that cannot be read contains nothing that could be analysed; the scan named it.
      return false;
    }
  };
  return identifier === "" ? [] : files.filter(contains);
}

const maxBytes = 32 * 1024 * 1024;

/** True when `word`, which is not empty, stands in the bytes as a whole identifier. */
export function containsWord(content: Uint8Array, word: string): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) {
    if (!isWordByte(bytes[at - 1]) && !isWordByte(bytes[at + word.length])) return true;
  }
  return false;
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && /[\w$]/.test(String.fromCharCode(byte));
}
