/** The outline of one text: the same scan as a whole tree's, with objects as its result. */
import { type DefinitionSink, namePrefixes } from "./definition-sink.ts";
import type { Definition, FileOutline } from "./file-outline.ts";
import { findBytes } from "./find-bytes.ts";
import { mentionsIn } from "./mentions.ts";
import { FileScanner } from "./scan-file.ts";
import { kindNames } from "./symbol-table.ts";

export function outlineText(text: string): FileOutline {
  const definitions: Definition[] = [];
  const sink: DefinitionSink = {
    addDefinition(kind, isStatic, prefix, nameStart, nameEnd, start, bodyStart, bodyEnd, end) {
      definitions.push({
        kind: kindNames[kind] ?? "function",
        name: (namePrefixes[prefix] ?? "") + text.slice(nameStart, nameEnd),
        nameSpan: { start: nameStart, end: nameEnd },
        body: { start: bodyStart, end: bodyEnd },
        isStatic,
        start,
        end,
      });
    },
  };
  const bytes = bytesOfText(text);
  new FileScanner(findBytes, sink).scan(bytes);
  return { definitions, mentions: mentionsIn(bytes, findBytes) };
}

/** One byte per UTF-16 unit, so that offsets in the bytes are offsets in the text. */
function bytesOfText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    bytes[at] = Math.min(text.charCodeAt(at), 0x80);
  }
  return bytes;
}
