/**
 * One defect seen from both ends is one thing to read: the walk's finding names the allocating
 * call in its path, and the finding at that call says the same again for whoever opens that file.
 */
import { compareLocations } from "#engine/base";
import { allocationUnderLazyWalk } from "./allocation-under-lazy-walk.ts";
import type { SuppressedFinding } from "./decide-findings.ts";
import type { Finding } from "./finding.ts";

/**
 * Those of `reported` at allocating calls that lie on the paths of suppressed findings alone: what
 * is right at the walk is right at its other end, for the same reasons.
 */
export function otherEndsOf(
  suppressed: readonly SuppressedFinding[],
  reported: readonly Finding[],
): readonly SuppressedFinding[] {
  const { id } = allocationUnderLazyWalk.meta;
  const stepsOf = ({ path, rule }: Finding) =>
    rule === id ? [] : path.map(({ location }) => JSON.stringify(location));
  const stillReported = new Set(reported.flatMap(stepsOf));
  const byStep = new Map(
    suppressed.toReversed().flatMap((one) => stepsOf(one.finding).map((step) => [step, one])),
  );
  return reported.flatMap((finding) => {
    const place = JSON.stringify(finding.location);
    const walk = byStep.get(place);
    const isEnd = finding.rule === id && walk !== undefined && !stillReported.has(place);
    return isEnd ? [{ finding, suppressions: walk.suppressions }] : [];
  });
}

/** `findings` without those at allocating calls that the path of another one goes through. */
export function withoutOtherEnds(findings: readonly Finding[]): readonly Finding[] {
  const { id } = allocationUnderLazyWalk.meta;
  const steps = findings
    .filter((finding) => finding.rule !== id)
    .flatMap((finding) => finding.path.map((step) => step.location));
  return findings.filter(
    (finding) =>
      finding.rule !== id ||
      !steps.some((location) => compareLocations(location, finding.location) === 0),
  );
}
