/**
 * Which parts of a kernel tree are linked together, judged by folder.
 *
 * A tree holds more than one program: the kernel of each architecture, boot loaders and other
 * free-standing images, and programs for the host. A name means a definition of its own program.
 */

const hostFolders = new Set(["Documentation", "certs", "scripts", "tools", "usr"]);

/** Images linked on their own; their sources define kernel names anew. */
const freestanding =
  /^(?:arch\/[^/]+\/(?:boot|purgatory|tools|vdso|kernel\/vdso(?:32|64)?|entry\/vdso|kvm\/hyp\/nvhe)|drivers\/firmware\/efi\/libstub|lib\/raid6\/test|mm\/kasan\/kasan_test)(?=\/)/;

/** The architecture of a file under arch/, or undefined for generic code. */
export function architectureOf(file: string): string | undefined {
  return file.startsWith("arch/") ? file.split("/", 2)[1] : undefined;
}

/** False for code of another architecture than `only`; without that, all of them count. */
export function isOfArchitecture(file: string, only: string | undefined): boolean {
  return only === undefined || (architectureOf(file) ?? only) === only;
}

function programOf(file: string): string | undefined {
  const top = file.slice(0, Math.max(0, file.indexOf("/")));
  if (hostFolders.has(top)) return top;
  return freestanding.exec(file)?.[0];
}

/** True when code of `from` can be linked with, or include, a definition in `to`. */
export function inSameProgram(from: string, to: string): boolean {
  const program = programOf(to);
  if (program !== undefined && program !== programOf(from)) return false;
  const fromArchitecture = architectureOf(from);
  const toArchitecture = architectureOf(to);
  if (fromArchitecture === undefined || toArchitecture === undefined) return true;
  if (fromArchitecture === toArchitecture) return true;
  // User-mode Linux builds on the code of the architecture that it runs on.
  return fromArchitecture === "um" || toArchitecture === "um";
}

/** True for a header that every file of its program may include by `<...>`. */
export function isPublicHeader(file: string): boolean {
  return file.startsWith("include/") || /^arch\/[^/]+\/include\//.test(file);
}
