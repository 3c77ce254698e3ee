/**
 * What Kbuild calls a checker with: $(CHECK) $(CHECKFLAGS) $(c_flags) FILE.c (scripts/Makefile.build,
 * cmd_checksrc, 6.12). Our own options stand in CHECK and so come first; CHECKFLAGS begins with
 * -D__linux__ (Makefile, 6.12). Behind them all options are the compiler's, and are passed over.
 */
import { countOptionWords } from "./arguments.ts";

export interface KbuildCall {
  /** The words of an ordinary command line. */
  readonly own: readonly string[];
  /** The C files, as they were named. */
  readonly files: readonly string[];
}

/** Undefined when --kbuild is not among the options that come first. */
export function readKbuildCall(argv: readonly string[]): KbuildCall | undefined {
  const own: string[] = [];
  let isKbuild = false;
  let at = argv[0] === "check" ? 1 : 0;
  for (let word = argv[at]; word !== undefined; word = argv[at]) {
    // A long option that nobody knows is more likely a slip of ours than the compiler's first word.
    const nWords = countOptionWords(word) ?? (word.startsWith("--") ? 1 : 0);
    if (nWords === 0) break;
    if (word === "--kbuild") isKbuild = true;
    else own.push(...argv.slice(at, at + nWords));
    at += nWords;
  }
  return isKbuild ? { own, files: filesAmong(argv.slice(at)) } : undefined;
}

function filesAmong(words: readonly string[]): readonly string[] {
  const files: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (takesNextWord.has(word)) at++;
    else if (!word.startsWith("-") && word.endsWith(".c")) files.push(word);
  }
  return files;
}

/** Options of gcc and clang whose value is the next word when they stand alone. */
const takesNextWord: ReadonlySet<string> = new Set([
  "--param",
  "--sysroot",
  "-A",
  "-B",
  "-D",
  "-F",
  "-I",
  "-L",
  "-MF",
  "-MQ",
  "-MT",
  "-T",
  "-U",
  "-Xassembler",
  "-Xclang",
  "-Xlinker",
  "-Xpreprocessor",
  "-arch",
  "-aux-info",
  "-dumpbase",
  "-dumpdir",
  "-idirafter",
  "-imacros",
  "-imultilib",
  "-include",
  "-iprefix",
  "-iquote",
  "-isysroot",
  "-isystem",
  "-iwithprefix",
  "-iwithprefixbefore",
  "-l",
  "-mllvm",
  "-o",
  "-target",
  "-u",
  "-wrapper",
  "-x",
  "-z",
]);
