/** What functions mean together: call sites, callbacks, reachability, verdicts. */
export type {
  AllocatorUse,
  CallbackRef,
  CallSite,
  NotFollowed,
  PathStep,
  Skipped,
  Verdict,
} from "./verdict.ts";
