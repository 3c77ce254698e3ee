/**
 * The scenario of a run, as C of our own: how the walk's range, its pages and the data object are
 * set up, and the call of the walker.
 *
 * It is compiled in the callback's own file, so that it sees static functions and local types, and
 * is shown to whoever asks what was assumed.
 */
import type { FunctionDefinition } from "#engine/cfront";
import { formatPopulation, type Population } from "#engine/trace";
import { CallerValues, findWalkCall } from "./caller-facts.ts";
import { buildDataObject, type DataTypes } from "./data-object.ts";

export interface ScenarioRequest {
  readonly callback: FunctionDefinition;
  /** Its text as written, for what macros hide. */
  readonly callbackText: string;
  readonly caller: FunctionDefinition | undefined;
  /** What the call site's analysis knows, when the caller's syntax is not at hand. */
  readonly isExisting: boolean;
  readonly types: DataTypes;
  readonly pages: number;
  readonly population: Population | undefined;
  /** Where ranges begin, as C constants. */
  readonly ranges: { readonly kernel: string; readonly user: string };
  /** A page frame number beyond all memory. */
  readonly outsidePfn: string;
  /** Whether entries are set up as the hash MMU of powerpc has seen them. */
  readonly isHashed: boolean;
}

export interface Scenario {
  /** Declares __sim_prepare() and __sim_run(). */
  readonly text: string;
  readonly assumptions: readonly string[];
  readonly isKernel: boolean;
  readonly isExisting: boolean;
  readonly walker: string;
  readonly start: "kernel" | "user" | "linear";
  readonly population: Population;
  readonly pages: number;
  /** Pages of memory that the set-up takes. */
  readonly preparedPages: number;
  /** NULL stands in for the callback's data. */
  readonly isDataUnknown: boolean;
}

export function buildScenario(request: ScenarioRequest): Scenario {
  const { callback, callbackText, caller, types, outsidePfn } = request;
  const name = callback.declarator.name ?? "";
  const call = caller === undefined ? undefined : findWalkCall(caller, name);
  const isKernel = call?.mm === undefined || /\binit_mm\b/.test(call.mm);
  const mm = isKernel ? "(&init_mm)" : "(&__sim_user_mm)";
  const values =
    caller === undefined || call === undefined
      ? undefined
      : new CallerValues(caller, call, { mm, start: "__SIM_START" });
  const isExisting = call === undefined ? request.isExisting : call.api.includes("existing");
  const walker = isExisting ? "apply_to_existing_page_range" : "apply_to_page_range";
  const draft = { callback, types, caller: values, mm, outsidePfn };
  const maxPages = buildDataObject({ ...draft, pages: request.pages }).maxPages;
  const pages = Math.min(request.pages, maxPages ?? request.pages);
  const data = buildDataObject({ ...draft, pages });
  const start = startOf(callbackText, isKernel);
  const population = start === "linear" ? "all" : populationOf(request, isExisting);
  const assumptions = [
    ...(call === undefined && caller !== undefined
      ? ["no call of a walker with this callback was found in the caller's syntax"]
      : []),
    ...describeWalk({ isKernel, start, population, pages }),
    ...(pages < request.pages
      ? [`${pages} pages instead of ${request.pages}, since an array of fixed length is filled`]
      : []),
    ...data.assumptions,
  ];
  const text = [
    "struct page *__sim_new_page(void);",
    "void __sim_populate(struct mm_struct *mm, unsigned long address, pte_t pte);",
    "unsigned long __sim_linear_range(unsigned long pages);",
    "unsigned long __sim_root(int space);",
    ...(start === "linear" ? ["static unsigned long __sim_start;"] : []),
    ...data.declarations,
    "int __sim_prepare(void)",
    "{",
    "\tunsigned long i;",
    "",
    ...indent([
      "(void)i;",
      "init_mm.pgd = (pgd_t *)__sim_root(0);",
      "__sim_user_mm.pgd = (pgd_t *)__sim_root(1);",
      ...(start === "linear" ? ["__sim_start = __sim_linear_range(__SIM_PAGES);"] : []),
      ...(start === "linear"
        ? []
        : rangesOf(population, pages).flatMap((range) =>
            populate(range, { mm, isKernel, isHashed: request.isHashed }),
          )),
      ...data.statements,
      "return 0;",
    ]),
    "}",
    "int __sim_run(void)",
    "{",
    `\treturn ${walker}(${mm}, __SIM_START, __SIM_PAGES * PAGE_SIZE, ${name}, ${data.argument});`,
    "}",
    "",
  ]
    .join("\n")
    .replaceAll("__SIM_PAGES", `${pages}UL`)
    .replaceAll("__SIM_START", start === "linear" ? "__sim_start" : request.ranges[start]);
  const usesPages = data.statements.some((line) => line.includes("__sim_new_page"));
  const populatedPages = rangesOf(population, pages).reduce(
    (sum, { first, end }) => sum + Math.max(0, end - first),
    0,
  );
  const preparedPages = populatedPages + (usesPages ? pages + 1 : 0);
  return {
    text,
    assumptions,
    isKernel,
    isExisting,
    walker,
    start,
    population,
    pages,
    preparedPages,
    isDataUnknown: data.isUnknown,
  };
}

/** A callback that takes its address for one of the linear map is run there. */
function startOf(callbackText: string, isKernel: boolean): Scenario["start"] {
  if (!isKernel) return "user";
  return /\b(?:virt_to_page|virt_to_phys|__pa)\s*\(/.test(callbackText) ? "linear" : "kernel";
}

/**
 * A walk of existing entries meets entries. One that creates them meets empty ones, unless the
 * callback reads its entry and never asks whether it is empty.
 */
function populationOf(request: ScenarioRequest, isExisting: boolean): Population {
  if (request.population !== undefined) return request.population;
  if (isExisting) return "all";
  const { callbackText } = request;
  const name = pteParameterOf(request.callback);
  const isRead =
    /\b_*ptep_get\w*\s*\(/.test(callbackText) ||
    (name !== undefined && new RegExp(`[^\\w\\s)]\\s*\\*\\s*${name}\\b`).test(callbackText));
  return isRead && !/\bpte_none\s*\(/.test(callbackText) ? "all" : "none";
}

function pteParameterOf(callback: FunctionDefinition): string | undefined {
  const [part] = callback.declarator.parts;
  const name = part?.kind === "function" ? part.parameters[0]?.declarator.name : undefined;
  return name !== undefined && /^\w+$/.test(name) ? name : undefined;
}

interface PopulatedRange {
  readonly first: number;
  readonly end: number;
}

/** What lies within the walk; the walk may have been shortened. */
function rangesOf(population: Population, pages: number): PopulatedRange[] {
  if (population === "none") return [];
  if (population === "all") return [{ first: 0, end: pages }];
  return population
    .map(([first, last]) => ({ first, end: Math.min(last + 1, pages) }))
    .filter(({ first, end }) => first < end);
}

/** Each page of the range gets a page of memory, mapped as the kernel maps one. */
function populate(
  { first, end }: PopulatedRange,
  how: { readonly mm: string; readonly isKernel: boolean; readonly isHashed: boolean },
): string[] {
  const { mm, isKernel, isHashed } = how;
  const prot = isKernel ? "PAGE_KERNEL" : "PAGE_SHARED";
  const entry = `pfn_pte(page_to_pfn(page), ${prot})`;
  return [
    `for (i = ${first}; i < ${end}; i++) {`,
    "\tstruct page *page = __sim_new_page();",
    "",
    `\t__sim_populate(${mm}, __SIM_START + i * PAGE_SIZE, ${
      isHashed ? `__pte(pte_val(${entry}) | H_PAGE_HASHPTE)` : entry
    });`,
    "}",
  ];
}

function describeWalk(
  walk: Pick<Scenario, "isKernel" | "start" | "population" | "pages">,
): string[] {
  const where = {
    kernel: "kernel addresses (init_mm)",
    user: "a process's addresses, with its PTE lock",
    linear: "the linear map, since the callback turns its address into a page",
  }[walk.start];
  const ownPages = "a page of its own, allocated before";
  const entries =
    walk.start === "linear"
      ? "each entry maps its page"
      : walk.population === "all"
        ? `each entry maps ${ownPages}`
        : walk.population === "none"
          ? "all entries are empty"
          : `each of the entries ${formatPopulation(walk.population)} maps ${ownPages}; the others are empty`;
  return [`the walk is over ${walk.pages} pages of ${where}`, entries];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? "" : `\t${line}`));
}
