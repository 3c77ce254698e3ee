/**
 * include/generated/timeconst.h: factors between ticks and seconds' fractions, worked out as
 * kernel/time/timeconst.bc does it (6.12).
 */

export function timeConstants(hz: number): string {
  if (!(hz >= 2 && hz <= 1_000_000)) return "";
  const lines: string[] = ["#include <linux/param.h>", "#include <linux/types.h>"];
  const units = [
    ["MSEC", 1000n],
    ["USEC", 1_000_000n],
    ["NSEC", 1_000_000_000n],
  ] as const;
  const ticks = BigInt(hz);
  for (const [unit, perSecond] of units) {
    // Nanoseconds are converted by division only.
    if (unit !== "NSEC") {
      lines.push(...multiplication(`HZ_TO_${unit}`, perSecond, ticks));
      lines.push(...multiplication(`${unit}_TO_HZ`, ticks, perSecond));
    }
    const divisor = greatestCommonDivisor(ticks, perSecond);
    lines.push(
      `#define HZ_TO_${unit}_NUM ${perSecond / divisor}`,
      `#define HZ_TO_${unit}_DEN ${ticks / divisor}`,
      `#define ${unit}_TO_HZ_NUM ${ticks / divisor}`,
      `#define ${unit}_TO_HZ_DEN ${perSecond / divisor}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Multiplication by n / d as a factor of 32 bits, an addend for rounding up, and a shift. */
function multiplication(name: string, n: bigint, d: bigint): string[] {
  let shift = 0n;
  let factor = 0n;
  for (; shift < 64n; shift++) {
    factor = ((1n << shift) * n + d - 1n) / d;
    if (factor >= 1n << 31n) break;
  }
  const reduced = d / greatestCommonDivisor(n, d);
  const addend = ((1n << shift) * (reduced - 1n)) / reduced;
  return [
    `#define ${name}_MUL32 U64_C(0x${hex(factor)})`,
    `#define ${name}_ADJ32 U64_C(0x${hex(addend)})`,
    `#define ${name}_SHR32 ${shift}`,
  ];
}

function hex(value: bigint): string {
  return value.toString(16).toUpperCase();
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
