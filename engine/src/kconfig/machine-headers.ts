/** Headers that single architectures make from tables of their own. */
import type { Configuration } from "./configuration.ts";
import { sysregDefinitions } from "./sysreg-definitions.ts";

type ReadText = (path: string) => string | undefined;

/** By the name that includes use. */
export function machineHeaders(
  folder: string,
  configuration: Configuration,
  readText: ReadText,
): Map<string, string> {
  const headers = new Map<string, string>();
  const add = (name: string, path: string, make: (text: string) => string): void => {
    const text = readText(path);
    if (text !== undefined) headers.set(name, make(text));
  };
  switch (folder) {
    case "arm64": {
      // From 6.6 on, asm/cpucaps.h is a file of the tree and includes what is generated.
      const isIncluded = readText("arch/arm64/include/asm/cpucaps.h") !== undefined;
      const name = isIncluded ? "asm/cpucap-defs.h" : "asm/cpucaps.h";
      add(name, "arch/arm64/tools/cpucaps", capabilities);
      add("asm/sysreg-defs.h", "arch/arm64/tools/sysreg", sysregDefinitions);
      break;
    }
    case "s390":
      add("asm/facility-defs.h", "arch/s390/tools/gen_facilities.c", (text) =>
        facilities(text, configuration),
      );
      break;
    case "arm":
      add("asm/mach-types.h", "arch/arm/tools/mach-types", (text) =>
        machineTypes(text, configuration),
      );
      headers.set("generated/mach-types.h", headers.get("asm/mach-types.h") ?? "");
      break;
    default:
      break;
  }
  return headers;
}

/** arch/arm64/tools/cpucaps: one name a line, numbered in order. */
function capabilities(text: string): string {
  const names = text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
  const lines = names.map((name, index) => `#define ARM64_${name} ${index}`);
  return [...lines, `#define ARM64_NCAPS ${names.length}`, ""].join("\n");
}

/**
 * Bits of a list in words of 64, the first bit the highest (arch/s390/tools/gen_facilities.c,
 * print_facility_list(), 6.12).
 */
function facilities(text: string, { values }: Configuration): string {
  const lines = ["#include <linux/const.h>"];
  const lists = text.matchAll(/\.name = "(\w+)",\s*\.bits = \(int\[\]\)\s*\{([\s\S]*?)\}/g);
  for (const [, name, body = ""] of lists) {
    const words: bigint[] = [];
    let isActive = true;
    for (const line of body.replace(/\/\*[\s\S]*?\*\//g, "").split("\n")) {
      const condition = /^#ifdef CONFIG_(\w+)/.exec(line);
      if (condition !== null) isActive = values.get(condition[1] as string) === "y";
      else if (line.startsWith("#endif")) isActive = true;
      const bit = /^\s*(\d+),?\s*$/.exec(line)?.[1];
      if (bit === undefined || !isActive || Number(bit) >= 4096) continue;
      const word = Math.floor(Number(bit) / 64);
      while (words.length <= word) words.push(0n);
      words[word] = (words[word] as bigint) | (1n << BigInt(63 - (Number(bit) % 64)));
    }
    const texts = words.map((word) => `_AC(0x${word.toString(16).padStart(16, "0")},UL)`);
    lines.push(`#define ${name} ${texts.join(",")}`);
  }
  return `${lines.join("\n")}\n`;
}

/** arch/arm/tools/mach-types: machine_is_NAME, CONFIG_NAME, MACH_TYPE_NAME and number a line. */
function machineTypes(text: string, { values }: Configuration): string {
  const lines = ["extern unsigned int __machine_arch_type;"];
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) continue;
    const [name, symbol, type, number] = line.trim().split(/\s+/);
    if (name === undefined || symbol === undefined || type === undefined) continue;
    if (number !== undefined) lines.push(`#define MACH_TYPE_${type} ${number}`);
    const isOn = number !== undefined && values.get(symbol) === "y";
    const test = isOn ? `(machine_arch_type == MACH_TYPE_${type})` : "(0)";
    lines.push(`#define machine_is_${name}() ${test}`);
  }
  // A kernel for a single machine knows its type, which the model leaves open.
  lines.push("#define machine_arch_type __machine_arch_type");
  return `${lines.join("\n")}\n`;
}
