/**
 * Templates for the messages of patches that add the `_nolazy` variants and call them.
 *
 * Without trailers: what a patch is signed off with, and what it refers to, is its sender's.
 */
import { sortedUnique } from "#engine/base";
import type { Conversion, IntroductionPlan } from "#engine/introduce";
import { reachPhrase } from "#engine/lint";
import { escapeControls, wrapWords } from "./terminal-text.ts";

/** A patch's place in its series, from 1. */
export interface SeriesPlace {
  readonly number: number;
  readonly count: number;
}

/** For the patch that adds the variants; `conversions` are those that it makes too. */
export function additionMessage(
  plan: IntroductionPlan,
  conversions: readonly Conversion[],
  place: SeriesPlace,
): string {
  const paragraphs = [
    "apply_to_page_range() and apply_to_existing_page_range() call their callback in lazy MMU mode, and some callbacks allocate or free pages. With CONFIG_DEBUG_PAGEALLOC the page allocator changes page tables too. Its changes may then be postponed with those of the walk, or, where they are made in a section of their own, that nested section may end the batching of the walk.",
    `Add variants of both that do not enter lazy MMU mode, for callbacks that need the page allocator. A flag is passed down to ${callOf(plan.steps.at(-1) ?? "")}; the existing functions work as before.`,
    ...exportParagraph(plan),
    ...conversions.map(conversionParagraph),
    'The same was proposed in the RFC "mm: Avoid calling page allocator from apply_to_page_range()" of 30 May 2025.',
  ];
  return message("mm: add _nolazy variants of apply_to_page_range()", paragraphs, place);
}

/** For the patch that converts the calls in one folder. */
export function conversionMessage(
  folder: string,
  conversions: readonly Conversion[],
  place: SeriesPlace,
): string {
  const variants = sortedUnique(conversions.map(({ to }) => to));
  const [variant = ""] = variants;
  const what = variants.length === 1 ? callOf(variant) : "the _nolazy walkers";
  const paragraphs = [
    ...conversions.map(conversionParagraph),
    "Found by lazymmu (rule allocation-in-callback).",
  ];
  return message(`${folder}: call ${what}`, paragraphs, place);
}

function exportParagraph({ conversions, exported }: IntroductionPlan): string[] {
  if (exported.length === 0) return [];
  const inModules = conversions.filter(({ isInModule }) => isInModule === "yes");
  const files = sortedUnique(inModules.map(({ site }) => site.location.file));
  return [
    `Export ${exported.map(callOf).join(" and ")}, called from what can be built as a module: ${files.join(", ")}.`,
  ];
}

function conversionParagraph({ site, to }: Conversion): string {
  return `${callOf(site.function)} walks page tables with ${callOf(site.api)}, whose ${reachPhrase(site)}. Call ${callOf(to)}, so that this happens outside of lazy MMU mode.`;
}

function message(subject: string, paragraphs: readonly string[], place: SeriesPlace): string {
  const mark = place.count === 1 ? "[PATCH]" : `[PATCH ${place.number}/${place.count}]`;
  const body = paragraphs.map((paragraph) =>
    wrapWords(escapeControls(paragraph), maxColumns).join("\n"),
  );
  return `Subject: ${mark} ${escapeControls(subject)}\n\n${body.join("\n\n")}\n`;
}

const maxColumns = 72;

function callOf(name: string): string {
  return `${name}()`;
}
