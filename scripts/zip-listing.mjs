/**
 * The names and sizes in a zip archive, read off its central directory.
 *
 * Enough for packages of a few megabytes: no zip64, no encryption, nothing unpacked.
 */

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * @param {Buffer} bytes
 * @returns {{ name: string, byteSize: number }[]}
 */
export function listZip(bytes) {
  const end = findEnd(bytes);
  const nEntries = bytes.readUInt16LE(end + 10);
  let offset = bytes.readUInt32LE(end + 16);
  const entries = [];
  for (let i = 0; i < nEntries; i++) {
    if (bytes.readUInt32LE(offset) !== entrySignature) throw new Error("broken zip directory");
    const nameLength = bytes.readUInt16LE(offset + 28);
    const name = bytes.toString("utf8", offset + 46, offset + 46 + nameLength);
    entries.push({ name, byteSize: bytes.readUInt32LE(offset + 24) });
    offset += 46 + nameLength + bytes.readUInt16LE(offset + 30) + bytes.readUInt16LE(offset + 32);
  }
  return entries;
}

/**
 * The end record stands before a comment of unknown length, so it is looked for from the back.
 *
 * @param {Buffer} bytes
 */
function findEnd(bytes) {
  for (let offset = bytes.length - 22; offset >= 0; offset--) {
    if (bytes.readUInt32LE(offset) === endSignature) return offset;
  }
  throw new Error("not a zip archive");
}
