/**
 * From a name used in a file to the definitions it may mean, by C's scoping as far as it shows:
 * the file itself, the headers it can see, functions with external linkage elsewhere.
 */
import type { Definition, DefinitionKind, SymbolTable } from "#engine/index";
import type { AllocatorNames } from "#engine/kernel";
import type { SourceFile } from "./source-file.ts";
import type { SourceFiles } from "./source-files.ts";
import { inSameProgram, isPublicHeader } from "./tree-domains.ts";

/** One definition at its place. */
export interface DefinitionRef {
  readonly source: SourceFile;
  readonly definition: Definition;
}

/** How many files one file's private includes are followed through. */
const maxPrivateIncludes = 200;

export class NameResolver {
  readonly #files: SourceFiles;
  readonly #symbols: SymbolTable;
  readonly #documentsOf: () => Iterable<string>;
  readonly #privateHeaders = new Map<string, ReadonlySet<string>>();
  readonly #answers = new Map<string, readonly DefinitionRef[]>();
  readonly #containing = new Map<string, readonly string[]>();
  #allFiles: ReadonlySet<string> | undefined;

  /** What counts as the page allocator, whatever the name resolves to. */
  readonly allocators: AllocatorNames;

  /** `documentsOf` lists the files that unsaved text lies over, which the table does not know. */
  constructor(
    files: SourceFiles,
    symbols: SymbolTable,
    documentsOf: () => Iterable<string>,
    allocators: AllocatorNames,
  ) {
    this.allocators = allocators;
    this.#files = files;
    this.#symbols = symbols;
    this.#documentsOf = documentsOf;
  }

  /** Forgets everything derived from texts, as after a change that other files can see. */
  reset(): void {
    this.#answers.clear();
    this.#privateHeaders.clear();
    this.#containing.clear();
  }

  /** Forgets what was derived from the text of a file whose interface did not change. */
  forgetText(file: string): void {
    for (const [key, refs] of this.#answers) {
      if (key.startsWith(`${file}\0`) || refs.some((ref) => ref.source.path === file))
        this.#answers.delete(key);
    }
  }

  /**
   * Every definition that `name` may mean in `from`, sorted by file and place. Empty when the tree
   * has none. Aliases are answered as they are; the caller follows them.
   */
  resolve(name: string, from: string): readonly DefinitionRef[] {
    const key = `${from}\0${name}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = this.#resolve(name, from);
    this.#answers.set(key, answer);
    return answer;
  }

  /** True when some file may define `name` as an object-like macro that has a call in it. */
  mayBeObjectMacro(name: string): boolean {
    const isObject = ({ kind }: { readonly kind: DefinitionKind }) => kind === "object";
    return (
      this.#symbols.findDefinitions(name).some(isObject) ||
      [...this.#documentsOf()].some((file) =>
        this.definedIn(name, file).some(({ definition }) => isObject(definition)),
      )
    );
  }

  /** True when `file`, a source file, or a private header that it sees has a `name` of its own. */
  definesPrivately(name: string, file: string): boolean {
    if (file.endsWith(".c") && this.definedIn(name, file).length > 0) return true;
    return this.#filesDefining(name).some(
      (header) =>
        header.endsWith(".h") &&
        !isPublicHeader(header) &&
        (header === file || this.#seesPrivately(file, header)) &&
        this.definedIn(name, header).length > 0,
    );
  }

  /** True when a source file that `from` is linked with defines a function `name`. */
  isLinked(name: string, from: string): boolean {
    return this.resolve(name, from).some(
      ({ source, definition }) => definition.kind === "function" && source.path.endsWith(".c"),
    );
  }

  /** True for a file that the symbol table covers. */
  isInTree(file: string): boolean {
    this.#allFiles ??= new Set(this.#symbols.files);
    return this.#allFiles.has(file);
  }

  /** The definitions of `name` in `file` itself. */
  definedIn(name: string, file: string): readonly DefinitionRef[] {
    const source = this.#files.get(file);
    if (source === undefined) return [];
    return source.definitionsOf(name).map((definition) => ({ source, definition }));
  }

  /** The files of `from`'s program whose text holds `identifier`, sorted by path. */
  filesContaining(identifier: string, from: string): readonly SourceFile[] {
    let onDisk = this.#containing.get(identifier);
    if (onDisk === undefined) {
      onDisk = this.#symbols.filesContaining(identifier);
      this.#containing.set(identifier, onDisk);
    }
    const paths = new Set([...onDisk, ...this.#documentsOf()]);
    const found: SourceFile[] = [];
    for (const path of [...paths].sort()) {
      if (!inSameProgram(from, path)) continue;
      const source = this.#files.get(path);
      if (source?.text.includes(identifier) === true) found.push(source);
    }
    return found;
  }

  #resolve(name: string, from: string): readonly DefinitionRef[] {
    const own = this.definedIn(name, from).filter((ref) => !isSelfAlias(ref));
    // A definition that stands in no `#if` of the file hides all others.
    const hides = own.some(
      (ref) =>
        ref.definition.kind !== "alias" &&
        ref.source.conditionals.conditionsAt(ref.definition.start).length === 0,
    );
    if (hides) return own;
    const found = [...own];
    for (const file of this.#filesDefining(name)) {
      if (file === from || !inSameProgram(from, file)) continue;
      const isHeader = file.endsWith(".h");
      const isIncluded = isHeader
        ? isPublicHeader(file) || this.#seesPrivately(from, file)
        : this.#includesText(from, file);
      if (isHeader && !isIncluded) continue;
      for (const ref of this.definedIn(name, file)) {
        if (isSelfAlias(ref)) continue;
        const isLinked = ref.definition.kind === "function" && !ref.definition.isStatic;
        if (isIncluded || isLinked) found.push(ref);
      }
    }
    return found;
  }

  #filesDefining(name: string): readonly string[] {
    const files = new Set<string>();
    for (const entry of this.#symbols.findDefinitions(name)) files.add(entry.file);
    for (const file of this.#documentsOf()) files.add(file);
    return [...files].sort();
  }

  #includesText(from: string, file: string): boolean {
    const base = file.slice(file.lastIndexOf("/") + 1);
    const source = this.#files.get(from);
    return (
      source?.includes.some(
        (include) => include.path.endsWith(".c") && include.path.endsWith(base),
      ) === true && this.#seesPrivately(from, file)
    );
  }

  /** True when `header`, which is no public one, is named by an include of `from` or of what that includes. */
  #seesPrivately(from: string, header: string): boolean {
    let visible = this.#privateHeaders.get(from);
    if (visible === undefined) {
      visible = this.#privateIncludesOf(from);
      this.#privateHeaders.set(from, visible);
    }
    if (visible.has(header)) return true;
    // An include path set in a Makefile is not known here: the end of the path has to do.
    for (const path of visible) {
      if (path.startsWith("?") && header.endsWith(`/${path.slice(1)}`)) return true;
    }
    return false;
  }

  /** Resolved paths of private includes; one that names no file from its folder is kept as "?path". */
  #privateIncludesOf(from: string): ReadonlySet<string> {
    this.#allFiles ??= new Set(this.#symbols.files);
    const visible = new Set<string>();
    const open = [from];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      const source = this.#files.get(file);
      if (source === undefined || visible.size > maxPrivateIncludes) continue;
      for (const include of source.includes) {
        const near = joinPath(folderOf(file), include.path);
        if (near !== undefined && this.#allFiles.has(near)) {
          if (visible.has(near)) continue;
          visible.add(near);
          open.push(near);
        } else if (include.quoted) {
          visible.add(`?${include.path.replace(/^(?:\.\.?\/)+/, "")}`);
        }
      }
    }
    return visible;
  }
}

/** `#define f f` only tells `#ifdef` that there is an f. */
function isSelfAlias({ source, definition }: DefinitionRef): boolean {
  return (
    definition.kind === "alias" &&
    source.text.slice(definition.body.start, definition.body.end).trim() === definition.name
  );
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/") + 1);
}

/** `path` from `folder`, with `.` and `..` resolved; undefined when it leaves the tree. */
function joinPath(folder: string, path: string): string | undefined {
  const parts: string[] = [];
  for (const part of (folder + path).split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
