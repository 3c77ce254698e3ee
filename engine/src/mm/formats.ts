/** Which entry format goes with a geometry. */
import { invariant } from "#engine/base";
import { bigEndian } from "./format-bits.ts";
import type { Geometry } from "./geometry.ts";
import type { TableFormat } from "./table-format.ts";
import { arm64Format, armFormat, armLpaeFormat } from "./table-format-arm.ts";
import {
  hashFormat,
  radixFormat,
  riscvFormat,
  s390Format,
  sparc64Format,
} from "./table-format-others.ts";
import { x86Format, x86TwoLevelFormat } from "./table-format-x86.ts";

/**
 * `isBigEndian` matters to powerpc alone, whose entries a little-endian kernel stores most
 * significant byte first; a big-endian kernel on memory of the model stores them as they are.
 */
export function formatFor(geometry: Geometry, isBigEndian = false): TableFormat {
  const format = pick(geometry);
  return isBigEndian ? bigEndian(format) : format;
}

function pick({ id, architecture, pageShift }: Geometry): TableFormat {
  if (architecture === "arm64") return arm64Format(pageShift);
  if (id === "x86-32-2level") return x86TwoLevelFormat;
  if (architecture === "x86") return x86Format;
  if (architecture === "riscv") return riscvFormat;
  if (architecture === "s390") return s390Format;
  if (architecture === "sparc64") return sparc64Format;
  if (id.startsWith("powerpc-hash")) return hashFormat(pageShift);
  if (architecture === "powerpc") return radixFormat(pageShift);
  invariant(architecture === "arm", `${id} has a format`);
  return id === "arm-lpae" ? armLpaeFormat : armFormat;
}
