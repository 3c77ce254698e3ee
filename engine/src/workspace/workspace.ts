/**
 * The engine's public face: one tree, its unsaved documents, and the questions asked of it.
 *
 * Its only state is the inputs, the documents, and what is derived from them.
 */
import { compareText, type Location } from "#engine/base";
import { mentions } from "#engine/index";
import {
  coreFile,
  findRefusal,
  headerFile,
  type IntroductionInputs,
  type IntroductionPlan,
  planIntroduction,
  type RefusedIntroduction,
} from "#engine/introduce";
import { AllocatorNames, findWalker, walkers } from "#engine/kernel";
import {
  CodeText,
  callbackHover,
  type Decision,
  decideFindings,
  modeHover,
  sectionHover,
  walkerHover,
} from "#engine/lint";
import {
  Analysis,
  type AnalysisResult,
  type CallSite,
  type DefinitionRef,
  type Skipped,
  type SourceFile,
} from "#engine/model";
import { problemOfDocument } from "./document-limits.ts";
import type { WorkspaceInputs } from "./inputs.ts";
import { pathNeighbours } from "./path-hierarchy.ts";
import type {
  CallbackModes,
  FileReport,
  HoverText,
  IntroductionOffer,
  PathFunction,
  PathNeighbours,
  TreeInfo,
  TreeReport,
} from "./report.ts";

export class Workspace {
  #inputs: WorkspaceInputs;
  #analysis: Analysis;
  readonly #documents = new Map<string, string>();
  /** Documents over the limits. */
  readonly #refused = new Map<string, Skipped>();
  #decision: Decision | undefined;
  /** Of the two files' texts that it was found for. */
  #refusal:
    | {
        readonly texts: readonly (string | undefined)[];
        readonly refused: RefusedIntroduction | undefined;
      }
    | undefined;
  /** Whether files can be part of a module, as plans have found. */
  readonly #knownModules: IntroductionInputs["knownModules"] = new Map();
  readonly #codeTexts = new WeakMap<SourceFile, CodeText>();

  constructor(inputs: WorkspaceInputs) {
    this.#inputs = inputs;
    this.#analysis = createAnalysis(inputs);
  }

  /** Replaces the inputs, as after a rescan, and forgets every text read; documents stay. */
  setInputs(inputs: WorkspaceInputs): void {
    this.#inputs = inputs;
    this.#analysis = createAnalysis(inputs);
    for (const [file, text] of this.#documents) this.#layOver(file, text);
    this.#decision = undefined;
    this.#knownModules.clear();
  }

  /** Lays unsaved text over a file, or takes it away again with `undefined`. */
  setDocument(file: string, text: string | undefined): void {
    if (text === undefined) this.#documents.delete(file);
    else this.#documents.set(file, text);
    this.#layOver(file, text);
    this.#decision = undefined;
    // Makefiles and Kconfig files decide what is part of a module.
    if (!/\.[ch]$/.test(file)) this.#knownModules.clear();
  }

  /** What is over the limits counts as empty, as the file would if it were saved. */
  #layOver(file: string, text: string | undefined): void {
    const problem = text === undefined ? undefined : problemOfDocument(text);
    if (problem === undefined) this.#refused.delete(file);
    else this.#refused.set(file, { file, reason: problem });
    this.#analysis.setDocument(file, problem === undefined ? text : "");
  }

  /** All that the analysis finds, for a later one of the same files. */
  analysis(): AnalysisResult {
    return this.#analysis.result();
  }

  get tree(): TreeInfo {
    const { facts } = this.#inputs;
    return {
      isKernel: facts.isKernel,
      release: facts.release ?? null,
      dialect: facts.dialect,
      architectures: facts.architectures,
      hasConfiguration: facts.configuration !== undefined && !facts.configuration.isPartial,
    };
  }

  /** Every call site of the tree, or of the files and folders in `scope`; "" is the whole tree. */
  checkTree(scope: readonly string[] = [""]): TreeReport {
    const isInside = ({ file }: { readonly file: string }) => isInScope(file, scope);
    return {
      tree: this.tree,
      callSites: this.#analysis.callSites().filter((site) => isInside(site.location)),
      sections: this.#analysis.sections().filter((section) => isInside(section.location)),
      findings: this.#decided().reported.filter((finding) => isInside(finding.location)),
      suppressed: this.#decided().suppressed.filter(({ finding }) => isInside(finding.location)),
      skipped: this.#skipped().filter(isInside),
      settingsProblems: this.#inputs.settings.problems,
      functionsParsed: this.#analysis.visitedCount(),
    };
  }

  /** Every walker call of the tree. */
  callSites(): readonly CallSite[] {
    return this.#analysis.callSites();
  }

  /** A file's text, unsaved if it has one. */
  textOf(file: string): string | undefined {
    return this.#documents.get(file) ?? this.#inputs.reader.readText(file);
  }

  checkFile(file: string): FileReport {
    const isHere = (place: { readonly location: { readonly file: string } }) =>
      place.location.file === file;
    return {
      file,
      callbacks: this.#callbacksIn(file),
      callSites: this.#analysis.callSites().filter(isHere),
      sections: this.#analysis.sections().filter(isHere),
      findings: this.#decided().reported.filter(isHere),
      skipped: this.#skipped().filter((skipped) => skipped.file === file),
      settingsProblems: this.#inputs.settings.problems.filter(isHere),
    };
  }

  /**
   * How the tree would get the `_nolazy` variants, with the reported calls in these files and
   * folders converted; "" is the whole tree.
   */
  planIntroduction(scope: readonly string[] = [""]): IntroductionPlan | RefusedIntroduction {
    return this.#planFor((site) => isInScope(site.location.file, scope));
  }

  /** The same with only the call at a place converted; line and column start at 1. */
  planIntroductionAt(
    file: string,
    line: number,
    column: number,
  ): IntroductionPlan | RefusedIntroduction {
    return this.#planFor(
      ({ location }) =>
        location.file === file && location.line === line && location.column === column,
    );
  }

  /** Whether the tree lacks the variants, and would get them if somebody asked. */
  introductionOffer(): IntroductionOffer {
    const isDeclared = walkers.some(({ lazy, name }) => !lazy && this.#declares(name));
    if (isDeclared || this.#inputs.facts.dialect === "counted") return { kind: "none" };
    const texts = [headerFile, coreFile].map((file) => this.#analysis.source(file)?.text);
    const isKnown = this.#refusal?.texts.every((text, index) => text === texts[index]) ?? false;
    if (!isKnown) this.#refusal = { texts, refused: findRefusal(this.#treeInputs()) };
    return this.#refusal?.refused ?? { kind: "offered" };
  }

  #planFor(isWanted: (site: CallSite) => boolean): IntroductionPlan | RefusedIntroduction {
    const isReported = this.#reportedSites();
    return planIntroduction({
      ...this.#treeInputs(),
      release: this.#inputs.facts.release,
      knownModules: this.#knownModules,
      callSites: this.#analysis.callSites().filter((site) => isWanted(site) && isReported(site)),
    });
  }

  #treeInputs() {
    const { facts, parser } = this.#inputs;
    // As the analysis sees it: an open text over the limits counts as empty.
    const textOf = (file: string) => this.#analysis.source(file)?.text;
    return { textOf, dialect: facts.dialect, parser };
  }

  /**
   * What to show over the name of a walker, of a callback, or of a call that changes the mode; line
   * and column start at 1.
   */
  hoverAt(file: string, line: number, column: number): HoverText | undefined {
    const source = this.#analysis.source(file);
    if (source === undefined) return undefined;
    const offset = source.lines.offsetAt(line, column);
    const word = wordAt(source.text, offset);
    if (word === undefined) return undefined;
    const location = source.locate(word);
    const sites = this.#analysis.callSites();
    const { facts } = this.#inputs;
    const isHere = (place: Location) =>
      place.file === file && place.line === location.line && place.column === location.column;
    const site = sites.find((candidate) => isHere(candidate.location));
    if (site !== undefined) return { location, markdown: walkerHover(site, facts) };
    for (const section of this.#analysis.sections()) {
      const end = section.enters.some(isHere)
        ? "enter"
        : section.leaves.some(isHere)
          ? "leave"
          : undefined;
      if (end === undefined) continue;
      return { location, markdown: sectionHover(word.name, section, end, facts) };
    }
    const meant = sites.filter((candidate) => this.#means(candidate, word.name, file));
    const markdown = callbackHover(word.name, meant, facts) ?? modeHover(word.name, facts);
    return markdown === undefined ? undefined : { location, markdown };
  }

  /** The function of a path under a place, and its neighbours; line and column start at 1. */
  pathsAt(file: string, line: number, column: number): PathNeighbours | undefined {
    const source = this.#analysis.source(file);
    const word = source && wordAt(source.text, source.lines.offsetAt(line, column));
    if (word === undefined) return undefined;
    return pathNeighbours(word.name, file, this.#analysis.callSites(), {
      around: ({ file: place, ...at }) => {
        const around = this.#analysis.source(place);
        const definition = around?.definitionAt(around.lines.offsetAt(at.line, at.column));
        return definition && around && pathFunction({ source: around, definition });
      },
      named: (name, user) => {
        const [ref] = this.#analysis.definitionsOf(name, user);
        return ref && pathFunction(ref);
      },
    });
  }

  /** The modes in which the tree's walks run the callbacks that `file` defines. */
  #callbacksIn(file: string): CallbackModes[] {
    const source = this.#analysis.source(file);
    if (source === undefined) return [];
    const found = new Map<number, CallbackModes>();
    for (const site of this.#analysis.callSites()) {
      for (const { name, location } of site.callbacks) {
        if (location.file !== file) continue;
        const start = source.lines.offsetAt(location.line, location.column);
        const definition = source.definitionAt(start);
        if (definition === undefined) continue;
        const end = source.text.slice(0, definition.body.start).trimEnd().length;
        const known = found.get(start) ?? {
          name,
          head: source.locate({ start, end }),
          lazy: 0,
          eager: 0,
        };
        const mode = site.lazy ? "lazy" : "eager";
        found.set(start, { ...known, [mode]: known[mode] + 1 });
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([, modes]) => modes);
  }

  /** True when `name`, used in `file`, is one of the site's callbacks. */
  #means(site: CallSite, name: string, file: string): boolean {
    const named = site.callbacks.filter((callback) => callback.name === name);
    if (named.length === 0) return false;
    return this.#analysis
      .definitionsOf(name, file)
      .some((ref) => named.some((callback) => callback.location.file === ref.source.path));
  }

  /** What is reported and what is not: the one answer behind every report of findings. */
  #decided(): Decision {
    this.#decision ??= decideFindings({
      facts: this.#inputs.facts,
      callSites: this.#analysis.callSites(),
      sections: this.#analysis.sections(),
      problems: this.#analysis.problems(),
      statementAt: (place) => this.#analysis.statementAt(place),
      bodyAt: (place) => this.#analysis.bodyAt(place),
      textOf: (file) => this.#codeText(file),
      declares: (name) => this.#declares(name),
      policy: this.#inputs.settings.settings.policy,
      filesWithSuppressions: this.#filesWithSuppressions(),
      functionAt: ({ file, ...place }) => {
        const source = this.#analysis.source(file);
        return source?.definitionAt(source.lines.offsetAt(place.line, place.column))?.name;
      },
      isDead: (place) => this.#analysis.isDead(place),
    });
    return this.#decision;
  }

  #filesWithSuppressions(): readonly string[] {
    const files = new Set(this.#inputs.symbols.filesMentioning(mentions.suppression));
    for (const file of this.#documents.keys()) if (/\.[ch]$/.test(file)) files.add(file);
    return [...files].sort(compareText);
  }

  /** Whether a site's callback is reported, as it is not where that is suppressed. */
  #reportedSites(): (site: CallSite) => boolean {
    const key = ({ file, line, column }: Location) => `${file}:${line}:${column}`;
    const reported = this.#decided().reported.filter(({ rule }) => rule === convertedRule);
    const places = new Set(reported.map(({ location }) => key(location)));
    return ({ location }) => places.has(key(location));
  }

  /** What the scan left out, an open document's own state instead of its file's, sorted by file. */
  #skipped(): readonly Skipped[] {
    const onDisk = this.#inputs.skipped.filter(({ file }) => !this.#documents.has(file));
    return [...onDisk, ...this.#refused.values()].sort((a, b) => compareText(a.file, b.file));
  }

  #codeText(file: string): CodeText | undefined {
    const source = this.#analysis.source(file);
    if (source === undefined) return undefined;
    let code = this.#codeTexts.get(source);
    if (code === undefined) {
      code = new CodeText(source.text, source.lines);
      this.#codeTexts.set(source, code);
    }
    return code;
  }

  /** True when the tree defines a walker of this name, or its header declares one. */
  #declares(name: string): boolean {
    const isDefined = this.#inputs.symbols
      .findDefinitions(name)
      .some(({ file }) => (this.#analysis.source(file)?.definitionsOf(name).length ?? 0) > 0);
    if (isDefined) return true;
    const header = this.#analysis.source("include/linux/mm.h")?.text ?? "";
    return findWalker(name) !== undefined && new RegExp(`\\b${name}\\s*\\(`).test(header);
  }
}

/** The rule whose findings the `_nolazy` variants are brought for. */
const convertedRule = "allocation-in-callback";

/** Whether a file is one of the files and folders in `scope`, or below one; "" is the whole tree. */
export function isInScope(file: string, scope: readonly string[]): boolean {
  return scope.some((path) => path === "" || file === path || file.startsWith(`${path}/`));
}

function createAnalysis(inputs: WorkspaceInputs): Analysis {
  const { settings } = inputs.settings;
  return new Analysis({
    readText: (file) => inputs.reader.readText(file),
    symbols: inputs.symbols,
    parser: inputs.parser,
    configuration: inputs.facts.configuration,
    allocators: new AllocatorNames(settings.allocators, settings.nonAllocators),
    architecture: settings.architecture,
    known: inputs.known,
  });
}

function pathFunction({ source, definition }: DefinitionRef): PathFunction {
  return {
    name: definition.name,
    location: source.locate(definition.nameSpan),
    range: source.locate(definition),
  };
}

function wordAt(text: string, offset: number) {
  const isWord = /\w/;
  let start = offset;
  while (start > 0 && isWord.test(text[start - 1] ?? "")) start--;
  let end = offset;
  while (end < text.length && isWord.test(text[end] ?? "")) end++;
  return start === end ? undefined : { name: text.slice(start, end), start, end };
}
