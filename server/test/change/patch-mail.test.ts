/** Mails with patches: several in a file, and encoded ones. */
import { expect, it } from "vitest";
import { patchTexts } from "../../src/change/patch-mail.ts";

const from = "From 0123456789abcdef Mon Sep 17 00:00:00 2001\n";
const diff = "--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-a = 1;\n+a = 2;\n";

const read = (text: string) =>
  patchTexts(Buffer.from(text, "latin1"), "mbox").map((one) => [one.text, one.where(2)]);

it("is one text when it is no mail", () => {
  expect(read(diff)).toEqual([[diff, "mbox:2"]]);
  expect(read("")).toEqual([["", "mbox:2"]]);
});

it("is a text for each message of an mbox", () => {
  const mail = `${from}Subject: x\n\n${diff}`;
  const texts = read(mail + mail).filter(([text]) => text !== "");
  expect(texts).toEqual([
    [mail, "mbox:2"],
    [mail, "mbox:10"],
  ]);
});

it.each(["\n", "\r\n"])("decodes quoted-printable bodies, lines ending in %j", (end) => {
  const head = `${from}Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n`;
  const body = diff.replaceAll("=", "=3D").replace("-a", "-=\na");
  const text = (head + body).replaceAll("\n", end);
  expect(read(text).at(-1)).toEqual([
    `\n${diff}`.replaceAll("\n", end),
    "mbox:5, line 2 of what is encoded there",
  ]);
});

it("decodes base64 bodies and the parts of a multipart mail", () => {
  const encoded = Buffer.from(diff).toString("base64").replace(/.{20}/g, "$&\n");
  const text = `${from}Content-Type: multipart/mixed;
 boundary="xyz"

nothing
--xyz
Content-Type: text/plain

plain
--xyz
Content-Type: text/x-patch
Content-Transfer-Encoding: base64

${encoded}
--xyz--
`;
  const texts = read(text);
  expect(texts.map(([body]) => body)).toContain(diff);
  const place = texts.find(([body]) => body === diff)?.[1];
  expect(place).toBe("mbox:13, line 2 of what is encoded there");
});

it("reads strange mails within the time of a test", () => {
  for (const text of [
    "a: b\n".repeat(200_000),
    "Content-Type: multipart/x;\n ".repeat(100_000),
    `Content-Type: multipart/x; boundary=b\n\n${"--b\n".repeat(100_000)}`,
    `${"Content-Type: multipart/x; boundary=b\n\n--b\n".repeat(20_000)}`,
    from.repeat(50_000),
    `Content-Transfer-Encoding: quoted-printable\n\n${" ".repeat(500_000)}`,
  ]) {
    expect(read(text).length).toBeGreaterThan(0);
  }
});
