/**
 * An analysis that finds every `apply_to_page_range` in a text, and makes one lazy MMU section of
 * all its `arch_enter_lazy_mmu_mode`, for tests of the server alone.
 *
 * Held back, its answers wait until the test lets them go, so that a test decides what overtakes
 * what.
 */
import { LineIndex, type Location } from "#engine/base";
import type { IntroductionPlan, RefusedIntroduction } from "#engine/introduce";
import type { Finding } from "#engine/lint";
import type { CallSite, LazySection } from "#engine/model";
import type { TraceAnswer } from "#engine/trace";
import type {
  FileReport,
  HoverText,
  IntroductionOffer,
  PathNeighbours,
  TreeReport,
} from "#engine/workspace";
import type { AnalysisService, CheckedFile, OpenedTree, TreeOptions } from "#server/host";
import type { SimulatedAnswer, SimulationRequest } from "#server/simulation";

const walker = "apply_to_page_range";
const enter = "arch_enter_lazy_mmu_mode";

export class FakeAnalysis implements AnalysisService {
  /** Texts on disk, by root and file joined with a slash. */
  readonly disk = new Map<string, string>();
  readonly opened: { readonly root: string; readonly options: TreeOptions }[] = [];
  readonly invalidated: string[] = [];
  readonly simulated: { root: string; request: SimulationRequest; text: string | undefined }[] = [];
  readonly queried: { root: string; simulation: number; query: unknown }[] = [];
  /** What a tree without the variants offers. */
  offer: IntroductionOffer = { kind: "none" };
  nOffers = 0;
  /** What `simulate` answers; a failure when undefined. */
  simulation: SimulatedAnswer | undefined;
  restarts = 0;
  /** Thrown by the next check. */
  failure: Error | undefined;
  /** Thrown by every attempt to open a tree. */
  openFailure: Error | undefined;
  readonly #documents = new Map<string, string>();
  #gate: { readonly wait: Promise<void>; readonly open: () => void } | undefined;
  #held: "checks" | "trees" = "checks";
  #arrivals: (() => void)[] = [];

  /** From now on checks, or the reading of trees, wait for {@link release}. */
  hold(what: "checks" | "trees" = "checks"): void {
    this.#held = what;
    let open: () => void = () => undefined;
    const wait = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#gate = { wait, open };
  }

  release(): void {
    this.#gate?.open();
    this.#gate = undefined;
  }

  /** Resolves when the next check has arrived. */
  nextCheck(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrivals.push(resolve);
    });
  }

  async openTree(
    root: string,
    options: TreeOptions,
    onProgress: (progress: { done: number; total: number }) => void,
  ): Promise<OpenedTree> {
    this.opened.push({ root, options });
    if (this.openFailure !== undefined) throw this.openFailure;
    onProgress({ done: 1, total: 2 });
    if (this.#held === "trees") await this.#gate?.wait;
    const { tree } = this.#treeReport(root);
    return { info: tree, files: 2, milliseconds: 1 };
  }

  setDocument(root: string, file: string, text: string | undefined): void {
    if (text === undefined) this.#documents.delete(`${root}/${file}`);
    else this.#documents.set(`${root}/${file}`, text);
  }

  async invalidateFiles(_root: string, files: readonly string[]): Promise<void> {
    this.invalidated.push(...files);
  }

  async checkFile(root: string, file: string): Promise<CheckedFile> {
    // Like the engine, it looks at the text that it has when the request arrives.
    const report = this.#report(root, file);
    for (const arrived of this.#arrivals.splice(0)) arrived();
    if (this.#held === "checks") await this.#gate?.wait;
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
    return { report, milliseconds: 2 };
  }

  async checkTree(root: string, scope: readonly string[] | undefined): Promise<TreeReport> {
    return this.#treeReport(root, scope);
  }

  async hoverAt(
    root: string,
    file: string,
    line: number,
    column: number,
  ): Promise<HoverText | undefined> {
    const found = this.#report(root, file).findings.find(
      ({ location }) =>
        location.line === line && location.column <= column && column <= location.endColumn,
    );
    if (found === undefined) return undefined;
    return { location: found.location, markdown: "**lazy**: `free_page` is reached" };
  }

  /** The first walker call of the file, as a function that is called in line 2. */
  async pathsAt(root: string, file: string): Promise<PathNeighbours | undefined> {
    const [site] = this.#report(root, file).callSites;
    if (site === undefined) return undefined;
    const { location } = site;
    const cb = { name: "cb", location, range: location };
    const free = { name: "free_page", location, range: location };
    return {
      function: cb,
      callers: [{ function: { name: "f", location, range: location }, calls: [location] }],
      callees: [{ function: free, calls: [location] }],
    };
  }

  async introductionOffer(): Promise<IntroductionOffer> {
    this.nOffers++;
    return this.offer;
  }

  async planIntroduction(
    root: string,
    file: string,
    line: number,
    column: number,
  ): Promise<IntroductionPlan | RefusedIntroduction> {
    const site = this.#report(root, file).callSites.find(
      ({ location }) => location.line === line && location.column === column,
    );
    if (this.offer.kind === "refused") return this.offer;
    const start = { file: "include/linux/mm.h", line: 1, column: 1, endLine: 1, endColumn: 1 };
    const to = `${walker}_nolazy`;
    const conversions =
      site === undefined
        ? []
        : [
            {
              site,
              to,
              isInModule: "no" as const,
              edits: [{ location: site.location, newText: to }],
            },
          ];
    return {
      kind: "planned",
      additions: [
        { location: start, newText: "declared\n" },
        { location: { ...start, file: "mm/memory.c" }, newText: "defined\n" },
      ],
      steps: ["walk_all", "walk_one"],
      variants: [to],
      exported: [],
      conversions,
      left: [],
    };
  }

  async simulate(root: string, request: SimulationRequest): Promise<SimulatedAnswer> {
    const path = `${root}/${request.file}`;
    const text = this.#documents.get(path) ?? this.disk.get(path);
    this.simulated.push({ root, request, text });
    const { callback } = request;
    if (this.simulation === undefined) return { kind: "failed", callback, reason: "No run." };
    return this.simulation;
  }

  async queryTrace(root: string, simulation: number, query: unknown): Promise<TraceAnswer> {
    this.queried.push({ root, simulation, query });
    return { kind: "found", event: 7 };
  }

  async exportSimulation(_root: string, simulation: number, format: string): Promise<string> {
    return `${format} of ${simulation}`;
  }

  restart(): void {
    this.restarts++;
  }

  async dispose(): Promise<void> {
    this.release();
  }

  #treeReport(root: string, scope?: readonly string[]): TreeReport {
    const files = [...this.disk.keys()]
      .filter((path) => path.startsWith(`${root}/`))
      .map((path) => path.slice(root.length + 1))
      .filter((file) => scope?.some((folder) => file.startsWith(folder)) ?? true);
    const reports = files.map((file) => this.#report(root, file));
    return {
      tree: {
        isKernel: true,
        release: "6.12.1",
        dialect: "nolazy",
        architectures: ["arm64", "x86"],
        hasConfiguration: false,
      },
      callSites: reports.flatMap((report) => report.callSites),
      sections: reports.flatMap((report) => report.sections),
      findings: reports.flatMap((report) => report.findings),
      suppressed: [],
      skipped: [],
      settingsProblems: [],
      functionsParsed: files.length,
    };
  }

  #report(root: string, file: string): FileReport {
    const path = `${root}/${file}`;
    const text = this.#documents.get(path) ?? this.disk.get(path) ?? "";
    const lines = new LineIndex(text);
    const placesOf = (name: string): Location[] =>
      [...text.matchAll(new RegExp(`${name}(?!_nolazy)`, "g"))].map(({ index }) =>
        lines.locate(file, { start: index, end: index + name.length }),
      );
    const places = placesOf(walker);
    const enters = placesOf(enter);
    return {
      file,
      callbacks: places.slice(0, 1).map((head) => ({ name: "cb", head, lazy: 1, eager: 0 })),
      findings: [...places.map(toFinding), ...enters.map(toSectionFinding)],
      callSites: places.map(toCallSite),
      sections: enters.length === 0 ? [] : [toSection(enters)],
      skipped: [],
      settingsProblems: [],
    };
  }
}

function toFinding(location: Location): Finding {
  return {
    rule: "allocation-in-callback",
    severity: "warning",
    confidence: "high",
    location,
    message: "cb() reaches free_page()",
    path: [{ function: "cb", location, what: "calls free_page()" }],
    related: [],
    fixes: [
      {
        title: "Rename",
        safe: true,
        preferred: true,
        edits: [{ location, newText: `${walker}_nolazy` }],
      },
      {
        title: "Rename and realign",
        safe: true,
        preferred: false,
        edits: [{ location, newText: `${walker}_nolazy` }],
      },
    ],
  };
}

/** At the entering call's own place, where the section's path begins. */
function toSectionFinding(location: Location): Finding {
  const related = [{ location, message: "lazy MMU mode is entered here" }];
  return { ...toFinding(location), rule: "allocation-in-section", related };
}

function toSection(enters: readonly Location[]): LazySection {
  const [location] = enters;
  if (location === undefined) throw new Error("a section is entered somewhere");
  const { use, allocator, condition, doubt, path, notFollowed } = toCallSite(location);
  return {
    location,
    function: "f",
    enters,
    leaves: [],
    runsCallbacks: false,
    verdict: "reaches",
    use,
    allocator,
    condition,
    doubt,
    path,
    paths: [],
    notFollowed,
  };
}

function toCallSite(location: Location): CallSite {
  return {
    location,
    function: "f",
    api: walker,
    lazy: true,
    walker,
    callbacks: [{ name: "cb", location }],
    verdict: "reaches",
    use: "frees",
    allocator: "free_page",
    condition: undefined,
    doubt: undefined,
    isOnlyPath: true,
    path: [{ function: "cb", location, what: "calls free_page()" }],
    notFollowed: [],
  };
}
