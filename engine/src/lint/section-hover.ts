/** What is shown over the calls that enter, leave, flush, pause, resume or ask about lazy MMU mode. */
import type { TreeFacts } from "#engine/index";
import { type ModeRole, modeRoleOf, nestedSectionEffect } from "#engine/kernel";
import type { LazySection } from "#engine/model";
import {
  architectureParts,
  nameSpan,
  paragraphs,
  reachParts,
  verdictSentence,
} from "./hover-parts.ts";
import { linePhrase } from "./section-wording.ts";

/** For the name of a call that enters or leaves a section: all that is known of the section. */
export function sectionHover(
  name: string,
  section: LazySection,
  end: "enter" | "leave",
  facts: TreeFacts,
): string {
  const verb = end === "enter" ? "enters" : "leaves";
  return paragraphs([
    `**${nameSpan(name)}** ${verb} the lazy MMU section of ${nameSpan(section.function)}.`,
    extentSentence(section),
    ...(section.runsCallbacks
      ? ["It runs functions that its caller hands over; these are judged where that is done."]
      : []),
    verdictSentence(section),
    ...reachParts(section),
    ...countingParts(facts),
    ...architectureParts(facts),
  ]);
}

/** For the name of another function of the mode; undefined for any other name. */
export function modeHover(name: string, facts: TreeFacts): string | undefined {
  const role = modeRoleOf(name);
  if (role === undefined) return undefined;
  return paragraphs([
    `**${nameSpan(name)}** ${roleWords[role]}.`,
    ...countingParts(facts),
    ...architectureParts(facts),
  ]);
}

const roleWords: Readonly<Record<ModeRole, string>> = {
  enter: "enters lazy MMU mode",
  flush: "asks for what lazy MMU mode has postponed, and stays in the mode",
  leave: "leaves lazy MMU mode",
  pause: "leaves lazy MMU mode, however deep it is nested, until it is resumed",
  query: "tells whether lazy MMU mode is on",
  resume: "enters lazy MMU mode again after a pause",
};

/** "Entered in line 4, again in line 9; left in lines 7 and 12." */
function extentSentence({ enters, leaves }: LazySection): string {
  const again = enters.slice(1);
  const entered = `Entered in ${linePhrase(enters.slice(0, 1))}`;
  const reentered = again.length === 0 ? "" : `, again in ${linePhrase(again)}`;
  const left = leaves.length === 0 ? "not left in this function" : `left in ${linePhrase(leaves)}`;
  return `${entered}${reentered}; ${left}.`;
}

function countingParts({ dialect }: TreeFacts): string[] {
  if (dialect !== "counted") return [];
  return [`Nested sections are counted in this tree: ${nestedSectionEffect.effect}.`];
}
