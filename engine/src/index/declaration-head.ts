/**
 * What stands before a brace at the top level, collected token by token, and the question whether
 * it is the head of a function, and of which name.
 *
 * A "candidate" is a word directly before a parenthesised group. The name is the first candidate
 * after which no plain word follows any more: `EXPORT_SYMBOL(a) int f(void) __releases(l) {`
 * defines f. Words in capitals or with two leading underscores are not plain, as such words are
 * attributes as often as types.
 */
import { byteClass, classOfByte, endOfWord, spells } from "./byte-class.ts";
import { isCapitals, isNeverName } from "./head-names.ts";

export interface HeadName {
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Index into the prefixes that defining macros put before a name. */
  readonly prefix: number;
  /** Where the definition begins: its first specifier. */
  readonly start: number;
  readonly isStatic: boolean;
  /** True when a type stands before the name, as it never does in a macro call. */
  readonly hasType: boolean;
}

/** With more candidates than this, the oldest are macro calls that no semicolon ended. */
const maxCandidates = 24;
const fields = 6;
const wordStartField = 0;
const wordEndField = 1;
const groupStartField = 2;
const groupEndField = 3;
const plainBeforeField = 4;
const nextWordField = 5;

export class DeclarationHead {
  /** Offset of the first token, or -1. */
  start = -1;
  sawAssignment = false;
  #isStatic = false;
  #words = 0;
  #plainWords = 0;
  #firstStart = -1;
  #firstEnd = -1;
  #lastStart = -1;
  #lastEnd = -1;
  #lastIsPlain = false;
  /** False once another token stands behind the last word. */
  #lastIsWord = false;
  #groupOpen = false;
  #count = 0;
  readonly #candidates = new Int32Array(maxCandidates * fields);
  #otherBranches: HeadName[] = [];
  #oldStyle: HeadName | undefined;
  #wordsSinceSemicolon = 0;

  reset(): void {
    this.start = -1;
    this.sawAssignment = false;
    this.#isStatic = false;
    this.#words = 0;
    this.#plainWords = 0;
    this.#firstStart = -1;
    this.#lastIsWord = false;
    this.#lastIsPlain = false;
    this.#groupOpen = false;
    this.#count = 0;
    if (this.#otherBranches.length > 0) this.#otherBranches = [];
    this.#oldStyle = undefined;
    this.#wordsSinceSemicolon = 0;
  }

  get hasCandidate(): boolean {
    return this.#count > 0;
  }

  addWord(bytes: Uint8Array, start: number, end: number): void {
    if (this.start < 0) this.start = start;
    if (this.#firstStart < 0) {
      this.#firstStart = start;
      this.#firstEnd = end;
    }
    this.#words++;
    this.#wordsSinceSemicolon++;
    const first = bytes[start] as number;
    let isPlain = true;
    if (first === 0x5f) isPlain = bytes[start + 1] !== 0x5f;
    else if (first <= 0x5a) isPlain = !isCapitals(bytes, start, end);
    else if (first === 0x73 && spells(bytes, start, end, "static")) this.#isStatic = true;
    else if (first === 0x6e) isPlain = !isLateSpecifier(bytes, start, end);
    if (isPlain) this.#plainWords++;
    this.#lastIsPlain = isPlain;
    this.#lastStart = start;
    this.#lastEnd = end;
    this.#lastIsWord = true;
    if (this.#count > 0) {
      const field = (this.#count - 1) * fields + nextWordField;
      if (this.#candidates[field] === -1) this.#candidates[field] = start;
    }
  }

  /** An opening parenthesis outside all others. */
  openGroup(at: number): void {
    if (this.start < 0) this.start = at;
    if (!this.#lastIsWord) return;
    if (this.#count === maxCandidates) this.#forgetOldest();
    const base = this.#count * fields;
    const candidates = this.#candidates;
    candidates[base + wordStartField] = this.#lastStart;
    candidates[base + wordEndField] = this.#lastEnd;
    candidates[base + groupStartField] = at;
    candidates[base + groupEndField] = -1;
    if (this.#lastIsPlain) this.#plainWords--;
    candidates[base + plainBeforeField] = this.#plainWords;
    candidates[base + nextWordField] = -1;
    this.#count++;
    this.#groupOpen = true;
    this.#lastIsWord = false;
  }

  closeGroup(at: number): void {
    if (this.#groupOpen) this.#candidates[(this.#count - 1) * fields + groupEndField] = at;
    this.#groupOpen = false;
    this.#lastIsWord = false;
  }

  /** A semicolon: the end, unless the declarations of old-style parameters stand here. */
  endDeclaration(bytes: Uint8Array): void {
    const isParameter = this.#count === 0 && !this.sawAssignment;
    const armed = isParameter ? this.#oldStyle : this.#oldStyleName(bytes);
    if (armed === undefined) {
      this.reset();
      return;
    }
    const start = this.start;
    this.reset();
    this.start = start;
    this.#oldStyle = armed;
  }

  /**
   * The head goes on behind an `#else`, `#elif` or `#endif`: what was collected stays as another
   * head of the same body.
   */
  startBranch(bytes: Uint8Array): void {
    if (this.#count === 0) return;
    const name = this.#name(bytes);
    if (name === undefined || isCapitals(bytes, name.nameStart, name.nameEnd)) return;
    const others = this.#otherBranches;
    const isKnown = others.some((other) => sameText(bytes, other, name));
    this.reset();
    this.#otherBranches = isKnown ? others : [...others, name];
  }

  /** True for `extern "C"`, whose braces hold declarations. */
  isLinkageBlock(bytes: Uint8Array): boolean {
    return (
      this.#words === 1 &&
      this.#count === 0 &&
      spells(bytes, this.#firstStart, this.#firstEnd, "extern")
    );
  }

  /** The names that this head defines; none when it is no function's. */
  functionNames(bytes: Uint8Array): readonly HeadName[] {
    if (this.#oldStyle !== undefined && this.#wordsSinceSemicolon === 0) return [this.#oldStyle];
    const name = this.#name(bytes);
    if (name === undefined) {
      // A branch held the whole head; what stands behind it are attributes or the other branch's
      // half of the parameters.
      return this.#count === 0 && !this.sawAssignment ? this.#otherBranches : [];
    }
    // With a head behind the branches, untyped ones in them are macro calls without a semicolon.
    const typed = this.#otherBranches.filter((other) => other.hasType);
    const others = typed.filter((other) => !sameText(bytes, other, name));
    const first = typed.find((other) => sameText(bytes, other, name)) ?? name;
    return [...others, { ...name, start: first.start }];
  }

  #name(bytes: Uint8Array): HeadName | undefined {
    if (this.sawAssignment || this.#count === 0) return undefined;
    if (spells(bytes, this.#firstStart, this.#firstEnd, "typedef")) return undefined;
    const chosen = this.#chooseCandidate(bytes);
    if (chosen < 0) return undefined;
    const base = chosen * fields;
    const wordStart = this.#field(base, wordStartField);
    const wordEnd = this.#field(base, wordEndField);
    const groupStart = this.#field(base, groupStartField);
    const start = this.#startFor(bytes, chosen);
    const isStatic = this.#isStatic;
    const hasType = this.#field(base, plainBeforeField) > 0;
    const inner = nameInPointerGroup(bytes, groupStart);
    if (inner >= 0) {
      const nameEnd = endOfWord(bytes, inner);
      return { nameStart: inner, nameEnd, prefix: 0, start, isStatic, hasType: true };
    }
    if (isNeverName(bytes, wordStart, wordEnd)) return undefined;
    if (isCapitals(bytes, wordStart, wordEnd) && !this.#groupFollows(bytes, base)) {
      const given = this.#nameGivenToMacro(bytes, groupStart);
      if (given >= 0) {
        const prefix = prefixOf(bytes, wordStart, wordEnd);
        const nameEnd = endOfWord(bytes, given);
        return { nameStart: given, nameEnd, prefix, start, isStatic, hasType };
      }
    }
    return { nameStart: wordStart, nameEnd: wordEnd, prefix: 0, start, isStatic, hasType };
  }

  #chooseCandidate(bytes: Uint8Array): number {
    let firstCapitals = -1;
    let lastCapitals = -1;
    for (let index = 0; index < this.#count; index++) {
      const base = index * fields;
      if (this.#field(base, plainBeforeField) !== this.#plainWords) continue;
      const start = this.#field(base, wordStartField);
      const end = this.#field(base, wordEndField);
      const groupStart = this.#field(base, groupStartField);
      if (skipSpace(bytes, end) !== groupStart) continue;
      if (isNeverName(bytes, start, end) && nameInPointerGroup(bytes, groupStart) < 0) continue;
      // `struct MACRO(x) {` declares a type.
      if (index === 0 && this.#field(base, plainBeforeField) === 1 && this.#isTag(bytes)) continue;
      if (!isCapitals(bytes, start, end)) return index;
      if (firstCapitals < 0) firstCapitals = index;
      lastCapitals = index;
    }
    if (firstCapitals < 0) return -1;
    return this.#field(firstCapitals * fields, plainBeforeField) > 0 ? firstCapitals : lastCapitals;
  }

  #isTag(bytes: Uint8Array): boolean {
    const start = this.#firstStart;
    const end = this.#firstEnd;
    const isTag =
      spells(bytes, start, end, "struct") ||
      spells(bytes, start, end, "union") ||
      spells(bytes, start, end, "enum");
    return isTag && this.#words === 2;
  }

  /** The first token behind the macro calls that stand before the definition on their own lines. */
  #startFor(bytes: Uint8Array, chosen: number): number {
    let start = this.start;
    for (let index = 0; index < chosen; index++) {
      const base = index * fields;
      const groupEnd = this.#field(base, groupEndField);
      const next = this.#field(base, nextWordField);
      if (groupEnd < 0 || next < 0) continue;
      const isAttribute = isNeverName(
        bytes,
        this.#field(base, wordStartField),
        this.#field(base, wordEndField),
      );
      if (!isAttribute && lineEndsAt(bytes, groupEnd + 1)) start = next;
    }
    return start;
  }

  /** True when a second group follows the candidate's own, as in `NAME(x)(void)`. */
  #groupFollows(bytes: Uint8Array, base: number): boolean {
    const groupEnd = this.#field(base, groupEndField);
    return groupEnd >= 0 && bytes[skipSpace(bytes, groupEnd + 1)] === 0x28;
  }

  /** The first argument of a defining macro if it is a lone word, else -1. */
  #nameGivenToMacro(bytes: Uint8Array, groupStart: number): number {
    const start = skipSpace(bytes, groupStart + 1);
    if (classOfByte[bytes[start] as number] !== byteClass.letter) return -1;
    const end = endOfWord(bytes, start);
    const next = bytes[skipSpace(bytes, end)];
    if (next !== 0x2c && next !== 0x29) return -1;
    return isNeverName(bytes, start, end) ? -1 : start;
  }

  /** The name of `int f(a, b) int a;` at its first semicolon. */
  #oldStyleName(bytes: Uint8Array): HeadName | undefined {
    if (this.#count !== 1 || this.sawAssignment || !this.#lastIsWord) return undefined;
    const wordStart = this.#field(0, wordStartField);
    const wordEnd = this.#field(0, wordEndField);
    const groupEnd = this.#field(0, groupEndField);
    const behind = this.#plainWords - this.#field(0, plainBeforeField);
    if (behind < 2 || groupEnd < 0) return undefined;
    if (isNeverName(bytes, wordStart, wordEnd) || isCapitals(bytes, wordStart, wordEnd)) {
      return undefined;
    }
    if (!holdsOnlyWords(bytes, this.#field(0, groupStartField) + 1, groupEnd)) return undefined;
    return {
      nameStart: wordStart,
      nameEnd: wordEnd,
      prefix: 0,
      start: this.start,
      isStatic: this.#isStatic,
      hasType: true,
    };
  }

  #forgetOldest(): void {
    const half = maxCandidates / 2;
    const next = this.#field((half - 1) * fields, nextWordField);
    if (next >= 0) this.start = next;
    this.#candidates.copyWithin(0, half * fields);
    this.#count -= half;
  }

  #field(base: number, field: number): number {
    return this.#candidates[base + field] as number;
  }
}

/** Specifiers without underscores that also stand behind a function's parameters. */
function isLateSpecifier(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    spells(bytes, start, end, "notrace") ||
    spells(bytes, start, end, "noinline") ||
    spells(bytes, start, end, "noinstr")
  );
}

function prefixOf(bytes: Uint8Array, start: number, end: number): number {
  if (spells(bytes, start, end - 1, "SYSCALL_DEFINE")) return 1;
  return spells(bytes, start, end - 1, "COMPAT_SYSCALL_DEFINE") ? 2 : 0;
}

/** The name in `(*name(…))`, the form of a function that returns a function pointer; else -1. */
function nameInPointerGroup(bytes: Uint8Array, groupStart: number): number {
  let at = skipSpace(bytes, groupStart + 1);
  if (bytes[at] !== 0x2a) return -1;
  for (let guard = 0; guard < 16; guard++) {
    while (bytes[at] === 0x2a) at = skipSpace(bytes, at + 1);
    if (classOfByte[bytes[at] as number] !== byteClass.letter) return -1;
    const end = endOfWord(bytes, at);
    const next = skipSpace(bytes, end);
    if (bytes[next] === 0x28) return at;
    at = next;
  }
  return -1;
}

function holdsOnlyWords(bytes: Uint8Array, from: number, to: number): boolean {
  let expectsWord = true;
  let at = skipSpace(bytes, from);
  while (at < to) {
    if (expectsWord) {
      const end = endOfWord(bytes, at);
      if (end === at) return false;
      at = end;
    } else if (bytes[at] === 0x2c) {
      at++;
    } else {
      return false;
    }
    expectsWord = !expectsWord;
    at = skipSpace(bytes, at);
  }
  return !expectsWord;
}

function sameText(bytes: Uint8Array, left: HeadName, right: HeadName): boolean {
  const length = left.nameEnd - left.nameStart;
  if (right.nameEnd - right.nameStart !== length) return false;
  for (let at = 0; at < length; at++) {
    if (bytes[left.nameStart + at] !== bytes[right.nameStart + at]) return false;
  }
  return true;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const kind = classOfByte[bytes[at] as number];
    if (kind !== byteClass.space && kind !== byteClass.newline) return at;
    at++;
  }
}

function lineEndsAt(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (classOfByte[bytes[at] as number] === byteClass.space) at++;
  return bytes[at] === 0x0a || bytes[at] === 0x2f;
}
