/**
 * Takes the texts out of a file of mails: each message of an mbox is a text of its own, and what
 * mail encoded is decoded. A file that is no mail is one text.
 */

/** A text that may hold diffs, one character for each byte. */
export interface PatchText {
  readonly text: string;
  /** The place of a line of the text, from 1, in the words of messages. */
  readonly where: (line: number) => string;
}

/** `name` is what messages call the file. */
export function patchTexts(bytes: Uint8Array, name: string): readonly PatchText[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const starts = [0, ...[...all.matchAll(fromLine)].map(({ index }) => index)];
  let line = 1;
  return starts.flatMap((start, index) => {
    const text = all.slice(start, starts[index + 1]);
    const firstLine = line;
    line += countLines(text);
    return bodiesOf(text, 0).map(({ body, startLine, isDecoded }) => ({
      text: body,
      where: (nth: number) => {
        const place = firstLine + startLine - 1;
        return isDecoded
          ? `${name}:${place}, line ${nth} of what is encoded there`
          : `${name}:${place + nth - 1}`;
      },
    }));
  });
}

/** The line that begins a message of an mbox has a time and a year. */
const fromLine = /^From [^\n]*\d{1,2}:\d{2}:\d{2}[^\n]* \d{4}[ \t]*\r?$/gm;

/** Messages in messages deeper than this are no mail that anybody sent. */
const maxDepth = 4;
/** Heads of mails are some thousand characters. */
const maxHead = 65_536;

interface Body {
  readonly body: string;
  /** Where it begins in the text it was taken from, from 1. */
  readonly startLine: number;
  readonly isDecoded: boolean;
}

function bodiesOf(text: string, depth: number): readonly Body[] {
  const whole = { body: text, startLine: 1, isDecoded: false };
  const [head = ""] =
    /^(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+/.exec(text) ?? [];
  if (head === "") return [whole];
  const rest = text.slice(head.length);
  const startLine = 1 + countLines(head);
  const fields = head.slice(0, maxHead).replace(/\r?\n[ \t]+/g, " ");
  const [, encoding = ""] = /^content-transfer-encoding: *"?([\w-]+)/im.exec(fields) ?? [];
  const [, multipart = ""] = /^content-type: *multipart\/([^\n]*)/im.exec(fields) ?? [];
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(multipart) ?? [];
  const boundary = quoted ?? bare;
  if (boundary !== undefined && depth < maxDepth) {
    return partsOf(rest, boundary).flatMap((part) =>
      bodiesOf(part.body, depth + 1).map((body) => ({
        ...body,
        startLine: startLine - 1 + part.startLine - 1 + body.startLine,
      })),
    );
  }
  switch (encoding.toLowerCase()) {
    case "quoted-printable":
      return [{ body: decodeQuotedPrintable(rest), startLine, isDecoded: true }];
    case "base64":
      return [{ body: Buffer.from(rest, "base64").toString("latin1"), startLine, isDecoded: true }];
    default:
      return [whole];
  }
}

function partsOf(text: string, boundary: string): readonly Body[] {
  const parts: Body[] = [];
  let startLine = 1;
  let lines: string[] = [];
  const all = text.split("\n");
  const take = (next: number): void => {
    parts.push({ body: lines.join("\n"), startLine, isDecoded: false });
    lines = [];
    startLine = next;
  };
  for (const [index, line] of all.entries()) {
    if (line.startsWith(`--${boundary}`)) take(index + 2);
    else lines.push(line);
  }
  take(all.length);
  // Before the first boundary stands nothing that a reader of mail would show.
  return parts.slice(1);
}

function decodeQuotedPrintable(text: string): string {
  const lines = text.split("\n").map((line) => {
    const end = line.endsWith("\r") ? "\r\n" : "\n";
    // Blanks at the end are no part of the text; "=" there says that the line goes on.
    const content = line.trimEnd();
    return content.endsWith("=") ? content.slice(0, -1).trimEnd() : content + end;
  });
  const decoded = lines
    .join("")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  return text.endsWith("\n") ? decoded.replace(/\r?\n$/, "") : decoded;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
