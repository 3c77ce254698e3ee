/**
 * The headers that a build generates, by the name that includes use. What only assembly or the
 * dispatch of system calls asks for is empty.
 */
import type { BuildArchitecture } from "./architectures.ts";
import { autoconfOf, type Configuration } from "./configuration.ts";
import { machineHeaders } from "./machine-headers.ts";
import { systemCallHeaders } from "./system-call-headers.ts";
import { timeConstants } from "./time-constants.ts";

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
  headers.set("generated/timeconst.h", timeConstants(Number(configuration.values.get("HZ"))));
  headers.set("linux/version.h", versionHeader(release));
  for (const name of emptyHeaders) if (!headers.has(name)) headers.set(name, "");
  const made = [
    systemCallHeaders(architecture.folder, readText),
    machineHeaders(architecture.folder, configuration, readText),
  ];
  for (const one of made) for (const [name, text] of one) headers.set(name, text);
  return headers;
}

const emptyHeaders: readonly string[] = [
  "generated/asm-offsets.h",
  "generated/compile.h",
  "generated/vdso-offsets.h",
  "generated/vdso32-offsets.h",
  "generated/compat_vdso-offsets.h",
  "generated/machtypes.h",
  "generated/package.h",
  "asm/orc_hash.h",
  "asm/dis-defs.h",
  "asm/xen-hypercalls.h",
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
