/** A tree's reader with other contents in place of some files, as they are before or after a change. */
import { containsWord, findInFiles } from "./find-in-files.ts";
import { decodeContent, type TreeSourceReader } from "./tree-reader.ts";

/** What files hold; undefined for one that is not there. */
export type FileContents = ReadonlyMap<string, Uint8Array | undefined>;

/** What `contents` names is read from there, with the limits that hold for files on disk. */
export function createOverlayReader(
  disk: TreeSourceReader,
  contents: FileContents,
): TreeSourceReader {
  const read = (file: string) => {
    const bytes = contents.get(file);
    return bytes === undefined
      ? undefined
      : decodeContent(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  };
  return {
    readText: (file) => (contents.has(file) ? read(file)?.text : disk.readText(file)),
    problemOf(file) {
      if (!contents.has(file)) return disk.problemOf(file);
      const result = read(file);
      return result === undefined ? "it is not there" : result.problem;
    },
    isThere: (file) => (contents.has(file) ? contents.get(file) !== undefined : disk.isThere(file)),
    readBytes: (file) => (contents.has(file) ? contents.get(file) : disk.readBytes(file)),
  };
}

/** The search through a tree's files, with `contents` in place of those that it names. */
export function findInOverlay(root: string, contents: FileContents) {
  return (identifier: string, files: readonly string[]): readonly string[] => {
    const onDisk = files.filter((file) => !contents.has(file));
    const found = new Set(findInFiles(root, identifier, onDisk));
    for (const [file, bytes] of contents) {
      if (bytes !== undefined && containsWord(bytes, identifier)) found.add(file);
    }
    return files.filter((file) => found.has(file));
  };
}
