/** `<ctype.h>` in the C locale. */
import type { HostFunction } from "#engine/cmachine";
import { giveWord, type HostTable, wordOf } from "./host-call.ts";

const classes: Readonly<Record<string, RegExp>> = {
  isalnum: /[0-9A-Za-z]/,
  isalpha: /[A-Za-z]/,
  isblank: /[ \t]/,
  iscntrl: /[^ -~\x80-\xff]/,
  isdigit: /[0-9]/,
  isgraph: /[!-~]/,
  islower: /[a-z]/,
  isprint: /[ -~]/,
  ispunct: /[!-/:-@[-`{-~]/,
  isspace: /[ \t\n\v\f\r]/,
  isupper: /[A-Z]/,
  isxdigit: /[0-9A-Fa-f]/,
};

export const characterHosts: HostTable = [
  ...Object.entries(classes).map(([name, pattern]) => [name, classTest(pattern)] as const),
  ["tolower", shifted(0x41, 0x5a, 32)],
  ["toupper", shifted(0x61, 0x7a, -32)],
];

function classTest(pattern: RegExp): HostFunction {
  const table = Uint8Array.from({ length: 256 }, (_, code) =>
    pattern.test(String.fromCharCode(code)) ? 1 : 0,
  );
  return (machine, base) => giveWord(machine, base, table[wordOf(machine, base, 0)] ?? 0);
}

function shifted(first: number, last: number, distance: number): HostFunction {
  return (machine, base) => {
    const code = wordOf(machine, base, 0);
    giveWord(machine, base, first <= code && code <= last ? code + distance : code);
  };
}
