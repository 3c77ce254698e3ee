/** `<stdio.h>`: output only, to the two streams that a program begins with. */
import type { HostFunction, Machine } from "#engine/cmachine";
import { giveLong, giveWord, type HostTable, longOf, sizeOf, wordOf } from "./host-call.ts";
import { formatPrint } from "./print-format.ts";

export type StreamName = "output" | "errors";

/** Takes what the program writes; the bytes are the receiver's. */
export type Writer = (stream: StreamName, bytes: Uint8Array) => void;

const newline = 0x0a;

export function printHosts(write: Writer): HostTable {
  const writeTo = (machine: Machine, stream: bigint, bytes: Uint8Array): boolean => {
    if (stream !== 1n && stream !== 2n) {
      const message = `0x${stream.toString(16)} is no stream of the program`;
      machine.stop({ kind: "fault", code: "invalid-address", address: stream, message });
      return false;
    }
    write(stream === 1n ? "output" : "errors", bytes);
    return true;
  };
  /** Of the arguments: where the stream is (-1 for the output), the format, the slots. */
  const print = (stream: number, format: number): HostFunction => {
    return (machine, base) => {
      const slots = longOf(machine, base, format + 1);
      const bytes = formatPrint(machine, longOf(machine, base, format), slots);
      if (bytes === undefined) return;
      if (!writeTo(machine, stream < 0 ? 1n : longOf(machine, base, stream), bytes)) return;
      giveWord(machine, base, bytes.length);
    };
  };
  const putCharacter = (machine: Machine, base: number, stream: bigint) => {
    const byte = wordOf(machine, base, 0) & 0xff;
    if (writeTo(machine, stream, Uint8Array.of(byte))) giveWord(machine, base, byte);
  };
  const putTo: HostFunction = (machine, base) =>
    putCharacter(machine, base, longOf(machine, base, 1));
  return [
    ["printf", print(-1, 0)],
    ["vprintf", print(-1, 0)],
    ["fprintf", print(0, 1)],
    ["vfprintf", print(0, 1)],
    ["sprintf", printToString(undefined)],
    ["vsprintf", printToString(undefined)],
    ["snprintf", printToString(1)],
    ["vsnprintf", printToString(1)],
    ["putchar", (machine, base) => putCharacter(machine, base, 1n)],
    ["putc", putTo],
    ["fputc", putTo],
    [
      "puts",
      (machine, base) => {
        const text = machine.loadString(longOf(machine, base, 0));
        if (text === undefined) return;
        const line = new Uint8Array(text.length + 1).fill(newline);
        line.set(text);
        write("output", line);
        giveWord(machine, base, 1);
      },
    ],
    [
      "fputs",
      (machine, base) => {
        const text = machine.loadString(longOf(machine, base, 0));
        if (text === undefined || !writeTo(machine, longOf(machine, base, 1), text)) return;
        giveWord(machine, base, 1);
      },
    ],
    [
      "fwrite",
      (machine, base) => {
        const count = longOf(machine, base, 2);
        const size = sizeOf(machine, base, 1) * sizeOf(machine, base, 2);
        const bytes = machine.loadBytes(longOf(machine, base, 0), size);
        if (bytes === undefined || !writeTo(machine, longOf(machine, base, 3), bytes)) return;
        giveLong(machine, base, count);
      },
    ],
    ["fflush", (machine, base) => giveWord(machine, base, 0)],
  ];
}

/** `sizeIndex` is the argument that limits the bytes, when there is one. */
function printToString(sizeIndex: number | undefined): HostFunction {
  const format = sizeIndex === undefined ? 1 : 2;
  return (machine, base) => {
    const to = longOf(machine, base, 0);
    const size =
      sizeIndex === undefined ? Number.POSITIVE_INFINITY : sizeOf(machine, base, sizeIndex);
    const slots = longOf(machine, base, format + 1);
    const bytes = formatPrint(machine, longOf(machine, base, format), slots);
    if (bytes === undefined) return;
    if (size > 0) {
      const stored = bytes.subarray(0, Math.min(bytes.length, size - 1));
      if (!machine.storeBytes(to, stored)) return;
      if (!machine.storeInteger(to + BigInt(stored.length), 1, 0n)) return;
    }
    giveWord(machine, base, bytes.length);
  };
}
