/**
 * The headers that a build generates, by the name that includes use. What only assembly, drivers
 * of their own tables, or timekeeping asks for is empty.
 */
import type { BuildArchitecture } from "./architectures.ts";
import { autoconfOf, type Configuration } from "./configuration.ts";
import { sysregDefinitions } from "./sysreg-definitions.ts";

type ReadText = (path: string) => string | undefined;

export function generatedHeaders(request: {
  readonly readText: ReadText;
  readonly architecture: BuildArchitecture;
  readonly configuration: Configuration;
  readonly release: string;
}): Map<string, string> {
  const { readText, architecture, configuration, release } = request;
  const headers = new Map<string, string>();
  addWrappers(
    headers,
    readText,
    architecture.folder,
    "include/asm",
    "include/asm-generic/Kbuild",
    "",
  );
  addWrappers(
    headers,
    readText,
    architecture.folder,
    "include/uapi/asm",
    "include/uapi/asm-generic/Kbuild",
    "uapi/",
  );
  headers.set("generated/autoconf.h", autoconfOf(configuration));
  headers.set("generated/utsrelease.h", `#define UTS_RELEASE ${JSON.stringify(release)}\n`);
  headers.set("linux/version.h", versionHeader(release));
  for (const name of emptyHeaders) if (!headers.has(name)) headers.set(name, "");
  for (const name of systemCallHeaders) {
    // System call numbers are of no matter here; their number sizes a few arrays.
    headers.set(name, "#ifndef __NR_syscalls\n#define __NR_syscalls 512\n#endif\n");
  }
  const caps = readText(`arch/${architecture.folder}/tools/cpucaps`);
  if (caps !== undefined) {
    headers.set("asm/cpucap-defs.h", capabilities(caps));
    headers.set(
      "asm/cpucaps.h",
      readText("arch/arm64/include/asm/cpucaps.h") ?? capabilities(caps),
    );
  }
  const sysreg = readText(`arch/${architecture.folder}/tools/sysreg`);
  if (sysreg !== undefined) headers.set("asm/sysreg-defs.h", sysregDefinitions(sysreg));
  if (architecture.folder === "s390") {
    headers.set("asm/facility-defs.h", "#define FACILITIES_ALS 0UL\n#define FACILITIES_KVM 0UL\n");
  }
  return headers;
}

const emptyHeaders: readonly string[] = [
  "generated/asm-offsets.h",
  "generated/compile.h",
  "generated/timeconst.h",
  "generated/vdso-offsets.h",
  "generated/vdso32-offsets.h",
  "generated/compat_vdso-offsets.h",
  "generated/machtypes.h",
  "generated/mach-types.h",
  "asm/mach-types.h",
  "asm/orc_hash.h",
  "asm/dis-defs.h",
  "asm/xen-hypercalls.h",
];

const systemCallHeaders: readonly string[] = [
  "asm/unistd_32.h",
  "asm/unistd_64.h",
  "asm/unistd_x32.h",
  "asm/unistd_64_x32.h",
  "asm/unistd_32_ia32.h",
  "asm/unistd_compat_32.h",
  "asm/unistd_nr.h",
  "asm/unistd-nr.h",
  "asm/unistd-common.h",
  "asm/unistd-eabi.h",
  "asm/unistd-oabi.h",
];

/** Headers that an architecture takes from asm-generic (scripts/Makefile.asm-headers, 6.12). */
function addWrappers(
  headers: Map<string, string>,
  readText: ReadText,
  folder: string,
  own: string,
  mandatory: string,
  prefix: string,
): void {
  const names = [
    ...listed(readText(`arch/${folder}/${own}/Kbuild`), "generic-y"),
    ...listed(readText(mandatory), "mandatory-y"),
  ];
  for (const name of names) {
    if (readText(`arch/${folder}/${own}/${name}`) !== undefined) continue;
    const text = `#include <asm-generic/${name}>\n`;
    headers.set(`${prefix}asm/${name}`, text);
    if (!headers.has(`asm/${name}`)) headers.set(`asm/${name}`, text);
  }
}

function listed(text: string | undefined, list: string): string[] {
  if (text === undefined) return [];
  const pattern = new RegExp(`^${list}\\s*\\+?=\\s*(.*)$`, "gm");
  return [...text.replace(/\\\n/g, " ").matchAll(pattern)].flatMap((match) =>
    (match[1] as string).split(/\s+/).filter((name) => name.endsWith(".h")),
  );
}

function versionHeader(release: string): string {
  const [major = "0", minor = "0", patch = "0"] =
    /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(release)?.slice(1) ?? [];
  const code = Number(major) * 65536 + Number(minor) * 256 + Math.min(255, Number(patch ?? "0"));
  return [
    `#define LINUX_VERSION_CODE ${code}`,
    "#define KERNEL_VERSION(a,b,c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))",
    `#define LINUX_VERSION_MAJOR ${major}`,
    `#define LINUX_VERSION_PATCHLEVEL ${minor}`,
    `#define LINUX_VERSION_SUBLEVEL ${patch ?? "0"}`,
    "",
  ].join("\n");
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
