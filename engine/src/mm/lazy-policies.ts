/** All policies, and which one a machine of a release has. */
import { invariant } from "#engine/base";
import type { LazyPolicy, PolicyMachine } from "./lazy-policy.ts";
import { naiveCountPolicy, rfcDirectPolicy, rfcNestedPolicy } from "./lazy-policy-abstract.ts";
import { arm64CountedPolicy, arm64FlatPolicy } from "./lazy-policy-arm64.ts";
import {
  powerpcHashCountedPolicy,
  powerpcHashPolicy,
  sparc64CountedPolicy,
  sparc64Policy,
} from "./lazy-policy-batched.ts";
import { arm64NonePolicy, countedGenericPolicy, genericPolicy } from "./lazy-policy-generic.ts";
import { s390ProposedPolicy } from "./lazy-policy-s390.ts";
import {
  xen61Policy,
  xen66Policy,
  xen70Policy,
  xen72Policy,
  xen615Policy,
} from "./lazy-policy-xen.ts";

export const lazyPolicies: readonly LazyPolicy[] = [
  genericPolicy,
  countedGenericPolicy,
  arm64NonePolicy,
  arm64FlatPolicy,
  arm64CountedPolicy,
  powerpcHashPolicy,
  powerpcHashCountedPolicy,
  sparc64Policy,
  sparc64CountedPolicy,
  xen61Policy,
  xen66Policy,
  xen615Policy,
  xen70Policy,
  xen72Policy,
  rfcDirectPolicy,
  rfcNestedPolicy,
  naiveCountPolicy,
  s390ProposedPolicy,
];

/** The newest release that any source of the model speaks of. */
const newestKnownRelease = "7.2";

export interface PolicyChoice {
  readonly policy: LazyPolicy;
  /** Why the choice is less than certain, or undefined. */
  readonly caveat: string | undefined;
}

export function findPolicy(id: string): LazyPolicy | undefined {
  return lazyPolicies.find((policy) => policy.id === id);
}

/** `release` is as the tree says it, such as "6.12.117" or "v7.0-rc1". */
export function policyFor(machine: PolicyMachine, release: string): PolicyChoice {
  const number = releaseNumber(release);
  const newest = releaseNumber(newestKnownRelease);
  invariant(newest !== undefined, "the newest known release is one");
  if (number === undefined) {
    const caveat = `The release ${JSON.stringify(release)} cannot be read; it is taken for ${newestKnownRelease}.`;
    return { policy: pick(machine, newest), caveat };
  }
  if (number > newest) {
    const caveat = `Nothing is known of ${release}; it is taken for ${newestKnownRelease}.`;
    return { policy: pick(machine, newest), caveat };
  }
  return { policy: pick(machine, number), caveat: undefined };
}

function pick(machine: PolicyMachine, release: number): LazyPolicy {
  const countsAnyway = machine === "powerpc-radix" || machine === "x86";
  if (countsAnyway) return release >= 7_000 ? countedGenericPolicy : genericPolicy;
  const own = lazyPolicies.find(
    (policy) => policy.machine === machine && policy.from <= release && release < policy.until,
  );
  return own ?? genericPolicy;
}

/** major * 1000 + minor; what follows the minor number is of no matter. */
export function releaseNumber(release: string): number | undefined {
  const match = /^v?(\d{1,3})\.(\d{1,3})(?!\d)/.exec(release);
  return match === null ? undefined : Number(match[1]) * 1000 + Number(match[2]);
}
