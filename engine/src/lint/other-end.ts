/**
 * One defect seen from both ends is one thing to read: the walk's finding names the allocating
 * call in its path, and the finding at that call says the same again for whoever opens that file.
 */
import { compareLocations } from "#engine/base";
import { allocationUnderLazyWalk } from "./allocation-under-lazy-walk.ts";
import type { Finding } from "./finding.ts";

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
